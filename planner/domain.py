"""Base types that every room speaks of: kinds of works, statuses, grades, names, where figures are from."""

from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
)

from planner.text import LANGUAGES, NAMED_IN, Language

COMPENSATE: Final = "compensate"
"""People whose home is condemned are given the means for another one; the building is left alone."""
WORKS: Final = (
    "stabilise",
    "conserve",
    "restore",
    "repair",
    "adapt",
    "rebuild",
    "clear",
    COMPENSATE,
)
"""Works on a site, in the order of rising intervention, and what is done for its people instead;
`build` is new construction."""
BUILD: Final = "build"
RESTORING: Final = ("restore", "repair", "adapt")
"""Works by which a project restores what stands."""
HERITAGE_STATUSES: Final = (
    "national",
    "local",
    "newly_identified",
    "unlisted_valuable",
    "none",
    "not_checked",
)
NOT_CHECKED: Final = "not_checked"
"""Nobody has looked yet whether it is listed: until then it is neither cleared nor rebuilt."""
MONUMENTS: Final = frozenset({"national", "local", "newly_identified"})
"""Statuses under which the law allows only works that keep the monument."""
GRADES: Final = (1, 2, 3, 4, 5)
USES: Final = (
    "residential",
    "education",
    "health",
    "culture",
    "religious",
    "administration",
    "commerce",
    "sport",
    "industry",
    "other",
)
OWNERS: Final = ("communal", "regional", "state", "company", "private", "co_owned", "religious")
"""Whose a building is; `co_owned` is a house of flats with many owners."""
PRIVATE: Final = frozenset({"company", "private"})
"""Owners for whom a fund pays only where the scenario names them."""
SHELTERS: Final = ("has", "none", "unknown")
"""Whether a building has a shelter in which it may stay open; a blank is not known either."""
STATES: Final = ("standing", "propped", "under_works", "done", "demolished")
READINESS: Final[tuple["Prepared", ...]] = ("none", "survey", "design", "tender", "contract")
"""How far works are prepared, in order."""

HeritageStatus = Literal[
    "national", "local", "newly_identified", "unlisted_valuable", "none", "not_checked"
]
Owner = Literal["communal", "regional", "state", "company", "private", "co_owned", "religious"]
Prepared = Literal["none", "survey", "design", "tender", "contract", "unknown"]
"""How far works are prepared; `unknown` where the table does not say."""
Grade = Literal[1, 2, 3, 4, 5]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
"""A sentence or two that somebody wrote."""
Amount = Annotated[Decimal, Field(ge=0, allow_inf_nan=False, max_digits=18)]


class Strict(BaseModel):
    """Frozen, and an unknown key is an error: a misspelt setting must never be ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_FIELDS: Any = {code: (str, ... if code in NAMED_IN else "") for code in LANGUAGES}
_ByLanguage: Any = create_model("_ByLanguage", __base__=Strict, **_FIELDS)


class Names(_ByLanguage):  # type: ignore[misc]
    """The same words in every language that there are words in; blank in one is not stated."""

    @property
    def words(self) -> dict[Language, str]:
        """By language, as `name_of` reads them."""
        return {language: getattr(self, language) for language in LANGUAGES}


PluralForm = Literal["zero", "one", "two", "few", "many", "other"]
"""As CLDR names them; which of them a language has, CLDR says too."""


def _as_forms(stated: object) -> object:
    """A word that is the same for every number is its only form."""
    return {"other": stated} if isinstance(stated, str) else stated


def _whole(forms: dict[PluralForm, str]) -> dict[PluralForm, str]:
    if "other" not in forms:
        raise ValueError("plural_other")
    return forms


Forms = Annotated[
    dict[PluralForm, str],
    BeforeValidator(_as_forms, json_schema_input_type=str | dict[PluralForm, str]),
    AfterValidator(_whole),
]
_FORMS: Any = {code: (Forms, ... if code in NAMED_IN else {"other": ""}) for code in LANGUAGES}
_FormsByLanguage: Any = create_model("_FormsByLanguage", __base__=Strict, **_FORMS)


class Counted(_FormsByLanguage):  # type: ignore[misc]
    """What is counted, in every language: one word, or its forms by number (`one`, `few`, ...)."""

    @property
    def forms(self) -> dict[Language, dict[str, str]]:
        """By language, as `counted` reads them."""
        return {language: dict(getattr(self, language)) for language in LANGUAGES}

    @property
    def words(self) -> dict[Language, str]:
        """Without a number, as a heading has it: many of them."""
        return {code: forms.get("many", forms["other"]) for code, forms in self.forms.items()}


class Basis(Names):
    """Where figures come from: `sourced` from a document, or `illustrative` until one is found."""

    kind: Literal["sourced", "illustrative"]
