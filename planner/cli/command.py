"""The command `vidnova`: finds its language, runs, and ends with a code that scripts can trust.

0 done; 1 no plan keeps the rules, or no solver gave an answer that can be checked; 2 the input
cannot be used; 130 stopped by Ctrl-C; 141 nobody reads the output any more.
"""

import json
import os
import sys
from collections.abc import Sequence
from typing import Any, Final, NoReturn, TextIO

import click

from planner.cli.commands import commands
from planner.cli.layout import paragraph
from planner.cli.speaking import asked_for, usage_words
from planner.cli.waiting import leave_at_once, work_goes_on
from planner.errors import (
    ConflictError,
    Fault,
    InfeasiblePlanError,
    InputError,
    PlannerError,
    SolverError,
)
from planner.text import fault_lines, fault_summary, grouped_lines, speaking, text

INFEASIBLE: Final = 1
BAD_INPUT: Final = 2
STOPPED: Final = 130
PIPE_CLOSED: Final = 141
_KINDS: Final[dict[type[PlannerError], tuple[str, int]]] = {
    ConflictError: ("conflict", BAD_INPUT),
    InputError: ("input", BAD_INPUT),
    InfeasiblePlanError: ("infeasible", INFEASIBLE),
    SolverError: ("solver", INFEASIBLE),
}


class Vidnova(click.Group):
    """The command; its help and its errors speak the language that the arguments ask for."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> NoReturn:
        """Run with the arguments (those of the process by default) and exit."""
        words = list(sys.argv[1:] if args is None else args)
        for stream in (sys.stdout, sys.stderr):
            _never_fails(stream)
        with speaking(asked_for(words)):
            sys.exit(run(words))


def _never_fails(stream: Any) -> None:
    """A console that lacks a letter shows a question mark; it stops no plan."""
    if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() != "utf-8":
        stream.reconfigure(errors="replace")


def run(words: list[str]) -> int:
    """Run the command line; returns the exit code. A bug is not caught."""
    try:
        code = _answered(words)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _forget_output(sys.stdout, sys.stderr)
        return PIPE_CLOSED
    except OSError as error:
        if error.filename is not None:
            raise  # a file, which whoever reads or writes it has to answer for
        _forget_output(sys.stdout)
        details = {"why": error.strerror or ""}
        return _unheard(InputError([Fault(key="output_broken", details=details)]))


def _answered(words: list[str]) -> int:
    """Does what the words ask for; what is wrong is told, and makes the exit code."""
    group = commands()
    try:
        with group.make_context("vidnova", list(words)) as context:
            group.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.UsageError as error:
        return _usage(error, words)
    except PlannerError as error:
        return _planner(error, words)
    except (KeyboardInterrupt, click.Abort):
        click.echo(text("cli.stopped"), err=True)
        if work_goes_on():
            leave_at_once(STOPPED)
        return STOPPED
    return 0


def _unheard(error: InputError) -> int:
    """Tells that the output was not written; where nothing can be told either, the code says it."""
    try:
        return _planner(error, [])
    except OSError:
        _forget_output(sys.stderr)
        return BAD_INPUT


def _forget_output(*streams: TextIO) -> None:
    """Point streams at nothing, so that Python's last flush finds somebody to write to."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        os.dup2(nowhere, stream.fileno())


def _wants_json(words: Sequence[str]) -> bool:
    return "--json" in words


def _tell_program(kind: str, summary: str, faults: Sequence[dict[str, Any]]) -> None:
    report = {"error": kind, "summary": summary, "faults": faults}
    click.echo(json.dumps(report, ensure_ascii=False, allow_nan=False, indent=2))


def _usage(error: click.UsageError, words: Sequence[str]) -> int:
    message = usage_words(error)
    if _wants_json(words):
        _tell_program("usage", message, [{"key": "usage", "message": message}])
        return BAD_INPUT
    click.echo(paragraph(message), err=True)
    path = error.ctx.command_path if error.ctx else "vidnova"
    click.echo(text("cli.usage.help", command=f"{path} --help"), err=True)
    return BAD_INPUT


def _planner(error: PlannerError, words: Sequence[str]) -> int:
    kind, code = _KINDS[type(error)]
    summary = fault_summary(error)
    if _wants_json(words):
        faults = [
            {
                "key": fault.key,
                "file": fault.file,
                "row": fault.row,
                "field": fault.field,
                "value": fault.value,
                "note": fault.note,
                "others": fault.others,
                "message": line,
            }
            for fault, line in zip(error.faults, fault_lines(error), strict=True)
        ]
        _tell_program(kind, summary, faults)
        return code
    click.echo(summary, err=True)
    lines = grouped_lines(error)
    for line, note in lines:
        shown = (line, "", "") if note else (f"– {line}", "  ", "    ")
        click.echo(paragraph(*shown), err=True)
    if isinstance(error, InputError) and len(lines) < len(error.faults):
        click.echo(paragraph(text("cli.faults.all")), err=True)
    return code
