"""Arguments and options that the commands share."""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from planner.cli.speaking import VARIABLE, Number, OneOf
from planner.profiles import PROFILES, PUBLIC
from planner.text import LANGUAGES, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Thoroughness:
    """How hard to look for the best plan."""

    gap: float
    seconds: float
    seed: int
    anew: bool
    """Whether plans that were proven earlier are searched for again."""


def path_argument(name: str, **extra: Any) -> click.Argument:
    """A path; whether it exists is for the readers to say, in full."""
    return click.Argument([name], type=click.Path(path_type=Path), metavar=name.upper(), **extra)


def flag_option(name: str, key: str) -> click.Option:
    """A switch `--name`, handed over as `key`."""
    return click.Option([f"--{name}", key], is_flag=True, help=text(f"cli.option.{name}"))


def language_option() -> click.Option:
    """`--lang`; the language is known already, so this only checks and explains it."""
    return click.Option(
        ["--lang"],
        type=OneOf(LANGUAGES),
        envvar=VARIABLE,
        expose_value=False,
        help=text("cli.option.lang"),
    )


def effort_options() -> list[click.Parameter]:
    """`--gap`, `--seconds`, `--seed` and `--anew`: the fields of Thoroughness."""
    kinds = {
        "gap": (Number(least=0.0, most=1.0), 1e-6),
        "seconds": (Number(least=0.1, most=86_400.0), 180.0),
        "seed": (Number(least=0, most=2**31 - 1, whole=True), 0),
    }
    numbers = [
        click.Option([f"--{name}"], type=kind, default=usual, help=text(f"cli.option.{name}"))
        for name, (kind, usual) in kinds.items()
    ]
    return [*numbers, flag_option("anew", "anew")]


def profile_option() -> click.Option:
    """`--profile`: for whom a file or JSON is."""
    return click.Option(
        ["--profile"],
        type=OneOf(PROFILES),
        default=PUBLIC,
        show_default=True,
        help=text("cli.option.profile"),
    )


def keeping_options(*, one: bool = False) -> list[click.Option]:
    """`--save`, and `--number` where there are several plans to save."""
    save = click.Option(
        ["--save", "title"], metavar="TITLE", default="", help=text("cli.option.keep")
    )
    number = click.Option(
        ["--number"],
        type=Number(least=1, most=1_000, whole=True),
        default=1,
        help=text("cli.option.pick"),
    )
    return [save] if one else [save, number]


def _release() -> str:
    try:
        return version("vidnova")
    except PackageNotFoundError:
        return "unreleased"


def version_option() -> click.Option:
    """`--version`."""

    def show(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
        if asked:
            click.echo(f"vidnova {_release()}")
            ctx.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=show,
        help=text("cli.option.version"),
    )
