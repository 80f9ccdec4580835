"""Draws side by side: in their order, and to an end when it is over."""

import time
from itertools import islice

import pytest

from planner.insight.forcing import never
from planner.insight.future.together import AT_ONCE, side_by_side


def test_what_ends_first_is_told_in_its_turn():
    def work(number, _unwanted):
        time.sleep(0.02 if number % AT_ONCE == 0 else 0.0)
        return number

    assert list(side_by_side(work, 7, never)) == list(range(7))


def test_when_it_is_over_those_under_way_are_told_so_and_left_out():
    seen = []

    def work(number, unwanted):
        while number >= 3 and not unwanted():
            time.sleep(0.005)
        seen.append(number)
        return number

    found = list(side_by_side(work, 100, lambda: len(seen) >= 3))
    assert found == sorted(found) and len(found) <= 3 and len(seen) <= 3 + AT_ONCE


def test_a_reader_who_goes_away_leaves_nobody_working():
    assert list(islice(side_by_side(lambda number, _: number, 1_000, never), 2)) == [0, 1]


def test_a_fault_of_one_draw_is_raised():
    def work(number, _unwanted):
        raise KeyError(number)

    with pytest.raises(KeyError):
        list(side_by_side(work, 3, never))
