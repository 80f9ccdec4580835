"""The commands, built in the reader's language: what they are called, what they take, what they say
of themselves. What they do is `planner.cli.work` (lists: `planner.cli.bringing`), which is read in when
one is called: it needs all
libraries, which takes a second, and a page of help needs none.
"""

from pathlib import Path
from typing import Final

import click

from planner.cli.afterwards import AFTERWARDS
from planner.cli.building import command, file_option
from planner.cli.options import (
    effort_options,
    flag_option,
    language_option,
    path_argument,
    profile_option,
    version_option,
)
from planner.cli.questions import ASKING
from planner.cli.speaking import (
    Number,
    OneOf,
    Spoken,
    SpokenGroup,
)
from planner.text import text

MOST_COMPARED: Final = 6


def _plan() -> Spoken:
    flags = [
        flag_option("json", "as_json"),
        flag_option("all", "everything"),
        flag_option("duty", "with_duty"),
        flag_option("floors", "with_floors"),
        flag_option("force", "force"),
    ]
    out = file_option("out")
    sites = click.Option(
        ["--sites"], metavar="NAME", default="", help=text("cli.option.sites_file")
    )
    terms = click.Option(
        ["--terms", "terms_of"], multiple=True, metavar="PROJECT", help=text("cli.option.terms")
    )
    taken = [path_argument("scenario"), out, sites, profile_option(), terms]
    parameters = [*taken, *flags, *effort_options()]
    return command("plan", parameters)


def _validate() -> Spoken:
    flags = [flag_option("json", "as_json"), flag_option("force", "force")]
    parameters = [path_argument("scenario"), file_option("faults"), *flags]
    return command("validate", parameters)


def _compare() -> Spoken:
    def enough(
        ctx: click.Context, param: click.Parameter, scenarios: tuple[Path, ...]
    ) -> tuple[Path, ...]:
        if not 2 <= len(scenarios) <= MOST_COMPARED:
            words = text("cli.usage.compare", most=MOST_COMPARED, n=len(scenarios))
            raise click.UsageError(words, ctx)
        return scenarios

    parameters = [
        path_argument("scenarios", nargs=-1, callback=enough),
        flag_option("json", "as_json"),
        profile_option(),
        *effort_options(),
    ]
    return command("compare", parameters)


def _lp() -> Spoken:
    parameters = [
        path_argument("scenario"),
        path_argument("file"),
        flag_option("force", "force"),
    ]
    return command("lp", parameters)


def _generate() -> Spoken:
    count = Number(least=1, most=10_000_000, whole=True)
    seed = Number(least=0, most=2**31 - 1, whole=True)
    parameters = [
        click.Argument(["directory"], type=click.Path(path_type=Path), metavar="DIR"),
        click.Option(["--sites"], type=count, required=True, help=text("cli.option.sites")),
        click.Option(["--seed"], type=seed, required=True, help=text("cli.option.seed_city")),
        file_option("like"),
    ]
    return command("generate", parameters)


def _import() -> Spoken:
    parameters = [
        click.Argument(["file"], metavar="FILE"),
        click.Option(
            ["--into", "directory"],
            type=click.Path(path_type=Path),
            metavar="DIR",
            required=True,
            help=text("cli.option.into"),
        ),
        file_option("mapping"),
        _answers(),
    ]
    return command("import", parameters)


def _origin() -> Spoken:
    parameters = [
        click.Argument(["directory"], type=click.Path(path_type=Path), metavar="DIR"),
        click.Argument(["site"], metavar="SITE"),
        flag_option("json", "as_json"),
    ]
    return command("origin", parameters)


def _new_city() -> Spoken:
    years = Number(least=1, most=15, whole=True)
    year = Number(least=2000, most=2100, whole=True)
    cost = Number(least=0.01, most=1e9)
    kinds: dict[str, tuple[Number, bool]] = {
        "reference-cost": (cost, True),
        "money": (cost, False),
        "years": (years, False),
        "start": (year, False),
        "price-year": (year, False),
    }
    parameters = [
        click.Argument(["directory"], type=click.Path(path_type=Path), metavar="DIR"),
        click.Argument(["list_file"], metavar="LIST", required=False),
        click.Option(["--name"], required=True, metavar="NAME", help=text("cli.option.city_name")),
        click.Option(
            ["--name-en", "name_en"],
            metavar="NAME",
            default="",
            help=text("cli.option.city_name_en"),
        ),
        *(
            click.Option([f"--{name}"], type=kind, required=needed, help=text(f"cli.option.{name}"))
            for name, (kind, needed) in kinds.items()
        ),
        click.Option(
            ["--currency"], default="UAH", metavar="CODE", help=text("cli.option.currency")
        ),
        file_option("districts", helped="layer"),
        file_option("mapping"),
        _answers(),
    ]
    return command("new-city", parameters)


def _answers() -> click.Option:
    return click.Option(
        ["--set", "answers"], multiple=True, metavar="KEY=VALUE", help=text("cli.option.set")
    )


def _format() -> Spoken:
    schema = click.Option(
        ["--schema"],
        type=OneOf(("scenario", "plan")),
        is_flag=False,
        flag_value="scenario",
        default=None,
        help=text("cli.option.schema"),
    )
    return command("format", [schema])


def commands() -> SpokenGroup:
    """All commands, with help in the language spoken."""

    def run() -> None:
        context = click.get_current_context()
        if context.invoked_subcommand is None:
            click.echo(context.get_help())

    group = SpokenGroup(
        name="vidnova",
        params=[language_option(), version_option()],
        callback=run,
        invoke_without_command=True,
        subcommand_metavar=text("cli.help.command_place"),
        help=text("cli.help"),
    )
    lists = (_generate, _import, _origin, _new_city)
    for build in (
        _plan,
        _validate,
        _compare,
        *ASKING,
        *AFTERWARDS,
        _lp,
        *lists,
        _format,
    ):
        group.add_command(build())
    return group
