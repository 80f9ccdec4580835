"""YAML is read without its traps, and what is written is read back the same."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.reading import read_yaml, scan_yaml, write_yaml_text

Write = Callable[[bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(data: bytes) -> Path:
        path = tmp_path / "file.yaml"
        path.write_bytes(data)
        return path

    return to_file


def value_of(text: str) -> object:
    document, faults = scan_yaml(f"x: {text}".encode(), label="x.yaml")
    assert not faults
    return document.data["x"]


def key_of(text: str) -> str:
    document, faults = scan_yaml(f"x: {text}".encode(), label="x.yaml")
    assert document.label == "x.yaml"
    return faults[0].key


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-3", -3),
        ("0", 0),
        ("0.1", Decimal("0.1")),
        ("42.50", Decimal("42.50")),
        ("1e6", Decimal(1_000_000)),
        (".5", Decimal("0.5")),
        ("true", True),
        ("False", False),
        ("~", None),
        ("2026-11-01", "2026-11-01"),
        ("none", "none"),
        ("nan", "nan"),
        ("'NO'", "NO"),
        ('"010"', "010"),
        ("1.2.3", "1.2.3"),
        ("5 km", "5 km"),
        ("<<", "<<"),
        ("=", "="),
    ],
)
def test_plain_words_mean_what_yaml_1_2_says(text: str, value: object) -> None:
    read = value_of(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("text", ["NO", "no", "yes", "On", "off", "y", "N"])
def test_words_that_yaml_1_1_takes_for_truth_are_faults(text: str) -> None:
    assert key_of(text) == "yaml_yes_no"


@pytest.mark.parametrize(
    "text", ["010", "-007", "0o17", "0x1F", "0b11", "1_000", "1_0.5", "1:30", "190:20:30.15"]
)
def test_numbers_that_yaml_1_1_reads_otherwise_are_faults(text: str) -> None:
    assert key_of(text) == "yaml_number"


@pytest.mark.parametrize("text", ["1e31", "1e-999", "9" * 41, "9" * 5000])
def test_enormous_numbers_are_faults(text: str) -> None:
    assert key_of(text) == "yaml_number"


@pytest.mark.parametrize("text", [".inf", "-.INF", ".nan", ".NaN"])
def test_numbers_that_are_none_are_faults(text: str) -> None:
    assert key_of(text) == "yaml_not_finite"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a: &x 1", "yaml_anchor"),
        ("a: *x", "yaml_alias"),
        ("a: !!python/object:os.system 1", "yaml_tag"),
        ("a: !x 1", "yaml_tag"),
        ("a: 1\na: 2", "yaml_repeated"),
        ("1: a\n'1': b", "yaml_repeated"),
        ("a: 1\n---\nb: 1", "yaml_documents"),
        ("[a]: 1", "yaml_key"),
        ("{a: 1}: 1", "yaml_key"),
        ("null: 1", "yaml_key"),
        ("1.5: 1", "yaml_key"),
        ("*a : 1", "yaml_alias"),
        ("a: " + "[" * 21 + "]" * 21, "yaml_deep"),
        ("a: " + "[" * 5000, "yaml_deep"),
        ("a: [1", "yaml_syntax"),
        ("a: 1\n\tb: 2", "yaml_syntax"),
        ("a: 'x", "yaml_syntax"),
        ("a: b: c", "yaml_syntax"),
        ('a: "\\UFFFFFFFF"', "yaml_syntax"),
        ("a: \x07", "yaml_syntax"),
        ("%YAML 9.9\n---\na: 1", "yaml_syntax"),
        ("", "yaml_empty"),
        ("just words", "yaml_no_mapping"),
        ("[1, 2]", "yaml_no_mapping"),
    ],
)
def test_the_traps_of_yaml_are_faults(write: Write, text: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        read_yaml(write(text.encode()))
    assert key in {fault.key for fault in caught.value.faults}


def test_an_alias_bomb_costs_nothing(write: Write) -> None:
    layers = [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 20)]
    with pytest.raises(InputError):
        read_yaml(write("\n".join(["l0: &l0 [x]", *layers]).encode()))


def test_faults_name_line_and_place() -> None:
    text = "a:\n  b:\n    - c: 1\n    - d: 010\n"
    _, (fault,) = scan_yaml(text.encode(), label="x.yaml")
    assert (fault.row, fault.field, fault.value) == (4, "a.b[1].d", "010")


def test_places_know_the_line_of_their_key() -> None:
    document, faults = scan_yaml(b"a:\n  b:\n    c: 1\nd: [1, {e: 2}]", label="x.yaml")
    assert not faults
    assert document.lines[("a",)] == 1
    assert document.lines[("a", "b")] == 2
    assert document.lines[("a", "b", "c")] == 3
    assert document.lines[("d", 1, "e")] == 4


def test_a_byte_order_mark_is_no_obstacle(write: Write) -> None:
    assert read_yaml(write(b"\xef\xbb\xbfa: 1")) == {"a": 1}


keys = st.text(min_size=1, max_size=8) | st.integers(2000, 2200)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9)).filter(
    lambda number: abs(number) < 10**12
)
scalars = st.booleans() | st.integers(-(10**12), 10**12) | decimals | st.text(max_size=20)
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(keys, trees, min_size=1, max_size=4))
def test_what_is_written_is_read_back_the_same(data: dict[str, object]) -> None:
    text = write_yaml_text(data)
    document, faults = scan_yaml(text.encode(), label="x.yaml")
    if faults:  # 2027 and "2027" are the same key in words; � is refused as a lost letter
        assert {fault.key for fault in faults} <= {"yaml_repeated", "encoding_lost"}
    else:
        assert document.data == data
        assert list(document.data) == list(data)


def test_keys_keep_their_order_and_ukrainian_is_written_plainly() -> None:
    text = write_yaml_text({"z": "Харків", "a": {2027: Decimal("0.10"), 2028: 5}})
    assert text == "z: Харків\na:\n  2027: 0.10\n  2028: 5\n"
