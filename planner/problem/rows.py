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
