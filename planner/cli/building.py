"""How a command is built: its words in the reader's language, and what it does, read in when it is called."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from planner.cli.options import language_option
from planner.cli.speaking import Spoken
from planner.cli.waiting import interrupted_afterwards
from planner.text import text

_LISTS: Final = frozenset(("import", "origin"))
"""Commands that know of no plan, and wait for no solver to be read in."""


def _of_lists() -> Mapping[str, Callable[..., None]]:
    from planner.cli.bringing import DOING  # not at the top, as the head of `commands` says

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


def command(name: str, parameters: Sequence[click.Parameter]) -> Spoken:
    """A command by its name, whose words are `cli.<name>.*`."""
    return Spoken(
        name=name,
        params=[*parameters, language_option()],
        callback=_doing(name),
        help=text(f"cli.{name}.help"),
        short_help=text(f"cli.{name}.short"),
    )


def file_option(name: str, *, helped: str = "") -> click.Option:
    """An option that takes a file."""
    return click.Option(
        [f"--{name}"],
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=text(f"cli.option.{helped or name}"),
    )
