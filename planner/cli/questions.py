"""The commands that ask a plan, or people, for more than the plan itself."""

from typing import Final

import click

from planner.cli.building import command
from planner.cli.options import (
    effort_options,
    flag_option,
    keeping_options,
    path_argument,
    profile_option,
)
from planner.cli.speaking import (
    Aimed,
    Number,
    OneOf,
    Ordered,
    Paired,
    Percent,
    Rated,
    Spoken,
    Traded,
)
from planner.text import text


def sure() -> Spoken:
    """`vidnova sure`."""
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
    return command("sure", parameters)


def aim() -> Spoken:
    """`vidnova aim`."""
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
    return command("aim", [*taken, flag_option("json", "as_json"), *effort_options()])


def frontier() -> Spoken:
    """`vidnova frontier`."""
    trade = click.Option(
        ["--trade"], type=Traded(), metavar="FIGURE=FIGURE", help=text("cli.option.trade")
    )
    taken = [path_argument("scenario"), trade, profile_option()]
    taken += keeping_options()
    return command("frontier", [*taken, flag_option("json", "as_json"), *effort_options()])


def fair() -> Spoken:
    """`vidnova fair`."""
    criterion = click.Option(["--criterion"], default="homes", help=text("cli.option.criterion"))
    groups = OneOf(("district", "use", "heritage_status", "owner"))
    by = click.Option(["--by"], type=groups, default="district", help=text("cli.option.by"))
    taken = [path_argument("scenario"), criterion, by, profile_option()]
    taken += keeping_options()
    return command("fair", [*taken, flag_option("json", "as_json"), *effort_options()])


def enter() -> Spoken:
    """`vidnova enter`."""
    site = click.Option(["--site"], required=True, metavar="ID", help=text("cli.option.site"))
    taken = [path_argument("scenario"), site, profile_option()]
    return command("enter", [*taken, flag_option("json", "as_json"), *effort_options()])


def causes() -> Spoken:
    """`vidnova causes`."""
    taken = [path_argument("reference"), path_argument("other"), profile_option()]
    return command("causes", [*taken, flag_option("json", "as_json"), *effort_options()])


def weigh() -> Spoken:
    """`vidnova weigh`."""
    asked = [
        click.Option(
            ["--swing", "swings"], type=Rated(), multiple=True, help=text("cli.option.swing")
        ),
        click.Option(["--order"], type=Ordered(), default=(), help=text("cli.option.order")),
        click.Option(
            ["--pair", "pairs"], type=Paired(), multiple=True, help=text("cli.option.pair")
        ),
    ]
    taken = [path_argument("scenario"), *asked, *keeping_options(one=True)]
    return command("weigh", [*taken, flag_option("json", "as_json")])


ASKING: Final = (sure, aim, frontier, fair, enter, causes, weigh)
