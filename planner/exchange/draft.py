"""A draft: what a browser tab keeps of the desk beside its address, and back.

The address says what may be shown to anybody: scenario, shares, money, locked sliders, what is
forced. Reasons and authors are people's words, and what is compared with, and by which steps the
desk came here, are nobody else's concern: these stand in a note that the tab keeps for itself and
that no server stores. It is given back to whichever session the tab begins next, after a reload,
an hour away or a restart of the server.

A note comes from a browser, so it is believed no more than a link is: each part has its form and
its limits, settings in it are read as those of a link, and a note that is not of this form is none.
"""

from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from planner.exchange.link import LONGEST_LABEL, MOST_FORCED, Link, from_query, in_address, to_query
from planner.scenario import Forced

MOST_CITIES: Final = 20
MOST_STEPS: Final = 10
"""Steps to undo that outlast a page, and as many to redo: each costs a move some bytes."""
LONGEST_WORDS: Final = 4_000
"""Characters of a reason or a name; its field on the page takes fewer."""
LONGEST_NOTE: Final = 1_000_000
"""Characters; a browser keeps some five million for all pages of a server."""
_LONGEST_QUERY: Final = 40_000
_Query = Annotated[str, StringConstraints(max_length=_LONGEST_QUERY)]
_Label = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_LABEL)]
_Words = Annotated[str, StringConstraints(max_length=LONGEST_WORDS)]
_Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the address of a desk leaves unsaid."""

    forced: tuple[Forced, ...] = ()
    """All that is forced, now or in a step, with reasons and authors."""
    past: tuple[Link, ...] = ()
    """Steps that can be undone, the last one last."""
    future: tuple[Link, ...] = ()
    """Steps that can be redone, the next one last."""
    baselines: tuple[Link, ...] = ()
    """Settings compared with, at most one a city, their reasons and authors too."""
    opened: tuple[tuple[str, str], ...] = ()
    """Scenario -> hash of its files when it was first changed here: what is saved over is this."""


class _Choice(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
    subject: _Label
    way: Literal["must", "never", "free"]
    works: _Label | None
    reason: _Words
    author: _Words


class _Compared(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
    query: _Query
    forced: Annotated[list[_Choice], Field(max_length=MOST_FORCED)]


class _Note(BaseModel):
    """A note as a browser keeps it."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
    format: Literal[1]
    forced: Annotated[list[_Choice], Field(max_length=MOST_FORCED)]
    past: Annotated[list[_Query], Field(max_length=MOST_STEPS)]
    future: Annotated[list[_Query], Field(max_length=MOST_STEPS)]
    baselines: Annotated[list[_Compared], Field(max_length=MOST_CITIES)]
    opened: Annotated[dict[_Label, _Sha], Field(max_length=MOST_CITIES)]


def to_note(draft: Draft) -> str:
    """The draft as text, the same for equal drafts."""
    baselines = [
        _Compared(query=in_address(to_query(link)), forced=_choices(link.settings.forced))
        for link in draft.baselines[-MOST_CITIES:]
    ]
    note = _Note(
        format=1,
        forced=_choices(draft.forced),
        past=[in_address(to_query(link)) for link in draft.past[-MOST_STEPS:]],
        future=[in_address(to_query(link)) for link in draft.future[-MOST_STEPS:]],
        baselines=baselines,
        opened=dict(draft.opened[-MOST_CITIES:]),
    )
    return note.model_dump_json()


def from_note(note: str) -> Draft | None:
    """The draft in a note; None where it is not one."""
    if len(note) > LONGEST_NOTE:
        return None
    try:
        held = _Note.model_validate_json(note)
    except ValidationError:
        return None
    baselines = [link for link in map(_compared, held.baselines) if link is not None]
    return Draft(
        forced=_forced(held.forced),
        past=_links(held.past),
        future=_links(held.future),
        baselines=tuple(baselines),
        opened=tuple(held.opened.items()),
    )


def with_reasons(forced: tuple[Forced, ...], known: tuple[Forced, ...]) -> tuple[Forced, ...]:
    """What is forced, with the reasons and authors that are known of the same choices."""
    told = {(choice.subject, choice.way, choice.works): choice for choice in known}
    return tuple(told.get((choice.subject, choice.way, choice.works), choice) for choice in forced)


def _compared(held: _Compared) -> Link | None:
    link = _link(held.query)
    if link is None:
        return None
    settings = link.settings
    forced = with_reasons(settings.forced, _forced(held.forced))
    return Link(
        scenario=link.scenario,
        settings=replace(settings, forced=forced),
        plan=link.plan,
        kept=link.kept,
    )


def _link(query: str) -> Link | None:
    """None where any part of it cannot be read: part of the settings would be other ones."""
    link, faults = from_query(dict(parse_qsl(query)))
    return None if faults else link


def _links(queries: list[str]) -> tuple[Link, ...]:
    return tuple(link for link in map(_link, queries) if link is not None)


def _choices(forced: tuple[Forced, ...]) -> list[_Choice]:
    return [
        _Choice(subject=c.subject, way=c.way, works=c.works, reason=c.reason, author=c.author)
        for c in forced[:MOST_FORCED]
    ]


def _forced(choices: list[_Choice]) -> tuple[Forced, ...]:
    return tuple(Forced(**choice.model_dump()) for choice in choices)
