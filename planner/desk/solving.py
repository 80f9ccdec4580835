"""Settings of the page, the scenarios they change, and the plans of solved decisions.

Pure functions of file contents and settings, kept for all sessions. Used by the server and by its
workers, so nothing here imports Streamlit. The search itself is `planner.desk.searching`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, TypeVar

from planner import plan as planning
from planner.desk.looking import looked
from planner.desk.weights import WHOLE, apportion, shown
from planner.domain import Names
from planner.errors import Fault, InputError
from planner.keeping import Kept
from planner.optimise import Solution
from planner.plan import Plan
from planner.plan.figures import Swing
from planner.scenario import Loaded, Scenario, load_scenario
from planner.scenario.checks.schema import validate
from planner.scenario.files.chain import read_chain
from planner.scenario.settings import NOTHING_CHANGED, Budget, Settings, Shares, applied
from planner.scenario.tree import merge

Stage = Literal["quick", "settled", "thorough"]
"""How thoroughly is searched: while a slider moves, when it rests, when the planner asks for it."""
STAGES: Final[tuple[Stage, ...]] = ("quick", "settled", "thorough")
GAP: Final = 5e-3
SECONDS: Final = 2.0
WORK: Final = 28
"""What a move of a slider waits for: a plan within half a per cent of the best possible or, in a small
city, as near as a few parts of a tree prove it: in Kharkiv within 1 %. Its figures may still turn, so
the page marks them until the settled plan has come."""
LARGE: Final = 1_000
LARGE_GAP: Final = 1e-3
"""With so many sites a plan so near costs little more time, and moves less by chance."""
CITY: Final = 3_000
"""So many sites are rounded in a few ways and have cores, and no tree: there a count of these is the work."""
CITY_WORK: Final = 2
"""Ways of rounding there, of which one mostly does: what is then still a little further off is settled
some seconds later in any case."""
SETTLED_GAP: Final = 1e-4
SETTLED_WORK: Final = 4_000
"""What replaces it when the slider rests: found from nothing, whatever was moved before, and ended
by work done (`solve`), so that it is the same on a busy server and in every session."""
CITY_SETTLED_WORK: Final = 6
"""With so many sites as a city has: every way of rounding and one core, some three seconds; the next core takes as long
again and brings less than 0.005 %."""
THOROUGH_GAP: Final = 1e-6
THOROUGH_SECONDS: Final = 60.0
LONGEST: Final = 120.0
"""Seconds that the work of a settled plan takes at most; it then depends on the machine after all."""
"""Minor units in a million."""

_READ: Final = frozenset({".yaml", ".csv", ".geojson"})
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What a plan is made from: a scenario file, and what was changed of it at the desk."""

    path: str
    settings: Settings = NOTHING_CHANGED

    @property
    def changed(self) -> bool:
        """Whether the desk departs from the file."""
        return self.settings.changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A scenario as the picker names it."""

    name: Names
    shares: Shares


@dataclass(frozen=True, slots=True)
class Faulty:
    """Files that cannot be used, and why: reading them again would tell the same."""

    faults: tuple[Fault, ...]


_PASSING: Final = frozenset({"unreadable", "file_missing", "not_a_file"})
Read = TypeVar("Read")
_loaded: Final[Kept[tuple[str, Stamp], Loaded | Faulty]] = Kept(16)
_applied: Final[Kept[tuple[Variant, Stamp], Loaded]] = Kept(64)
_presets: Final[Kept[tuple[str, Stamp], Preset | Faulty]] = Kept(256)
_plans: Final[Kept[tuple[Variant, Stamp, str], Plan]] = Kept(48)


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a search ends."""

    gap: float
    seconds: float
    work: int | None = None


def limits(stage: Stage, sites: int = 0) -> Limits:
    """Where a search of a stage ends, in a city of so many sites."""
    large, city = sites >= LARGE, sites >= CITY
    quick = CITY_WORK if city else None if large else WORK
    return {
        "quick": Limits(LARGE_GAP if large else GAP, SECONDS, quick),
        "settled": Limits(SETTLED_GAP, LONGEST, CITY_SETTLED_WORK if city else SETTLED_WORK),
        "thorough": Limits(THOROUGH_GAP, THOROUGH_SECONDS),
    }[stage]


def budget_of(loaded: Loaded) -> Budget:
    """The money of a scenario, in minor units."""
    money = loaded.scenario.money
    return tuple((fund, tuple(money.minor_of(fund).items())) for fund in money.funds)


def scaled(budget: Budget, total: int) -> Budget:
    """A budget of another total, every amount in proportion (largest remainder, minor units).

    Raises ValueError where the budget to scale is 0: nothing says how to split the money.
    """
    amounts = {(f, y): Fraction(minor) for f, years in budget for y, minor in years}
    if not any(amounts.values()):
        raise ValueError("a budget of 0 has no proportions")
    split = apportion(total, amounts)
    return tuple((f, tuple((y, split[f, y]) for y, _ in years)) for f, years in budget)


