"""Lists of changes: cheap departures from the best alternatives, and which two fit together.

A change takes another alternative in some groups; it loses what these lie below the best, and
uses more of some rows and less of others. Lists hold the changes that lose least, found group after
group since losses add up. Two lists are joined by cells: changes are put in one where both
together come near to what is asked for in a few rows, and only these pairs are looked at, of a
thousand times as many.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from planner.arrays import Floats, Integers
from planner.optimise.tuning import MEET

_FAR: Final = 2.0**40
"""Cells beyond this are one: whole numbers hold it."""
_HALVINGS: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Changes of some of the groups, those that lose less first."""

    loss: Floats
    """(k,) what each lies below the best of all choices, at the prices."""
    load: Floats
    """(k, n_rows) what each uses more than the best alternatives do, in value."""
    groups: Integers
    """(m,) which groups they are about."""
    taken: Integers
    """(k, m) the alternative that each takes in them."""

    def take(self, k: int, chosen: Integers) -> None:
        """Makes one of the changes to a choice, (n_groups,), in place."""
        chosen[self.groups] = self.taken[k]


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """Pairs of changes of two quarters, those that lose less first."""

    loss: Floats
    """(k,) of both together."""
    load: Floats
    """(k, n_rows) the same; rows are read one by one, so each lies together in memory."""
    quarters: tuple[Changes, Changes]
    places: tuple[Integers, Integers]
    """(k,) which change of each of them."""

    def take(self, k: int, chosen: Integers) -> None:
        """Makes one of the pairs of changes to a choice, (n_groups,), in place."""
        for changes, places in zip(self.quarters, self.places, strict=True):
            changes.take(int(places[k]), chosen)


def cheapest(losses: list[Floats], limit: float, most: int) -> tuple[Floats, Integers]:
    """The least sums up to a limit of one number of each list, ascending, and which ones: (k,),
    (k, m).

    losses: each ascending from 0, the lists themselves by their second number; m of them matter
    to the `most` least sums.
    """
    sums = np.zeros(1)
    steps: list[tuple[Integers, Integers]] = []
    for loss in losses:
        if len(loss) < 2 or loss[1] > limit:
            break
        if len(sums) * len(loss) > most:
            limit = min(limit, _level(sums, loss, most))
        counts = np.searchsorted(sums, limit - loss, side="right")
        found = np.concatenate([sums[:n] + more for n, more in zip(counts, loss, strict=True)])
        order = np.argsort(found, kind="stable")[:most]
        before = np.concatenate([np.arange(n) for n in counts])
        steps.append((before[order], np.repeat(np.arange(len(loss)), counts)[order]))
        sums = found[order]
    place, which = np.arange(len(sums)), np.empty((len(sums), len(steps)), dtype=np.int64)
    for k in range(len(steps) - 1, -1, -1):
        before, took = steps[k]
        which[:, k] = took[place]
        place = before[place]
    return sums, which


def _level(sums: Floats, loss: Floats, most: int) -> float:
    """About the largest number that no more than `most` sums of one of each stay below."""
    low, high = 0.0, float(sums[-1] + loss[-1])
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        if np.searchsorted(sums, middle - loss, side="right").sum() > most:
            high = middle
        else:
            low = middle
    return low


@dataclass(slots=True)
class Joiner:
    """Joins lists by cells whose width it learns from one time to the next."""

    width: float
    """Of a cell, in value."""
    draw: np.random.Generator

    def pairs(
        self, room: Floats, load: Floats, rows: Integers, about: int
    ) -> Iterator[tuple[Integers, Integers]]:
        """Places of pairs in two lists, about so many, some at a time, the first of `room` first.

        room, (k, n_rows): what each of one list leaves; load, (l, n_rows): what each of the other
        takes, nearly the same in the given rows.
        """
        room, load = room[:, rows], load[:, rows]
        for _ in range(MEET.fits):
            order, first, count = self._matched(room, load)
            total = int(count.sum())
            if about <= 2 * total <= 4 * about or 2 * total > len(room) * len(load):
                break
            factor = (about / max(total, 1)) ** (1.0 / len(rows))
            self.width *= float(np.clip(factor, 1.0 / MEET.growth, MEET.growth))
        some = np.flatnonzero(count)
        ends = np.cumsum(count[some])
        some = some[: np.searchsorted(ends, MEET.most * about, side="right")]
        begin = 0
        while begin < len(some):
            done = int(ends[begin - 1]) if begin else 0
            end = max(begin + 1, int(np.searchsorted(ends, done + MEET.at_once)))
            part = some[begin:end]
            one = np.repeat(part, count[part])
            skip = np.repeat(first[part] - (np.cumsum(count[part]) - count[part]), count[part])
            yield one, order[skip + np.arange(len(one))]
            begin = end

    def _matched(self, room: Floats, load: Floats) -> tuple[Integers, Integers, Integers]:
        """(the second list by cells, where the cell of each of the first begins, how many are in
        it); cells of all rows together are one number, and other cells that happen to have the
        same are only looked at in vain."""
        ours, theirs = np.zeros(len(room), dtype=np.int64), np.zeros(len(load), dtype=np.int64)
        for have, take in zip(room.T, load.T, strict=True):
            offset, times = self.draw.random() * self.width, int(self.draw.integers(2**61)) * 2 + 1
            ours = ours * times + self._cell(have + offset)
            theirs = theirs * times + self._cell(take + offset)
        order = np.argsort(theirs, kind="stable")
        ordered = theirs[order]
        first = np.searchsorted(ordered, ours, side="left")
        return order, first, np.searchsorted(ordered, ours, side="right") - first

    def _cell(self, amount: Floats) -> Integers:
        return np.clip(np.floor(amount / self.width), -_FAR, _FAR).astype(np.int64)
