"""A plan chosen in place of the best one comes back as it was, for the settings that it was chosen for."""

import shutil
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from planner.alternatives.table import NOTHING
from planner.domain import Names
from planner.errors import InputError
from planner.insight.forcing import Hand
from planner.insight.near import plan_with
from planner.plan import keeping_to, solve_scenario
from planner.scenario import load_scenario, with_settings
from planner.scenario.store.store import revision_of, save_new, save_over
from tests.places import SMALL
from tests.scenario.conftest import check_words

TITLE = Names(uk="Обраний", en="Chosen")


LATE = {"tower_stabilise_2027_repair_2029", "block-7_stabilise_2027"}


@pytest.fixture
def kept(tmp_path):
    """A town, one of its plans that is not the best, and the file of the scenario that keeps to it."""
    folder = shutil.copytree(SMALL, tmp_path / "town")
    town = load_scenario(folder / "people.yaml")
    hand, best = Hand.of(town), solve_scenario(town)
    table = hand.prepared.table
    labels = table.labels(np.arange(len(table)))
    chosen = table.starts()[:-1].copy()
    for late in LATE:
        chosen[table.group[labels.index(late)]] = labels.index(late)
    plan = plan_with(hand, best, chosen)
    assert plan.value < best.value
    return town, plan, save_new(keeping_to(town, plan, "серед рівноцінних"), TITLE)


def test_no_two_courses_of_a_building_are_written_alike(kept):
    town, plan, _ = kept
    table = Hand.of(town).prepared.table
    seen = set()
    for alternative in np.flatnonzero(table.first != NOTHING).tolist():
        chosen = table.starts()[:-1].copy()
        chosen[table.group[alternative]] = alternative
        told = keeping_to(town, replace(plan, chosen=chosen), "x").scenario.chosen_plan
        assert told is not None
        ((subject, steps),) = told.works.items()
        seen.add((subject, *steps.items()))
    assert len(seen) == (table.first != NOTHING).sum()
    assert ("ruin", (2027, "make_way")) in seen


def test_it_comes_back_with_its_works_and_how_far_it_is_from_the_best(kept):
    town, plan, path = kept
    again = solve_scenario(load_scenario(path))
    assert again.chosen.tolist() == plan.chosen.tolist()
    assert again.value == plan.value and not again.proven
    assert again.bound == pytest.approx(solve_scenario(town).bound)


def test_other_settings_and_other_files_search_for_a_plan_of_their_own(kept):
    town, _, path = kept
    moved = with_settings(load_scenario(path), weights={"green": Decimal(1)})
    assert moved.scenario.chosen_plan is None
    child = path.with_name("child.yaml")
    child.write_text(f"format: 1\nextends: {path.name}\nname: {{en: Child}}\n", encoding="utf-8")
    assert load_scenario(child).scenario.chosen_plan is None
    child.unlink()
    other = keeping_to(load_scenario(path), solve_scenario(town), "найкращий")
    save_over(other, revision_of(path))
    assert solve_scenario(load_scenario(path)).proven  # one plan in the place of the other, whole
    save_over(with_settings(load_scenario(path), weights={"green": Decimal(1)}), revision_of(path))
    assert load_scenario(path).scenario.chosen_plan is None


def test_what_no_longer_can_be_is_named(kept):
    _, _, path = kept
    words = path.read_text(encoding="utf-8")
    path.write_text(words.replace("2027: ", "2031: "), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        solve_scenario(load_scenario(path))
    check_words(caught.value)
    assert {fault.key for fault in caught.value.faults} == {"chosen_unlawful"}
    path.write_text(words.replace("2029: repair", ""), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        solve_scenario(load_scenario(path))
    check_words(caught.value)
    assert [fault.key for fault in caught.value.faults] == ["chosen_broken"]
    path.write_text(words.replace("  works:", "  works:\n    nobody: {2027: fly}"), "utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    check_words(caught.value)
    fields = {fault.field for fault in caught.value.faults}
    assert fields == {"chosen_plan.works.nobody", "chosen_plan.works.nobody.2027"}