def with_amount(budget: Budget, fund: str, year: int, minor: int, filed: Budget = ()) -> Budget:
    """The budget with one amount changed, of a year too that the fund had no money in.

    filed: the file's; a year that it does not name either goes again with its money.
    """
    known = {year for year, _ in dict(filed).get(fund, ())}

    def years_of(years: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        amounts = {**dict(years), year: minor}
        return tuple((y, m) for y, m in sorted(amounts.items()) if m or y != year or y in known)

    return tuple((f, years_of(years) if f == fund else years) for f, years in budget)


def with_more(budget: Budget, added: Iterable[tuple[str, int, int]]) -> Budget:
    """The budget with more money of some funds and years; in minor units."""
    for fund, year, minor in added:
        held = dict(dict(budget).get(fund, ())).get(year, 0)
        budget = with_amount(budget, fund, year, held + minor)
    return budget


def total_of(budget: Budget) -> int:
    """All money, minor units."""
    return sum(minor for _, years in budget for _, minor in years)


def stamp(path: Path) -> Stamp:
    """Names, times and sizes of all files beside a scenario: a changed file is read anew."""
    return looked(("stamp", path.parent), lambda: _stamp(path.parent))


def _stamp(folder: Path) -> Stamp:
    found = []
    for file in sorted(folder.iterdir()):
        if file.suffix in _READ and not file.name.startswith("."):
            try:
                state = file.stat()
            except OSError:
                continue  # gone, or a link to nothing: whoever reads it is told
            found.append((file.name, state.st_mtime_ns, state.st_size))
    return tuple(found)


def preset_of(path: Path) -> Preset | None:
    """Name and shares of a scenario; None for a file that has faults.

    The tables are not read: that takes a large city half a second, and the picker lists many.
    """

    def make() -> Preset:
        chain = read_chain(path)
        if not chain.links:
            raise InputError(chain.faults)
        scenario, faults = validate(merge([link.document for link in chain.links]), Scenario)
        if chain.faults or faults or scenario is None:
            raise InputError([*chain.faults, *faults])
        return Preset(name=scenario.name, shares=tuple(shown(exact_shares(scenario)).items()))

    try:
        found = _presets.get((str(path), stamp(path)), lambda: _told(make))
    except InputError:
        return None
    return found if isinstance(found, Preset) else None


def _told(make: Callable[[], Read]) -> Read | Faulty:
    """What is read, or what is wrong with it, to be kept as long as the files stay as they are.

    Raises what may pass while they do: a file that cannot be opened now.
    """
    try:
        return make()
    except InputError as error:
        if any(fault.key in _PASSING for fault in error.faults):
            raise
        return Faulty(error.faults)


def exact_shares(scenario: Scenario) -> dict[str, Fraction]:
    """Weights of a scenario as percentages that sum to 100, `cost` last."""
    return {name: WHOLE * share for name, share in scenario.exact_shares.items()}


def scenario_of(path: Path) -> Loaded:
    """A scenario file, read and checked. Raises InputError with every fault."""
    found = _loaded.get((str(path), stamp(path)), lambda: _told(lambda: load_scenario(path)))
    if isinstance(found, Faulty):
        raise InputError(found.faults)
    return found


def loaded_of(variant: Variant) -> Loaded:
    """The scenario with the page's settings. Raises InputError with every fault."""
    path = Path(variant.path)
    return _applied.get(
        (variant, stamp(path)), lambda: applied(scenario_of(path), variant.settings)
    )


def plan_of(variant: Variant, solution: Solution) -> Plan:
    """The plan that decisions amount to under these settings; kept, so that it costs nothing again.

    Raises InputError for the settings, and SolverError for decisions that fail the check.
    """
    key = variant, stamp(Path(variant.path)), _digest(solution)
    return _plans.get(key, lambda: planning.plan_of(loaded_of(variant), solution))


def swung(variant: Variant, plan: Plan, swings: tuple[Swing, ...]) -> Plan:
    """The plan with what one building decides of its figures; it takes the place of the one kept."""
    key = variant, stamp(Path(variant.path)), _digest(plan.solution)
    told = replace(plan, swings=swings)
    _plans.put(key, told)
    return told


def _digest(solution: Solution) -> str:
    """Of all that a plan takes from a solution."""
    stated = (
        sorted(solution.prices.items()),
        (solution.value, solution.bound, solution.gap, solution.proven, solution.bound_from),
        (solution.price_bound, solution.seconds, solution.status, solution.solver),
        solution.cross_checked,
    )
    return sha256(solution.chosen.tobytes() + repr(stated).encode()).hexdigest()
