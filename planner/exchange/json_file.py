"""A plan as JSON for programs: stable keys, exact money in minor units, no NaN."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from planner.exchange.gate import Released
from planner.exchange.listing import qualities
from planner.exchange.sheet import finite
from planner.exchange.stamp import facts
from planner.insight.brings import brought, origin_of, restores, whole_of
from planner.insight.words import reason
from planner.inventory import FACTS, Quality
from planner.inventory.wording import words_at
from planner.money import MINOR_PER_MAJOR
from planner.plan.entry import Entry
from planner.plan.figures import Loss, Swing
from planner.plan.plan import Plan
from planner.scenario.about import About
from planner.scenario.adding import SWITCHED, held
from planner.scenario.settings import rules_of
from planner.text import in_each

FORMAT = 2


def _numbers(values: Mapping[str, float]) -> dict[str, float | None]:
    return {key: finite(value) for key, value in values.items()}


def _today(plan: Plan, entry: Entry) -> dict[str, Any]:
    """What the table of sites adds of a building, each fact with the day of its report and source."""
    if entry.kind == "project":
        return {}
    row, sites = plan.listing.inventory[plan.listing.place[entry.id]], plan.inventory.sites
    today = sites.today
    stated = {fact: today.value(fact, int(row)) for fact in FACTS if fact in today.stated}
    facts: dict[str, Any] = {
        fact: {
            "value": value,
            "quality": sites.quality_word[fact][row] or str(sites.quality[fact][row]),
            "date": today.date[fact][row] or None,
            "source": words_at(today.source[fact], int(row)),
        }
        for fact, value in stated.items()
        if value is not None and sites.quality[fact][row] != Quality.MISSING
    }
    if "cost_known" in facts:
        facts["cost_known"]["works"] = today.cost_known_works[row]
    if "readiness" in facts and today.readiness_works[row]:
        facts["readiness"]["works"] = today.readiness_works[row]
    if "significance" in facts:
        facts["significance"]["values"] = today.judged_by(int(row))
    return facts


def _project(plan: Plan, entry: Entry) -> dict[str, Any]:
    """Of a project what it is a part of, what it restores, and what it is said to bring."""
    if entry.kind != "project":
        return {}
    whole = whole_of(plan, entry.id)
    return {
        "origin": origin_of(plan, entry.id) or None,
        "part_of": dict(whole.name) if any(whole.name.values()) else None,
        "phase": whole.phase or None,
        "waits_for": list(whole.before),
        "restores": list(restores(plan, entry.id)),
        "gains": [
            {**asdict(gain), "amount": finite(gain.amount), "source": dict(gain.source)}
            for gain in brought(plan, entry.id)
        ],
    }


def _entry(
    entry: Entry,
    quality: Mapping[str, str],
    today: Mapping[str, Any],
    project: Mapping[str, Any],
) -> dict[str, Any]:
    """One entry: what of it leaves is for the gate to say."""
    why: dict[str, Any] = {
        "key": entry.reason,
        "values": {
            k: finite(v) if isinstance(v, float) else v for k, v in entry.reason_values.items()
        },
        **in_each(lambda: reason(entry)),
    }
    return {
        "id": entry.id,
        "kind": entry.kind,
        "name": dict(entry.name),
        "group": entry.group,
        "rank": entry.rank,
        "district": entry.district,
        "use": entry.use,
        "heritage_status": entry.heritage_status,
        "today": dict(today),
        "damage_grade": entry.damage_grade if entry.damage_grade >= 0 else None,
        "steps": [asdict(step) for step in entry.steps],
        "cost": entry.cost,
        "cost_low": entry.cost_low,
        "cost_high": entry.cost_high,
        "money": {str(year): minor for year, minor in entry.money.items()},
        "loss": finite(entry.loss),
        "margin": finite(entry.margin),
        "importance": finite(entry.importance),
        "points": _numbers(entry.points),
        "counts": _numbers(entry.counts),
        "displaces": list(entry.displaces),
        "displaced_by": entry.displaced_by,
        **project,
        "forced": entry.forced or None,
        "reason": why if entry.reason else None,
        "missing": list(entry.missing),
        "quality": dict(quality),
    }


def _figures(plan: Plan) -> dict[str, Any]:
    figures = plan.figures
    return {
        "by_criterion": {
            key: {
                "count": finite(figure.count),
                "possible": finite(figure.possible),
                "share": finite(figure.share),
                "points": finite(plan.points(key)),
            }
            for key, figure in figures.by_criterion.items()
        },
        "spent": figures.spent,
        "spent_low": figures.spent_low,
        "spent_high": figures.spent_high,
        "money_total": figures.money_total,
        "spent_by_class": dict(figures.spent_by_class),
        "sites_planned": figures.sites_planned,
        "sites_total": figures.sites_total,
        "sites_settled": figures.sites_settled,
        "damaged_buildings": _damaged(plan.about),
        "projects_planned": figures.projects_planned,
        "projects_total": figures.projects_total,
        "by_district": {c: _numbers(shares) for c, shares in figures.by_district.items()},
        "done": dict(figures.done),
        "residents_back": figures.residents_back,
        "residents_in_new": figures.residents_in_new,
        "residents_certified": figures.residents_certified,
        "residents_out": figures.residents_out,
        "swings": [_swing(swing) for swing in plan.swings],
        "among_as_good": [asdict(among) for among in plan.among],
    }


def _swing(swing: Swing) -> dict[str, Any]:
    return {
        "criterion": swing.criterion,
        "low": swing.low,
        "high": swing.high,
        "depends_on": swing.subject,
    }


def _damaged(about: About) -> dict[str, Any] | None:
    """How many damaged buildings the city says it has; none where it does not."""
    damaged = about.damaged
    if damaged is None:
        return None
    return damaged.model_dump(mode="json")


def _loss(loss: Loss) -> dict[str, Any]:
    return {
        "id": loss.id,
        "name": dict(loss.name),
        "kind": loss.kind,
        "significance": finite(loss.significance),
        "lost": finite(loss.lost),
        "by_project": loss.by_project,
    }


def _use_of_means(plan: Plan) -> dict[str, Any]:
    return {
        "spending": [paid._asdict() for paid in plan.payments],
        "crews": [
            {"year": year, "crew": crew, "used": finite(used), "capacity": finite(capacity)}
            for year, crew, used, capacity in plan.labour
        ],
    }


def _rules(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The rules that hold -> the files that state each; none for one that is not saved yet."""
    names = [rule.name for rule in held(rules_of(plan.scenario))]
    care = plan.scenario.rules.protect
    names += [SWITCHED] if care is not None and care.holds else []
    return {name: plan.origins.get(name, ()) for name in names}


