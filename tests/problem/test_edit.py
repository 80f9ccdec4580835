"""An edited problem is the one that is built anew from the changed scenario."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from planner.plan import prepare
from planner.problem import Problem, edit
from planner.problem.linking import RowId, Rule
from planner.scenario import Forced, Loaded, Way, with_settings

LOCK = {"reason": "r", "author": "a"}


@pytest.fixture(scope="module")
def town(site: Any, project: Any, city: Any) -> Loaded:
    sites = [site("flat"), site("tower", status="local"), site("plot", people=0.0)]
    made: Loaded = city(
        sites,
        [project("house", cost=2.0, displaces=["plot"])],
        works=("stabilise", "repair", "clear", "build"),
        funds={"main": {"amount": {2027: "1.337", 2028: "2.5"}}},
        rules={
            "must": [{"site": "tower", **LOCK}],
            "never": [{"site": "flat", "works": "repair", **LOCK}],
            "share": {"new": {"at_most": "0.4"}},
            "targets": {"sites_at_work": {"at_most": 2}},
        },
    )
    return made


def problem_of(loaded: Loaded) -> Problem:
    prepared = prepare(loaded)
    return prepared.problem.with_value(prepared.values(loaded.scenario))


def as_rows(problem: Problem) -> dict[tuple[Any, ...], Any]:
    """Rows by what they are, whatever their order and their numbers in the scenario's lists."""
    rows, dense = problem.linking, problem.linking.matrix.toarray()
    found = {}
    for r, row in enumerate(rows.ids):
        about = (row.rule.row, row.rule.kind, row.subject, row.year, row.money)
        pays = sorted(rows.ids[d].name for s, d in rows.arcs.tolist() if s == r)
        found[about] = (dense[r].tolist(), rows.sense[r], float(rows.rhs[r]), pays)
    return found


@pytest.mark.parametrize("subject", ["flat", "tower", "plot", "house"])
@pytest.mark.parametrize("way", ["must", "never", "free"])
def test_a_lock_is_as_a_scenario_states_it(town: Loaded, subject: str, way: Way) -> None:
    free = Forced(subject=subject, way="free")
    forced = [Forced(subject=subject, way=way, reason="r", author="a")]
    if subject == "tower" and way != "free":
        forced = [free, *forced]  # a lock of the file is released before its opposite is set
    anew = with_settings(town, forced=forced)
    edited = edit.locked(problem_of(town), prepare(town).case, subject, way)
    assert as_rows(edited) == as_rows(problem_of(anew))
    assert len(edited.linking) == len(problem_of(anew).linking)  # a bar on one kind of works stays


@pytest.mark.parametrize("factor", [Fraction(1, 3), Fraction(1), Fraction(7, 4)])
def test_money_in_proportion_is_as_a_budget_states_it(town: Loaded, factor: Fraction) -> None:
    tender = town.scenario.money.tender
    budget = {
        fund: {
            year: tender.amount(tender.minor(amount) * factor.numerator // factor.denominator)
            for year, amount in spec.amount.items()
        }
        for fund, spec in town.scenario.money.funds.items()
    }
    anew = with_settings(town, budget=budget)
    assert as_rows(edit.funded(problem_of(town), factor)) == as_rows(problem_of(anew))


@pytest.mark.parametrize("part", [0.0, 0.25, 1.0])
def test_a_lower_cost_is_as_a_cheaper_project_in_the_table(town: Loaded, part: float) -> None:
    """What is saved is spent by no fund, counts in no share, charges no points, takes no labour."""
    projects = town.inventory.projects
    cheaper = {
        name: getattr(projects, name) * (1.0 - part)
        for name in ("cost_musd_low", "cost_musd_likely", "cost_musd_high")
    }
    changed = replace(projects, **cheaper)
    inventory = replace(town.inventory, projects=changed, sha256=f"cheaper by {part}")
    anew = problem_of(replace(town, inventory=inventory))
    before, prepared = problem_of(town), prepare(town)
    charged = prepared.points(town.scenario)[:, len(prepared.table.criteria)]
    edited = edit.cheaper(before, "house", part, charged)
    group = edited.group_names.index("house")
    mine = edited.group == group
    paid = np.array([r.money == "spent" or r.rule.row == "C3" for r in edited.linking.ids])
    np.testing.assert_allclose(
        edited.linking.matrix.toarray()[paid][:, mine],
        anew.linking.matrix.toarray()[paid][:, mine],
        atol=1.0,  # of a kopeck: each is rounded up by itself
    )
    others = edited.linking.matrix.toarray()[:, ~mine]
    assert np.array_equal(others, before.linking.matrix.toarray()[:, ~mine])


def test_released_locks_leave_all_other_rows(town: Loaded) -> None:
    before = problem_of(town)
    after = edit.released(before, "tower")
    gone = set(before.linking.ids) - set(after.linking.ids)
    assert gone == {RowId("C6_must_0_tower", Rule("C6", "must", 0), "tower")}
    assert edit.released(after, "tower") is after
