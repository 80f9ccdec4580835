"""The list as columns, and the entries made from it when they are asked for."""

import pickle
import threading
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest

from planner.alternatives import CODES
from planner.errors import SolverError
from planner.plan import BEFOREHAND, GROUPS, Entry, Listing, Plan, plan_of, prepare, solve_scenario
from planner.plan.entries import Entries
from planner.scenario.files.loading import Loaded

LOCK = {"reason": "a reason", "author": "an author"}


@pytest.fixture(scope="module")
def loaded(site: Any, project: Any, city: Any) -> Loaded:
    """A town with a plot to clear, a course of two steps, locks and a cost weight."""
    found: Loaded = city(
        [
            site("flat"),
            site("tower", status="national", grade=3, area=700.0, people=0.0),
            site("ruin", grade=5, people=20.0),
            site("unseen", grade=-1),
            site("barred", people=90.0),
        ],
        [
            project("quarter", cost=1.5, people=400.0, people_kind="residents", displaces=["ruin"]),
            project("dear", cost=90.0, people=100.0, people_kind="residents"),
        ],
        works=("stabilise", "restore", "repair", "clear", "build"),
        weights={"heritage": 4, "homes": 5, "safety": 1, "cost": 1},
        funds={"main": {"amount": {2027: "1.9", 2028: "1.1"}}},
        rules={"never": [{"site": "barred", **LOCK}], "must": [{"site": "flat", **LOCK}]},
    )
    return found


@pytest.fixture(scope="module")
def town(loaded: Loaded) -> Plan:
    return plan_of(loaded, solve_scenario(loaded))


@pytest.fixture(params=["town", "repair_first", "masterplan"])
def plan(request: Any) -> Plan:
    found: Plan = request.getfixturevalue(request.param)
    return found


def columns(listing: Listing) -> dict[str, Any]:
    return {name: getattr(listing, name) for name in Listing.__slots__}


def test_columns_say_what_entries_say(plan: Plan) -> None:
    listing = plan.listing
    assert len(listing) == len(plan.entries)
    for k, entry in enumerate(plan.entries):
        assert (listing.ids[k], listing.place[entry.id]) == (entry.id, k)
        assert GROUPS[listing.group[k]] == entry.group
        assert listing.kind[k] == (entry.kind == "project")
        assert BEFOREHAND[listing.forced[k]] == entry.forced
        assert (listing.margin[k], listing.importance[k]) == (entry.margin, entry.importance)
        assert (listing.rank[k], listing.loss[k]) == (entry.rank, entry.loss)
        assert listing.is_in_plan[k] == entry.in_plan
        costs = (listing.cost[k], listing.cost_low[k], listing.cost_high[k])
        assert costs == (entry.cost, entry.cost_low, entry.cost_high)
        assert dict(zip(listing.columns, listing.points[k], strict=True)) == entry.points
        assert listing.counts[k].tolist() == list(entry.counts.values())
        money = dict(zip(listing.years, listing.money[k].tolist(), strict=True))
        assert {year: amount for year, amount in money.items() if amount} == entry.money


def test_columns_of_works_say_what_the_steps_say(plan: Plan) -> None:
    listing = plan.listing
    for k, entry in enumerate(plan.entries):
        codes = [code for code in listing.steps[k].tolist() if code >= 0]
        assert [CODES[code] for code in codes] == [step.works for step in entry.steps]
        for s, step in enumerate(entry.steps):
            assert (listing.step_start[k, s], listing.step_years[k, s]) == (step.start, step.years)
        last, first = (entry.steps[-1], entry.steps[0]) if entry.steps else (None, None)
        assert listing.works[k] == (CODES.index(last.works) if last else -1)
        assert listing.start[k] == (first.start if first else 0)


def test_rows_and_takers_lead_to_the_tables(plan: Plan) -> None:
    listing, sites, projects = plan.listing, plan.inventory.sites, plan.inventory.projects
    everyone = (*sites.id, *projects.id)
    for k, entry in enumerate(plan.entries):
        table = projects if entry.kind == "project" else sites
        assert table.id[listing.inventory[k]] == entry.id == everyone[listing.position[k]]
        assert plan.names(entry.id) == dict(entry.name)
        taker = listing.taker[k]
        assert (projects.id[taker] if taker >= 0 else None) == entry.displaced_by


