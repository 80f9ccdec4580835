"""Named rows of a 0-1 program, with the money that flows between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csc_array, vstack

from planner.arrays import Floats, Integers

Sense = Literal["<=", "=", ">="]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a planner decided that a row says: all rows of one rule are eased or dropped together."""

    row: str = ""
    """Number of the row function, `C8`; empty for plain resources, and cuts of a search."""
    kind: str = ""
    """Which of the rules that this function writes: `must` or `never`, say."""
    key: str | int | None = None
    """Place in the scenario's list of such rules, or key in its mapping; none where there is one."""


@dataclass(frozen=True, slots=True)
class RowId:
    """Which row: of what rule, about whom or what, in which year.

    The name is for files and for prices that are kept; nobody reads anything out of it.
    """

    name: str
    rule: Rule = Rule()
    subject: str = ""
    """Site, project, fund, crew or district."""
    year: int | None = None
    money: Literal["", "given", "spent"] = ""
    """given: the limit is money of a fund; spent: the numbers are costs of alternatives. Minor units."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Rows:
    """sum_a matrix[r,a] x_a + outflow_r - inflow_r  (sense_r)  rhs_r, for r rows, n alternatives.

    An arc lets money flow from a supply row to a demand row: one continuous variable y >= 0 that
    adds to the left of its supply row and is taken off the left of its demand row.
    """

    ids: tuple[RowId, ...]
    matrix: csc_array
    """(r, n), stored by alternative: pricing reads the uses of one after the other."""
    sense: tuple[Sense, ...]
    rhs: Floats
    arcs: Integers
    """(m, 2) supply row, demand row."""

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def names(self) -> tuple[str, ...]:
        """Of the rows, in order."""
        return tuple(row.name for row in self.ids)

    @classmethod
    def none(cls, n: int) -> "Rows":
        """No rows over n alternatives."""
        return cls.of([], [], n=n)

    @classmethod
    def of(
        cls,
        ids: Sequence[RowId | str],
        coefficients: Sequence[ArrayLike],
        sense: Sense | Sequence[Sense] = "<=",
        rhs: ArrayLike = (),
        *,
        n: int,
        arcs: Iterable[tuple[int, int]] = (),
    ) -> "Rows":
        """Rows from dense coefficient vectors, each (n,). A name alone is a row of no rule."""
        dense = np.array(coefficients, dtype=np.float64).reshape(len(ids), n)
        senses = cast(
            tuple[Sense, ...], (sense,) * len(ids) if isinstance(sense, str) else tuple(sense)
        )
        return cls(
            ids=tuple(RowId(row) if isinstance(row, str) else row for row in ids),
            matrix=csc_array(dense),
            sense=senses,
            rhs=np.asarray(rhs, dtype=np.float64).reshape(len(ids)),
            arcs=np.array(list(arcs), dtype=np.int64).reshape(-1, 2),
        )

    @classmethod
    def of_few(
        cls,
        ids: Sequence[RowId],
        columns: Sequence[Integers],
        coefficients: Sequence[Integers],
        sense: Sense,
        rhs: ArrayLike,
        *,
        n: int,
    ) -> "Rows":
        """Rows that speak of few alternatives: for each row which, and with what coefficients."""
        rows = np.repeat(np.arange(len(ids)), [len(of_row) for of_row in columns])
        entries = np.concatenate([*coefficients, np.empty(0)])
        where = np.concatenate([*columns, np.empty(0, dtype=np.int64)])
        return cls(
            ids=tuple(ids),
            matrix=csc_array(
                (entries, (rows.astype(np.int32), where.astype(np.int32))), shape=(len(ids), n)
            ),
            sense=(sense,) * len(ids),
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
            ids=tuple(row for block in blocks for row in block.ids),
            matrix=csc_array(vstack([block.matrix for block in blocks], format="csc")),
            sense=tuple(sense for block in blocks for sense in block.sense),
            rhs=np.concatenate([block.rhs for block in blocks]),
            arcs=np.concatenate(
                [block.arcs + offset for block, offset in zip(blocks, offsets, strict=False)]
            ),
        )

    def only(self, kept: Sequence[int]) -> "Rows":
        """Some of the rows, in the given order; money flows between those that are both kept."""
        chosen = np.asarray(kept, dtype=np.int64)
        place = np.full(len(self), -1, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        arcs = place[self.arcs]
        return Rows(
            ids=tuple(self.ids[r] for r in chosen),
            matrix=csc_array(self.matrix[chosen]),
            sense=tuple(self.sense[r] for r in chosen),
            rhs=self.rhs[chosen],
            arcs=arcs[(arcs >= 0).all(axis=1)],
        )
