"""Problem: choose one alternative of every group, worth most, within the rows."""

from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import repeat
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csc_array

from planner.arrays import Flags, Floats, Integers
from planner.errors import Fault, InputError
from planner.problem.linking import RowId, Rows, Sense


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """max sum_a value_a x_a;  one alternative of each group (C1);  linking rows;  x in {0, 1}.

    Alternatives are numbered 0..n-1 and stand sorted by group.
    """

    value: Floats
    """(n,) points."""
    group: Integers
    """(n,) ascending, 0..n_groups-1."""
    linking: Rows
    """Every row but C1."""
    group_names: tuple[str, ...]
    labels: tuple[str, ...] = ()
    """(n,) readable names of the alternatives; only a written model needs them."""
    order: Integers | None = None
    """(n,) position of each alternative in the caller's arrays, where they were sorted."""

    @property
    def n_groups(self) -> int:
        """Number of sites and projects."""
        return len(self.group_names)

    def starts(self) -> Integers:
        """(n_groups + 1,) where each group begins."""
        return np.searchsorted(self.group, np.arange(self.n_groups + 1))

    def positions(self, chosen: ArrayLike) -> Integers:
        """Where the caller's alternatives `chosen` stand in this problem's arrays."""
        numbers = np.asarray(chosen, dtype=np.int64)
        if self.order is None:
            return numbers
        place = np.empty(len(self.order), dtype=np.int64)
        place[self.order] = np.arange(len(self.order))
        return place[numbers]

    def numbers(self, positions: Integers) -> Integers:
        """The caller's numbers of the alternatives at `positions`: undoes `positions`."""
        return positions if self.order is None else self.order[positions]

    def with_value(self, value: Floats) -> Self:
        """The same rows with other values: all that a move of the weights changes."""
        return replace(self, value=value)

    def with_row(self, name: str, coefficients: ArrayLike, sense: Sense, rhs: float) -> Self:
        """With one more row, of no rule, over all alternatives; coefficients (n,)."""
        n = len(self.value)
        row = Rows.of([name], [coefficients], sense, [rhs], n=n)
        return replace(self, linking=Rows.stack([self.linking, row], n=n))

    def restricted(self, keep: Flags) -> Self:
        """Over some of the alternatives alone, (n,) flags, at least one of each group.

        They are numbered anew in their order: number k stands for `np.flatnonzero(keep)[k]`. Raises
        ValueError where a group would have none.
        """
        kept = np.flatnonzero(keep)
        if len(np.unique(self.group[kept])) != self.n_groups:
            raise ValueError("a group has no alternative")
        rows = self.linking
        return replace(
            self,
            value=self.value[kept],
            group=self.group[kept],
            linking=replace(rows, matrix=csc_array(rows.matrix[:, kept])),
            labels=tuple(self.labels[a] for a in kept) if self.labels else (),
            order=None,
        )

    def sha256(self) -> str:
        """Of all that a solution follows from: values, groups and rows, to the last bit."""
        rows, digest = self.linking, sha256()
        words = "\n".join([*rows.names, *rows.sense])
        digest.update(f"{len(self.value)} {self.n_groups} {len(rows)}\n{words}\n".encode())
        matrix = rows.matrix
        for array in (self.value, self.group, matrix.data, rows.rhs):
            digest.update(np.ascontiguousarray(array).tobytes())
        for indices in (matrix.indices, matrix.indptr, rows.arcs):
            digest.update(np.ascontiguousarray(indices, dtype=np.int64).tobytes())
        return digest.hexdigest()

    @classmethod
    def from_arrays(
        cls, value: ArrayLike, group: ArrayLike, usage: ArrayLike, capacity: ArrayLike
    ) -> Self:
        """Plain multiple-choice multidimensional knapsack.

        value (n,), group (n,) whole numbers 0..n_groups-1 in any order, usage (n, n_resources),
        capacity (n_resources,). Raises InputError naming every array that does not fit.
        """
        values = np.asarray(value, dtype=np.float64).reshape(-1)
        limits = np.asarray(capacity, dtype=np.float64).reshape(-1)
        groups = np.asarray(group).reshape(-1)
        uses = np.asarray(usage, dtype=np.float64)
        if uses.ndim == 1 and uses.size == len(values) * len(limits):
            uses = uses.reshape(len(values), len(limits))
        _check_arrays(values, groups, uses, limits)
        order = np.argsort(groups, kind="stable")
        n_groups = int(groups.max()) + 1 if len(groups) else 0
        ids = tuple(RowId(f"resource_{r}") for r in range(len(limits)))
        return cls(
            value=values[order],
            group=groups[order].astype(np.int64),
            linking=Rows(
                ids=ids,
                matrix=csc_array(uses[order].T),
                sense=tuple(repeat("<=", len(ids))),
                rhs=limits,
                arcs=np.empty((0, 2), dtype=np.int64),
            ),
            group_names=tuple(str(g) for g in range(n_groups)),
            labels=tuple(f"{groups[a]}_{a}" for a in order),
            order=order,
        )


def _check_arrays(
    value: Floats,
    group: NDArray[np.generic],
    usage: Floats,
    capacity: Floats,
) -> None:
    faults = []
    if len(group) != len(value):
        faults.append(Fault(key="array_length", field="group", value=str(len(group))))
    elif len(group) and not np.issubdtype(group.dtype, np.integer):
        faults.append(Fault(key="array_not_whole", field="group", value=str(group.dtype)))
    elif len(group) and set(np.unique(group).tolist()) != set(range(int(group.max()) + 1)):
        faults.append(Fault(key="array_groups", field="group"))
    if usage.shape != (len(value), len(capacity)):
        faults.append(Fault(key="array_length", field="usage", value=str(usage.shape)))
    for name, array in (("value", value), ("usage", usage), ("capacity", capacity)):
        if not np.isfinite(array).all():
            faults.append(Fault(key="array_not_finite", field=name))
    if faults:
        raise InputError(faults)
