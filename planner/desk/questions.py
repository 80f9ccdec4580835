"""What a worker process does for a card or a contest: questions that need plans of their own.

The server never calls this: `planner.ui.session.asking` has it done by the pool.
"""

from typing import Literal

from planner.desk.filed import filed as _loaded
from planner.desk.solving import Stamp, Variant, loaded_of
from planner.exchange.terms_file import keep_terms, known_terms
from planner.insight.aspire.aspire import Aspired, Target, aspire
from planner.insight.cause.causes import Causes, causes
from planner.insight.contest import Contest, Terms, contest, terms
from planner.insight.displace import Swap, displacement
from planner.insight.districts import Floor, floor
from planner.insight.duty import Duty, duty
from planner.insight.enter.enter import Entering, entering
from planner.insight.fair.fairness import Fair, fairness
from planner.insight.fair.shares import By
from planner.insight.forcing import Told, Unwanted
from planner.insight.future.drawn import Unknown
from planner.insight.future.measures import Kind
from planner.insight.near import Sure, how_sure
from planner.insight.robust import Robust, robust
from planner.insight.shared import SECONDS
from planner.insight.swing import swings
from planner.insight.terms import Bands, Change, all_bands, money_change
from planner.insight.trade.frontier import Frontier, traded
from planner.optimise import Solution
from planner.plan.figures import Swing
from planner.scenario import Way


def swap(
    variant: Variant,
    made: Stamp,
    start: Solution,
    subject: str,
    way: Way,
    works: str | None = None,
    naming: float = SECONDS,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Swap:
    """See `displacement`."""
    return displacement(_loaded(variant, made), start, subject, way, told, unwanted, works, naming)


def swinging(
    variant: Variant,
    made: Stamp,
    start: Solution,
    *,
    told: Told,
    unwanted: Unwanted,
) -> tuple[Swing, ...]:
    """See `swings`; nothing is told on the way."""
    return swings(_loaded(variant, made), start, unwanted)


def surveying(
    variant: Variant,
    made: Stamp,
    start: Solution,
    within: float,
    seconds: float,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Sure:
    """See `how_sure`; what it knows when it is no longer wanted is an answer, too."""
    return how_sure(_loaded(variant, made), start, within, told, unwanted, seconds=seconds)


def drawing(
    variant: Variant,
    made: Stamp,
    start: Solution,
    kind: Kind,
    draws: int,
    rivals: tuple[Solution, ...],
    unknown: tuple[Unknown, ...],
    *,
    told: Told,
    unwanted: Unwanted,
) -> Robust:
    """See `robust`; the draws solved when it is no longer wanted are an answer, too."""
    loaded = _loaded(variant, made)
    return robust(
        loaded,
        start,
        kind,
        draws,
        told,
        unwanted,
        rivals=rivals,
        unknown=unknown,
        hindsight=unknown != ("weights",),
    )


def money(
    variant: Variant,
    made: Stamp,
    start: Solution,
    subject: str,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Change:
    """See `money_change`."""
    return money_change(_loaded(variant, made), start, subject, told, unwanted)


def bands(
    variant: Variant,
    made: Stamp,
    start: Solution,
    subject: str,
    criteria: tuple[str, ...],
    *,
    told: Told,
    unwanted: Unwanted,
) -> tuple[Bands, ...]:
    """See `all_bands`; the weights that are known when it is no longer wanted are an answer, too."""
    return all_bands(_loaded(variant, made), start, subject, criteria, told, unwanted)


def sides(
    variant: Variant,
    made: Stamp,
    start: Solution,
    project: str,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Contest:
    """See `contest`."""
    return contest(_loaded(variant, made), start, project, told, unwanted)


def protection(
    variant: Variant,
    made: Stamp,
    start: Solution,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Duty | None:
    """See `duty`."""
    return duty(_loaded(variant, made), start, told, unwanted)


def flooring(
    variant: Variant,
    made: Stamp,
    start: Solution,
    criterion: str,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Floor:
    """See `floor`."""
    return floor(_loaded(variant, made), start, criterion, told, unwanted)


def aiming(
    variant: Variant,
    made: Stamp,
    start: Solution,
    targets: tuple[Target, ...],
    *,
    told: Told,
    unwanted: Unwanted,
) -> Aspired:
    """See `aspire`."""
    return aspire(_loaded(variant, made), start, targets, told, unwanted)


def trading(
    variant: Variant,
    made: Stamp,
    start: Solution,
    first: str,
    second: str,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Frontier:
    """See `money_frontier`, where the first is money, and `figure_frontier`."""
    return traded(_loaded(variant, made), start, first, second, told, unwanted)


def causing(
    variant: Variant,
    made: Stamp,
    start: Solution,
    one: Variant,
    other: Variant,
    ends: tuple[Solution, Solution],
    *,
    told: Told,
    unwanted: Unwanted,
) -> Causes:
    """See `causes`; of two scenarios, whatever plan is on the screen. ends: their plans."""
    return causes(loaded_of(one), loaded_of(other), told, unwanted, ends=ends)


def entered(
    variant: Variant,
    made: Stamp,
    start: Solution,
    subject: str,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Entering:
    """See `entering`."""
    return entering(_loaded(variant, made), start, subject, told, unwanted)


def fairly(
    variant: Variant,
    made: Stamp,
    start: Solution,
    criterion: str,
    by: By,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Fair | Literal["none"]:
    """See `fairness`; none where there is nothing to compare."""
    return fairness(_loaded(variant, made), start, criterion, by, told, unwanted) or "none"


def winning(
    variant: Variant,
    made: Stamp,
    start: Solution,
    project: str,
    *,
    told: Told,
    unwanted: Unwanted,
) -> Terms:
    """See `terms`; those that were worked out before, by whomever, are at hand."""
    loaded = _loaded(variant, made)
    found = known_terms(loaded).get(project)
    if found is None:
        found = terms(loaded, start, project, told, unwanted)
        if found.final and not unwanted():
            keep_terms(loaded, found)
    return found
