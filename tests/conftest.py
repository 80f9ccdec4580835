"""Builders of small cities: a test states every number that it depends on, and nothing else.

Dollars are hryvnias here (exchange 1), and 1,000 m2 at 1,000 UAH/m2 cost 1 million, so that costs
can be read off: repairing 1,000 m2 costs 1, restoring 2, rebuilding 1.5, clearing 0.2, stabilising
0.1 million.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.inventory import Inventory
from planner.inventory.model import District, Districts, Projects, Sites
from planner.plan import Plan, make_plan
from planner.scenario.files import Loaded, load_scenario
from planner.scenario.model import Scenario

KHARKIV = Path(__file__).parents[1] / "scenarios" / "kharkiv"
Row = dict[str, Any]
Make = Callable[..., Row]
NAN = float("nan")
BASIS = {"kind": "illustrative", "uk": "вигадано", "en": "invented"}
EVERYWHERE = ["national", "local", "newly_identified", "unlisted_valuable", "none"]
WORKS: dict[str, Row] = {
    "stabilise": {
        "unit": 100,
        "grades": (2, 3, 4, 5),
        "lawful_for": EVERYWHERE,
        "protects_years": 10,
        "before": ["restore", "repair"],
    },
    "restore": {"unit": 2000, "grades": (1, 2, 3, 4, 5), "lawful_for": EVERYWHERE[:4]},
    "repair": {"unit": 1000, "grades": (1, 2, 3, 4), "lawful_for": EVERYWHERE},
    "rebuild": {
        "unit": 1500,
        "grades": (4, 5),
        "lawful_for": ["unlisted_valuable", "none"],
        "keeps_fabric": False,
    },
    "clear": {"unit": 200, "grades": (4, 5), "lawful_for": ["none"], "keeps_fabric": False},
    "build": {"unit": 0, "grades": (), "lawful_for": [], "keeps_fabric": False},
}
CRITERIA: dict[str, tuple[str, str, dict[str, float]]] = {
    "heritage": ("significance", "condition", {"restore": 1, "repair": 0.5}),
    "damage": ("damaged_area", "once", {"restore": 1, "repair": 1, "rebuild": 1}),
    "homes": ("residents_out", "service", {"restore": 1, "repair": 1, "rebuild": 1, "build": 1}),
    "services": ("users_out", "service", {"restore": 1, "repair": 1, "rebuild": 0.5, "build": 1}),
    "safety": ("hazard", "service", {"stabilise": 0.6, "restore": 1, "repair": 1, "clear": 1}),
    "renewal": ("new_capacity", "service", {"build": 1}),
}
DAMAGE: Row = {
    "share": {1: 0.05, 2: 0.15, 3: 0.4, 4: 0.75, 5: 1},
    "unusable": {1: 0, 2: 0.1, 3: 0.5, 4: 1, 5: 1},
    "hazard": {1: 0, 2: 0, 3: 1, 4: 2, 5: 3},
    "impaired": {1: 0.05, 2: 0.15, 3: 0.35, 4: 0.6, 5: 0.9},
    "decay": {1: 0.005, 2: 0.01, 3: 0.04, 4: 0.08, 5: 0.12},
}


def _site(name: str, **given: Any) -> Row:
    """One site; 1,000 m2 of unlisted housing for 40 people at grade 4 unless told otherwise."""
    usual = {
        "status": "none",
        "candidate": False,
        "cleared": False,
        "area": 1000.0,
        "people": 40.0,
        "people_kind": "residents",
        "grade": 4,
        "district": "north",
        "use": "residential",
        "significance": NAN,
        "hazard": NAN,
    }
    assert given.keys() <= usual.keys(), given
    return {"id": name, **usual, **given}


def _project(name: str, **given: Any) -> Row:
    """One project; 1 million, one year, 1,000 m2 of new space for nobody unless told otherwise."""
    usual = {
        "cost": 1.0,
        "years": 1,
        "people": 0.0,
        "people_kind": "none",
        "capacity": 1000.0,
        "index": 100.0,
        "displaces": (),
        "district": "north",
        "kind": "housing",
    }
    assert given.keys() <= usual.keys(), given
    return {"id": name, **usual, **given}


def _fund(amount: Mapping[int, Any], *, carry_over: bool = True, eligible: Any = "all") -> Row:
    return {
        "name": {"uk": "Фонд", "en": "Fund"},
        "carry_over": carry_over,
        "eligible": eligible,
        "amount": dict(amount),
        "basis": BASIS,
    }


def _works(name: str, **given: Any) -> Row:
    """One kind of works; `unit` is UAH per m2, `costs` low and high shares of it."""
    usual = {**WORKS[name], **given}
    low, high = usual.pop("costs", (1, 1))
    unit, grades = usual.pop("unit"), usual.pop("grades")
    cost = {"low": unit * low, "likely": unit, "high": unit * high}
    return {
        "name": {"uk": name, "en": name},
        **usual,
        "unit_cost": dict.fromkeys(grades, cost),
        "basis": BASIS,
    }


def _all_works(chosen: Sequence[str] | Mapping[str, Row], labour: Mapping[str, Any]) -> Row:
    given = chosen if isinstance(chosen, Mapping) else dict.fromkeys(chosen, Row())
    spec = {name: _works(name, labour=dict(labour), **changes) for name, changes in given.items()}
    for works in spec.values():
        works["before"] = [later for later in works.get("before", ()) if later in spec]
    return spec


def _criteria(names: Sequence[str], works: Mapping[str, Row]) -> Row:
    both = {"uk": "назва", "en": "name"}
    return {
        name: {
            "name": both,
            "direction": both,
            "unit": both,
            "attribute": CRITERIA[name][0],
            "timing": CRITERIA[name][1],
            "effects": {w: e for w, e in CRITERIA[name][2].items() if w in works},
            "basis": BASIS,
        }
        for name in names
    }


def _scenario(**given: Any) -> Scenario:
    """A scenario from the parts of `city`."""
    labour, capacity = given["labour"], given["crews"]
    works = _all_works(given["works"], labour)
    both = {"uk": "місто", "en": "city"}
    return Scenario.model_validate(
        {
            "format": 1,
            "name": both,
            "inventory": {"sites": "s", "projects": "p", "districts": "d"},
            "horizon": {
                "start": 2027,
                "money_years": given["money_years"],
                "appraisal_years": given["appraisal_years"],
                "basis": BASIS,
            },
            "money": {
                "currency": "UAH",
                "unit": "million",
                "price_year": 2026,
                "round_to": given["round_to"],
                "exchange": {"USD": 1, "date": "2026-11-01", "basis": BASIS},
                "funds": {name: _fund(**fund) for name, fund in given["funds"].items()},
            },
            "crews": {
                crew: {"name": both, "unit": both, "capacity": years, "basis": BASIS}
                for crew, years in capacity.items()
            },
            "duration": given["duration"],
            "damage": {**DAMAGE, "strike_probability": given["strike_probability"], "basis": BASIS},
            "significance": {
                "by_status": dict(zip(EVERYWHERE, (80, 50, 40, 25, 0), strict=True)),
                "world_heritage_candidate": 100,
                "basis": BASIS,
            },
            "works": works,
            "criteria": _criteria([c for c in given["weights"] if c != "cost"], works),
            "weights": given["weights"],
            "rules": given["rules"],
        }
    )


def _inventory(sites: Sequence[Row], projects: Sequence[Row]) -> Inventory:
    digest = hashlib.sha256(repr((sites, projects)).encode()).hexdigest()
    ring = np.array([[36.0, 50.0], [37.0, 50.0], [37.0, 51.0]])
    names = sorted({row["district"] for row in (*sites, *projects)})
    return Inventory(
        sites=_sites(sites),
        projects=_projects(projects),
        districts=Districts(
            districts=tuple(District(id=d, names={"uk": d, "en": d}, rings=(ring,)) for d in names),
            rivers=(),
            schematic=True,
        ),
        sha256=digest,
        files={},
    )


def _texts(rows: Sequence[Row], key: str) -> tuple[str, ...]:
    return tuple(row[key] for row in rows)


def _numbers(rows: Sequence[Row], key: str) -> Any:
    return np.array([row[key] for row in rows], dtype=np.float64)


def _sites(rows: Sequence[Row]) -> Sites:
    n = len(rows)
    own = ("address", "heritage_extra", "events", "summary")
    blank = (*own, *(f"{key}_uk" for key in own), "damage_date_last", "source")
    return Sites(
        **dict.fromkeys(blank, ("",) * n),
        **{key: np.full(n, np.nan) for key in ("community_priority", "year_built", "storeys")},
        **{key: _texts(rows, key) for key in ("id", "district", "use", "people_kind")},
        **{key: _numbers(rows, key) for key in ("people", "hazard", "significance")},
        name_uk=tuple(f"Будівля {row['id']}" for row in rows),
        name_en=tuple(f"Building {row['id']}" for row in rows),
        lat=np.full(n, 50.5),
        lon=np.full(n, 36.5),
        heritage_status=_texts(rows, "status"),
        world_heritage_candidate=np.array([row["candidate"] for row in rows], dtype=bool),
        plot_cleared=np.array([row["cleared"] for row in rows], dtype=bool),
        floor_area_m2=_numbers(rows, "area"),
        damage_grade=np.array([row["grade"] for row in rows], dtype=np.int8),
        **{key: {} for key in ("quality", "quality_word", "numbers")},
        extra=(),
    )


def _projects(rows: Sequence[Row]) -> Projects:
    n = len(rows)
    return Projects(
        **{f"cost_musd_{bound}": _numbers(rows, "cost") for bound in ("low", "likely", "high")},
        **{key: _texts(rows, key) for key in ("id", "district", "kind", "people_kind")},
        name_uk=tuple(f"Проєкт {row['id']}" for row in rows),
        name_en=tuple(f"Project {row['id']}" for row in rows),
        lat=np.full(n, 50.5),
        lon=np.full(n, 36.5),
        cost_quality=np.array(["illustrative"] * n, dtype=object),
        years_to_build=np.array([row["years"] for row in rows], dtype=np.int64),
        people=_numbers(rows, "people"),
        capacity_m2=_numbers(rows, "capacity"),
        renewal_index=_numbers(rows, "index"),
        displaces=tuple(tuple(row["displaces"]) for row in rows),
        **dict.fromkeys(("note", "note_uk", "source"), ("",) * n),
        **{key: {} for key in ("quality", "quality_word", "numbers")},
        extra=(),
    )


def _city(sites: Sequence[Row], projects: Sequence[Row] = (), **given: Any) -> Loaded:
    """A city ready to plan with; `base` may be another city whose attainable gains count."""
    base = given.pop("base", None)
    parts: Row = {
        "money_years": 2,
        "appraisal_years": 4,
        "funds": {"main": {"amount": {2027: 1, 2028: 1}}},
        "works": ("repair",),
        "labour": {},
        "crews": {},
        "duration": [{"years": 1}],
        "round_to": "0.01",
        "strike_probability": 0,
        "weights": {"homes": 1},
        "rules": {},
    }
    assert given.keys() <= parts.keys(), given
    scenario = _scenario(**{**parts, **given})
    digest = hashlib.sha256(scenario.model_dump_json().encode()).hexdigest()
    return Loaded(
        scenario=scenario,
        base=base.scenario if base else scenario,
        inventory=_inventory(sites, projects),
        path=Path("city.yaml"),
        directory=Path(),
        sha256=digest,
        filed=scenario,
        filed_sha256=digest,
    )


@pytest.fixture(scope="session")
def site() -> Make:
    return _site


@pytest.fixture(scope="session")
def project() -> Make:
    return _project


@pytest.fixture(scope="session")
def city() -> Callable[..., Loaded]:
    """city(sites, projects, funds=..., works=..., weights=..., rules=...) -> Loaded."""
    return _city


@pytest.fixture(scope="session")
def repair_first() -> Plan:
    """A real plan of the Kharkiv case, solved to two per cent, which takes seconds."""
    return make_plan(load_scenario(KHARKIV / "repair-first.yaml"), gap=0.02)


@pytest.fixture(scope="session")
def masterplan() -> Plan:
    """Another one, which chooses differently."""
    return make_plan(load_scenario(KHARKIV / "masterplan.yaml"), gap=0.02)
