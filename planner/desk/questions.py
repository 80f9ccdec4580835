"""What a worker process does for a card or a contest: questions that need plans of their own.

The server never calls this: `planner.ui.session.asking` has it done by the pool.
"""

from pathlib import Path

from planner.desk.solving import Settings, Stamp, loaded_of, stamp
from planner.errors import Fault, SolverError
from planner.insight.contest import Contest, Terms, contest, terms
from planner.insight.displace import Swap, displacement
from planner.insight.forcing import Told, Unwanted
from planner.insight.terms import Bands, Change, money_change, weight_bands
from planner.optimise import Solution
from planner.scenario import Loaded, Way


def _loaded(settings: Settings, made: Stamp) -> Loaded:
    """The scenario as the files stood at `made`. Raises InputError, and SolverError where the
    files are other ones by now."""
    loaded = loaded_of(settings)
    if stamp(Path(settings.path)) != made:
        raise SolverError([Fault(key="files_changed", file=Path(settings.path).name)])
    return loaded


def swap(
    settings: Settings,
    made: Stamp,
    start: Solution,
    subject: str,
    way: Way,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Swap:
    """See `displacement`."""
    return displacement(_loaded(settings, made), start, subject, way, told, unwanted)


def money(
    settings: Settings,
    made: Stamp,
    start: Solution,
    subject: str,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Change:
    """See `money_change`."""
    return money_change(_loaded(settings, made), start, subject, told, unwanted)


def bands(
    settings: Settings,
    made: Stamp,
    start: Solution,
    subject: str,
    criterion: str,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Bands:
    """See `weight_bands`."""
    return weight_bands(_loaded(settings, made), start, subject, criterion, told, unwanted)


def sides(
    settings: Settings,
    made: Stamp,
    start: Solution,
    project: str,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Contest:
    """See `contest`."""
    return contest(_loaded(settings, made), start, project, told, unwanted)


def winning(
    settings: Settings,
    made: Stamp,
    start: Solution,
    project: str,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Terms:
    """See `terms`."""
    return terms(_loaded(settings, made), start, project, told, unwanted)
