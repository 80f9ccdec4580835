"""What a session has of the city that it is beginning: the file that was read, what was said of it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, cast

import streamlit as st

from planner.errors import InputError, PlannerError
from planner.intake.foreign.apart import read_apart
from planner.intake.foreign.sheet import Book
from planner.intake.importing import MAPPING, ground_of, taken_of, update_of
from planner.intake.ledger import PAPERS
from planner.intake.looking import Look, look_in, with_answers
from planner.intake.meaning.mapping import Mapping, read_mapping
from planner.intake.take.ground import NOWHERE, Ground
from planner.intake.take.take import Taken
from planner.intake.updating import Update

_KEY: Final = "new_city"
_STARTING_ANEW: Final = frozenset(("sheet", "header"))
"""Answers after which columns are guessed again."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Draft:
    """One uploaded list, and how it is understood so far."""

    upload: str
    """The upload that it came by."""
    label: str
    book: Book | None = None
    look: Look | None = None
    taken: Taken | None = None
    ground: Ground = NOWHERE
    outlines: str | None = None
    outlines_upload: str = ""
    city: Path | None = None
    """Folder of the city whose next list this is; None where it begins one."""
    update: Update | None = None
    error: PlannerError | None = None


def draft() -> Draft | None:
    """The list in hand."""
    return cast(Draft | None, st.session_state.get(_KEY))


def forget() -> None:
    """Begin anew."""
    st.session_state.pop(_KEY, None)


def take_upload(upload: str, label: str, data: bytes, city: Path | None) -> None:
    """Read an uploaded list, once; city: the folder of the city that it is of, if it is there already."""
    held = draft()
    if held is not None and held.upload == upload and held.city == city:
        return
    made = Draft(upload=upload, label=label, city=city)
    try:
        if city is not None:
            made = replace(made, ground=ground_of(city))
        book = held.book if held is not None and held.upload == upload else None
        made = replace(made, book=book or read_apart(data, label))
    except InputError as error:
        made = replace(made, error=error)
    _keep(_understood(made, _said_before(made)))


def _said_before(made: Draft) -> Mapping | None:
    """What was said of the last list of the city, where this one has the same columns."""
    kept = None if made.city is None else made.city / PAPERS / MAPPING
    if made.book is None or kept is None or not kept.is_file():
        return None
    try:
        said = read_mapping(kept)
        look_in(made.book, made.label, said)
    except InputError:
        return None  # another form of list: it is understood anew
    return said


def take_outlines(upload: str, ground: Ground, outlines: str | None) -> None:
    """Districts of the city, by which the list is read again."""
    held = draft()
    if held is not None and held.outlines_upload != upload:
        held = replace(held, ground=ground, outlines=outlines, outlines_upload=upload)
        _keep(_understood(held, held.look.mapping if held.look else None))


def answer(key: str, value: Any) -> None:
    """Set one value of the mapping by its dotted name, and understand the list anew."""
    held = draft()
    if held is None or held.look is None:
        return
    if key in _STARTING_ANEW:
        _keep(_understood(held, with_answers(Mapping(), {key: value})))
    else:
        _keep(_understood(held, with_answers(held.look.mapping, {key: value})))


def _understood(made: Draft, said: Mapping | None) -> Draft:
    if made.book is None:
        return made
    try:
        look = look_in(made.book, made.label, said)
        taken = taken_of(look, made.ground, made.city)
        update = None if made.city is None else update_of(taken, made.city)
        return replace(made, look=look, taken=taken, update=update, error=None)
    except InputError as error:
        return replace(made, error=error)


def _keep(made: Draft) -> None:
    st.session_state[_KEY] = made
