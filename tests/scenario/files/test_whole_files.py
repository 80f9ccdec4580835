"""Files that are wrong as a whole, several faults at once, and bytes that nobody meant."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import Fault, InputError
from planner.scenario import load_scenario
from planner.text import LANGUAGES, fault_lines
from tests.places import SMALL
from tests.saying import said

Faults = Callable[[Path], tuple[Fault, ...]]
FILES = ("sites.csv", "projects.csv", "districts.geojson", "base.yaml", "people.yaml")


def content(file: str) -> bytes:
    return (SMALL / file).read_bytes()


def recoded(file: str, encoding: str) -> bytes:
    return content(file).decode().encode(encoding, "replace")


WHOLE = [
    ("sites.csv", b"", "table_empty"),
    ("sites.csv", b"\n\n\n", "table_empty"),
    ("sites.csv", content("sites.csv").split(b"\n")[0], "table_no_rows"),
    ("sites.csv", content("sites.csv").replace(b",", b";"), "delimiter"),
    ("sites.csv", content("sites.csv").replace(b",", b"\t"), "delimiter"),
    ("sites.csv", recoded("sites.csv", "cp1251"), "encoding"),
    ("sites.csv", recoded("sites.csv", "utf-16"), "encoding_utf16"),
    ("sites.csv", recoded("sites.csv", "utf-16-le"), "encoding_utf16"),
    ("sites.csv", content("sites.csv").decode("latin-1").encode(), "encoding_mojibake"),
    ("projects.csv", recoded("projects.csv", "cp1251"), "encoding"),
    ("districts.geojson", b"", "json_syntax"),
    ("districts.geojson", b"[]", "geojson_features"),
    ("districts.geojson", b'{"type": "FeatureCollection", "features": []}', "geojson_no_district"),
    ("districts.geojson", b'{"type": "FeatureCollection", "features": [7]}', "geojson_kind"),
    ("districts.geojson", b"[" * 100_000, "json_number"),
    ("districts.geojson", recoded("districts.geojson", "cp1251"), "encoding"),
    ("base.yaml", b"", "yaml_empty"),
    ("base.yaml", b"# nothing but a comment\n", "yaml_empty"),
    ("base.yaml", b"- a\n- b\n", "yaml_no_mapping"),
    ("base.yaml", recoded("base.yaml", "cp1251"), "encoding"),
    ("base.yaml", recoded("base.yaml", "utf-16"), "encoding_utf16"),
    ("base.yaml", b"a: [" * 5_000, "yaml_deep"),
    ("base.yaml", b"#" * 5_000_001, "file_too_large"),
    ("people.yaml", b"\x00" + content("people.yaml"), "encoding_utf16"),
]


@pytest.mark.parametrize(("file", "data", "key"), WHOLE, ids=lambda v: str(v)[:25])
def test_a_file_wrong_as_a_whole_is_named(
    small: Path, faults_of: Faults, file: str, data: bytes, key: str
) -> None:
    (small / file).write_bytes(data)
    found = {(fault.file, fault.key) for fault in faults_of(small / "people.yaml")}
    assert (file, key) in found


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(small: Path, faults_of: Faults, file: str) -> None:
    (small / file).unlink()
    faults = faults_of(small / "people.yaml")
    assert [fault.key for fault in faults] == [
        "extends_missing" if file == "base.yaml" else "file_missing"
    ]
    assert file in {faults[0].file, faults[0].value}


@pytest.mark.parametrize("file", FILES)
def test_a_folder_in_place_of_a_file_is_named(small: Path, faults_of: Faults, file: str) -> None:
    (small / file).unlink()
    (small / file).mkdir()
    assert [(f.file, f.key) for f in faults_of(small / "people.yaml")] == [(file, "not_a_file")]


def test_a_path_with_a_nul_is_no_traceback(faults_of: Faults) -> None:
    assert [fault.key for fault in faults_of(Path("a\x00b.yaml"))] == ["unreadable"]


@pytest.mark.parametrize("column", content("sites.csv").split(b"\n")[0].decode().split(",")[:24])
def test_a_missing_column_of_the_sites_is_named(
    small: Path, faults_of: Faults, column: str
) -> None:
    header, *rows = [
        line.split(",") for line in content("sites.csv").decode().replace('"', "").splitlines()[:4]
    ]
    at = header.index(column)
    kept = [[*row[:at], *row[at + 1 :]] for row in (header, *rows[:2])]
    (small / "sites.csv").write_text("\n".join(map(",".join, kept)), encoding="utf-8")
    (small / "projects.csv").write_bytes(content("projects.csv").split(b"\n")[0])
    missing = [f for f in faults_of(small / "people.yaml") if f.key == "missing_column"]
    assert [(fault.field, fault.file) for fault in missing] in ([(column, "sites.csv")], [])
    optional = column in {"year_built_quality"}
    assert bool(missing) != optional


def test_all_faults_of_all_files_come_at_once(small: Path, faults_of: Faults) -> None:
    slips = {
        "sites.csv": (",9000,", ",-9000,"),
        "projects.csv": ("10,14.5,20", "10,NaN,20"),
        "districts.geojson": ('"kind": "river"', '"kind": "lake"'),
        "base.yaml": ("{site: tower,", "{site: nowhere,"),
        "people.yaml": ("heritage: 20, green: 80", "heritage: 0, green: 0"),
    }
    for file, (old, new) in slips.items():
        path = small / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    path = small / "base.yaml"
    text = path.read_text(encoding="utf-8").replace("likely: 10800", "likely: -5")
    path.write_text(text.replace("builders: 0.7", "masons: 0.7"), encoding="utf-8")
    found = {(fault.file, fault.key) for fault in faults_of(small / "people.yaml")}
    assert found == {
        ("sites.csv", "negative"),
        ("projects.csv", "number_unknown"),
        ("districts.geojson", "geojson_kind"),
        ("base.yaml", "negative"),
        ("base.yaml", "unknown_crew"),
        ("people.yaml", "weights_zero"),
    }


def test_every_bad_row_is_listed(small: Path, faults_of: Faults) -> None:
    path = small / "sites.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",500,", ",-500,").replace(",9000,", ",x,"), encoding="utf-8")
    found = [(fault.row, fault.key) for fault in faults_of(small / "people.yaml")]
    assert sorted(found) == [(3, "number"), (5, "negative")]


def test_a_budget_of_zero_is_named(small: Path, faults_of: Faults) -> None:
    text = """
