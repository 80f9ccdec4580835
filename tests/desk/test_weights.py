"""Linked weights: whole percentages that always sum to 100."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.desk.weights import WHOLE, apportion, ceiling, rebalance, settled, shown

NAMES = "abcdefgh"


@st.composite
def shares(draw: st.DrawFn) -> dict[str, Fraction]:
    parts = draw(st.lists(st.integers(0, 50), min_size=2, max_size=8).filter(any))
    return {
        name: Fraction(part * WHOLE, sum(parts)) for name, part in zip(NAMES, parts, strict=False)
    }


@st.composite
def locked_shares(draw: st.DrawFn) -> tuple[dict[str, Fraction], set[str], str]:
    """Shares with some locked at what is shown, and one of the others to move."""
    held = settled(draw(shares()))
    moved = draw(st.sampled_from(sorted(held)))
    return held, draw(st.sets(st.sampled_from(sorted(held)))) - {moved}, moved


@given(locked_shares(), st.lists(st.integers(-20, 150), max_size=20))
def test_shares_sum_to_100_and_locked_ones_never_change(case, values):
    held, locked, moved = case
    now = held
    for value in values:
        now = rebalance(now, moved=moved, value=value, locked=locked, preset=held)
        assert sum(shown(now).values()) == WHOLE
        assert min(shown(now).values()) >= 0
        assert all(shown(now)[name] == held[name] for name in locked)


@given(locked_shares(), st.integers(0, WHOLE))
def test_a_share_goes_where_it_is_put_but_not_into_what_is_locked(case, value):
    held, locked, moved = case
    now = rebalance(held, moved=moved, value=value, locked=locked, preset=held)
    if set(held) - locked - {moved}:
        assert shown(now)[moved] == min(value, ceiling(held, moved, locked))
    else:
        assert now == held


@given(locked_shares(), st.lists(st.integers(0, WHOLE), min_size=1, max_size=20))
def test_the_others_keep_their_proportions_however_often_one_moves(case, values):
    held, locked, moved = case
    free = [name for name in held if name != moved and name not in locked]
    now = held
    for value in values:
        now = rebalance(now, moved=moved, value=value, locked=locked, preset=held)
    for one in free:
        for other in free:
            assert now[one] * held[other] == now[other] * held[one]


@given(locked_shares(), st.integers(0, WHOLE))
def test_there_and_back_changes_nothing(case, value):
    held, locked, moved = case
    if any(held[name] for name in held if name != moved and name not in locked):
        there = rebalance(held, moved=moved, value=value, locked=locked, preset=held)
        back = rebalance(there, moved=moved, value=int(held[moved]), locked=locked, preset=held)
        assert shown(back) == held


@given(shares())
def test_rounding_moves_no_share_by_a_whole_percent(held):
    assert all(abs(shown(held)[name] - held[name]) < 1 for name in held)


@given(st.integers(0, 10**12), shares())
def test_apportioning_hands_out_everything(total, held):
    assert sum(apportion(total, held).values()) == total


def test_ten_steps_of_one_take_from_all_others_alike():
    held = {"heritage": 20, "damage": 15, "homes": 20, "services": 15, "safety": 15, "renewal": 15}
    now = {name: Fraction(share) for name, share in held.items()}
    for value in range(21, 31):
        now = rebalance(now, moved="heritage", value=value, locked=(), preset=now)
    assert shown(now) == {
        "heritage": 30,
        "damage": 13,
        "homes": 18,
        "services": 13,
        "safety": 13,
        "renewal": 13,
    }


def test_shares_at_0_come_back_as_the_preset_has_them():
    preset = {"a": Fraction(40), "b": Fraction(45), "c": Fraction(15)}
    alone = rebalance(preset, moved="a", value=100, locked=(), preset=preset)
    assert shown(alone) == {"a": 100, "b": 0, "c": 0}
    assert shown(rebalance(alone, moved="a", value=40, locked=(), preset=preset)) == preset


def test_a_locked_share_cannot_be_moved():
    held = {"a": Fraction(60), "b": Fraction(40)}
    assert rebalance(held, moved="a", value=10, locked={"a"}, preset=held) == held


def test_a_lock_holds_what_is_read():
    thirds = {name: Fraction(100, 3) for name in "abc"}
    assert shown(settled(thirds)) == shown(thirds)
    with pytest.raises(ZeroDivisionError):
        shown({"a": Fraction(0)})
