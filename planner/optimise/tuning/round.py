"""How whole plans are made from prices; see round/plans.py, round/rounder.py and round/dive.py."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How much work the programs of one way of rounding make of it."""

    first: int
    """Alternatives in the first program: those with most leverage."""
    later: int
    """Alternatives in the later ones."""
    enough: float
    """Part of the room left by which split works together may miss it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """Linear programs that decide the large works first, ways of rounding tried in turn, dives."""

    careful: Pace = Pace(first=1_600, later=800, enough=0.5)
    """For a close gap."""
    quick: Pace = Pace(first=1_000, later=300, enough=1.0)
    """For a loose gap: plans some 1e-4 worse in two thirds of the time."""
    most_levels: int = 12
    """Programs of one way of rounding at most: each takes works so much smaller than the last that
    after twelve they are some thousandth of the first."""
    kept_for: int = 8
    """Alternatives are sorted by leverage once for all programs: so many times those of the
    first."""
    penalty: float = 3.0
    """What breaking a row costs, as a multiple of its price: well above it, and not so much that
    the program gives up value for a hair that exchanges mend."""
    stern: float = 1e3
    """How much more it costs in a row of a few groups, in dives too: nothing small can make up for
    that."""
    light: float = 0.1
    """A row that hardly has a price leaves as much room free as if it had this part of an average
    one."""
    whole: float = 1 - 1e-6
    """A largest share from which a group is not split: linear programs are right to about 1e-7."""

    shrinks: tuple[float, ...] = (0.45, 0.6, 0.35, 0.5, 0.25)
    """How much smaller than the last works split those of the next program are, one for each way
    of rounding. Larger: more programs, and plans that keep the rows more nearly."""
    quick_shrink: float = 0.3
    """The same for the one way of rounding at rough prices: better prices help more than another
    way."""
    spares: tuple[float, ...] = (0.5, 0.3, 0.0, 0.2, 0.0)
    """Which part of what a good enough plan may lack is left free by the programs of each way, as
    room for the exchanges that mend their plans: without it most small works are needed exactly
    where they are."""

    town: tuple[int, int] = (300, 3_000)
    """From and up to so many groups plans are dived for, and fitted by all pairs of exchanges:
    fewer are best left to integer programs, and more have so many small works that single ones
    do."""
    town_shrink: float = 0.6
    """The first of `shrinks` in a town: its works are few, and deserve more programs."""
    dives: tuple[tuple[int, int], ...] = ((800, 1_200), (1_200, 600))
    """Alternatives of each dive: those with most leverage, those that lose least."""
    paired: tuple[int, int] = (600, 1_600)
    """The same of the exchanges of which all pairs are judged; their time grows as the square."""
    sways: int = 24
    """Times that rows of a town's best plan are let go; more find better plans until time is up."""
    dive_penalty: float = 10.0
    """What breaking a row costs in a dive, as a multiple of its price: more than `penalty`, since
    every decision is known to the next."""
    much_larger: float = 1.6
    """Works so many times as large as the one decided stay as they are. Smaller: fewer steps of a
    dive; larger: more that can still be undone."""


ROUND: Final = Rounding()
