"""`vidnova replan` and `vidnova done`: the plan made again, and what became of it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from planner.cli.layout import echo
from planner.cli.options import Thoroughness
from planner.cli.output import WRITERS, check_target, save, writer_of
from planner.cli.progress import ProgressLine
from planner.cli.show_done import done_dict, show_done
from planner.cli.show_replan import replan_dict, show_replanned
from planner.cli.solving import solved
from planner.cli.waiting import interruptible
from planner.exchange import release
from planner.exchange.done_file import to_done_docx, to_done_xlsx
from planner.exchange.former_file import SIZE_LIMIT, read_former
from planner.exchange.proven import proven
from planner.insight.done.counted import counted
from planner.insight.done.drift import Reported, drift
from planner.insight.replan.begun import usual
from planner.insight.replan.former import Former
from planner.insight.replan.replan import GAP, Replanned
from planner.insight.replan.replan import replan as replanned
from planner.intake.done import read_done
from planner.intake.foreign.sheet import FILE_LIMIT
from planner.plan import plan_of
from planner.profiles import Profile
from planner.reading import read_bytes
from planner.scenario import Loaded, load_scenario
from planner.scenario.store.naming import title_of
from planner.text import LANGUAGES, percent, spoken, text

PAPERS: Final = {".docx": to_done_docx, ".xlsx": to_done_xlsx}
"""Ending -> what writes the summary so."""
today: Final = date.today


def replan(
    *,
    former: Path,
    scenario: Path,
    within: float,
    year: int | None,
    done: Path | None,
    out: Path | None,
    title: str,
    profile: Profile,
    as_json: bool,
    force: bool,
    **effort: Any,
) -> None:
    """`vidnova replan`."""
    asked = Thoroughness(**effort)
    if out is not None:
        check_target(out, tuple(WRITERS), scenario, force=force)
    with ProgressLine() as progress:
        before = _former(former, asked, progress)
        progress.phase("reading", file=scenario.name)
        loaded = load_scenario(scenario)
        reports = () if done is None else _reports(done, loaded)
        went_on = counted(loaded, before, usual(loaded) if year is None else year, reports)

        def told(part: object) -> None:
            progress.phase("replanning", part=percent(float(str(part))))

        def work(cancelled: Callable[[], bool]) -> Replanned:
            return replanned(
                went_on,
                before,
                within,
                told,
                cancelled,
                start=None if asked.anew or done is not None else proven(loaded, GAP),
                seconds=asked.seconds,
                gap=max(GAP, asked.gap),
            )

        found = interruptible(work, progress.stopping)
        plan = plan_of(went_on.loaded, found.plan)
        released = release(plan, profile)
        if title:
            titles = title_of(dict.fromkeys(LANGUAGES, "") | {spoken(): title})
            reason = text("replan.kept.reason")
            # not at the top: it takes a library of tables, which most commands do without
            from planner.intake.delivered import keep_made_again

            kept = keep_made_again(loaded, went_on, found.plan, titles, reason)
        if out is not None:
            progress.phase("writing", file=out.name)
            save(out, writer_of(out)(released), force=force)
    written = [] if out is None else [out]
    written += [kept] if title else []
    if as_json:
        told_ = released.answer("replan_json", replan_dict(found) | {"profile": profile})
        click.echo(json.dumps(told_, ensure_ascii=False, allow_nan=False, indent=2))
        return
    echo(show_replanned(plan, found))
    for path in written:
        echo("\n" + text("cli.written", file=str(path)))


def done(
    *,
    file: Path,
    scenario: Path,
    out: Path | None,
    profile: Profile,
    as_json: bool,
    force: bool,
    **effort: Any,
) -> None:
    """`vidnova done`."""
    if out is not None:
        check_target(out, tuple(PAPERS), scenario, force=force)
    with ProgressLine() as progress:
        progress.phase("reading", file=file.name)
        reports = _reports(file, load_scenario(scenario))
        _, plan = solved(scenario, Thoroughness(**effort), progress)
        found = drift(plan, reports, today())
        released = release(plan, profile)
        if out is not None:
            progress.phase("writing", file=out.name)
            write = next(write for end, write in PAPERS.items() if out.name.lower().endswith(end))
            save(out, write(released, found), force=force)
    if as_json:
        told_ = released.answer("done_json", done_dict(found) | {"profile": profile})
        click.echo(json.dumps(told_, ensure_ascii=False, allow_nan=False, indent=2))
        return
    echo(show_done(plan, found))
    if out is not None:
        echo("\n" + text("cli.written", file=str(out)))


def _reports(file: Path, loaded: Loaded) -> tuple[Reported, ...]:
    """What is done, from a table."""
    return read_done(read_bytes(file, limit=FILE_LIMIT, label=file.name), file.name, loaded)


def _former(path: Path, asked: Thoroughness, progress: ProgressLine) -> Former:
    """A plan that was saved as JSON, or that of a scenario."""
    if path.suffix.lower() != ".json":
        return Former.of(solved(path, asked, progress)[1])
    progress.phase("reading", file=path.name)
    return read_former(read_bytes(path, limit=SIZE_LIMIT, label=path.name), path.name)
