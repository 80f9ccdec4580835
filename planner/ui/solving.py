"""Plans on request: pure functions of file contents and settings, cached for all sessions."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final

import streamlit as st

from planner.criteria import COST
from planner.errors import InputError
from planner.plan import Plan, make_plan
from planner.scenario import Loaded, Scenario, load_scenario, with_settings
from planner.ui.searching import Search, StoppedError
from planner.ui.weights import WHOLE, apportion, shown
from planner.works import Names

GAP: Final = 3e-3
SECONDS: Final = 4.0
"""What a move of a slider waits for: a plan within 0.3 % of the best possible. Plans within one per
cent differ so much in their figures that a small move of a weight looked like a large change."""
THOROUGH_GAP: Final = 1e-6
THOROUGH_SECONDS: Final = 60.0
MINOR_PER_UNIT: Final = 100_000_000
"""Minor units in a million."""

Shares = tuple[tuple[str, int], ...]
Budget = tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
"""Fund -> year -> minor units."""
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a plan is made from: a scenario file, and what was changed on the page."""

    path: str
    shares: Shares | None = None
    """Whole percentages; none leaves the file's weights."""
    budget: Budget | None = None
    """None leaves the file's money."""
    thorough: bool = False
    """Search until the plan is proven best, or a minute has passed."""

    @property
    def changed(self) -> bool:
        """Whether the page departs from the file."""
        return self.shares is not None or self.budget is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A scenario as the picker names it."""

    name: Names
    shares: Shares


def weights_of(settings: Settings) -> dict[str, Decimal] | None:
    """Weights for `with_settings`."""
    if settings.shares is None:
        return None
    return {criterion: Decimal(share) for criterion, share in settings.shares}


def money_of(settings: Settings) -> dict[str, dict[int, Decimal]] | None:
    """Amounts by fund and year for `with_settings`, in the scenario's money unit."""
    if settings.budget is None:
        return None
    return {
        fund: {year: Decimal(minor) / MINOR_PER_UNIT for year, minor in years}
        for fund, years in settings.budget
    }


def budget_of(loaded: Loaded) -> Budget:
    """The money of a scenario, in minor units."""
    return tuple(
        (fund, tuple((year, int(amount * MINOR_PER_UNIT)) for year, amount in f.amount.items()))
        for fund, f in loaded.scenario.money.funds.items()
    )


def scaled(budget: Budget, total: int) -> Budget:
    """A budget of another total, every amount in proportion (largest remainder, minor units).

    Raises ValueError where the budget to scale is 0: nothing says how to split the money.
    """
    amounts = {(f, y): Fraction(minor) for f, years in budget for y, minor in years}
    if not any(amounts.values()):
        raise ValueError("a budget of 0 has no proportions")
    split = apportion(total, amounts)
    return tuple((f, tuple((y, split[f, y]) for y, _ in years)) for f, years in budget)


def total_of(budget: Budget) -> int:
    """All money, minor units."""
    return sum(minor for _, years in budget for _, minor in years)


def stamp(path: Path) -> Stamp:
    """Names, times and sizes of all files beside a scenario: a changed file is read anew."""
    files = sorted(p for p in path.parent.iterdir() if p.suffix in {".yaml", ".csv", ".geojson"})
    stats = ((file.name, file.stat()) for file in files)
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


@st.cache_data(max_entries=32, show_spinner=False)
def _loaded(path: str, stamp: Stamp) -> Loaded:
    return load_scenario(Path(path))


@st.cache_data(max_entries=64, show_spinner=False)
def _planned(settings: Settings, stamp: Stamp, _search: Search | None = None) -> Plan:
    """Raises StoppedError for a plan that a search was stopped at: it is not kept for others."""
    loaded = _apply(settings, _loaded(settings.path, stamp))
    gap, seconds = (THOROUGH_GAP, THOROUGH_SECONDS) if settings.thorough else (GAP, SECONDS)
    if _search is None:
        return make_plan(loaded, gap=gap, seconds=seconds)
    told, unwanted = _search.told, _search.unwanted
    plan = make_plan(loaded, gap=gap, seconds=seconds, progress=told, cancelled=unwanted)
    if _search.cut_short and plan.gap > gap:
        raise StoppedError(plan)
    return plan


def _apply(settings: Settings, loaded: Loaded) -> Loaded:
    if not settings.changed:
        return loaded
    return with_settings(loaded, weights=weights_of(settings), budget=money_of(settings))


@st.cache_data(max_entries=256, show_spinner=False)
def _preset(path: str, stamp: Stamp) -> Preset | None:
    try:
        scenario = _loaded(path, stamp).scenario
    except InputError:
        return None
    return Preset(name=scenario.name, shares=tuple(shown(exact_shares(scenario)).items()))


def preset_of(path: Path) -> Preset | None:
    """Name and shares of a scenario; None for a file that has faults."""
    return _preset(str(path), stamp(path))


def exact_shares(scenario: Scenario) -> dict[str, Fraction]:
    """Weights of a scenario as shares that sum to 100, `cost` last."""
    whole = Fraction(sum(scenario.weights.values()))
    names = [*scenario.criteria, COST]
    return {name: Fraction(scenario.weights.get(name, 0)) * WHOLE / whole for name in names}


def scenario_of(path: Path) -> Loaded:
    """A scenario file, read and checked. Raises InputError with every fault."""
    return _loaded(str(path), stamp(path))


def loaded_of(settings: Settings) -> Loaded:
    """The scenario with the page's settings. Raises InputError with every fault."""
    return _apply(settings, scenario_of(Path(settings.path)))


def plan_of(settings: Settings) -> Plan:
    """The plan of these settings. Raises InputError, InfeasiblePlanError, SolverError."""
    return _planned(settings, stamp(Path(settings.path)))


def search_for(settings: Settings) -> Search:
    """A search for the plan of these settings, begun; other sessions share what it proves."""
    now = stamp(Path(settings.path))
    wanted = THOROUGH_GAP if settings.thorough else GAP
    return Search(wanted).begin(lambda search: _planned(settings, now, search))
