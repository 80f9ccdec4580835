"""A base that the cities of a country share: beside their folders, and nothing else is reached."""

import unicodedata
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.scenario import list_scenarios, load_scenario
from planner.scenario.files.naming import named


@pytest.fixture
def country(people: Path) -> Path:
    """A city whose base takes its works from the country's; the folder of both."""
    root = people.parent.parent
    base = (people.parent / "base.yaml").read_text("utf-8")
    head, works = base.split("\nworks:\n")
    body, _, rest = works.partition("\ncriteria:")
    (root / "ukraine.base.yaml").write_text(f"format: 1\nworks:\n{body}\n", "utf-8")
    own = head.replace("format: 1", "format: 1\nextends: ../ukraine.base.yaml")
    (people.parent / "base.yaml").write_text(f"{own}\ncriteria:{rest}", "utf-8")
    return root


def test_a_city_plans_as_if_the_shared_base_stood_in_its_own(people: Path, country: Path) -> None:
    loaded = load_scenario(people)
    assert loaded.scenario.works and loaded.base.works == loaded.scenario.works
    assert loaded.base.money == load_scenario(people.parent / "base.yaml").scenario.money
    assert country / "ukraine.base.yaml" not in list_scenarios(country)


def test_a_fault_in_the_shared_base_names_it(people: Path, country: Path) -> None:
    shared = country / "ukraine.base.yaml"
    shared.write_text(shared.read_text("utf-8").replace("works:", "wroks:"), "utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(people)
    assert ("unknown_key_near", "../ukraine.base.yaml") in {
        (f.key, f.file) for f in caught.value.faults
    }


TRICKS = [
    "../../ukraine.base.yaml",
    ".././ukraine.base.yaml",
    "../city/../ukraine.base.yaml",
    "..\\ukraine.base.yaml",
    "../..base.yaml",
    "../.base.yaml",
    "../secrets.yaml",
    "/etc/ukraine.base.yaml",
    "//host/share/ukraine.base.yaml",
    "C:ukraine.base.yaml",
    "../C:ukraine.base.yaml",
    "file:///ukraine.base.yaml",
    "~/ukraine.base.yaml",
    "../nul.base.yaml",
    "../com1.base.yaml",
    "../ukraine.base.yaml ",
    "../ukraine.base.yaml\u0000",
    "../ukra\u202eine.base.yaml",
    "..／ukraine.base.yaml",
    "..",
    "",
]


@pytest.mark.parametrize("name", TRICKS)
def test_no_trick_in_a_name_reaches_another_folder(people: Path, country: Path, name: str) -> None:
    assert named(name, people.parent, people.parent) is None


def test_a_shared_base_steps_no_further_and_no_link_leads_out(people: Path, country: Path) -> None:
    shared = country / "ukraine.base.yaml"
    assert named("../world.base.yaml", country, people.parent) is None
    kept = shared.read_text("utf-8")
    shared.write_text(kept.replace("format: 1", "format: 1\nextends: world.base.yaml"), "utf-8")
    (country / "world.base.yaml").write_text("format: 1\n", "utf-8")
    assert load_scenario(people).scenario.works
    outside = country.parent / "outside.base.yaml"
    outside.write_text("format: 1\n", "utf-8")
    (country / "world.base.yaml").unlink()
    (country / "world.base.yaml").symlink_to(outside)
    with pytest.raises(InputError) as caught:
        load_scenario(people)
    assert [(f.key, f.file) for f in caught.value.faults if f.field == "extends"] == [
        ("link_outside", "../ukraine.base.yaml")
    ]


def test_above_the_folder_of_all_scenarios_nothing_is_reached(
    people: Path, country: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDNOVA_SCENARIOS", str(people.parent))
    with pytest.raises(InputError) as caught:
        load_scenario(people)
    assert ("extends_name", "base.yaml") in {(f.key, f.file) for f in caught.value.faults}


def test_a_name_in_the_marks_of_another_system_is_the_same_file(
    people: Path, country: Path
) -> None:
    composed = "країна.base.yaml"
    taken_apart = unicodedata.normalize("NFD", composed)
    assert taken_apart != composed
    (country / "ukraine.base.yaml").rename(country / taken_apart)
    base = people.parent / "base.yaml"
    base.write_text(base.read_text("utf-8").replace("ukraine.base.yaml", composed), "utf-8")
    assert load_scenario(people).scenario.works
    shared = country / taken_apart
    looped = shared.read_text("utf-8").replace("format: 1", f"format: 1\nextends: {composed}")
    shared.write_text(looped, "utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(people)
    assert "extends_cycle" in {f.key for f in caught.value.faults}
