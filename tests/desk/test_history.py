"""Undo and redo."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.desk.history import MOST, TOGETHER, History


@given(st.lists(st.integers(), min_size=1, max_size=30), st.integers(1, 30))
def test_redo_reverses_undo_whatever_the_moves(states, steps):
    history: History[int]
    history, present = History(), 0
    for n, state in enumerate(states):
        history, present = history.moving(present, n * (TOGETHER + 1)), state
    before, kept = present, history
    steps = min(steps, len(states))
    for _ in range(steps):
        present, history = history.undone(present)
    assert present == ([0, *states])[-1 - steps]
    for _ in range(steps):
        present, history = history.redone(present)
    assert (present, history.past, history.future) == (before, kept.past, kept.future)


def test_moves_within_two_seconds_are_one_step():
    start: History[str] = History()
    history = start.moving("a", 10.0).moving("b", 11.5).moving("c", 13.0)
    assert history.undone("d")[0] == "a"


def test_a_move_after_a_pause_is_a_step_of_its_own():
    start: History[str] = History()
    history = start.moving("a", 10.0).moving("b", 10.1 + TOGETHER)
    assert history.undone("c")[0] == "b"


def test_the_move_after_an_undo_is_a_step_of_its_own_and_ends_redo():
    start: History[str] = History()
    present, history = start.moving("a", 10.0).undone("b")
    history = history.moving(present, 10.5)
    assert history.past == ("a",) and history.future == ()


def test_at_most_a_hundred_steps_are_kept():
    history: History[int] = History()
    for n in range(3 * MOST):
        history = history.moving(n, n * (TOGETHER + 1))
    assert history.past == tuple(range(2 * MOST, 3 * MOST))


@pytest.mark.parametrize("way", ["undone", "redone"])
def test_without_a_step_there_is_nothing_to_go_to(way):
    with pytest.raises(IndexError):
        getattr(History(), way)("a")
