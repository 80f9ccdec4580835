"""base.yaml of a new city: every cost a share of what a square metre of new housing costs.

Shares, labour and times stand in `knowledge/city.yaml`. Labour and times are stated by square metres
of new housing and become those of the currency; all of it says that it is illustrative.
"""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any, Final

import numpy as np

from planner.arrays import Floats
from planner.domain import GRADES, MONUMENTS
from planner.intake.city.terms import Terms
from planner.intake.knowledge import known
from planner.intake.values.distinct import Cells
from planner.reading import write_yaml_text
from planner.scenario.store.naming import title_of
from planner.text import in_each, name_of, text

Tree = dict[str, Any]
MILLION: Final = Decimal(1_000_000)
_WANTED: Final = 3
"""Money for a third of everything forces choices."""
_TWO: Final = 2


def rounded(value: Decimal | float, digits: int = _TWO) -> Decimal:
    """To so many leading digits: an illustrative figure claims no more."""
    number = Decimal(str(value))
    if number == 0:
        return Decimal(0)
    return +number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1)).normalize()


def nice_step(value: Decimal) -> Decimal:
    """The least of 1, 2, 5, 10, 20 ... times a power of ten that is no less than half of it."""
    power = Decimal(1).scaleb(value.adjusted())
    steps = (power * factor for factor in (1, 2, 5, 10))
    return next(step for step in steps if step * 2 >= value)


def cost_of_everything(terms: Terms, status: Cells, grade: Cells, floor: Cells) -> Decimal:
    """Millions that making everything good would cost: repair, monuments restored, ruins rebuilt.

    status, grade, floor (n,): columns of sites.csv; what is not known costs nothing here.
    """
    works = known("city")["works"]
    share: dict[str, Floats] = {}
    for name in ("repair", "restore", "rebuild"):
        costs = works[name]["unit_cost"]
        share[name] = np.array([0.0, *(costs.get(g, {}).get("likely", 0.0) for g in GRADES)])
    grades = np.where(grade == "", "0", grade).astype(np.int64)
    areas = np.where(floor == "", "0", floor).astype(np.float64)
    listed = np.isin(status.astype(str), sorted(MONUMENTS))
    plain = np.maximum(share["repair"], np.where(share["repair"] > 0, 0, share["rebuild"]))
    unit = np.where(listed, share["restore"][grades], plain[grades])
    return Decimal(float((unit * areas).sum())) * terms.reference_cost / MILLION


def money_of(terms: Terms, everything: Decimal) -> Decimal:
    """Millions for all the years: as stated, else a third of what everything costs."""
    least = rounded(100 * terms.reference_cost / MILLION)
    return terms.money if terms.money is not None else max(rounded(everything / _WANTED), least)


def base_text(terms: Terms, total: Decimal, *, outlined: bool) -> str:
    """The base of the city's scenarios; total: millions for all the years."""
    stated = known("city")
    files = {"sites": "sites.csv", "projects": "projects.csv"}
    files |= {"districts": "districts.geojson"} if outlined else {}
    tree: Tree = {
        "format": 1,
        "name": _titled(terms, "intake.city.base"),
        "note": stated["note"],
        "inventory": files,
        "horizon": {"start": terms.start, "money_years": terms.years, **stated["horizon"]},
        "money": _money(terms, total, stated),
        "crews": _crews(terms, total, stated["crews"]),
        "duration": _durations(terms, stated["duration_m2"]),
        "damage": stated["damage"],
        "significance": stated["significance"],
        "works": {name: _works(terms, works, stated) for name, works in stated["works"].items()},
        "criteria": stated["criteria"],
        "weights": stated["presets"]["balanced"]["weights"],
    }
    tree["horizon"]["appraisal_years"] = max(tree["horizon"]["appraisal_years"], terms.years)
    return write_yaml_text(_exact(tree))


def presets(terms: Terms) -> dict[str, str]:
    """File -> text of the four scenarios to begin with."""
    stated = known("city")
    return {
        f"{name}.yaml": write_yaml_text(
            {
                "format": 1,
                "extends": "base.yaml",
                "name": preset["name"],
                "note": stated["preset_note"],
                "weights": preset["weights"],
            }
        )
        for name, preset in stated["presets"].items()
    }


def _titled(terms: Terms, key: str) -> dict[str, str]:
    names = title_of(terms.name).words
    return in_each(lambda: text(key, name=name_of(names)))


def _money(terms: Terms, total: Decimal, stated: Tree) -> Tree:
    rate = rounded(terms.reference_cost / Decimal(stated["usd_per_m2"]), 3)
    exchange = {
        key: words.format(usd_m2=stated["usd_per_m2"]) for key, words in stated["exchange"].items()
    }
    step = nice_step(stated["round_m2"] * terms.reference_cost / MILLION)
    yearly = (total / terms.years).quantize(Decimal("0.01"))
    amounts = {terms.start + year: yearly for year in range(terms.years)}
    amounts[terms.start] += total - yearly * terms.years
    return {
        "currency": terms.currency,
        "unit": "million",
        "price_year": terms.price_year,
        "round_to": step,
        "exchange": {"USD": rate, "date": f"{terms.price_year}-01-01", "basis": exchange},
        "known_cost": stated["known_cost"],
        "funds": {
            "recovery": {
                "name": stated["fund"]["name"],
                "carry_over": True,
                "eligible": "all",
                "amount": amounts,
                "basis": stated["fund"]["assumed" if terms.money is None else "stated"],
            }
        },
    }


def _crews(terms: Terms, total: Decimal, stated: Tree) -> Tree:
    """Enough of each trade for a year's money, in person-years."""
    square_metres = total / terms.years * MILLION / terms.reference_cost
    found = {}
    for name, crew in stated.items():
        yearly = rounded(square_metres * Decimal(str(crew["per_m2"])))
        capacity = max(yearly.quantize(Decimal(1), ROUND_CEILING), Decimal(1))
        found[name] = {
            "name": crew["name"],
            "unit": crew["unit"],
            "capacity": {terms.start + year: capacity for year in range(terms.years)},
            "basis": crew["basis"],
        }
    return found


def _durations(terms: Terms, stated: list[list[Any]]) -> list[Tree]:
    """Years that works take, by their cost in millions."""
    return [
        {"years": years}
        if square_metres is None
        else {"up_to": rounded(square_metres * terms.reference_cost / MILLION), "years": years}
        for square_metres, years in stated
    ]


def _works(terms: Terms, stated: Mapping[str, Any], city: Tree) -> Tree:
    """Costs for a square metre of floor, in the currency; labour for a million of it."""
    labour = Decimal(city["labour_of"]) / terms.reference_cost
    return {
        **stated,
        "unit_cost": {
            grade: {
                end: rounded(Decimal(str(share)) * terms.reference_cost, 3)
                for end, share in cost.items()
            }
            for grade, cost in stated["unit_cost"].items()
        },
        "labour": {
            trade: rounded(Decimal(str(years)) * labour)
            for trade, years in stated["labour"].items()
        },
    }


def _exact(value: Any) -> Any:
    """Numbers as YAML writes them exactly."""
    if isinstance(value, dict):
        return {key: _exact(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_exact(inner) for inner in value]
    return Decimal(str(value)) if isinstance(value, float) else value
