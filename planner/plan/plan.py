"""Plan: what is decided for every site and project, how it ranks, what it achieves and loses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.inventory import Inventory
from planner.optimise import Solution
from planner.plan.columns import Group, Listing
from planner.plan.entry import Entry
from planner.plan.figures import Among, Figures, Labour, Loss, Payment, Swing
from planner.scenario.about import About
from planner.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a plan comes from; every export prints it."""

    scenario_sha256: str
    inventory_sha256: str
    decisions_sha256: str
    vidnova: str
    solver: str
    seed: int
    created: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """One decision for every site and project, ranked and accounted for.

    Sessions and threads share plans: nothing in them changes, and a plan equals only itself.
    """

    scenario: Scenario
    base: Scenario
    """What `attainable` and `all money` are taken from."""
    inventory: Inventory
    about: About
    """What is true of the city, in words."""
    shares: Mapping[str, float]
    """Criterion -> weight; they sum to 1."""
    entries: Sequence[Entry]
    """In list order: by group, inside a group by rank. Made when first asked for."""
    listing: Listing
    """The same as columns."""
    figures: Figures
    losses: tuple[Loss, ...]
    """By clearing first, then by decay, the largest loss first."""
    payments: tuple[Payment, ...]
    """By year and fund."""
    labour: tuple[Labour, ...]
    """By year and crew."""
    solution: Solution
    """The decisions as they were found, how good they are proven to be, and where the next search
    may start."""
    provenance: Provenance
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Rule, by what it is called -> the files that state it."""
    swings: tuple[Swing, ...] = ()
    """Key figures that one building decides, where that was looked for (`planner.insight.swing`)."""
    among: tuple[Among, ...] = ()
    """How far key figures go among plans as good, where that was looked for (`planner.insight.near`)."""
    standing: Mapping[str, str] = field(default_factory=dict)
    """Id -> always, sometimes or never worked on in plans as good; open where it cannot be told."""

    @property
    def spending(self) -> "pd.DataFrame":
        """`payments` as a table, made at each asking: year, fund, spent, available."""
        return _frame(self.payments, Payment._fields)

    @property
    def crews(self) -> "pd.DataFrame":
        """`labour` as a table, made at each asking: year, crew, used, capacity."""
        return _frame(self.labour, Labour._fields)

    @property
    def value(self) -> float:
        """Points of the score."""
        return self.solution.value

    @property
    def bound(self) -> float:
        """No plan can be worth more."""
        return self.solution.bound

    @property
    def gap(self) -> float:
        """How far the value may lie below the best possible, relative to the bound."""
        return self.solution.gap

    @property
    def proven(self) -> bool:
        """Whether the gap is within what was asked for."""
        return self.solution.proven

    def points(self, criterion: str) -> float:
        """Points of the score that a criterion brings: its share of the attainable, weighted by
        time and by its weight. KeyError for a criterion that the plan was not measured by."""
        figure = self.figures.by_criterion[criterion]
        if figure.attainable <= 0:
            return 0.0
        return 100.0 * self.shares.get(criterion, 0.0) * figure.gain / figure.attainable

    @property
    def in_plan(self) -> Sequence[Entry]:
        """The entries of all that is in the plan, in order: works first, then clearing."""
        return self.entries[self.listing.in_plan]

    def group(self, name: Group) -> Sequence[Entry]:
        """The entries of one group, in order."""
        return self.entries[self.listing.places(name)]

    def entry(self, subject: str) -> Entry:
        """The entry of a site or project. Raises KeyError for an unknown id."""
        return self.entries[self.listing.place[subject]]

    def names(self, subject: str) -> dict[str, str]:
        """Both names of a site or project, by language. Raises KeyError for an unknown id."""
        place = self.listing.place[subject]
        inventory, row = self.inventory, self.listing.inventory[place]
        table = inventory.projects if self.listing.kind[place] else inventory.sites
        return table.names(int(row))


def _frame(rows: Sequence[tuple[object, ...]], columns: Sequence[str]) -> "pd.DataFrame":
    import pandas as pd  # not at the top: to read it in takes as long as to plan a small city

    return pd.DataFrame(list(rows), columns=list(columns))
