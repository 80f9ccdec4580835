"""Near-best plans against every plan there is, and claims about them that were spoilt on purpose.

`python -m tests.benchmarks.insight --cases 1000` does the same a thousand times.
"""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from planner.optimise import solve
from planner.optimise.certify.near import Ceiling, Verdict, Window, least_of, near_faults
from planner.optimise.certify.proof import Proof
from planner.optimise.near import decide, near
from planner.optimise.near.near import NearBest
from planner.optimise.tuning import NEAR
from tests.optimise.nearby import Case, tried, wrong

SEEDS = range(55)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """What is found of some thirty drawn problems, and all their plans as good."""
    return [case for case in map(tried, SEEDS) if case is not None]


def test_what_is_said_of_all_plans_as_good_is_what_listing_all_of_them_shows(cases) -> None:
    assert len(cases) >= 25
    assert [wrong(case) for case in cases if wrong(case)] == []


def test_nearly_all_ends_of_small_ranges_are_found_and_proven(cases) -> None:
    ends = [
        (abs(told - truth), aim.whole)
        for case in cases
        for aim, claim in zip(case.found.aims, case.found.ranges, strict=True)
        for told, truth in ((claim.least, claim.low), (claim.most, claim.high))
    ]
    near_enough = [away <= NEAR.point * whole for away, whole in ends]
    assert sum(near_enough) >= 0.98 * len(ends)


def test_sites_are_told_of_as_always_as_never_and_as_a_choice(cases) -> None:
    told = {standing for case in cases for standing in case.found.standing}
    assert told >= {"always", "sometimes", "never"}


def test_the_handful_begins_with_the_plan_and_holds_both_sides(cases) -> None:
    for case in cases:
        found, first = case.found, case.found.handful
        assert first[0] == 0 and len(set(first)) == len(first) <= 8
        for aim in found.aims[:2]:
            amounts = aim.amounts[found.plans].sum(axis=1)
            assert max(amounts[k] for k in first) == amounts.max()


def test_what_integer_programs_say_of_all_plans_is_so_and_is_told_to_be_a_solvers_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No tree and no core, so that they have to say it all; to the last bit of each figure."""
    less = replace(NEAR, fixing=0, parts=0, cores=(), probe_parts=0, point=0.0)
    for module in (near, decide):
        monkeypatch.setattr(module, "NEAR", less)
    cases = [case for case in map(tried, SEEDS[:6]) if case is not None]
    assert [wrong(case) for case in cases if wrong(case)] == []
    ranges = [claim for case in cases for claim in case.found.ranges]
    assert any(any(claim.words) for claim in ranges)
    assert any(verdict.by_word for case in cases for verdict in case.found.verdicts)
    assert "open" not in {standing for case in cases for standing in case.found.standing}


@pytest.mark.slow
def test_blends_of_a_large_city_say_nothing_wrong_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "NEAR", replace(NEAR, small=0))
    cases = [case for case in map(tried, SEEDS[:12]) if case is not None]
    assert [wrong(case) for case in cases if wrong(case)] == []
    assert len(cases) >= 5


def test_a_search_that_is_called_off_is_sound_and_says_that_it_was(cases) -> None:
    problem = cases[0].problem
    best = solve(problem, gap=0.0)
    asked = iter([False] * 12)
    traits = near.Traits(
        inside=problem.value > 0,
        kind=np.arange(len(problem.value)),
        weight=np.ones(problem.n_groups),
    )
    aim = near.Aim(name="all", amounts=problem.value, whole=100.0)
    found = near.near_best(problem, best, 0.5, [aim], traits, cancelled=lambda: next(asked, True))
    assert not found.complete and found.faults() == ()


def claims(found: NearBest) -> tuple[list[np.ndarray], list[Ceiling], list[Verdict]]:
    figures = [sign * aim.amounts for aim in found.aims for sign in (1.0, -1.0)]
    return figures, list(found.ceilings), list(found.verdicts)


def test_a_bound_below_the_truth_is_refused(cases) -> None:
    for case in cases:
        figures, ceilings, verdicts = claims(case.found)
        for k, amounts in enumerate(figures):
            most = amounts[case.plans].sum(axis=1).max()
            lower = replace(ceilings[k].proof, target=float(most - 1e-6 * abs(most) - 1e-9))
            spoilt = [*ceilings[:k], Ceiling(proof=lower), *ceilings[k + 1 :]]
            told = near_faults(case.found.window, figures, spoilt, verdicts, [])
            assert told == (f"ceiling {k}",)


def test_a_site_that_some_plan_has_otherwise_is_not_proven_to_be_always_so(cases) -> None:
    refused = 0
    for case in cases:
        found, window = case.found, case.found.window
        inside = found.inside[case.plans]
        for group in np.flatnonzero(inside.any(axis=0)).tolist():
            mine = (case.problem.group == group) & found.inside
            proof = Proof(nodes=window.fixing.nodes[:1], target=window.fixing.target)
            for made in (None, proof):
                spoilt = Verdict(rest=np.flatnonzero(mine), proof=made)
                refused += near_faults(window, [], [], [spoilt], []) == ("verdict 0",)
                assert near_faults(window, [], [], [spoilt], []) == ("verdict 0",)
    assert refused > 50


def test_a_window_that_drops_more_than_it_proves_is_refused(cases) -> None:
    for case in cases:
        window = case.found.window
        narrower = window.keep.copy()
        narrower[np.flatnonzero(narrower)[0]] = False
        assert near_faults(replace(window, keep=narrower), [], [], [], []) == ("window",)
        with pytest.raises(ValueError, match="target"):
            Window.of(window.problem, window.fixing.target, window.fixing)


def test_a_plan_that_is_worth_less_is_no_plan_as_good(cases) -> None:
    case = cases[0]
    dearer = replace(case.found.window, least=float(case.found.window.least + 1e9))
    assert not dearer.holds(case.plans[0])


def test_what_counts_as_good_is_rounded_down_once() -> None:
    for value in (Fraction(1, 3), Fraction(-7, 3), Fraction(0), Fraction(56)):
        least = least_of(value, 0.003)
        assert Fraction(least) <= value - Fraction(0.003) * abs(value)
        assert Fraction(float(np.nextafter(least, np.inf))) > value - Fraction(0.003) * abs(value)
