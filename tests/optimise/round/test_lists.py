"""Lists: the cheapest changes are all there, and those that fit together are brought together."""

import itertools

import numpy as np
import pytest

from planner.optimise.round.lists import Joiner, cheapest


@pytest.mark.parametrize("most", [1, 7, 60, 10_000])
@pytest.mark.parametrize("limit", [0.8, np.inf])
@pytest.mark.parametrize("seed", range(4))
def test_the_least_sums_are_those_of_enumeration(seed: int, limit: float, most: int) -> None:
    draw = np.random.default_rng(seed)
    losses = [np.concatenate([[0.0], np.sort(draw.random(n))]) for n in (3, 0, 2, 4, 1)]
    losses.sort(key=lambda loss: loss[1] if len(loss) > 1 else np.inf)
    every = sorted(sum(choice) for choice in itertools.product(*losses))
    every = [total for total in every if total <= limit]
    sums, which = cheapest(losses, limit, most)
    assert len(sums) <= most
    assert sums.tolist() == pytest.approx(every[: len(sums)])
    assert len(sums) >= min(most, len(every)) - 1  # the level is halved for, not sought exactly
    for total, choice in zip(sums, which, strict=True):
        assert total == pytest.approx(sum(loss[k] for loss, k in zip(losses, choice, strict=False)))


def test_many_equal_losses_make_no_list_longer_than_asked() -> None:
    sums, which = cheapest([np.zeros(5)] * 8, 1.0, 100)
    assert sums.tolist() == [0.0] * 100
    assert len(np.unique(which, axis=0)) == 100


def test_what_is_brought_together_is_near_and_what_is_equal_is_brought_together() -> None:
    draw = np.random.default_rng(3)
    room, load = draw.integers(0, 40, (600, 4)) / 1.0, draw.integers(0, 40, (500, 4)) / 1.0
    rows = np.array([0, 2, 3])
    joiner = Joiner(1.0, np.random.default_rng(1))
    found = {
        (int(a), int(b))
        for one, other in joiner.pairs(room, load, rows, 2_000)
        for a, b in zip(one, other, strict=True)
    }
    apart = np.abs(room[:, None, rows] - load[None, :, rows]).max(axis=2)
    near = {(int(a), int(b)) for a, b in zip(*np.nonzero(apart < joiner.width), strict=True)}
    equal = {(int(a), int(b)) for a, b in zip(*np.nonzero(apart == 0.0), strict=True)}
    assert equal and equal <= found <= near
    assert 500 <= len(found) <= 8_000


def test_where_all_are_alike_no_more_pairs_are_looked_at_than_allowed() -> None:
    joiner = Joiner(1.0, np.random.default_rng(1))
    pairs = joiner.pairs(np.zeros((3_000, 1)), np.zeros((3_000, 1)), np.array([0]), 10_000)
    assert 10_000 <= sum(len(one) for one, _ in pairs) <= 40_000
