"""The scenario of a small city: works, criteria, damage and funds, unless a test says otherwise."""

from collections.abc import Mapping, Sequence
from typing import Any

from planner.scenario.scenario import Scenario
from tests.made_inventory import Row

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
    "compensate": {
        "unit": 10_000,
        "grades": (4, 5),
        "lawful_for": EVERYWHERE,
        "per": "resident",
        "protects_years": 0,
        "before": ["clear"],
    },
    "build": {"unit": 0, "grades": (), "lawful_for": [], "keeps_fabric": False},
}
CRITERIA: dict[str, tuple[str, str, dict[str, float]]] = {
    "heritage": ("significance", "condition", {"restore": 1, "repair": 0.5}),
    "damage": ("damaged_area", "once", {"restore": 1, "repair": 1, "rebuild": 1}),
    "homes": (
        "residents_out",
        "service",
        {"restore": 1, "repair": 1, "rebuild": 1, "build": 1, "compensate": 1},
    ),
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
    usual = {**WORKS.get(name, {}), **given}
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


def scenario_of(**given: Any) -> Scenario:
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
