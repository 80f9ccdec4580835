"""How long and how closely clashing rules are looked at; see diagnosis/."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosing:
    """From conflicts and the plans that show them minimal to how far each rule has to give."""

    most_conflicts: int = 5
    """Conflicts named at most: a planner mends a few and asks again."""
    for_filter: float = 0.6
    """Part of the time for finding conflicts; the rest says how far the rules have to give."""
    least_seconds: float = 0.5
    """Of one question at least, however little time is left: less answers nothing."""

    noise: float = 1e-9
    """Prices and shares of alternatives below this are the linear solver's noise; a proof is tried
    without the former first, and then with them."""
    nodes: int = 200
    """Branching nodes for a rounded plan; more are left to the full integer program."""
    extra_groups: tuple[int, ...] = (60, 240)
    """Groups drawn to be decided anew in each rounded plan, beside those that need it."""
    core: int = 2_500
    """Fewer alternatives than this need no rounding first."""
    room: float = 0.004
    """Part of a limit that a plan to be rounded leaves free, where it can. More: rounding breaks
    less, and plans that need nearly all of a limit are missed."""
    sample: int = 40
    """Groups that are thinned first, to see whether thinning helps."""
    worth_it: float = 0.85
    """More alternatives than this part left of the first groups: domination will not help, and the
    others stay as they are."""

    close: float = 0.01
    """Nothing less than this part below the amount named may do, for it to count as the least."""
    gap: float = 0.004
    """Relative, of the program that pays for easing over a core: well within `close`."""
    parts: float = 100.0
    """Into so many the way of a setting is divided for the solver, so that its numbers are near
    1."""
    most_repairs: int = 40
    """Times that a row is given a step more, after the solver's amount turned out to be too
    little."""
    most_settings: int = 3
    """Settings tried, each a step further, until the plan in hand keeps it: sums of many numbers
    may lie a step beyond what they were worked out from."""
    for_least: float = 0.2
    """Part of the time left for showing that a setting a step nearer cannot do."""
    ratio_gap: float = 1e-3
    """In points of a value scaled to 1, how near the best a plan of a better share is looked for:
    the next round finds what it lacks."""
    most_ratios: int = 6
    """Plans of ever better shares; the shares converge faster than in proportion (Dinkelbach
    1967)."""


DIAGNOSE: Final = Diagnosing()
