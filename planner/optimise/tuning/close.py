"""How effort is shared out between plans and bounds; see optimise/close.py."""

from dataclasses import dataclass
from typing import Final

Cores = tuple[tuple[int, int], ...]
"""(alternatives beside the best ones, branching nodes) of each integer program, the smaller
first."""
Turns = tuple[tuple[int, Cores], ...]
"""(parts of trees in all after which, the cores that have their turn then)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Which way of closing the gap a problem of what size takes, and for how long."""

    small: int = 400
    """Alternatives up to which a problem is not rounded, and where a solver has the last word it is
    solved in a second formulation too. Larger: proofs of small problems take longer."""
    few: int = 400
    """Alternatives of any use up to which one integer program comes before everything else: so many
    it mostly ends within the time of a rounding."""
    few_nodes: int = 200
    """Branching nodes of that program: where they do not suffice, the longer way is the shorter."""
    blind: Cores = ((60, 20), (600, 100))
    """Of programs that look for any plan where rounding found none."""
    large: int = 4_000
    """Above so many alternatives those with most leverage make the cores, below those that lose
    least."""
    most_proved: int = 60_000
    """An integer program over more alternatives than this only takes time, and so does a tree."""
    large_cores: Cores = ((300, 50), (600, 100), (1_200, 200), (2_400, 400))
    """Of a large problem."""
    turns: Turns = (
        (50, ((15, 200), (30, 200), (60, 200))),
        (300, ((120, 300),)),
        (800, ((300, 500),)),
        (4_000, ((300, 3_000),)),
    )
    """Of others: the longer a proof takes, the more it is worth to look for a better plan."""
    first_cores: Cores = ((15, 200), (30, 200), (60, 200))
    """Before a tree, where the plan from the prices is further below the bound than the first of `far`."""
    far: tuple[tuple[float, Cores], ...] = (
        (5e-3, ((600, 200),)),
        (3e-3, ((600, 500),)),
        (1e-3, ((1_200, 200),)),
        (5e-4, ((1_200, 1_000),)),
    )
    """Of each turn: a plan further below what the tree has proven than this, relative, is not near
    the best one, so that small cores about it hold no better one; then these are asked besides.
    Where the plan is near, such a program takes longer than the rest of the proof."""
    asked: tuple[tuple[int, int], ...] = ((50, 5_000), (1_500, 50_000))
    """(parts of trees in all after which, branching nodes) of each integer program over all that a
    better plan may have. In a city of some eighty sites one ends after some seconds where the tree
    would take minutes; the tree goes on where so many nodes do not suffice."""
    parts_at_once: int = 50
    """Parts that a tree prices before it is asked how far it has come; a bound is taken each
    time."""
    most_nodes: int = 20_000
    """Nodes of one tree, each with its prices and limits in memory; beyond, one integer program
    goes on."""
    most_blind: int = 100
    """Parts after which a solver is asked whether there is a plan at all, where none was found."""
    first_step: float = 0.1
    """How far below the bound the first tree looks for plans, of the way to the best one so far;
    twice as far each time. Less: the first tree ends sooner, and more often in vain."""


CLOSE: Final = Closing()
