"""DREAM: the projects of a plan in the shape of its public read model, to copy from.

The shape is that of `GET /marketplace/public/dream/ideas/{id}` in DREAM's published description of its
interface (open-contracting/dream-api-docs, version 1.0). No way to write into DREAM is known, and
none is claimed: people enter what stands here. What the register asks for and the plan does not know
is named for each project.
"""

import json
import uuid
from typing import Any, Final

from planner.exchange.gate import Released
from planner.exchange.opendata.candidates import Candidate, candidates, publisher_of
from planner.exchange.stamp import facts
from planner.insight.words import course, district_name
from planner.money import MINOR_PER_MAJOR
from planner.plan import Plan
from planner.text import in_each, name_of, text

_SPACE: Final = uuid.UUID("6f0b1f5e-5d7b-5f4c-9c5e-2f6f8b6f7a10")
"""Of ids that the plan makes: the same project has the same id in every export."""
_TYPES: Final = {"construction": "construction", "replacement": "construction"}
NOT_STATED: Final = ("metrics", "targets", "documents", "finance", "additionalClassifications")
"""What the register knows of projects and a plan does not state."""


def to_dream(released: Released) -> bytes:
    """All projects of the plan, each with what keeps it from being submitted."""
    plan = released.plan
    data = {
        "format": "dream-public-read-model-1.0",
        "notice": in_each(lambda: text("opendata.dream.notice")),
        "stamp": facts(released),
        "projects": [project(each, plan) for each in candidates(released)],
    }
    kept = released.gate.tree("dream_json", data)
    return (json.dumps(kept, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode()


def project(each: Candidate, plan: Plan) -> dict[str, Any]:
    """One project, and beside it what is missing."""
    return {
        "idea": idea(each, plan),
        "cannot_be_submitted": [
            {"key": key, **in_each(lambda key=key: text(f"opendata.obstacle.{key}"))}  # type: ignore[misc]
            for key in each.obstacles
        ],
        "not_stated": list(NOT_STATED),
    }


def idea(each: Candidate, plan: Plan) -> dict[str, Any]:
    """The project in the shape of the read model."""
    entry, moment = each.entry, plan.provenance.created
    approach: dict[str, Any] = {
        "id": _id(entry.id, "approach"),
        "title": course(plan, entry),
        "items": [_item(each, plan)],
    }
    lines = _lines(each, plan)
    if lines:
        approach["budget"] = {"budgetBreakdown": lines}
    return {
        "date": moment,
        "updated": moment,
        "type": _TYPES.get(each.kind, "rehabilitation"),
        "title": _translated(in_each(lambda: name_of(entry.name))),
        "description": _translated(in_each(lambda: course(plan, entry))),
        "purpose": "restoration" if entry.kind == "site" else "development",
        "status": "pending",
        "statusDetails": "initiated",
        "parties": _parties(plan),
        "approaches": [approach],
    }


def _id(*words: str) -> str:
    return str(uuid.uuid5(_SPACE, "/".join(words)))


def _translated(words: dict[Any, str]) -> list[dict[str, str]]:
    return [
        {"lang": str(language), "translation": said} for language, said in words.items() if said
    ]


def _parties(plan: Plan) -> list[dict[str, Any]]:
    said = publisher_of(plan)
    if said is None or said.edr is None:
        return []
    identifier = {"scheme": "UA-EDR", "id": said.edr, "legalName": name_of(said.name.words)}
    return [{"id": f"UA-EDR-{said.edr}", "roles": ["initiator"], "identifier": identifier}]


def _item(each: Candidate, plan: Plan) -> dict[str, Any]:
    entry = each.entry
    found: dict[str, Any] = {"id": _id(entry.id, "item"), "description": name_of(entry.name)}
    if each.place:
        gazetteer = {"scheme": "UA-CATOTTG", "identifiers": [each.place]}
        where = district_name(plan, entry.district)
        found["locations"] = [{"gazetteer": gazetteer, "description": where}]
    return found


def _lines(each: Candidate, plan: Plan) -> list[dict[str, Any]]:
    """Costs by item: the plan knows what works cost in all, which is the item of construction; by
    year where years are told, else over those of the works or of the money."""
    entry, horizon = each.entry, plan.scenario.horizon
    spans = {(year, year): minor for year, minor in sorted(entry.money.items()) if minor}
    if not spans:
        last = horizon.start + horizon.money_years - 1
        known = (each.start, each.end) if each.start else (horizon.start, last)
        spans = {known: entry.cost}
    return [
        {
            "id": _id(entry.id, "budget", str(first)),
            "amount": {
                "amount": minor / MINOR_PER_MAJOR,
                "currency": plan.scenario.money.currency,
            },
            "period": {
                "startDate": f"{first}-01-01T00:00:00Z",
                "endDate": f"{last}-12-31T00:00:00Z",
            },
            "classifications": {
                "costItem": "construction",
                "costType": "capex",
                "budgetType": "original",
            },
        }
        for (first, last), minor in spans.items()
    ]
