"""A draft: what a browser tab keeps of the desk beside its address, and back.

The address says what may be shown to anybody: scenario, shares, money, locked sliders, what is
forced. Reasons and authors are people's words, and what is compared with, and by which steps the
desk came here, are nobody else's concern: these stand in a note that the tab keeps for itself and
that no server stores. It is given back to whichever session the tab begins next, after a reload,
an hour away or a restart of the server.

A note comes from a browser, so it is believed no more than a link is: each part has its form and
its limits, settings in it are read as those of a link, and a note that is not of this form is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Annotated, Final, Literal
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from planner.exchange.link import LONGEST_LABEL, MOST_FORCED, Link, from_query, in_address, to_query
from planner.insight.finding import LONGEST, Wanted
from planner.insight.orders import ORDERS, Order
from planner.scenario import Forced, Way

MOST_CITIES: Final = 20
MOST_STEPS: Final = 10
"""Steps to undo that outlast a page, and as many to redo: each costs a move some bytes."""
LONGEST_WORDS: Final = 4_000
"""Characters of a reason or a name; its field on the page takes fewer."""
LONGEST_NOTE: Final = 1_000_000
"""Characters; a browser keeps some five million for all pages of a server."""
LONGEST_SHARE: Final = 200
"""Characters of one exact share; one that takes more is kept as it is shown."""
_MOST_CHOSEN: Final = 200
_LONGEST_QUERY: Final = 40_000
_Query = Annotated[str, StringConstraints(max_length=_LONGEST_QUERY)]
_Label = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_LABEL)]
_Words = Annotated[str, StringConstraints(max_length=LONGEST_WORDS)]
_Share = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{1,99}(/[1-9][0-9]{0,99})?$", max_length=LONGEST_SHARE)
]
_Chosen = Annotated[list[_Label], Field(max_length=_MOST_CHOSEN)]
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
    exact: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    """Address of a desk, now or in a step -> its shares as they are, which it shows rounded."""
    wanted: Wanted = field(default_factory=Wanted)
    """What is looked for in the list."""
    order: Order = ORDERS[0]
    """In which the list is read."""


def address_of(link: Link) -> str:
    """By what a desk goes in a note."""
    return in_address(to_query(link))


class _Choice(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
    subject: _Label
    way: Way
    works: _Label | None
    reason: _Words
    author: _Words


class _Compared(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
    query: _Query
    forced: Annotated[list[_Choice], Field(max_length=MOST_FORCED)]


class _List(BaseModel):
    """How the list is read."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
    words: Annotated[str, StringConstraints(max_length=LONGEST)]
    districts: _Chosen
    uses: _Chosen
    statuses: _Chosen
    works: _Chosen
    order: Order


class _Note(BaseModel):
    """A note as a browser keeps it."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
    format: Literal[1]
    forced: Annotated[list[_Choice], Field(max_length=MOST_FORCED)]
    past: Annotated[list[_Query], Field(max_length=MOST_STEPS)]
    future: Annotated[list[_Query], Field(max_length=MOST_STEPS)]
    baselines: Annotated[list[_Compared], Field(max_length=MOST_CITIES)]
    opened: Annotated[dict[_Label, _Sha], Field(max_length=MOST_CITIES)]
    exact: Annotated[dict[_Query, dict[_Label, _Share]], Field(max_length=2 * MOST_STEPS + 1)] = {}
    reading: _List | None = None


def to_note(draft: Draft) -> str:
    """The draft as text, the same for equal drafts."""
    baselines = [
        _Compared(query=address_of(link), forced=_choices(link.settings.forced))
        for link in draft.baselines[-MOST_CITIES:]
    ]
    note = _Note(
        format=1,
        forced=_choices(draft.forced),
        past=[address_of(link) for link in draft.past[-MOST_STEPS:]],
        future=[address_of(link) for link in draft.future[-MOST_STEPS:]],
        baselines=baselines,
        opened=dict(draft.opened[-MOST_CITIES:]),
        exact=_exact_words(draft.exact),
        reading=_list_words(draft.wanted, draft.order),
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
        exact={
            desk: {name: Fraction(share) for name, share in shares.items()}
            for desk, shares in held.exact.items()
        },
        wanted=_wanted(held.reading),
        order=ORDERS[0] if held.reading is None else held.reading.order,
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


def _exact_words(exact: Mapping[str, Mapping[str, Fraction]]) -> dict[str, dict[str, str]]:
    """Shares as text; those of a desk of which one would be too long are left out."""
    said = {d: {name: str(w) for name, w in shares.items()} for d, shares in exact.items()}
    return {
        desk: shares
        for desk, shares in said.items()
        if all(len(part) < LONGEST_SHARE / 2 for w in shares.values() for part in w.split("/"))
    }


def _list_words(wanted: Wanted, order: Order) -> _List | None:
    """Nothing where the list is read as it is first shown."""
    if wanted == Wanted() and order == ORDERS[0]:
        return None
    return _List(
        words=wanted.words[:LONGEST],
        districts=sorted(wanted.districts)[:_MOST_CHOSEN],
        uses=sorted(wanted.uses)[:_MOST_CHOSEN],
        statuses=sorted(wanted.statuses)[:_MOST_CHOSEN],
        works=sorted(wanted.works)[:_MOST_CHOSEN],
        order=order,
    )


def _wanted(held: _List | None) -> Wanted:
    if held is None:
        return Wanted()
    return Wanted(
        words=held.words,
        districts=frozenset(held.districts),
        uses=frozenset(held.uses),
        statuses=frozenset(held.statuses),
        works=frozenset(held.works),
    )
