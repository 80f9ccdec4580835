"""How prices are searched for; see price/dual.py and price/region.py."""

from dataclasses import dataclass
from math import inf
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """From a sample of the groups by a path over all of them to a trust region.

    What is `finer` is a softness of the path: the first level, half of what an average group has
    at stake, divided by it.
    """

    precision: float = 1e-7
    """The part of the bound to which the least bound is found, however small the gap asked for.
    Less: more linear programs for digits that no plan is told by."""
    parts_of_gap: float = 30.0
    """A gap is divided by this for the precision of the bound, so that nearly all of what a plan
    may lack is left to the plan."""
    whole_up_to: int = 8_000
    """Alternatives up to which one linear program holds them all. Above, its time grows much
    faster than that of the path."""
    least_usual: float = 1e-3
    """Rows that hardly weigh count as if their price were this part of the usual one: where a price
    is 0 a part of it would be no width to move in."""

    samples: tuple[tuple[int, float], ...] = ((300, 16.0), (1_500, 256.0), (30_000, 1_024.0))
    """(groups of a sample, how much finer its path ends): a larger sample knows prices better and
    is worth following further."""
    sample_at_most: int = 3
    """A city of less than so many times the groups of a sample is looked at whole instead."""
    fine: float = 4_096.0
    """How much finer the path over all groups ends: within some 1e-4 of the least bound. Linear
    programs close the rest."""
    warm: float = 1_024.0
    """How much finer the path from an earlier plan begins that lacks more than `far`, and how soft the
    shares of like groups are after a move."""
    far: float = 2e-3
    """An earlier plan that lacks more of the bound than this begins at `warm`, a better one at
    `fine`."""
    unrest: tuple[tuple[float, float], ...] = ((0.025, 4_096.0), (0.1, 1_024.0), (inf, 256.0))
    """(difference up to which, how much finer the path from earlier prices begins) where no earlier
    plan keeps the rows: the difference of what is used and what there is, as a part of the bound,
    tells how far the prices are out. Begun too fine, a path does not arrive."""
    calm: float = 0.02
    """The same difference up to which the best choices are a beginning for plans, so that no shares of
    like groups are asked for."""
    lost: float = 0.6
    """The same difference above which a sample of the groups knows better than earlier prices."""
    large_city: int = 8_000
    """Groups above which the path goes on in proportion: so of more groups as few stay split."""
    reach: float = 150.0
    """How far prices may still move at a level, as a part of their size for each unit of mu, in
    units of the first one. Alternatives that only come up beyond that are left out of the level:
    more are safer and slower."""
    least_width: float = 0.03
    """Rows that hardly weigh move by that reach as if their price were this part of the usual
    one."""
    moves: tuple[float, ...] = (1.0, 0.25)
    """Parts of a level's move, tried in turn until the bound over all alternatives is less; where
    neither is, the level is left out."""

    rough: float = 2e-5
    """A precision no better than this is rough: one step that gains little is enough, and plans
    are rounded at the quick pace."""
    little: float = 3.0
    """What a step gains at most, in precisions, for rough prices to be good enough after it."""

    most_columns: int = 4_000
    """Alternatives of one linear program beside the best ones: its time grows faster than their
    number, and with fewer a step reaches less far."""
    room: float = 6.0
    """How much further than its reach a price may go: most alternatives that come up on the way are
    among those within reach of all prices at once."""
    drawn: int = 16
    """Every so many-th alternative tells about where the limit of leverage will lie; more would
    sort more, fewer miss it more often."""
    most_regions: int = 40
    """Linear programs in the trust region at most, should no other sign end the search."""
    first_reach: float = 0.01
    """How far a price may move in the first of them, as a part of its size. Larger: more
    alternatives come up than one program holds."""
    widest: float = 1.0
    """The same at most: a price may double or vanish in one step."""
    grow: float = 4.0
    """By what the reach of a price grows that ended at its edge; that of others is halved."""
    edge: float = 0.99
    """A price that used up this part of its reach ended at its edge."""
    patience: int = 2
    """Steps in a row that gain less than the precision before the search ends."""

    kinds: int = 6_000
    """About how many alternatives all kinds of groups have together where like groups are priced
    as one. More: shares nearer to those of the groups, by a larger linear program."""
    coarse: int = 700
    """The same for the many variants that are solved to a loose gap, in a third of the time, and where a
    large city is asked again roughly after a move."""
    sharp: float = 40.0
    """Alternatives so many times the softness below the best of their group have no share: e^-40 is
    below the last digit of the best one's."""


PRICE: Final = Pricing()
