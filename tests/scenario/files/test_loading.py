"""Loading: chains merge as promised, values stay exact, hashes follow content."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.scenario import list_scenarios, load_scenario
from planner.scenario.funds import Eligibility
from tests.places import KHARKIV


@pytest.mark.parametrize("path", list_scenarios(KHARKIV), ids=lambda p: p.stem)
def test_every_kharkiv_scenario_loads(path: Path) -> None:
    loaded = load_scenario(path)
    assert loaded.base.weights
    assert len(loaded.inventory.sites) == 82
    assert loaded.directory == KHARKIV


def test_a_path_may_be_given_as_text(small: Path) -> None:
    one, other = load_scenario(str(small / "people.yaml")), load_scenario(small / "people.yaml")
    assert one.scenario == other.scenario and one.sha256 == other.sha256
    assert one.path == other.path and one.directory == small


def test_a_scenario_states_only_what_differs(small: Path) -> None:
    loaded = load_scenario(small / "people.yaml")
    assert loaded.scenario.name.en == "People"
    assert loaded.base.name.en == "Small city"
    assert loaded.scenario.money == loaded.base.money
    assert loaded.scenario.weights["green"] == 80
    assert loaded.scenario.weights["cost"] == 0
    assert loaded.base.weights["green"] == 40


def test_lists_replace_and_mappings_merge_but_rules_add_up(small: Path) -> None:
    text = """
rules: {must: [{project: quarter, reason: r, author: a}], never: []}
money: {funds: {state: {amount: {"2028": 1}, eligible: {kind: [project]}}}}
"""
    with (small / "people.yaml").open("a", encoding="utf-8") as file:
        file.write(text)
    scenario = load_scenario(small / "people.yaml").scenario
    assert [lock.subject for lock in scenario.rules.must] == ["tower", "quarter"]
    assert [lock.subject for lock in scenario.rules.never] == ["hall"]
    assert scenario.rules.requires
    state = scenario.money.funds["state"]
    assert state.amount == {2027: Decimal("300.25"), 2028: 1, 2029: 300}
    assert isinstance(state.eligible, Eligibility) and state.eligible.kind == ("project",)


def test_decimals_stay_exact(small: Path) -> None:
    scenario = load_scenario(small / "base.yaml").scenario
    assert scenario.money.round_to == Decimal("0.1")
    assert scenario.money.funds["state"].amount[2027] == Decimal("300.25")


def test_an_exponent_is_a_number(edit: object, small: Path) -> None:
    path = small / "base.yaml"
    text = path.read_text(encoding="utf-8").replace("2028: 300,", "2028: 1e3,")
    path.write_text(text, encoding="utf-8")
    assert load_scenario(path).scenario.money.funds["state"].amount[2028] == 1000


def test_a_root_is_its_own_base(small: Path) -> None:
    loaded = load_scenario(small / "base.yaml")
    assert loaded.base is loaded.scenario


def test_the_same_files_have_the_same_hash_wherever_they_lie(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "other")
    first = load_scenario(small / "people.yaml")
    second = load_scenario(tmp_path / "other" / "people.yaml")
    assert first.sha256 == second.sha256
    assert first.inventory.sha256 == second.inventory.sha256


@pytest.mark.parametrize("file", ["base.yaml", "people.yaml"])
def test_any_change_in_the_chain_changes_the_hash(small: Path, file: str) -> None:
    before = load_scenario(small / "people.yaml")
    with (small / file).open("a", encoding="utf-8") as opened:
        opened.write("\n# a note\n")
    after = load_scenario(small / "people.yaml")
    assert after.sha256 != before.sha256
    assert after.inventory.sha256 == before.inventory.sha256


def test_scenarios_are_listed_without_bases_and_other_files(small: Path) -> None:
    (small / "b").mkdir()
    (small / "b" / "base.yaml").write_text("format: 1", encoding="utf-8")
    (small / "b" / "plan.yaml").write_text("extends: base.yaml", encoding="utf-8")
    (small / "b" / "notes.yaml").write_text("shopping: list", encoding="utf-8")
    (small / ".hidden.yaml").write_text("format: 1", encoding="utf-8")
    assert list_scenarios(small) == [small / "b" / "plan.yaml", small / "people.yaml"]


def test_a_scenario_that_cannot_be_read_is_listed_so_that_loading_says_why(small: Path) -> None:
    path = small / "spoilt.yaml"
    path.write_bytes("format: 1\nname: Харків".encode("cp1251"))
    assert path in list_scenarios(small)
    with pytest.raises(InputError):
        load_scenario(path)


def test_no_scenarios_are_listed_where_there_is_no_folder(tmp_path: Path) -> None:
    assert list_scenarios(tmp_path / "none") == []
