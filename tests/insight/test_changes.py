"""What a plan changes against a baseline, as columns at once."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.insight.changes import changes, places_in
from planner.plan import GROUPS, IN_PLAN, Listing, Plan, make_plan


def planned(plan: Plan) -> set[str]:
    return {entry.id for entry in plan.in_plan}


def shuffled(plan: Plan, order: list[int], groups: list[int]) -> Plan:
    """The plan with its list in another order and other groups; columns that do not count stay."""
    old = plan.listing
    columns = {name: getattr(old, name) for name in Listing.__slots__}
    ids = tuple(old.ids[k] for k in order)
    columns |= {"ids": ids, "place": {subject: k for k, subject in enumerate(ids)}}
    columns["group"] = np.array(sorted(groups), dtype=np.int8)
    columns["rank"] = np.arange(1, len(ids) + 1)
    return replace(plan, listing=Listing(**columns))


@pytest.fixture(scope="module")
def pair(repair_first: Plan, masterplan: Plan) -> tuple[Plan, Plan]:
    return repair_first, masterplan


def test_changes_are_the_set_differences_of_what_is_planned(pair):
    before, after = pair
    told = changes(after, before)
    assert set(told.entered) == planned(after) - planned(before)
    assert set(told.left) == planned(before) - planned(after)
    assert set(told.moved) == {
        i for i in planned(before) & planned(after) if before.entry(i).rank != after.entry(i).rank
    }
    assert told.any and told.entered and told.left


def test_changes_stand_in_the_order_of_the_plan_not_of_the_baseline(pair):
    told = changes(pair[1], pair[0])
    for ids in (told.entered, told.left, told.moved):
        ranks = [pair[1].entry(subject).rank for subject in ids]
        assert all(a <= b for a, b in pairwise(ranks))


def test_what_climbs_gains_the_places_that_the_ranks_differ_by(pair):
    before, after = pair
    told = changes(after, before)
    assert told.climbed == {
        entry.id: before.entry(entry.id).rank - entry.rank for entry in after.entries
    }


def test_a_plan_changes_nothing_against_itself(pair):
    told = changes(pair[0], pair[0])
    assert not told.any and set(told.climbed.values()) == {0}


def test_what_only_one_list_holds_neither_climbs_nor_leaves(repair_first, city, site):
    other = make_plan(city([site("elsewhere")]))
    told = changes(repair_first, other)
    assert told.climbed == {} and told.left == () and told.moved == ()
    assert set(told.entered) == planned(repair_first)
    assert (places_in(repair_first.listing, other.listing) == -1).all()


@st.composite
def lists(draw, n: int):
    """Two orders of n places with the number planned in each."""
    groups = st.lists(st.integers(0, len(GROUPS) - 1), min_size=n, max_size=n)
    return [(draw(st.permutations(range(n))), draw(groups)) for _ in range(2)]


@given(data=st.data())
def test_any_two_lists_agree_with_sets_and_ranks(repair_first, data):
    drawn = data.draw(lists(len(repair_first.listing)))
    before, after = (shuffled(repair_first, order, groups) for order, groups in drawn)
    told = changes(after, before)
    was, now = (
        {i for i, g in zip(p.listing.ids, p.listing.group, strict=True) if GROUPS[g] in IN_PLAN}
        for p in (before, after)
    )
    place, old = after.listing.place, before.listing.place
    assert (set(told.entered), set(told.left)) == (now - was, was - now)
    assert set(told.moved) == {i for i in now & was if place[i] != old[i]}
    assert told.climbed == {i: old[i] - place[i] for i in place}
    assert list(told.moved) == sorted(told.moved, key=place.__getitem__)
