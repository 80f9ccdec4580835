"""Where in a list each site and project stands, by id."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from planner.arrays import Integers


class Places(Mapping[str, int]):
    """Id -> 0-based place, through the group numbers that all lists of an inventory share.

    So that a new order of the list costs one array and not thousands of entries.
    """

    __slots__ = ("_ids", "_index", "_place")

    def __init__(self, ids: Sequence[str], index: Mapping[str, int], order: Integers) -> None:
        """`ids` in list order; `index`, id -> group number; `order`, (n,) group numbers."""
        self._ids, self._index = ids, index
        self._place = np.empty_like(order)
        self._place[order] = np.arange(len(order))

    def __getitem__(self, subject: str) -> int:
        return int(self._place[self._index[subject]])

    def __contains__(self, subject: object) -> bool:
        return subject in self._index

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def of_groups(self, index: Mapping[str, int]) -> Integers | None:
        """(n,) place of each group; None where `index` numbers the groups in another way."""
        return self._place if index is self._index or index == self._index else None

    def in_other(self, other: "Places") -> Integers | None:
        """(n,) place in another list of each one in this list; None where the groups differ."""
        place = other.of_groups(self._index)
        return None if place is None else place[np.argsort(self._place)]
