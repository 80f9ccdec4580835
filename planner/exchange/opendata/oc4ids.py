"""OC4IDS: the projects of a plan as a package of the Open Contracting for Infrastructure Data Standard.

Schema 0.9 (https://standard.open-contracting.org/infrastructure/). Ids begin with the publisher's own
prefix where `about.yaml` states one; without it they are local, which the package says.
"""

import json
from math import isnan
from typing import Any, Final

from planner.exchange.gate import Released
from planner.exchange.opendata.candidates import Candidate, candidates, publisher_of
from planner.exchange.stamp import facts
from planner.insight.words import course
from planner.money import MINOR_PER_MAJOR
from planner.plan import Plan
from planner.text import name_of, spoken, text

VERSION: Final = "0.9"
_LOCAL: Final = "local"
"""What ids begin with where no prefix is registered."""
_SCHEME: Final = "UA-CATOTTG"


def to_oc4ids(released: Released) -> bytes:
    """The package: each project of the plan that is an investment, indented, Cyrillic as it is."""
    data = package(released)
    kept = released.gate.tree("oc4ids_json", data)
    return (json.dumps(kept, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode()


def package(released: Released) -> dict[str, Any]:
    """The same before the gate."""
    plan, stamp = released.plan, facts(released)
    said = publisher_of(plan)
    publisher: dict[str, Any] = {
        "name": name_of(said.name.words) if said else text("opendata.publisher.unnamed")
    }
    if said is not None and said.edr:
        publisher |= {"scheme": "UA-EDR", "uid": said.edr}
    if said is not None and said.link:
        publisher["uri"] = said.link
    sha = str(stamp["decisions_sha256"])
    base = said.link if said is not None and said.link else "urn:vidnova"
    projects = [_project(each, plan) for each in candidates(released) if _invests(each)]
    return {
        "uri": f"{base}{'/' if base.startswith('https') else ':'}{sha[:16]}",
        "publishedDate": _moment(plan),
        "version": VERSION,
        "publisher": publisher,
        "projects": projects,
    }


def _invests(each: Candidate) -> bool:
    """Whether it is a project: a certificate houses people and builds nothing."""
    return "certificate" not in each.obstacles


def _moment(plan: Plan) -> str:
    return plan.provenance.created.replace("+00:00", "Z")


def _prefix(plan: Plan) -> str:
    said = publisher_of(plan)
    return said.oc4ids_prefix if said is not None and said.oc4ids_prefix else _LOCAL


def _project(each: Candidate, plan: Plan) -> dict[str, Any]:
    entry, money = each.entry, plan.scenario.money
    amount = {"amount": _amount(entry.cost), "currency": money.currency}
    found: dict[str, Any] = {
        "id": f"{_prefix(plan)}-{entry.id}",
        "updated": _moment(plan),
        "language": spoken(),
        "title": name_of(entry.name),
        "description": course(plan, entry),
        "status": each.status,
        "type": each.kind,
        "budget": {"amount": amount, "description": text("opendata.budget", year=money.price_year)},
    }
    if each.sector:
        found["sector"] = [each.sector]
    if each.start:
        found["period"] = {
            "startDate": f"{each.start}-01-01T00:00:00Z",
            "endDate": f"{each.end}-12-31T00:00:00Z",
        }
        years = _breakdown(each, money.currency)
        if years["budgetBreakdown"]:
            found["budget"]["budgetBreakdowns"] = [years]
    location = _location(each)
    if location:
        found["locations"] = [location]
    said = publisher_of(plan)
    if said is not None and said.edr:
        found["parties"] = [
            {
                "id": f"UA-EDR-{said.edr}",
                "name": name_of(said.name.words),
                "identifier": {
                    "scheme": "UA-EDR",
                    "id": said.edr,
                    "legalName": name_of(said.name.words),
                },
                "roles": ["publicAuthority"],
            }
        ]
        found["publicAuthority"] = {"id": f"UA-EDR-{said.edr}", "name": name_of(said.name.words)}
    return found


def _breakdown(each: Candidate, currency: str) -> dict[str, Any]:
    """What falls due each year."""
    return {
        "id": "years",
        "description": text("opendata.by_year"),
        "budgetBreakdown": [
            {
                "id": str(year),
                "amount": {"amount": _amount(minor), "currency": currency},
                "period": {
                    "startDate": f"{year}-01-01T00:00:00Z",
                    "endDate": f"{year}-12-31T00:00:00Z",
                },
            }
            for year, minor in sorted(each.entry.money.items())
            if minor
        ],
    }


def _amount(minor: int) -> float | int:
    whole, rest = divmod(minor, MINOR_PER_MAJOR)
    return whole if rest == 0 else minor / MINOR_PER_MAJOR


def _location(each: Candidate) -> dict[str, Any]:
    """The district by its code, and the point where the profile gets one."""
    found: dict[str, Any] = {}
    if each.place:
        found["gazetteer"] = {"scheme": _SCHEME, "identifiers": [each.place]}
    lat, lon = each.entry.lat, each.entry.lon
    if not (isnan(lat) or isnan(lon)):
        found["geometry"] = {"type": "Point", "coordinates": [lon, lat]}
    return {"id": "1", **found} if found else {}
