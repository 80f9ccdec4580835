"""About: what is true of a city and of its tables, in words; nothing that a plan depends on."""

import re
from datetime import date as Date
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from planner.domain import Names, Strict

_WHEN: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def _page(words: str) -> str:
    parts = urlsplit(words)
    if parts.scheme != "https" or not parts.hostname or parts.username is not None:
        raise ValueError("said_where")
    return words


def _when(words: str) -> str:
    if not _WHEN.fullmatch(words):
        raise ValueError("said_when")
    return words


class Source(Strict):
    """Where figures of the tables come from."""

    name: Names
    use: Names
    """What was taken from it."""
    licence: Names


class Damaged(Strict):
    """How many damaged buildings the city has, on the list or not."""

    number: int = Field(ge=1)
    counted: Literal["exactly", "more_than"] = "exactly"
    source: Names
    date: Date
    """When that was read."""


class Voice(Strict):
    """What somebody says of a plan for the city, in our own words, and where that can be read."""

    who: Names
    says: Names
    link: Annotated[str, AfterValidator(_page)]
    """Address of the page, https."""
    date: Annotated[str, AfterValidator(_when)] | None = None
    """When it was said, as far as the page tells: 2023, 2023-06 or 2023-06-19."""


class Debate(Strict):
    """What a plan of new construction for the city says of itself, and what its critics say: as many
    lines on either side, and on either what is not known."""

    plan: Names
    """What the plan is called."""
    critics: Annotated[tuple[Voice, ...], Field(min_length=1)]
    authors: Annotated[tuple[Voice, ...], Field(min_length=1)]
    critics_unknown: Names
    authors_unknown: Names

    @model_validator(mode="after")
    def _even(self) -> "Debate":
        if len(self.critics) != len(self.authors):
            raise ValueError("sides_uneven")
        return self


class Publisher(Strict):
    """Who publishes the city's projects: what open data and national registers identify it by."""

    name: Names
    oc4ids_prefix: Annotated[str, Field(pattern=r"^oc4ids-[a-z0-9]{6}$")] | None = None
    """Registered with the Open Contracting Partnership; ids of projects begin with it."""
    edr: Annotated[str, Field(pattern=r"^\d{8}$")] | None = None
    """ЄДРПОУ."""
    katottg: Annotated[str, Field(pattern=r"^UA\d{17}$")] | None = None
    """Code of the community, where that of a district is not known."""
    link: Annotated[str, AfterValidator(_page)] | None = None
    """Address under which the data are published, https."""


class About(Strict):
    """The words of `about.yaml`, all of them optional: a city says as much as it knows."""

    format: Literal[1] = 1
    damaged: Damaged | None = None
    """Against which the list is held."""
    notice: Names | None = None
    """What to know before any figure is trusted."""
    not_counted: tuple[Names, ...] = ()
    """Whom the tables leave out."""
    limits: tuple[Names, ...] = ()
    """What the data cannot say, or say roughly."""
    sources: tuple[Source, ...] = ()
    read: Names | None = None
    """When and how the sources were read."""
    attribution: Names | None = None
    """What licences ask to be named."""
    publisher: Publisher | None = None
    debate: Debate | None = None
    """Shown beside new construction and repair; a city without one has no empty place there."""