money:
  funds:
    state: {amount: {2027: 0, 2028: 0.0, 2029: 0}}
    heritage: {amount: {2027: 0, 2028: 0, 2030: 0}}
"""
    with (small / "people.yaml").open("a", encoding="utf-8") as file:
        file.write(text)
    (fault,) = faults_of(small / "people.yaml")
    assert (fault.key, fault.field, fault.value) == ("budget_zero", "money.funds", "0")
    assert (fault.file, fault.row) == ("people.yaml", 7)


def test_a_chain_longer_than_eight_files_is_refused(small: Path, faults_of: Faults) -> None:
    for i in range(9):
        below = f"s{i - 1}.yaml" if i else "base.yaml"
        text = f"format: 1\nextends: {below}\nname: {{uk: с, en: s}}\n"
        (small / f"s{i}.yaml").write_text(text, encoding="utf-8")
    assert load_scenario(small / "s6.yaml").scenario.name.en == "s"
    assert [fault.key for fault in faults_of(small / "s7.yaml")] == ["extends_deep"]


def test_two_files_that_extend_each_other_are_refused(small: Path, faults_of: Faults) -> None:
    base = small / "base.yaml"
    text = base.read_text(encoding="utf-8")
    base.write_text(text.replace("format: 1", "format: 1\nextends: people.yaml"), encoding="utf-8")
    assert [fault.key for fault in faults_of(small / "people.yaml")] == ["extends_cycle"]


mutations = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 4), st.binary(max_size=4)),
    min_size=1,
    max_size=5,
)


def mutated(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Cut up to four bytes at a place and put others there, once per change."""
    for share, cut, new in changes:
        at = int(share * len(data))
        data = data[:at] + new + data[at + cut :]
    return data


@pytest.mark.parametrize("file", FILES)
@given(changes=mutations)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_random_bytes_give_faults_and_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, file: str, changes: list[tuple[float, int, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("mutated")
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    (folder / file).write_bytes(mutated(content(file), changes))
    try:
        load_scenario(folder / "people.yaml")
    except InputError as error:
        assert error.faults
        for language in LANGUAGES:
            assert all(said(language, fault_lines, error))
    shutil.rmtree(folder)
