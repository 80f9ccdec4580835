"""How rounded plans are mended and made better; see round/mend.py, pairs.py and fit.py."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanging:
    """Exchanges of one alternative for another, alone and two at once.

    What an excess costs is a multiple of the price of its row; it rises until none is left.
    """

    dearer: tuple[float, ...] = (4.0, 30.0, 300.0, 3e3, 3e4, 3e5, 3e6)
    """Multiples tried in turn where a plan is mended by single exchanges; where the programs left
    room, from the second on. Begun low, most breaking heals at little loss."""
    dearer_in_town: tuple[float, ...] = (4.0, 30.0, 300.0, 3e3, 3e4, 3e6)
    """The same where all pairs are judged, which heal more at each."""
    dearer_again: tuple[float, ...] = (100.0, 3e4, 3e6)
    """The same after rows were let go: such a plan breaks them by more."""
    free: float = 30.0
    """Rows are let go at a cost drawn between their price and so many times that, evenly in the
    logarithm. More: nearer to the plan as it was."""
    tries: int = 2
    """Descents at one cost, as long as flows of money turn out to need another cut."""
    most_cuts: int = 20
    """Sets of demands that become rows of their own: each is one more row that every exchange is
    judged by."""
    most_levels: int = 20
    """Levels of the price of money in one part of its network, for the same reason."""

    near: int = 6_000
    """Alternatives for single exchanges, those with most leverage: all are judged for each one
    that is made."""
    varied: int = 150
    """Groups of which exchanges may choose anything, where many alternatives are equally good: the
    nearest ones are then all of one kind, works in the same year say."""
    pairs: int = 12
    """Exchanges of two at once in one descent, where no single one helps."""
    polishes: int = 6
    """Descents from the best plan that keeps the rows; each begins where the last one ended."""
    most_exchanges: int = 300
    """Exchanges of one descent at most, should each go on to help a little."""
    same_price: float = 0.03
    """Uses of money are of one level where their prices differ by this part at most."""
    healing: int = 10
    """Exchanges tried as the first of two: those that heal most for their cost."""
    breaking: int = 6
    """The same of those that break least, where nothing is left to heal."""
    soft: float = 3.0
    """A first exchange of two pays so many times the price for what it breaks: the second is to
    make up for it."""
    hard: float = 30.0
    """Where a row has no price it pays as for one that is the cost of an excess divided by this."""
    least_gain: float = 1e-9
    """Gains below this part of the largest difference in value are taken for rounding, so that a
    descent ends."""

    block: int = 32
    """Exchanges judged at once against all others: their table fits a processor's cache."""
    most_rounds: int = 60
    """Times that all pairs are judged in one descent at most, should each go on to find one."""


EXCHANGE: Final = Exchanging()
