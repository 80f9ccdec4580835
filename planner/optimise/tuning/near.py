"""How plans as good as one are looked for; see optimise/near/."""

from dataclasses import dataclass
from typing import Final

from planner.optimise.tuning.close import Cores


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearing:
    """Effort of each part of the search, in parts priced and nodes branched: the same on every
    machine that has the time."""

    small: int = 8_000
    """Alternatives up to which trees and cores are used: one linear program holds them all. Above,
    values are blended with a figure."""
    fixing: int = 400
    """Parts of the tree over the value. More: fewer alternatives are left, and all that follows is
    smaller."""
    cores: Cores = ((15, 100), (30, 100))
    """Integer programs that look for the most of a figure, the smallest first."""
    parts: int = 60
    """Parts of the tree that proves an end of a range without a solver's word."""
    nodes: tuple[int, ...] = (200, 600)
    """Branching nodes of the integer programs over all that can have more, of every end in turn, then of
    those still open: in a city of some eighty sites they bring found and bound within a point or two
    after some seconds, where a tree would take minutes."""
    turn: int = 60
    """Parts after which it is looked at how much lower the bound is."""
    gain: float = 0.05
    """The part of the gap that a turn has to close for another one to follow."""
    point: float = 0.01
    """Part of all that is possible up to which found and proven are near enough."""
    cover: Cores = ((30, 100), (120, 100))
    """Of each search for sites not yet seen both in and out of a plan."""
    idle: int = 2
    """Such searches in a row that show nothing new before what is left is asked one by one."""
    probe: Cores = ((60, 100),)
    """Integer programs that look for one site where it was not seen yet, in the plan or out of it."""
    probe_parts: int = 80
    """Parts of the tree that proves that there is no such plan."""
    probe_nodes: int = 1_000
    """Branching nodes of the integer program that is asked where the tree does not prove it."""
    weighty: int = 6
    """Sites and projects, those that weigh most, without and with which plans are looked for first."""
    cores_of_weighty: Cores = ((60, 100), (240, 500))
    """Of each of these: larger, since everything else is then another."""
    apart: Cores = ((60, 100), (120, 100))
    """Of each search for a plan unlike those chosen."""

    blend: float = 20.0
    """Hundredths of what is possible of a figure that a point of value is worth in the first blend;
    a nearer one spares a blend."""
    blends: int = 4
    """Of one end of a range at most."""
    blend_gap: float = 2e-4
    """Relative gap of a blend. Less: plans nearer to the corner that prices see."""
    blend_work: int = 100
    """Work of one blend at most: where values are lumpy a gap so small is not there."""
    blend_seconds: float = 3.0
    """The same in seconds, for integer programs whose nodes are slow."""
    stride: float = 4.0
    """By what the weight of the value changes at most from one blend to the next."""
    fill: float = 0.93
    """Part of what may be lost that a blend aims at: beyond all of it its plan is of no use."""
    same: float = 0.03
    """A next blend whose weight differs by no more than this part shows nothing new."""
    precision: float = 1e-6
    """Relative, of the bounds of large cities."""


NEAR: Final = Nearing()