def to_dict(released: Released) -> dict[str, Any]:
    """Everything that may leave the house for its profile, as JSON types.

    Money is int minor units of `currency`, of which `minor_units` make one; plans are told in
    `money_unit`, a `minor_per_money_unit` of them. A number that is not finite is null: a bound that nobody proved, say.
    """
    return released.gate.tree("plan_json", everything(released) | {"profile": released.profile})


def everything(released: Released) -> dict[str, Any]:
    """The same before the gate."""
    plan = released.plan
    known = qualities(plan)
    scenario = plan.scenario
    return {
        "format": FORMAT,
        "profile": released.profile,
        "value": finite(plan.value),
        "bound": finite(plan.bound),
        "gap": finite(plan.gap),
        "proven": plan.proven,
        "status": plan.solution.status,
        "bound_from": plan.solution.bound_from,
        "seconds": finite(plan.solution.seconds),
        "scenario": {
            "name": scenario.name.model_dump(),
            "synthetic": scenario.synthetic,
            "shares": _numbers(plan.shares),
            "start": scenario.horizon.start,
            "money_years": scenario.horizon.money_years,
            "appraisal_years": scenario.horizon.appraisal_years,
            "price_year": scenario.money.price_year,
        },
        "rules": [{"name": name, "files": list(files)} for name, files in _rules(plan).items()],
        "rules_taken_out": [gone.model_dump() for gone in scenario.rules.without],
        "currency": scenario.money.currency,
        "minor_units": MINOR_PER_MAJOR,
        "money_unit": scenario.money.unit,
        "minor_per_money_unit": scenario.money.tender.size,
        "figures": _figures(plan),
        "losses": [_loss(loss) for loss in plan.losses],
        "plan": [
            _entry(entry, known.get(entry.id, {}), _today(plan, entry), _project(plan, entry))
            for entry in plan.entries
        ],
        **_use_of_means(plan),
        "provenance": facts(released),
    }


def to_json(released: Released, link: str = "", **more: Any) -> str:
    """The plan as JSON text, indented, Cyrillic as it is.

    link: an address that opens the plan. more: what was found out besides, as JSON types.
    """
    data = to_dict(released) | released.gate.tree("plan_json", more)
    told = released.link(link)
    if told:
        data["provenance"]["link"] = told
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