def test_the_decisions_stand_in_list_order(plan: Plan) -> None:
    listing = plan.listing
    by_group = np.empty(len(listing), dtype=np.int64)
    by_group[listing.position] = listing.chosen
    assert np.array_equal(by_group, plan.solution.chosen)
    planned = listing.in_plan
    assert np.array_equal(listing.shown[planned], listing.chosen[planned])
    assert plan.solution.value == plan.value


def test_groups_are_stretches_that_make_up_the_list(plan: Plan) -> None:
    together = [entry for name in GROUPS for entry in plan.group(name)]
    assert together == list(plan.entries)
    for name in GROUPS:
        group = plan.group(name)
        assert len(group) == np.count_nonzero(plan.listing.group == GROUPS.index(name))
        assert {entry.group for entry in group} <= {name}


def test_an_entry_is_made_when_asked_for_and_kept(loaded: Loaded) -> None:
    plan = plan_of(loaded, solve_scenario(loaded))
    assert isinstance(plan.entries, Entries) and not plan.entries._made
    first = plan.in_plan[0]
    assert plan.entries[0] is first is plan.entry(first.id) is plan.entries[:2][0]
    assert plan.entries[-1] is list(plan.entries)[-1]
    assert len(plan.entries._made) == len(plan.entries)


def test_the_list_is_a_sequence_like_any_other(town: Plan) -> None:
    eager = tuple(town.entries)
    assert isinstance(town.entries, Sequence)
    assert len(town.entries) == len(eager) == 7
    assert tuple(town.entries[2:5]) == eager[2:5] and tuple(town.entries[::-2]) == eager[::-2]
    assert tuple(reversed(town.entries)) == eager[::-1] and eager[3] in town.entries
    assert town.entries.index(eager[4]) == 4
    for beyond in (7, -8):
        with pytest.raises(IndexError):
            town.entries[beyond]
    with pytest.raises(KeyError):
        town.entry("nobody")


def test_threads_that_ask_at_once_get_the_same_entries(loaded: Loaded) -> None:
    plan = plan_of(loaded, solve_scenario(loaded))
    begin, lists = threading.Barrier(4), list[list[Entry]]()

    def ask() -> None:
        begin.wait(10)
        lists.append(list(plan.entries))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(lists) == 4
    assert all(a is b for other in lists[1:] for a, b in zip(lists[0], other, strict=True))


def test_nobody_can_write_into_a_plan_that_others_share(town: Plan) -> None:
    for column in columns(town.listing).values():
        if isinstance(column, np.ndarray):
            with pytest.raises(ValueError, match="read-only"):
                column[...] = 0


def test_a_plan_and_a_solution_survive_being_sent(plan: Plan) -> None:
    sent = pickle.loads(pickle.dumps(plan))
    assert [asdict(e) for e in sent.entries] == [asdict(e) for e in plan.entries]
    assert sent.provenance == plan.provenance and sent.losses == plan.losses
    solution = pickle.loads(pickle.dumps(plan.solution))
    assert np.array_equal(solution.chosen, plan.solution.chosen)
    assert solution.prices == plan.solution.prices and solution.bound == plan.solution.bound


def test_a_solution_of_another_scenario_is_no_plan(loaded: Loaded) -> None:
    solution = solve_scenario(loaded)
    chosen = solution.chosen.copy()
    chosen[0] = chosen[-1]
    with pytest.raises(SolverError):
        plan_of(loaded, replace(solution, chosen=chosen))
    with pytest.raises(SolverError):
        plan_of(loaded, replace(solution, value=solution.value + 1))


def test_the_same_decisions_have_the_same_hash_and_others_another(loaded: Loaded) -> None:
    solution = solve_scenario(loaded)
    plans = [plan_of(loaded, solution, seed=seed) for seed in (1, 2)]
    assert len({plan.provenance.decisions_sha256 for plan in plans}) == 1
    assert [plan.provenance.seed for plan in plans] == [1, 2]
    table = prepare(loaded).table
    names = table.labels(np.arange(len(table)))
    assert names == [table.label(a) for a in range(len(table))]
    assert table.written(np.arange(len(table))) == "\n".join(names)
    assert table.labels(np.arange(0)) == [] and table.written(np.arange(0)) == ""
    assert len(set(names)) == len(names)
    assert {"flat_nothing", "ruin_make_way_clear_2027", "tower_stabilise_2027_restore_2028"} <= set(
        names
    )
