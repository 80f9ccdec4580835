"""`vidnova import`: a city's own list into its folder, and what became of it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click
from pydantic import ValidationError

from planner.cli.layout import echo, paragraph
from planner.cli.progress import ProgressLine
from planner.errors import Fault, InputError
from planner.intake.difference import difference_lines
from planner.intake.foreign.apart import read_address, read_file
from planner.intake.foreign.database import is_address, shown_address
from planner.intake.foreign.sheet import Book
from planner.intake.importing import Brought, bring, ground_of, taken_of
from planner.intake.ledger import known_of
from planner.intake.looking import Look, beside_guessed, look_in, path_of, with_answers
from planner.intake.meaning.mapping import Mapping, read_mapping
from planner.intake.questions import Question, questions
from planner.intake.report import field_title, report_lines
from planner.text import text


def bring_list(*, file: str, directory: Path, mapping: Path | None, answers: Sequence[str]) -> None:
    """`vidnova import`."""
    with ProgressLine() as progress:
        progress.phase("reading", file=label_of(file))
        ground = ground_of(directory)
        said = answered(None if mapping is None else read_mapping(mapping), answers)
        book, label = _book(file), label_of(file)
        if mapping is None and said is not None:
            said = beside_guessed(book, label, said)
        look = look_in(book, label, said)
        asked = [question for question in questions(look, ground) if not _settled(question, said)]
        taken = taken_of(look, ground, directory)
        progress.phase("writing", file=directory.name)
        brought = bring(look, taken, directory)
    echo("\n".join(_words(look, brought, asked, directory)))


def label_of(file: str) -> str:
    """What a list is called: its file's name, or the address of its table without user and password."""
    return shown_address(file) if is_address(file) else Path(file).name


def _book(file: str) -> Book:
    """The sheets of a file, or the rows of a table of a database. Raises InputError."""
    if is_address(file):
        return read_address(file, label_of(file))
    return read_file(Path(file))[0]


def answered(said: Mapping | None, answers: Sequence[str]) -> Mapping | None:
    """A mapping with what `--set` says. Raises InputError for what cannot be said."""
    if not answers:
        return said
    pairs: dict[str, Any] = {}
    for given in answers:
        key, mark, value = given.partition("=")
        if not mark:
            raise click.UsageError(text("cli.import.set_form", given=given))
        pairs[key.strip()] = value.strip()
    try:
        return with_answers(said or Mapping(), pairs)
    except (ValidationError, AttributeError):
        faults = [Fault(key="intake_answer", field=key, value=v) for key, v in pairs.items()]
        raise InputError(faults) from None


def _settled(question: Question, said: Mapping | None) -> bool:
    """Whether the mapping that was given says it already."""
    place: Any = {} if said is None else said.model_dump(exclude_unset=True)
    for key in path_of(question.key):
        if not isinstance(place, dict) or key not in place:
            return False
        place = place[key]
    return True


def _words(look: Look, brought: Brought, asked: Sequence[Question], directory: Path) -> list[str]:
    columns = ", ".join(
        f"{field_title(field)} ← {text('quoted', words=heading)}"
        for field, heading in look.mapping.columns.items()
    )
    lines = [paragraph(text("cli.import.columns", listed=columns))]
    if look.ignored:
        lines.append(paragraph(text("cli.import.ignored", listed=", ".join(look.ignored))))
    lines += [paragraph(f"– {line}", "  ", "    ") for line in report_lines(brought.taken)]
    lines += _update(brought, directory)
    for question in asked:
        named = dict(question.options)
        guess = named.get(question.guess) or text("cli.import.unanswered")
        lines.append(paragraph(text("cli.import.asked", guess=guess, words=question.words)))
        options = ", ".join(value for value in named if value)
        mark = '"' if " " in question.key else ""
        said = f"{mark}{question.key}=…{mark}"
        lines.append(text("cli.import.answer", said=said, options=options))
    return [*lines, *(text("cli.written", file=str(path)) for path in brought.paths)]


def _update(brought: Brought, directory: Path) -> list[str]:
    """What the list changed, and how to plan on the table as it was."""
    if brought.update is None:
        return []
    lines = [
        paragraph(f"– {line}", "  ", "    ")
        for line in difference_lines(brought.update, ground_of(directory))
    ]
    if brought.version is None:
        return lines
    said = text("cli.import.version", name=brought.version.name, folder=str(directory))
    return [text("cli.import.update"), *lines, paragraph(said)]


def show_origin(*, directory: Path, site: str, as_json: bool) -> None:
    """`vidnova origin`: where every value of a site came from."""
    known = known_of(directory, site)
    if as_json:
        echo(json.dumps([asdict(one) for one in known], ensure_ascii=False, indent=2))
        return
    lines = []
    for one in known:
        where = text("cli.origin.before")
        if one.file:
            where = text("cli.origin.row", file=one.file, row=one.row or "—", date=one.read[:10])
        quality = text(f"choice.quality.{one.quality}") if one.quality else ""
        value = f"{one.value} ({quality})" if quality else one.value
        lines.append(paragraph(f"{one.column}: {value} ← {where}", "", "    "))
        lines += [
            paragraph(
                text(
                    "cli.origin.earlier", date=row["read"][:10], before=row["before"] or "—",
                    after=row["after"], file=row["file"],
                ), "    ", "      ",
            )
            for row in one.earlier
        ]  # fmt: skip
    echo("\n".join(lines))


DOING: Final[dict[str, Callable[..., None]]] = {"import": bring_list, "origin": show_origin}
"""Command -> what it does."""
