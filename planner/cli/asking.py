"""What the commands do that ask a plan for other plans: `planner.cli.work` hands each its arguments."""

import json
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import click

from planner.cli.keeping import Keeping, save_one
from planner.cli.layout import echo
from planner.cli.options import Thoroughness
from planner.cli.progress import ProgressLine
from planner.cli.replanning import done, replan
from planner.cli.show_aspire import aspired_dict, show_aspired
from planner.cli.show_causes import causes_dict, show_causes
from planner.cli.show_enter import Entry, enter_dict, show_enter
from planner.cli.show_fair import fair_dict, show_fair
from planner.cli.show_frontier import frontier_dict, show_frontier
from planner.cli.show_nest import nest_dict, show_nest
from planner.cli.solving import solved
from planner.cli.waiting import interruptible
from planner.desk.solving import budget_of, scaled
from planner.errors import Fault, InputError
from planner.exchange import release
from planner.exchange.proven import proven
from planner.insight.aspire.aspire import Aspired, Target, aspire
from planner.insight.cause.causes import causes
from planner.insight.chosen_words import of_point, of_served, of_targets
from planner.insight.enter.enter import entering
from planner.insight.fair.fairness import Fair, fairness
from planner.insight.fair.shares import By
from planner.insight.forcing import Hand
from planner.insight.near import figures_asked
from planner.insight.terms import cut_needed, money_change
from planner.insight.trade.frontier import MONEY, VALUE, Frontier, Point, traded
from planner.insight.trade.nest import TERMS, Nest
from planner.insight.trade.nest import nest as nested
from planner.plan import Plan
from planner.profiles import Profile
from planner.scenario import Loaded, load_scenario
from planner.scenario.settings import Settings, applied
from planner.text import percent

CLOSE_ENOUGH: Final = 1e-3
"""Relative gap of a plan proven before that stands for its scenario."""


def aim(
    *,
    scenario: Path,
    targets: tuple[tuple[str, float], ...],
    title: str,
    profile: Profile,
    as_json: bool,
    **effort: Any,
) -> None:
    """`vidnova aim`."""
    asked = Thoroughness(**effort)
    with ProgressLine() as progress:
        loaded, found = solved(scenario, asked, progress)
        _known(loaded, found, [figure for figure, _ in targets])
        wanted = [Target(figure=figure, share=share) for figure, share in targets]
        progress.phase("aiming")

        def work(cancelled: Callable[[], bool]) -> Aspired:
            return aspire(
                loaded, found.solution, wanted, unwanted=_within(asked.seconds, cancelled)
            )

        told = interruptible(work, progress.stopping)
    if as_json:
        _print("aim_json", found, profile, aspired_dict(told))
    else:
        echo(show_aspired(found, told))
    plans = [(told.plan, of_targets(found, told))]
    save_one(loaded, plans, Keeping(title=title, number=1), aside=as_json)


def frontier(
    *,
    scenario: Path,
    trade: tuple[str, str] | None,
    title: str,
    number: int,
    profile: Profile,
    as_json: bool,
    **effort: Any,
) -> None:
    """`vidnova frontier`."""
    asked = Thoroughness(**effort)
    with ProgressLine() as progress:
        loaded, found = solved(scenario, asked, progress)
        _known(loaded, found, list(trade or ()))
        progress.phase("trading")

        def work(cancelled: Callable[[], bool]) -> Frontier:
            first, second = trade or (MONEY, VALUE)
            return traded(
                loaded, found.solution, first, second, unwanted=_within(asked.seconds, cancelled)
            )

        told = interruptible(work, progress.stopping)
    if as_json:
        _print("frontier_json", found, profile, frontier_dict(told))
    else:
        echo(show_frontier(found, told))
    plans = [(point.plan, of_point(found, told, point)) for point in told.points]
    begins = [_funded(loaded, told, point) for point in told.points] if title else []
    save_one(loaded, plans, Keeping(title=title, number=number), aside=as_json, begins=begins)


def _funded(loaded: Loaded, curve: Frontier, point: Point) -> Loaded:
    """The scenario with the money of a point, where money is what is traded."""
    if curve.first != MONEY or point.factor == 1:
        return loaded
    budget = scaled(budget_of(loaded), round(point.at))
    return applied(loaded, Settings(budget=budget))


def nest(
    *,
    scenario: Path,
    steps: tuple[Fraction, ...],
    profile: Profile,
    as_json: bool,
    **effort: Any,
) -> None:
    """`vidnova nest`."""
    asked = Thoroughness(**effort)
    with ProgressLine() as progress:
        loaded, found = solved(scenario, asked, progress)
        progress.phase("nesting")
        terms = max(asked.gap, TERMS[0]), asked.seconds / (2 * len(steps))

        def work(cancelled: Callable[[], bool]) -> Nest:
            return nested(loaded, found.solution, steps, unwanted=cancelled, terms=terms)

        told = interruptible(work, progress.stopping)
    if as_json:
        _print("nest_json", found, profile, nest_dict(told))
    else:
        echo(show_nest(found, told))


