"""A plan that was found for a question, saved as a scenario that keeps to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from planner.cli.layout import echo
from planner.errors import Fault, InputError
from planner.optimise import Solution
from planner.plan import keeping_to
from planner.scenario import Loaded
from planner.scenario.store.naming import title_of
from planner.scenario.store.store import save_new
from planner.text import LANGUAGES, spoken, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Whether a plan is to be saved, and which of those that are listed."""

    title: str
    """Blank for none."""
    number: int
    """From 1."""


def save_one(
    loaded: Loaded,
    plans: Sequence[tuple[Solution, str]],
    keeping: Keeping,
    *,
    aside: bool,
    begins: Sequence[Loaded] = (),
) -> Path | None:
    """Saves the plan that was asked for, with what it is; nothing where none was.

    plans: each with what it is. begins: of each plan the scenario that it is one of, where that is not
    `loaded`. aside: tells where to on standard error, since the output is for programs. Raises InputError
    where there is no such plan, and what cannot be written.
    """
    if not keeping.title:
        return None
    if not 1 <= keeping.number <= len(plans):
        details = {"n": len(plans)}
        raise InputError([Fault(key="no_such_pick", value=str(keeping.number), details=details)])
    solution, reason = plans[keeping.number - 1]
    scenario = begins[keeping.number - 1] if begins else loaded
    titles = {language: keeping.title if language == spoken() else "" for language in LANGUAGES}
    path = save_new(keeping_to(scenario, solution, reason), title_of(titles))
    words = text("cli.written", file=str(path))
    if aside:
        click.echo(words, err=True)
    else:
        echo(words)
    return path
