"""What `vidnova sure` does: how far plans as good go, and what becomes of them under drawn weights."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from planner.cli.keeping import Keeping, save_one
from planner.cli.layout import echo
from planner.cli.options import Thoroughness
from planner.cli.progress import ProgressLine
from planner.cli.show_robust import robust_dict, show_robust
from planner.cli.show_sure import show_sure, sure_dict
from planner.cli.solving import solved
from planner.cli.waiting import interruptible
from planner.exchange import release
from planner.exchange.stamp import facts
from planner.insight.chosen_words import of_seat
from planner.insight.future.drawn import Unknown
from planner.insight.future.measures import Kind
from planner.insight.near import Looking, Sure, how_sure
from planner.insight.robust import Robust, robust
from planner.profiles import Profile
from planner.scenario import Loaded
from planner.text import percent


def sure(
    *,
    scenario: Path,
    within: float,
    draws: int,
    kind: Kind,
    unknown: tuple[Unknown, ...],
    title: str,
    number: int,
    as_json: bool,
    everything: bool,
    profile: Profile,
    **effort: Any,
) -> None:
    """`vidnova sure`."""
    asked = Thoroughness(**effort)
    with ProgressLine() as progress:
        loaded, found = solved(scenario, asked, progress)

        def told(looking: object) -> None:
            part = looking.part if isinstance(looking, Looking) else 0.0
            progress.phase("sure", part=percent(part))

        def work(cancelled: Callable[[], bool]) -> Sure:
            return how_sure(
                loaded,
                found.solution,
                within,
                told,
                cancelled,
                seconds=asked.seconds,
                seed=asked.seed,
            )

        told(None)
        known = interruptible(work, progress.stopping)
        drawn = None
        if draws:
            what = tuple(dict.fromkeys(unknown)) or ("weights",)
            drawn = _drawn(loaded, known, kind, draws, what, asked, progress)
    if as_json:
        report = sure_dict(found, known)
        if drawn is not None:
            report["robust"] = robust_dict(drawn)
        released = release(found, profile)
        stamped = {"profile": profile, "provenance": facts(released)}
        report = released.answer("sure_json", report | stamped)
        click.echo(json.dumps(report, ensure_ascii=False, allow_nan=False, indent=2))
    else:
        echo(show_sure(found, known, everything=everything))
        if drawn is not None:
            echo("\n" + show_robust(found, known, drawn, everything=everything))
    plans = [(seat.solution, of_seat(found, known, seat)) for seat in known.seats]
    save_one(loaded, plans, Keeping(title=title, number=number), aside=as_json)


def _drawn(
    loaded: Loaded,
    known: Sure,
    kind: Kind,
    draws: int,
    unknown: tuple[Unknown, ...],
    asked: Thoroughness,
    progress: ProgressLine,
) -> Robust:
    """What becomes of the plan, and of those as good, under drawn weights."""
    rivals = [seat.solution for seat in known.seats]

    def told(part: object) -> None:
        progress.phase("drawing", part=percent(float(str(part))))

    def work(cancelled: Callable[[], bool]) -> Robust:
        return robust(
            loaded,
            rivals[0],
            kind,
            draws,
            told,
            cancelled,
            rivals=rivals,
            seed=asked.seed,
            unknown=unknown,
            hindsight=unknown != ("weights",),
            seconds=asked.seconds,
        )

    return interruptible(work, progress.stopping)
