"""What a plan changes against a baseline, as columns at once."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.insight.changes import changes, figures_moved, moved_words, places_in
from planner.plan import GROUPS, IN_PLAN, Listing, Plan, make_plan
from tests.saying import said


def planned(plan: Plan) -> set[str]:
    return {entry.id for entry in plan.in_plan}


def fate(plan: Plan) -> dict[str, str]:
    """What becomes of each: its last works, `down` for whatever reason, or nothing."""
    return {
        e.id: ""
        if not e.in_plan
        else "down"
        if e.displaced_by is not None or e.steps[-1].works == "clear"
        else e.steps[-1].works
        for e in plan.entries
    }


def kept(plan: Plan) -> set[str]:
    """What a planner would call in: nothing that is only propped, or taken down."""
    return {i for i, works in fate(plan).items() if works not in ("", "down", "stabilise")}


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
    told, old, new = changes(after, before), fate(before), fate(after)
    was, now = kept(before), kept(after)
    assert set(told.entered) == {i for i in now - was if old[i] != "stabilise"}
    assert set(told.left) == {i for i in was - now if not new[i]}
    assert set(told.cleared) == {i for i in new if new[i] == "down" != old[i]}
    assert set(told.spared) == {i for i in new if old[i] == "down" != new[i]} - now
    assert set(told.reworked) >= {i for i in now & was if new[i] != old[i]}
    assert set(told.moved) == {
        i for i in planned(before) & planned(after) if before.entry(i).rank != after.entry(i).rank
    }
    assert told.any and told.entered and told.left and told.cleared


def test_what_is_taken_down_or_only_propped_neither_enters_nor_leaves(pair):
    for before, after in (pair, pair[::-1]):
        told, old, new = changes(after, before), fate(before), fate(after)
        passing = {i for i in new if new[i] in ("down", "stabilise")}
        assert passing and not passing & set(told.entered)
        assert not {i for i in old if old[i] in ("down", "stabilise")} & set(told.left)
        lists = (told.entered, told.left, told.cleared, told.spared, told.reworked)
        named = [i for ids in lists for i in ids]
        assert len(named) == len(set(named))
        assert set(named) >= {i for i in new if new[i] != old[i]}


def test_half_the_money_shows_in_the_figures(city, site):
    sites = [site(name, people=float(10 * n)) for n, name in enumerate("abcd", 1)]
    full, half = (
        make_plan(city(sites, funds={"main": {"amount": {2027: money}}})) for money in (4, 2)
    )
    moved = {each.criterion: each.count for each in figures_moved(half, full)}
    lost = half.figures.by_criterion["homes"].count - full.figures.by_criterion["homes"].count
    assert moved["homes"] == lost < 0
    told = [said("en", moved_words, half, each) for each in figures_moved(half, full)]
    assert any(words.endswith(f"\u2212{-lost:.0f}") for words in told)
    assert figures_moved(full, full) == ()


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
    assert set(told.entered) == kept(repair_first)
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
        {i for i, becomes in zip(p.listing.ids, p.listing.kept_in, strict=True) if becomes}
        for p in (before, after)
    )
    old, new = (
        dict(zip(p.listing.ids, p.listing.becomes.tolist(), strict=True)) for p in (before, after)
    )
    in_plan, was_in_plan = (
        {i for i, g in zip(p.listing.ids, p.listing.group, strict=True) if GROUPS[g] in IN_PLAN}
        for p in (after, before)
    )
    place, earlier = after.listing.place, before.listing.place
    assert set(told.entered) == {i for i in now - was if old[i] < 0}
    assert set(told.left) == {i for i in was if new[i] == -1}
    assert set(told.moved) == {i for i in in_plan & was_in_plan if place[i] != earlier[i]}
    assert told.climbed == {i: earlier[i] - place[i] for i in place}
    assert list(told.moved) == sorted(told.moved, key=place.__getitem__)
