"""Base types that every room speaks of: kinds of works, statuses, grades, names, where figures are from."""

from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

WORKS: Final = ("stabilise", "conserve", "restore", "repair", "adapt", "rebuild", "clear")
"""Works on a site, in the order of rising intervention; `build` is new construction."""
BUILD: Final = "build"
HERITAGE_STATUSES: Final = ("national", "local", "newly_identified", "unlisted_valuable", "none")
MONUMENTS: Final = frozenset({"national", "local", "newly_identified"})
"""Statuses under which the law allows only works that keep the monument."""
GRADES: Final = (1, 2, 3, 4, 5)

HeritageStatus = Literal["national", "local", "newly_identified", "unlisted_valuable", "none"]
Grade = Literal[1, 2, 3, 4, 5]
Amount = Annotated[Decimal, Field(ge=0, allow_inf_nan=False, max_digits=18)]


class Strict(BaseModel):
    """Frozen, and an unknown key is an error: a misspelt setting must never be ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Names(Strict):
    """The same words in both languages."""

    uk: str
    en: str


class Basis(Names):
    """Where figures come from: `sourced` from a document, or `illustrative` until one is found."""

    kind: Literal["sourced", "illustrative"]
