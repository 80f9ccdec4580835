"""The JSON Schema of a plan: which keys its JSON has, for whom, and what their values are.

Keys are those of the gate, so that the schema cannot name one that may not leave, nor miss one that
may. What only some profiles get is never required.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from planner.exchange.gate.fields import branch
from planner.exchange.json_file import FORMAT
from planner.plan.columns import GROUPS
from planner.profiles import PROFILES
from planner.text import LANGUAGES

_KIND: Final = "plan_json"
_LISTS: Final = frozenset(
    {"rules", "rules_taken_out", "losses", "plan", "plan.steps", "plan.gains", "floors"}
)
"""Where the keys are those of the items of a list."""
_ANY: Final = "*"
_NUMBER: Final = {"type": ["number", "null"]}
_COUNT: Final = {"type": "integer", "minimum": 0}
_MINOR: Final = {"type": "integer", "description": "minor units of `currency`"}
_WORDS: Final = {"type": "string"}
_SAID: Final = {"type": ["string", "null"]}
_IDS: Final = {"type": "array", "items": {"type": "string"}}
_NAMED: Final = {
    "type": ["object", "null"],
    "properties": {language: {"type": ["string", "null"]} for language in LANGUAGES},
}
_BY_KEY: Final = {"type": "object", "additionalProperties": {"type": ["number", "null"]}}
_VALUES: Final[dict[str, Mapping[str, Any]]] = {
    "format": {"const": FORMAT},
    "profile": {"enum": list(PROFILES)},
    "value": _NUMBER,
    "bound": _NUMBER,
    "gap": _NUMBER,
    "proven": {"type": "boolean"},
    "status": _WORDS,
    "bound_from": _WORDS,
    "seconds": _NUMBER,
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
    "minor_units": _COUNT,
    "minor_per_money_unit": _COUNT,
    "money_unit": _WORDS,
    "figures.spent": _MINOR,
    "figures.spent_low": _MINOR,
    "figures.spent_high": _MINOR,
    "figures.money_total": _MINOR,
    "figures.sites_planned": _COUNT,
    "figures.sites_total": _COUNT,
    "figures.projects_planned": _COUNT,
    "figures.projects_total": _COUNT,
    "losses.id": _WORDS,
    "losses.name": _NAMED,
    "losses.kind": _WORDS,
    "losses.lost": _NUMBER,
    "losses.by_project": _SAID,
    "plan.id": _WORDS,
    "plan.kind": {"enum": ["site", "project"]},
    "plan.name": _NAMED,
    "plan.group": {"enum": list(GROUPS)},
    "plan.rank": {"type": "integer", "minimum": 1},
    "plan.district": _WORDS,
    "plan.use": _WORDS,
    "plan.heritage_status": _WORDS,
    "plan.damage_grade": {"type": ["integer", "null"], "minimum": 0, "maximum": 5},
    "plan.steps.works": _WORDS,
    "plan.steps.start": {"type": "integer"},
    "plan.steps.years": _COUNT,
    "plan.cost": _MINOR,
    "plan.cost_low": _MINOR,
    "plan.cost_high": _MINOR,
    "plan.money": {"type": "object", "additionalProperties": _MINOR},
    "plan.loss": _NUMBER,
    "plan.margin": _NUMBER,
    "plan.importance": _NUMBER,
    "plan.points": _BY_KEY,
    "plan.counts": _BY_KEY,
    "plan.displaces": _IDS,
    "plan.displaced_by": _SAID,
    "plan.forced": _SAID,
    "plan.missing": _IDS,
    "plan.waits_for": _IDS,
    "plan.restores": _IDS,
    "provenance": {"type": "object"},
}
"""Dotted place -> what stands there; elsewhere any JSON."""
_REQUIRED: Final = {
    "": ["format", "profile", "value", "currency", "minor_units", "figures", "plan", "provenance"],
    "plan": ["id", "kind", "group", "rank", "cost"],
    "losses": ["id", "kind"],
}


def plan_schema() -> str:
    """The schema as text, JSON Schema of 2020-12."""
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plan",
        **_object(branch(_KIND), ""),
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _object(known: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The keys at a place; `*` among them stands for any other."""
    inner = {key: _value(part, f"{place}.{key}" if place else key) for key, part in known.items()}
    others = inner.pop(_ANY, False)
    found: dict[str, Any] = {
        "type": "object",
        "properties": inner,
        "additionalProperties": others,
    }
    if place in _REQUIRED:
        found["required"] = _REQUIRED[place]
    return found


def _value(known: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(known, Mapping):
        return _VALUES.get(place, {})
    held = _object(known, place)
    return {"type": "array", "items": held} if place in _LISTS else held
