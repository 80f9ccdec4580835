"""The ranked list as columns, for work on all of it at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from planner.alternatives import CODES
from planner.arrays import Codes, Flags, Floats, Integers

Group = Literal["planned", "clearing", "next", "deferred", "unplannable", "settled"]
GROUPS: Final[tuple[Group, ...]] = get_args(Group)
"""In list order. Clearing: buildings that are taken down and nothing is built in their place.
Settled: nothing is left to be done there, since it is repaired already or was pulled down."""
IN_PLAN: Final[frozenset[Group]] = frozenset({"planned", "clearing"})
OUTSIDE: Final[frozenset[Group]] = frozenset({"unplannable", "settled"})
"""What no decision can bring into the plan."""
Kind = Literal["site", "project"]
Beforehand = Literal["", "promise", "must", "never"]
"""What decides about a site or project before the plan is made."""
BEFOREHAND: Final[tuple[Beforehand, ...]] = get_args(Beforehand)

CLEARED: Final = -2
_PASSING: Final = (CODES.index("clear"), CODES.index("stabilise"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Listing:
    """The ranked list as columns: n sites and projects in list order, for work on all at once.

    Arrays are read-only. Of what is in the plan the works are those chosen; for next and deferred
    they are the course closest to entering; what cannot be planned has none.
    """

    ids: tuple[str, ...]
    place: Mapping[str, int]
    """Id -> 0-based place."""
    group: Codes
    """(n,) code by GROUPS, ascending."""
    kind: Flags
    """(n,) whether it is a project."""
    inventory: Integers
    """(n,) row in the table of the sites, or in that of the projects."""
    chosen: Integers
    """(n,) alternative chosen in the plan."""
    shown: Integers
    """(n,) alternative that the other columns describe."""
    rank: Integers
    """(n,) 1.. through the whole list; a plot that is cleared has that of its project."""
    loss: Floats
    """(n,) points: value less the use of money, crews and room under the rules at their shadow
    prices. What the plan loses without it; of what is not in the plan with its sign turned what
    the plan loses by taking it in. Orders each group."""
    margin: Floats
    """(n,) in [-1, 1]: the loss by what was put in, value for money."""
    importance: Floats
    """(n,) points of the plan's score: the sum of `points`."""
    columns: tuple[str, ...]
    """Criteria of the c columns of `points`; `cost` last when it has a weight."""
    points: Floats
    """(n, c)."""
    counts: Floats
    """(n, n_criteria) people, square metres or points, counted plainly, in the order of the
    scenario's criteria."""
    gain: Floats
    """(n, n_criteria) the same weighted by time, as the score counts it."""
    cost: Integers
    """(n,) likely cost in minor units, and the range of the estimate."""
    cost_low: Integers
    cost_high: Integers
    years: tuple[int, ...]
    """Calendar years of the columns of `money`."""
    money: Integers
    """(n, n_years) minor units that fall due."""
    steps: NDArray[np.int16]
    """(n, 2) codes (planner.alternatives.CODES) of the first and of the following works; -1 none."""
    step_start: Integers
    """(n, 2) first calendar year of each; 0 none."""
    step_years: Integers
    """(n, 2) how long each takes; 0 none."""
    taker: Integers
    """(n,) row of the project that the plot is cleared for; -1 for all others."""
    forced: Codes
    """(n,) code by BEFOREHAND: what decides beforehand."""

    def __post_init__(self) -> None:
        for name in self.__slots__:
            column = getattr(self, name)
            if isinstance(column, np.ndarray):
                column.setflags(write=False)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def works(self) -> NDArray[np.int16]:
        """(n,) code of the last works, -1 none."""
        return np.where(self.steps[:, 1] >= 0, self.steps[:, 1], self.steps[:, 0])

    @property
    def start(self) -> Integers:
        """(n,) first calendar year of the works, 0 none."""
        return self.step_start[:, 0]

    @property
    def position(self) -> Integers:
        """(n,) row of each one where all sites stand first, then all projects."""
        n_sites = np.count_nonzero(~self.kind)
        return np.where(self.kind, self.inventory + n_sites, self.inventory)

    @property
    def in_plan(self) -> slice:
        """Where all that is in the plan stands: the groups of `IN_PLAN`."""
        return slice(0, int(np.searchsorted(self.group, GROUPS.index("next"))))

    @property
    def is_in_plan(self) -> Flags:
        """(n,) whether it is in the plan."""
        return np.asarray(self.group < GROUPS.index("next"))

    @property
    def kept_in(self) -> Flags:
        """(n,) whether a planner would call it in the plan: there are works on it that last. What is
        only propped for now, or taken down, is not."""
        return np.asarray(self.is_in_plan & (self.taker < 0) & ~np.isin(self.works, _PASSING))

    @property
    def becomes(self) -> Codes:
        """(n,) code of the last works that are in the plan: CLEARED for what is taken down, whatever
        for, and -1 where nothing is done."""
        cleared = (self.taker >= 0) | (self.works == CODES.index("clear"))
        return np.where(self.is_in_plan, np.where(cleared, CLEARED, self.works), -1)

    def places(self, group: Group) -> slice:
        """Where a group stands in the list."""
        code = GROUPS.index(group)
        return slice(*np.searchsorted(self.group, [code, code + 1]).tolist())
