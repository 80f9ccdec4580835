"""About: what is true of a city and of its tables, in words; nothing that a plan depends on."""

from datetime import date as Date
from typing import Literal

from pydantic import Field

from planner.domain import Names, Strict


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
