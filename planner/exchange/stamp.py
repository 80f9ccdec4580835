"""The stamp that every export carries: whose plan it is, on what it rests, how good it is proven to be.

All exports take it from here, so that one plan has one stamp, whatever it is written as.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from planner.exchange.gate import Released
from planner.exchange.sheet import Cell, finite
from planner.insight import at_most_percent
from planner.insight.words import criterion_name, scenario_name
from planner.text import date, decimal, money, money_unit, percent, text

SHORT: Final = 12
"""Digits of a hash that people compare."""


def facts(released: Released) -> dict[str, Any]:
    """The stamp for programs, in no language: weights as shares, the budget in minor units."""
    plan = released.plan
    source, found = plan.provenance, plan.solution
    return {
        "profile": released.profile,
        "synthetic": plan.scenario.synthetic,
        "currency": plan.scenario.money.currency,
        "money_unit": plan.scenario.money.unit,
        "weights": {key: share for key, share in plan.shares.items() if share > 0},
        "budget": plan.figures.money_total,
        "scenario_sha256": source.scenario_sha256,
        "inventory_sha256": source.inventory_sha256,
        "decisions_sha256": source.decisions_sha256,
        "value": finite(found.value),
        "bound": finite(found.bound),
        "gap": finite(found.gap),
        "proven": found.proven,
        "bound_from": found.bound_from,
        "solver": source.solver,
        "vidnova": source.vidnova,
        "seed": source.seed,
        "seconds": round(found.seconds, 3),
        "created": source.created,
    }


def stamp(released: Released, link: str = "") -> dict[str, Cell]:
    """The same as cells by stable key, in order: what anyone needs to make the same plan again.

    The budget is in the money unit, weights stand in one cell (`heritage 30; damage 15`).
    link: an address that opens the plan; it stands last, where there is one that may be told.
    """
    told, link = facts(released), released.link(link)
    weights = (f"{key} {round(100 * share, 4):g}" for key, share in told.pop("weights").items())
    told["weights"] = "; ".join(weights)
    told["budget"] = released.plan.scenario.money.tender.amount(told["budget"])
    told["plan_sha256"] = told.pop("decisions_sha256")
    first = {"profile": told["profile"], "scenario": scenario_name(released.plan.scenario)}
    ordered = {key: told[key] for key in _ORDER}
    return {**first, **ordered, **({"link": link} if link else {})}


_ORDER: Final = (
    "synthetic",
    "currency",
    "money_unit",
    "weights",
    "budget",
    "scenario_sha256",
    "inventory_sha256",
    "plan_sha256",
    "value",
    "bound",
    "gap",
    "proven",
    "bound_from",
    "solver",
    "vidnova",
    "seed",
    "seconds",
    "created",
)


def stamp_rows(released: Released, link: str = "") -> Iterator[tuple[Cell, Cell]]:
    """The stamp for people: what each fact is called, and the fact in words where it is coded."""
    plan = released.plan
    said: dict[str, Cell] = {
        "profile": text(f"gate.profile.{released.profile}"),
        "money_unit": money_unit(plan.scenario.money.tender),
        "weights": weights_words(released),
        "bound_from": text(f"answer.bound.{plan.solution.bound_from}"),
    }
    for key, value in stamp(released, link).items():
        shown = text(f"export.yes.{value}".lower()) if isinstance(value, bool) else value
        yield (text(f"export.stamp.{key}"), said.get(key, shown))


def made_words(created: str) -> str:
    """When a plan was made, to the minute. created: ISO date and time."""
    moment = datetime.fromisoformat(created)
    return text("stamp.made", date=date(moment.date()), time=f"{moment:%H:%M}")


def weights_words(released: Released) -> str:
    """Weights by name, those that count."""
    plan = released.plan
    shares = ((key, share) for key, share in plan.shares.items() if share > 0)
    return ", ".join(f"{criterion_name(plan.scenario, k)} {percent(share)}" for k, share in shares)


def stamp_words(released: Released) -> list[str]:
    """The stamp in three lines, for the foot of a document."""
    plan = released.plan
    source, found = plan.provenance, plan.solution
    known = finite(found.gap) is not None and finite(found.bound) is not None
    return [
        text(
            "stamp.scenario",
            profile=text(f"gate.profile.{released.profile}"),
            name=scenario_name(plan.scenario),
            weights=weights_words(released),
            budget=money(plan.figures.money_total, plan.scenario.money.tender),
        ),
        text(
            "stamp.proof" if known else "stamp.no_proof",
            value=decimal(found.value, 2),
            bound=decimal(found.bound, 2) if known else "",
            gap=at_most_percent(found.gap) if known else "",
        ),
        text(
            "stamp.data",
            data=source.inventory_sha256[:SHORT],
            scenario=source.scenario_sha256[:SHORT],
            plan=source.decisions_sha256[:SHORT],
            made=made_words(source.created),
        ),
    ]
