"""The desk: a scenario file and everything that was changed of it by hand."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from planner.desk.solving import Variant, budget_of, exact_shares, scenario_of
from planner.desk.weights import Exact, shown
from planner.scenario import Forced
from planner.scenario.settings import Budget, Settings


@dataclass(frozen=True, kw_only=True)  # without slots: what follows from it is kept beside it
class Desk:
    """The settings in hand."""

    path: str
    preset: Exact
    """Shares of the scenario file; they sum to 100, as `exact` does."""
    exact: Exact
    locked: frozenset[str]
    file_budget: Budget
    budget: Budget
    forced: tuple[Forced, ...] = ()
    """Sites and projects forced in, barred or released, each with its reason and author."""
    filed_protect: bool | None = None
    """Whether the scenario file has monuments protected in time; None where it states no such rule."""
    protect: bool | None = None

    @cached_property
    def shares(self) -> dict[str, int]:
        """Whole percentages, as shown and as solved."""
        return shown(self.exact)

    @property
    def reweighted(self) -> bool:
        """Whether the shares shown differ from those of the file."""
        return self.shares != shown(self.preset)

    @property
    def changed(self) -> bool:
        """Whether anything differs from the file."""
        return self.settings.changed

    @cached_property
    def settings(self) -> Settings:
        """What is changed of the file."""
        return Settings(
            shares=tuple(self.shares.items()) if self.reweighted else None,
            budget=changed_money(self.file_budget, self.budget),
            forced=self.forced,
            protect=self.protect if self.protect != self.filed_protect else None,
        )

    @cached_property
    def variant(self) -> Variant:
        """What to solve; an untouched scenario is solved from its file as it stands."""
        return Variant(path=self.path, settings=self.settings)


def changed_money(filed: Budget, budget: Budget) -> Budget:
    """The funds whose money differs from the file's."""
    before = dict(filed)
    return tuple((fund, years) for fund, years in budget if before.get(fund) != years)


def fresh(path: Path) -> Desk:
    """The desk as the scenario file sets it. Raises InputError."""
    loaded = scenario_of(path)
    shares, budget = exact_shares(loaded.scenario), budget_of(loaded)
    rule = loaded.scenario.rules.protect
    protect = None if rule is None else rule.holds
    return Desk(
        path=str(loaded.path),
        preset=shares,
        exact=shares,
        locked=frozenset(),
        file_budget=budget,
        budget=budget,
        filed_protect=protect,
        protect=protect,
    )
