"""How many changes of a plan are made to meet; see round/meet.py."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """Four lists of cheap changes, joined to two and then to plans."""

    groups: tuple[int, int] = (20, 1_000)
    """From and up to so many groups: fewer are soon proven by a tree, and of more single exchanges
    fill the room that is left."""
    most_rows: int = 16
    """Rows that changes can be made to fill together: with each one more that binds, some twenty
    times fewer of them do."""
    most_alternatives: int = 20_000
    """Alternatives up to which their uses are written out in full."""

    list: int = 20_000
    """Changes of a quarter of the groups. Longer lists hold better plans, in a round that takes
    longer; more rounds bring as much."""
    kept: int = 100_000
    """Changes of half of the groups, those that lose least of all that were joined."""
    joined: int = 300_000
    """Pairs of quarters judged, about."""
    tried: int = 1_500_000
    """Pairs of halves judged, about: most of the time of a round."""
    at_once: int = 250_000
    """Pairs judged in one array: it fits a processor's cache."""
    most: int = 4
    """How many times the pairs asked for are judged at most, where cells cannot be made so small:
    then those that lose least."""

    narrow: int = 3
    """Rows in which pairs of quarters are made to agree: with more, halves lose more; with fewer,
    less of them fits together."""
    wide: int = 4
    """Rows by which halves are brought together before all rows are looked at."""
    fits: int = 3
    """Sizes of cells tried until they bring about as many pairs as asked for."""
    growth: float = 4.0
    """By what cells grow or shrink at most from one size to the next."""
    jitter: float = 0.3
    """How far from the middle halves are aimed at, in standard deviations: so that each round finds
    others."""
    again: int = 4
    """Rounds with the same lists, differently paired: to make them takes a third of a round."""

    best: int = 8
    """Plans of a round that are made better by exchanges."""
    near: float = 0.3
    """How far below the best plan they may lie, as a part of its distance from the bound: many that
    are a little worse become better ones."""
    exchanged: int = 800
    """Alternatives of these exchanges, those that lose least; time grows as the square."""
    dear: float = 3e4
    """What breaking a row costs in them, as a multiple of its price: they begin from plans that
    break none."""

    first: int = 2
    """Rounds before a proof is begun: about as much time as rounding took."""
    turns: tuple[int, ...] = (16, 32, 64)
    """Rounds at the first turns for better plans while a proof goes on, instead of integer programs:
    where these find anything, so do a few rounds."""


MEET: Final = Meetings()
