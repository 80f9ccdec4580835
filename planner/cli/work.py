"""What the commands do: `planner.cli.commands` hands each its arguments."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click

from planner.cli import prices
from planner.cli.layout import echo
from planner.cli.options import Thoroughness
from planner.cli.output import WRITERS, check_target, save, writer_of
from planner.cli.progress import ProgressLine
from planner.cli.show_comparison import comparison_dict, show_comparison
from planner.cli.show_districts import floor_dict, show_floors
from planner.cli.show_duty import duty_dict, show_duty
from planner.cli.show_plan import show_plan, show_short
from planner.cli.show_terms import show_terms, terms_list
from planner.cli.solving import solved
from planner.cli.sure import sure
from planner.cli.waiting import interruptible
from planner.errors import InputError
from planner.exchange import release, to_json
from planner.exchange.comparison import release_comparison
from planner.exchange.faults_file import faults_csv
from planner.exchange.formats import formats_text, scenario_schema
from planner.exchange.plan_schema import plan_schema
from planner.insight import compare as compared
from planner.insight.swing import swings
from planner.insight.words import scenario_name
from planner.optimise import write_model
from planner.plan import Plan, problem_of
from planner.profiles import Profile
from planner.scenario import Loaded, load_scenario
from planner.synthetic import LIKE
from planner.synthetic import generate as generated
from planner.text import money, text, whole

_LETTERS: Final = "ABCDEF"
_QUICK_GAP, _QUICK_SECONDS = 1e-3, 30.0
"""How near to the best the first plan of a new city is to be, and how long it may take."""


def _swung(loaded: Loaded, plan: Plan, progress: ProgressLine) -> Plan:
    """The plan with what one building decides of its figures."""
    progress.phase("swinging")

    def work(cancelled: Callable[[], bool]) -> Plan:
        return replace(plan, swings=swings(loaded, plan.solution, cancelled))

    return interruptible(work, progress.stopping)


def plan(
    *,
    scenario: Path,
    out: Path | None,
    as_json: bool,
    everything: bool,
    with_duty: bool,
    with_floors: bool,
    profile: Profile,
    terms_of: tuple[str, ...],
    force: bool,
    sites: str,
    **effort: Any,
) -> None:
    """`vidnova plan`."""
    if out is not None:
        check_target(out, tuple(WRITERS), scenario, force=force)
    with ProgressLine() as progress:
        loaded, made = solved(scenario, Thoroughness(**effort), progress, sites)
        found = _swung(loaded, made, progress)
        care = prices.protection(loaded, found, progress) if with_duty else None
        asked = prices.floors(loaded, found, progress) if with_floors else []
        told = prices.terms_of(loaded, found, terms_of, progress) if terms_of else []
        released = release(found, profile)
        if out is not None:
            progress.phase("writing", file=out.name)
            save(out, writer_of(out)(released), force=force)
    if as_json:
        more: dict[str, Any] = {"duty": duty_dict(care)} if with_duty else {}
        more |= {"floors": [floor_dict(one) for one in asked]} if with_floors else {}
        more |= {"terms": terms_list(told)} if terms_of else {}
        allowed = released.answer("plan_json", more) if more else {}
        click.echo(to_json(released, **allowed), nl=False)
    elif out is not None:
        echo(show_short(found, out))
    else:
        echo(show_plan(found, everything=everything))
    if with_duty and not as_json:
        echo("\n" + show_duty(found, care))
    if asked and not as_json:
        echo("\n" + show_floors(found, asked))
    if terms_of and not as_json:
        echo("\n" + show_terms(found, told))


def validate(*, scenario: Path, as_json: bool, faults: Path | None, force: bool) -> None:
    """`vidnova validate`."""
    if faults is not None:
        check_target(faults, (".csv",), scenario, force=force)
    with ProgressLine() as progress:
        progress.phase("reading", file=scenario.name)
        try:
            loaded = load_scenario(scenario)
        except InputError as error:
            if faults is not None:
                save(faults, faults_csv(error), force=force)
            raise
    sites, projects = len(loaded.inventory.sites), len(loaded.inventory.projects)
    if as_json:
        report = {
            "valid": True,
            "scenario": loaded.scenario.name.model_dump(),
            "synthetic": loaded.scenario.synthetic,
            "sites": sites,
            "projects": projects,
            "scenario_sha256": loaded.sha256,
            "inventory_sha256": loaded.inventory.sha256,
            "faults": [],
        }
        click.echo(json.dumps(report, ensure_ascii=False, allow_nan=False, indent=2))
        return
    echo(_valid_words(loaded))


def _valid_words(loaded: Loaded) -> str:
    scenario = loaded.scenario
    sites, projects = len(loaded.inventory.sites), len(loaded.inventory.projects)
    words = [
        text("cli.valid", name=scenario_name(scenario)),
        text("cli.valid_sites", n=sites, n_text=whole(sites)),
        text("cli.valid_projects", n=projects, n_text=whole(projects)),
        text(
            "cli.valid_money",
            money=money(scenario.money.minor, scenario.money.tender),
            first=scenario.years[0],
            last=scenario.years[-1],
        ),
    ]
    return "\n  ".join(words)


def compare(*, scenarios: tuple[Path, ...], as_json: bool, profile: Profile, **effort: Any) -> None:
    """`vidnova compare`."""
    with ProgressLine() as progress:
        plans = [
            (letter, solved(path, Thoroughness(**effort), progress)[1])
            for letter, path in zip(_LETTERS, scenarios, strict=False)
        ]
    comparison = compared(plans)
    if as_json:
        report = comparison_dict(release_comparison(comparison, profile))
        click.echo(json.dumps(report, ensure_ascii=False, allow_nan=False, indent=2))
    else:
        echo(show_comparison(comparison))


def _asked(name: str) -> Callable[..., None]:
    """A command that asks a plan for other plans: read in when it is called, as few are."""

    def run(**given: Any) -> None:
        from planner.cli import asking  # what few ask for, none else waits for

        asking.DOING[name](**given)

    return run


def weigh(**given: Any) -> None:
    """`vidnova weigh`."""
    from planner.cli import weighing  # as above

    weighing.weigh(**given)


def lp(*, scenario: Path, file: Path, force: bool) -> None:
    """`vidnova lp`."""
    check_target(file, (".lp", ".mps"), scenario, force=force)
    with ProgressLine() as progress, tempfile.TemporaryDirectory() as directory:
        progress.phase("reading", file=scenario.name)
        loaded = load_scenario(scenario)
        progress.phase("building", file=scenario.name)
        problem = problem_of(loaded, labelled=True)
        progress.phase("writing", file=file.name)
        draft = Path(directory) / f"model{file.suffix.lower()}"
        write_model(problem, draft)
        save(file, draft.read_bytes(), force=force)
    echo(text("cli.written", file=str(file)))


def generate(*, directory: Path, sites: int, seed: int, like: Path | None) -> None:
    """`vidnova generate`."""
    with ProgressLine() as progress:
        progress.phase("generating")
        written = generated(directory, sites=sites, seed=seed, like=like or LIKE)
    echo("\n".join(text("cli.written", file=str(path)) for path in written))


def new_city(**given: Any) -> None:
    """`vidnova new-city`."""
    from planner.cli import beginning  # it needs pandas, which no other command waits for

    scenario = beginning.new_city(**given)
    effort = Thoroughness(gap=_QUICK_GAP, seconds=_QUICK_SECONDS, seed=0, anew=False)
    with ProgressLine() as progress:
        found = _swung(*solved(scenario, effort, progress), progress)
    echo(show_plan(found, everything=False))


def formats(*, schema: str | None) -> None:
    """`vidnova format`."""
    said = {None: formats_text, "scenario": scenario_schema, "plan": plan_schema}
    click.echo(said[schema]())


DOING: Final[dict[str, Callable[..., None]]] = {
    "plan": plan,
    "validate": validate,
    "compare": compare,
    "sure": sure,
    **{
        name: _asked(name)
        for name in ("aim", "frontier", "fair", "enter", "causes", "replan", "nest", "done")
    },
    "weigh": weigh,
    "lp": lp,
    "generate": generate,
    "new-city": new_city,
    "format": formats,
}
"""Command -> what it does."""
