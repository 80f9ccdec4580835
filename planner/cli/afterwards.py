"""The commands about what becomes of a plan: phases of it, what was done, the plan made again."""

from fractions import Fraction
from typing import Any, Final

import click

from planner.cli.building import command, file_option
from planner.cli.options import (
    effort_options,
    flag_option,
    keeping_options,
    path_argument,
    profile_option,
)
from planner.cli.speaking import Number, Percent, Spoken
from planner.text import text


class Steps(click.ParamType):  # type: ignore[type-arg]
    """Rising shares of all money, `60%,80%,100%`; handed over as exact parts of 1."""

    name = "SHARES"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Fraction, ...]:
        """The parts."""
        if isinstance(value, tuple):
            return value
        percent = Percent(least=1.0, most=1_000.0)
        return tuple(
            Fraction(percent.convert(word, param, ctx)).limit_denominator(100_000)
            for word in str(value).split(",")
        )


def nest() -> Spoken:
    """`vidnova nest`."""
    steps = click.Option(
        ["--steps"],
        type=Steps(),
        default="60%,80%,100%,120%",
        metavar="SHARES",
        help=text("cli.option.steps"),
    )
    taken = [path_argument("scenario"), steps, profile_option()]
    return command("nest", [*taken, flag_option("json", "as_json"), *effort_options()])


def done() -> Spoken:
    """`vidnova done`."""
    flags = [flag_option("json", "as_json"), flag_option("force", "force")]
    taken = [path_argument("file"), path_argument("scenario"), file_option("out", helped="summary")]
    return command("done", [*taken, profile_option(), *flags, *effort_options()])


def replan() -> Spoken:
    """`vidnova replan`."""
    tolerance = click.Option(
        ["--tolerance", "within"],
        type=Percent(least=0.001, most=50.0),
        default="0.5",
        help=text("cli.option.tolerance"),
    )
    year = Number(least=2000, most=2200, whole=True)
    begun = click.Option(["--begun-by", "year"], type=year, help=text("cli.option.begun_by"))
    flags = [flag_option("json", "as_json"), flag_option("force", "force")]
    taken = [path_argument("former"), path_argument("scenario"), tolerance, begun]
    files = [file_option("done"), file_option("out"), *keeping_options(one=True)]
    parameters = [*taken, *files, profile_option(), *flags, *effort_options()]
    return command("replan", parameters)


AFTERWARDS: Final = (nest, done, replan)
