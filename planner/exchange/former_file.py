"""A plan that was saved as JSON, read again as what was decided: strictly, all faults at once.

Only a plan for its own office says when works were to begin and names buildings as the tables do.
"""

import json
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.alternatives import CODES
from planner.errors import Fault, InputError, listed
from planner.exchange.json_file import FORMAT
from planner.insight.replan.former import Course, Former
from planner.plan import IN_PLAN
from planner.plan.columns import Group
from planner.profiles import Profile
from planner.reading import decode

SIZE_LIMIT: Final = 160_000_000
_OURS: Final[Profile] = "internal"
_YEAR: Final = Field(ge=1900, le=2300)
_GROUPS: Final = get_args(Group)


class _Part(BaseModel):
    """Strict in what is read; what a plan says besides is not looked at."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class _Step(_Part):
    works: Literal[CODES]  # type: ignore[valid-type]
    start: int = _YEAR


class _Entry(_Part):
    id: str = Field(min_length=1, max_length=500)
    group: Group
    steps: list[_Step] = Field(max_length=2)
    displaced_by: str | None = None
    damage_grade: int | None = None
    cost: int = Field(ge=0)


class _Names(_Part):
    uk: str
    en: str


class _Scenario(_Part):
    name: _Names
    shares: dict[str, float | int | None]


class _Figures(_Part):
    money_total: int = Field(ge=0)


class _Document(_Part):
    format: Literal[FORMAT]  # type: ignore[valid-type]
    currency: str
    scenario: _Scenario
    figures: _Figures
    plan: list[_Entry]


def read_former(data: bytes, label: str) -> Former:
    """The plan in a file of JSON; label: its name, for faults. Raises InputError with all of them."""
    try:
        tree = json.loads(decode(data, label=label), parse_constant=lambda _: None)
    except (json.JSONDecodeError, RecursionError):
        raise InputError([Fault(key="former_json", file=label)]) from None
    profile = tree.get("profile", _OURS) if isinstance(tree, dict) else _OURS
    if profile != _OURS:
        raise InputError([Fault(key="former_public", file=label, value=str(profile))])
    try:
        document = _Document.model_validate(tree)
    except ValidationError as error:
        raise InputError(_faults(error, label)) from None
    seen: set[str] = set()
    twice = [e.id for e in document.plan if e.id in seen or seen.add(e.id)]  # type: ignore[func-returns-value]
    if twice:
        faults = [Fault(key="former_repeated", file=label, value=name) for name in twice]
        raise InputError(listed(faults))
    return Former(
        name=document.scenario.name.model_dump(),
        courses={entry.id: _course(entry) for entry in document.plan},
        shares={name: float(share or 0.0) for name, share in document.scenario.shares.items()},
        currency=document.currency,
        money=document.figures.money_total,
    )


def _course(entry: _Entry) -> Course:
    planned = entry.group in IN_PLAN
    return Course(
        steps=tuple((step.works, step.start) for step in entry.steps) if planned else (),
        makes_way=planned and entry.displaced_by is not None,
        grade=entry.damage_grade,
        cost=entry.cost if planned else 0,
    )


def _faults(error: ValidationError, label: str) -> list[Fault]:
    return listed(
        Fault(
            key="former_shape", file=label, field=_place(told["loc"]), value=_shown(told["input"])
        )
        for told in error.errors(include_url=False, include_context=False)
    )


def _place(location: tuple[int | str, ...]) -> str:
    """As faults write places: `plan[3].steps[0].start`."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).removeprefix(".")


def _shown(value: Any) -> str:
    return "" if isinstance(value, (dict, list)) else str(value)
