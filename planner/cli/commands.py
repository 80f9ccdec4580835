"""The commands, built in the reader's language: what they are called, what they take, what they say
of themselves. What they do is `planner.cli.work` (lists: `planner.cli.bringing`), which is read in when
one is called: it needs all
libraries, which takes a second, and a page of help needs none.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from planner.cli.options import (
    effort_options,
    flag_option,
    keeping_options,
    language_option,
    path_argument,
    profile_option,
    version_option,
)
from planner.cli.speaking import Aimed, Number, OneOf, Percent, Spoken, SpokenGroup, Traded
from planner.cli.waiting import interrupted_afterwards
from planner.text import text

MOST_COMPARED: Final = 6


_LISTS: Final = frozenset(("import", "origin"))
"""Commands that know of no plan, and wait for no solver to be read in."""


def _of_lists() -> Mapping[str, Callable[..., None]]:
    from planner.cli.bringing import DOING  # not at the top, as the head of this module says

    return DOING


def _of_plans() -> Mapping[str, Callable[..., None]]:
    from planner.cli.work import DOING  # as above

    return DOING


def _doing(name: str) -> Callable[..., None]:
    """What a command does with its arguments."""

    def run(**given: Any) -> None:
        with interrupted_afterwards():
            doing = _of_lists() if name in _LISTS else _of_plans()
        doing[name](**given)

    return run


def _command(name: str, parameters: Sequence[click.Parameter]) -> Spoken:
    return Spoken(
        name=name,
        params=[*parameters, language_option()],
        callback=_doing(name),
        help=text(f"cli.{name}.help"),
        short_help=text(f"cli.{name}.short"),
    )


def _file_option(name: str, *, helped: str = "") -> click.Option:
    return click.Option(
        [f"--{name}"],
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=text(f"cli.option.{helped or name}"),
    )


def _plan() -> Spoken:
    flags = [
        flag_option("json", "as_json"),
        flag_option("all", "everything"),
        flag_option("duty", "with_duty"),
        flag_option("floors", "with_floors"),
        flag_option("force", "force"),
    ]
    out = _file_option("out")
    sites = click.Option(
        ["--sites"], metavar="NAME", default="", help=text("cli.option.sites_file")
    )
    terms = click.Option(
        ["--terms", "terms_of"], multiple=True, metavar="PROJECT", help=text("cli.option.terms")
    )
    taken = [path_argument("scenario"), out, sites, profile_option(), terms]
    parameters = [*taken, *flags, *effort_options()]
    return _command("plan", parameters)


def _validate() -> Spoken:
    flags = [flag_option("json", "as_json"), flag_option("force", "force")]
    parameters = [path_argument("scenario"), _file_option("faults"), *flags]
    return _command("validate", parameters)


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
    return _command("compare", parameters)


def _sure() -> Spoken:
    within = click.Option(
        ["--within"],
        type=Percent(least=0.01, most=20.0),
        default="0.3",
        help=text("cli.option.within"),
    )
    draws = click.Option(
        ["--draws"],
        type=Number(least=0, most=2_000, whole=True),
        default=0,
        help=text("cli.option.draws"),
    )
    kind = click.Option(
        ["--weights", "kind"],
        type=OneOf(("around", "ordered", "any")),
        default="around",
        help=text("cli.option.around"),
    )
    unknown = click.Option(
        ["--vary", "unknown"],
        type=OneOf(("weights", "costs", "damage", "people", "strikes")),
        multiple=True,
        help=text("cli.option.vary"),
    )
    flags = [flag_option("json", "as_json"), flag_option("all", "everything")]
    taken = [path_argument("scenario"), within, draws, kind, unknown, profile_option()]
    parameters = [*taken, *keeping_options(), *flags, *effort_options()]
    return _command("sure", parameters)


def _aim() -> Spoken:
    targets = click.Option(
        ["--target", "targets"],
        type=Aimed(),
        multiple=True,
        required=True,
        metavar="FIGURE=SHARE",
        help=text("cli.option.target"),
    )
    taken = [path_argument("scenario"), targets, profile_option()]
    taken += keeping_options(one=True)
    return _command("aim", [*taken, flag_option("json", "as_json"), *effort_options()])


def _frontier() -> Spoken:
    trade = click.Option(
        ["--trade"], type=Traded(), metavar="FIGURE=FIGURE", help=text("cli.option.trade")
    )
    taken = [path_argument("scenario"), trade, profile_option()]
    taken += keeping_options()
    return _command("frontier", [*taken, flag_option("json", "as_json"), *effort_options()])


def _fair() -> Spoken:
    criterion = click.Option(["--criterion"], default="homes", help=text("cli.option.criterion"))
    groups = OneOf(("district", "use", "heritage_status", "owner"))
    by = click.Option(["--by"], type=groups, default="district", help=text("cli.option.by"))
    taken = [path_argument("scenario"), criterion, by, profile_option()]
    taken += keeping_options()
    return _command("fair", [*taken, flag_option("json", "as_json"), *effort_options()])


def _enter() -> Spoken:
    site = click.Option(["--site"], required=True, metavar="ID", help=text("cli.option.site"))
    taken = [path_argument("scenario"), site, profile_option()]
    return _command("enter", [*taken, flag_option("json", "as_json"), *effort_options()])


def _causes() -> Spoken:
    taken = [path_argument("reference"), path_argument("other"), profile_option()]
    return _command("causes", [*taken, flag_option("json", "as_json"), *effort_options()])


def _lp() -> Spoken:
    parameters = [
        path_argument("scenario"),
        path_argument("file"),
        flag_option("force", "force"),
    ]
    return _command("lp", parameters)


def _generate() -> Spoken:
    count = Number(least=1, most=10_000_000, whole=True)
    seed = Number(least=0, most=2**31 - 1, whole=True)
    parameters = [
        click.Argument(["directory"], type=click.Path(path_type=Path), metavar="DIR"),
        click.Option(["--sites"], type=count, required=True, help=text("cli.option.sites")),
        click.Option(["--seed"], type=seed, required=True, help=text("cli.option.seed_city")),
        _file_option("like"),
    ]
    return _command("generate", parameters)


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
        _file_option("mapping"),
        _answers(),
    ]
    return _command("import", parameters)


def _origin() -> Spoken:
    parameters = [
        click.Argument(["directory"], type=click.Path(path_type=Path), metavar="DIR"),
        click.Argument(["site"], metavar="SITE"),
        flag_option("json", "as_json"),
    ]
    return _command("origin", parameters)


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
        _file_option("districts", helped="layer"),
        _file_option("mapping"),
        _answers(),
    ]
    return _command("new-city", parameters)


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
    return _command("format", [schema])


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
        _sure,
        _aim,
        _frontier,
        _fair,
        _enter,
        _causes,
        _lp,
        *lists,
        _format,
    ):
        group.add_command(build())
    return group
