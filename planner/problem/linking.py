"""Named rows of a 0-1 program, with the money that flows between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csc_array, vstack

Sense = Literal["<=", "=", ">="]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Rows:
    """sum_a matrix[r,a] x_a + outflow_r - inflow_r  (sense_r)  rhs_r, for r rows, n alternatives.

    An arc lets money flow from a supply row to a demand row: one continuous variable y >= 0 that
    adds to the left of its supply row and is taken off the left of its demand row.
    """

    names: tuple[str, ...]
    matrix: csc_array
    """(r, n), stored by alternative: pricing reads the uses of one after the other."""
    sense: tuple[Sense, ...]
    rhs: NDArray[np.float64]
    arcs: NDArray[np.int64]
    """(m, 2) supply row, demand row."""

    def __len__(self) -> int:
        return len(self.names)

    @classmethod
    def none(cls, n: int) -> "Rows":
        """No rows over n alternatives."""
        return cls.of([], [], n=n)

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        coefficients: Sequence[ArrayLike],
        sense: Sense | Sequence[Sense] = "<=",
        rhs: ArrayLike = (),
        *,
        n: int,
        arcs: Iterable[tuple[int, int]] = (),
    ) -> "Rows":
        """Rows from dense coefficient vectors, each (n,)."""
        dense = np.array(coefficients, dtype=np.float64).reshape(len(names), n)
        senses = cast(
            tuple[Sense, ...], (sense,) * len(names) if isinstance(sense, str) else tuple(sense)
        )
        return cls(
            names=tuple(names),
            matrix=csc_array(dense),
            sense=senses,
            rhs=np.asarray(rhs, dtype=np.float64).reshape(len(names)),
            arcs=np.array(list(arcs), dtype=np.int64).reshape(-1, 2),
        )

    @classmethod
    def of_few(
        cls,
        names: Sequence[str],
        columns: Sequence[NDArray[np.int64]],
        coefficients: Sequence[NDArray[np.int64]],
        sense: Sense,
        rhs: ArrayLike,
        *,
        n: int,
    ) -> "Rows":
        """Rows that speak of few alternatives: for each row which, and with what coefficients."""
        rows = np.repeat(np.arange(len(names)), [len(of_row) for of_row in columns])
        entries = np.concatenate([*coefficients, np.empty(0)])
        where = np.concatenate([*columns, np.empty(0, dtype=np.int64)])
        return cls(
            names=tuple(names),
            matrix=csc_array(
                (entries, (rows.astype(np.int32), where.astype(np.int32))), shape=(len(names), n)
            ),
            sense=(sense,) * len(names),
            rhs=np.asarray(rhs, dtype=np.float64),
            arcs=np.empty((0, 2), dtype=np.int64),
        )

    @classmethod
    def stack(cls, blocks: Sequence["Rows"], *, n: int) -> "Rows":
        """All rows of the blocks, in order."""
        blocks = [block for block in blocks if len(block)]
        if not blocks:
            return cls.none(n)
        offsets = np.cumsum([0, *(len(block) for block in blocks)])
        return cls(
            names=tuple(name for block in blocks for name in block.names),
            matrix=csc_array(vstack([block.matrix for block in blocks], format="csc")),
            sense=tuple(sense for block in blocks for sense in block.sense),
            rhs=np.concatenate([block.rhs for block in blocks]),
            arcs=np.concatenate(
                [block.arcs + offset for block, offset in zip(blocks, offsets, strict=False)]
            ),
        )