def fair(
    *,
    scenario: Path,
    criterion: str,
    by: By,
    title: str,
    number: int,
    profile: Profile,
    as_json: bool,
    **effort: Any,
) -> None:
    """`vidnova fair`."""
    asked = Thoroughness(**effort)
    with ProgressLine() as progress:
        loaded, found = solved(scenario, asked, progress)
        _criterion(loaded, criterion)
        progress.phase("fair")

        def work(cancelled: Callable[[], bool]) -> Fair | None:
            return fairness(
                loaded, found.solution, criterion, by, unwanted=_within(asked.seconds, cancelled)
            )

        told = interruptible(work, progress.stopping)
    if as_json:
        _print("fair_json", found, profile, fair_dict(told))
    else:
        echo(show_fair(found, told))
    curve = [] if told is None else [(s.plan, of_served(found, told, s)) for s in told.curve]
    save_one(loaded, curve, Keeping(title=title, number=number), aside=as_json)


def enter(*, scenario: Path, site: str, profile: Profile, as_json: bool, **effort: Any) -> None:
    """`vidnova enter`."""
    asked = Thoroughness(**effort)
    with ProgressLine() as progress:
        loaded, found = solved(scenario, asked, progress)
        if site not in {entry.id for entry in found.entries}:
            raise InputError([Fault(key="no_such_site", value=site)])
        progress.phase("entering")

        def work(cancelled: Callable[[], bool]) -> Entry:
            return Entry(
                weights=entering(
                    loaded, found.solution, site, unwanted=_within(asked.seconds, cancelled)
                ),
                money=money_change(
                    loaded, found.solution, site, unwanted=_within(asked.seconds, cancelled)
                ),
                cut=cut_needed(
                    loaded, found.solution, site, unwanted=_within(asked.seconds, cancelled)
                ),
            )

        told = interruptible(work, progress.stopping)
    if as_json:
        _print("enter_json", found, profile, enter_dict(site, told))
    else:
        echo(show_enter(found, site, told))


def why(*, reference: Path, other: Path, profile: Profile, as_json: bool, **effort: Any) -> None:
    """`vidnova causes`."""
    asked = Thoroughness(**effort)
    with ProgressLine() as progress:
        one, plan = solved(reference, asked, progress)
        progress.phase("reading", file=other.name)
        two = load_scenario(other)

        def told(part: object) -> None:
            progress.phase("causing", part=percent(float(str(part))))

        told(0.0)
        known = None if asked.anew else proven(two, max(asked.gap, CLOSE_ENOUGH))
        found = interruptible(
            lambda cancelled: causes(
                one, two, told, _within(asked.seconds, cancelled), ends=(plan.solution, known)
            ),
            progress.stopping,
        )
    if as_json:
        _print("causes_json", plan, profile, causes_dict(found))
    else:
        echo(show_causes(plan, found))


def _criterion(loaded: Loaded, name: str) -> None:
    """Raises InputError for a criterion that the scenario does not have."""
    criteria = loaded.scenario.criteria
    if name not in criteria:
        details = {"known": ", ".join(criteria)}
        raise InputError([Fault(key="no_such_figure", value=name, details=details)])


def _within(seconds: float, cancelled: Callable[[], bool]) -> Callable[[], bool]:
    """Whether to end with what there is: asked to, or after so many seconds."""
    until = time.monotonic() + seconds
    return lambda: cancelled() or time.monotonic() > until


def _print(kind: str, plan: Plan, profile: Profile, report: dict[str, Any]) -> None:
    """What was found out, as JSON, for whom it is."""
    told = release(plan, profile).answer(kind, report | {"profile": profile})
    click.echo(json.dumps(told, ensure_ascii=False, allow_nan=False, indent=2))


def _known(loaded: Loaded, plan: Plan, figures: list[str]) -> None:
    """Raises InputError for figures of which nothing can be had."""
    known = [aim.name for aim in figures_asked(Hand.of(loaded), plan.solution.chosen)]
    faults = [
        Fault(key="no_such_figure", value=figure, details={"known": ", ".join(known)})
        for figure in figures
        if figure not in known
    ]
    if faults:
        raise InputError(faults)


DOING: Final[dict[str, Callable[..., None]]] = {
    "aim": aim,
    "frontier": frontier,
    "nest": nest,
    "fair": fair,
    "enter": enter,
    "causes": why,
    "done": done,
    "replan": replan,
}
"""Command -> what it does."""
