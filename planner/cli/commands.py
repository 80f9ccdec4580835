"""The commands, built in the reader's language."""

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import click

from planner.cli.options import (
    Thoroughness,
    effort_options,
    flag_option,
    language_option,
    path_argument,
    version_option,
)
from planner.cli.output import WRITERS, check_target, echo, save
from planner.cli.progress import ProgressLine
from planner.cli.show_comparison import comparison_dict, show_comparison
from planner.cli.show_plan import show_plan, show_short
from planner.cli.speaking import Number, Spoken, SpokenGroup
from planner.cli.waiting import interruptible
from planner.errors import InputError
from planner.exchange import to_json
from planner.exchange.faults_file import faults_csv
from planner.exchange.proven import keep_proven, proven
from planner.insight import compare, money
from planner.insight.words import scenario_name
from planner.optimise import write_model
from planner.plan import Plan, make_plan, plan_of, problem_of
from planner.plan.prepare import money_of
from planner.scenario import Loaded, load_scenario
from planner.synthetic import LIKE, generate
from planner.text import Language, text, whole

MOST_COMPARED: Final = 6
_LETTERS: Final = "ABCDEF"


def _command(
    name: str,
    language: Language,
    parameters: Sequence[click.Parameter],
    callback: Callable[..., None],
) -> Spoken:
    return Spoken(
        name=name,
        language=language,
        params=[*parameters, language_option(language)],
        callback=callback,
        help=text(f"cli.{name}.help", language),
        short_help=text(f"cli.{name}.short", language),
    )


def _solved(path: Path, effort: Thoroughness, progress: ProgressLine) -> Plan:
    progress.phase("reading", file=path.name)
    loaded = load_scenario(path)
    progress.phase("solving", file=path.name)

    def work(cancelled: Callable[[], bool]) -> Plan:
        usual = effort.seed == 0 and not effort.anew
        known = proven(loaded, effort.gap) if usual else None
        if known is not None:
            return plan_of(loaded, known)
        plan = make_plan(
            loaded,
            gap=effort.gap,
            seconds=effort.seconds,
            seed=effort.seed,
            progress=progress.search,
            cancelled=cancelled,
        )
        if effort.seed == 0:
            keep_proven(loaded, plan.solution)
        return plan

    return interruptible(work, progress.stopping)


def _plan(language: Language) -> Spoken:
    def run(
        scenario: Path,
        out: Path | None,
        as_json: bool,
        everything: bool,
        force: bool,
        **effort: Any,
    ) -> None:
        if out is not None:
            check_target(out, tuple(WRITERS), scenario, force=force)
        with ProgressLine(language) as progress:
            plan = _solved(scenario, Thoroughness(**effort), progress)
            if out is not None:
                progress.phase("writing", file=out.name)
                save(out, WRITERS[out.suffix.lower()](plan, language), force=force)
        if as_json:
            click.echo(to_json(plan), nl=False)
        elif out is not None:
            echo(show_short(plan, out, language))
        else:
            echo(show_plan(plan, language, everything=everything))

    out = click.Option(
        ["--out"],
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=text("cli.option.out", language),
    )
    flags = [
        flag_option("json", "as_json", language),
        flag_option("all", "everything", language),
        flag_option("force", "force", language),
    ]
    parameters = [path_argument("scenario"), out, *flags, *effort_options(language)]
    return _command("plan", language, parameters, run)


def _validate(language: Language) -> Spoken:
    def run(scenario: Path, as_json: bool, faults: Path | None, force: bool) -> None:
        if faults is not None:
            check_target(faults, (".csv",), scenario, force=force)
        with ProgressLine(language) as progress:
            progress.phase("reading", file=scenario.name)
            try:
                loaded = load_scenario(scenario)
            except InputError as error:
                if faults is not None:
                    save(faults, faults_csv(error, language), force=force)
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
        echo(_valid_words(loaded, language))

    faults = click.Option(
        ["--faults"],
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=text("cli.option.faults", language),
    )
    flags = [flag_option("json", "as_json", language), flag_option("force", "force", language)]
    return _command("validate", language, [path_argument("scenario"), faults, *flags], run)


def _valid_words(loaded: Loaded, language: Language) -> str:
    scenario = loaded.scenario
    sites, projects = len(loaded.inventory.sites), len(loaded.inventory.projects)
    words = [
        text("cli.valid", language, name=scenario_name(scenario, language)),
        text("cli.valid_sites", language, n=sites, n_text=whole(sites, language)),
        text("cli.valid_projects", language, n=projects, n_text=whole(projects, language)),
        text(
            "cli.valid_money",
            language,
            money=money(money_of(scenario), scenario.money.currency, language),
            first=scenario.years[0],
            last=scenario.years[-1],
        ),
    ]
    return "\n  ".join(words)


def _compare(language: Language) -> Spoken:
    def run(scenarios: tuple[Path, ...], as_json: bool, **effort: Any) -> None:
        if not 2 <= len(scenarios) <= MOST_COMPARED:
            words = text("cli.usage.compare", language, most=MOST_COMPARED, n=len(scenarios))
            raise click.UsageError(words, click.get_current_context())
        with ProgressLine(language) as progress:
            plans = [
                (letter, _solved(path, Thoroughness(**effort), progress))
                for letter, path in zip(_LETTERS, scenarios, strict=False)
            ]
        comparison = compare(plans)
        if as_json:
            report = comparison_dict(comparison)
            click.echo(json.dumps(report, ensure_ascii=False, allow_nan=False, indent=2))
        else:
            echo(show_comparison(comparison, language))

    parameters = [
        path_argument("scenarios", nargs=-1),
        flag_option("json", "as_json", language),
        *effort_options(language),
    ]
    return _command("compare", language, parameters, run)


def _lp(language: Language) -> Spoken:
    def run(scenario: Path, file: Path, force: bool) -> None:
        check_target(file, (".lp", ".mps"), scenario, force=force)
        with ProgressLine(language) as progress, tempfile.TemporaryDirectory() as directory:
            progress.phase("reading", file=scenario.name)
            loaded = load_scenario(scenario)
            progress.phase("building", file=scenario.name)
            problem = problem_of(loaded, labelled=True)
            progress.phase("writing", file=file.name)
            draft = Path(directory) / f"model{file.suffix.lower()}"
            write_model(problem, draft)
            save(file, draft.read_bytes(), force=force)
        echo(text("cli.written", language, file=str(file)))

    parameters = [
        path_argument("scenario"),
        path_argument("file"),
        flag_option("force", "force", language),
    ]
    return _command("lp", language, parameters, run)


def _generate(language: Language) -> Spoken:
    def run(directory: Path, sites: int, seed: int, like: Path) -> None:
        with ProgressLine(language) as progress:
            progress.phase("generating")
            written = generate(directory, sites=sites, seed=seed, like=like)
        echo("\n".join(text("cli.written", language, file=str(path)) for path in written))

    count = Number(language, least=1, most=10_000_000, whole=True)
    seed = Number(language, least=0, most=2**31 - 1, whole=True)
    parameters = [
        click.Argument(["directory"], type=click.Path(path_type=Path), metavar="DIR"),
        click.Option(
            ["--sites"], type=count, required=True, help=text("cli.option.sites", language)
        ),
        click.Option(
            ["--seed"], type=seed, required=True, help=text("cli.option.seed_city", language)
        ),
        click.Option(
            ["--like"],
            type=click.Path(path_type=Path),
            default=LIKE,
            metavar="FILE",
            help=text("cli.option.like", language),
        ),
    ]
    return _command("generate", language, parameters, run)


def commands(language: Language) -> SpokenGroup:
    """All commands, with help in `language`."""

    def run() -> None:
        context = click.get_current_context()
        if context.invoked_subcommand is None:
            click.echo(context.get_help())

    group = SpokenGroup(
        name="vidnova",
        language=language,
        params=[language_option(language), version_option(language)],
        callback=run,
        invoke_without_command=True,
        subcommand_metavar=text("cli.help.command_place", language),
        help=text("cli.help", language),
    )
    for build in (_plan, _validate, _compare, _lp, _generate):
        group.add_command(build(language))
    return group
