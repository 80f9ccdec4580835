"""An inventory and a scenario of which only that is left in memory which a profile may read.

Whatever a writer does with them afterwards, it cannot tell what they no longer hold.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from planner.exchange.gate.fields import of_inventory, treatment
from planner.exchange.gate.naming import public_projects, public_sites
from planner.exchange.gate.places import gridded
from planner.inventory import Inventory, Projects, Sites, Today
from planner.inventory.wording import Texts, Wording
from planner.scenario.chosen import ChosenPlan
from planner.scenario.scenario import Rules, Scenario
from planner.text import in_each, text
from planner.text.written import STROKE

_YEAR: Final = 4
_LISTED: Final = ("must", "never", "promises", "status_lifted", "recreation", "without")
from planner.profiles import Profile


def clean_inventory(inventory: Inventory, profile: Profile) -> tuple[Inventory, dict[str, str]]:
    """The tables as a profile may read them, and old id -> the id that it knows."""
    sites, projects = inventory.sites, inventory.projects
    ids: dict[str, str] = {}
    named: list[dict[str, Any]] = []
    told = of_inventory("name", profile) == "whole"
    for table, public in ((sites, public_sites(sites)), (projects, public_projects(projects))):
        names, new = ([table.names(row) for row in range(len(table))], table.id) if told else public
        ids |= dict(zip(table.id, new, strict=True))
        by_language = {code: tuple(each[code] for each in names) for code in table.name}
        named.append({"id": tuple(new), "name": by_language})
    parts = projects.parts
    cleaned = replace(
        inventory,
        sites=replace(sites, **named[0], **_sites(sites, profile)),
        projects=replace(
            projects,
            **named[1],
            **_placed(projects, profile),
            displaces=_mapped(projects.displaces, ids),
            parts=replace(parts, restores=_mapped(parts.restores, ids)),
            note=_said(projects.note, "note", profile),
            source=_said(projects.source, "source", profile),
            **_numbers(projects),
        ),
        gains=replace(
            inventory.gains,
            project=tuple(ids.get(project, project) for project in inventory.gains.project),
            source=_said(inventory.gains.source, "gains_source", profile),
        ),
    )
    return cleaned, ids


def _sites(sites: Sites, profile: Profile) -> dict[str, Any]:
    dated = of_inventory("damage_date_last", profile)
    today = _today(sites.today, profile)
    gone = sites.today.stated - today.stated
    return {
        **_placed(sites, profile),
        **{name: _said(getattr(sites, name), name, profile) for name in _SAID},
        "damage_date_last": _dates(sites.damage_date_last, dated),
        "today": today,
        "quality": {name: how for name, how in sites.quality.items() if name not in gone},
        "quality_word": {name: how for name, how in sites.quality_word.items() if name not in gone},
        **_numbers(sites),
    }


_SAID: Final = ("address", "heritage_extra", "events", "summary", "source")
"""Words of sites, each a column of the table of fields."""


def _today(today: Today, profile: Profile) -> Today:
    dated = of_inventory("fact_date", profile)
    hidden = of_inventory("shelter", profile) == "withheld"
    blank = ("",) * len(today.shelter)
    return replace(
        today,
        shelter=blank if hidden else today.shelter,
        stated=today.stated - {"shelter"} if hidden else today.stated,
        date={fact: _dates(dates, dated) for fact, dates in today.date.items()},
        source={fact: _said(words, "fact_source", profile) for fact, words in today.source.items()},
    )


def _numbers(table: Sites | Projects) -> dict[str, Any]:
    """Columns that the table adds are known to nobody here: they leave in no profile."""
    kept = {name: column for name, column in table.numbers.items() if name not in table.extra}
    return {"numbers": kept, "extra": ()}


def _placed(table: Sites | Projects, profile: Profile) -> dict[str, Any]:
    """Coordinates as the profile gets them; of what is sensitive the district at most."""
    how, nowhere = of_inventory("lat", profile), np.full(len(table), np.nan)
    if how == "whole":
        lat, lon = table.lat, table.lon
    elif how == "grid":
        lat, lon = gridded(table.lat, table.lon)
    else:
        lat, lon = nowhere, nowhere
    hidden = table.sensitive & (treatment("sensitive", profile) != "whole")
    return {name: np.where(hidden, np.nan, at) for name, at in (("lat", lat), ("lon", lon))}


def _said(words: Wording, column: str, profile: Profile) -> Wording:
    if of_inventory(column, profile) == "whole":
        return words
    return {language: ("",) * len(texts) for language, texts in words.items()}


def _dates(dates: Texts, how: str) -> Texts:
    if how == "whole":
        return dates
    return tuple(date[:_YEAR] if how == "year" else "" for date in dates)


def _mapped(lists: tuple[Texts, ...], ids: Mapping[str, str]) -> tuple[Texts, ...]:
    return tuple(tuple(ids.get(subject, subject) for subject in one) for one in lists)


def clean_scenario(scenario: Scenario, ids: Mapping[str, str], profile: Profile) -> Scenario:
    """The settings as a profile may read them, rules by the ids that it knows.

    Where years of works are withheld promises and a chosen plan are left out, since each names them.
    """
    changed: dict[str, Any] = {"rules": _rules(scenario.rules, ids, profile)}
    if scenario.chosen_plan is not None:
        changed["chosen_plan"] = _chosen(scenario.chosen_plan, ids, profile)
    if treatment("words", profile) == "withheld":
        changed["note"] = None
    if treatment("crew", profile) == "withheld":
        crews = scenario.crews.items()
        changed["crews"] = {k: crew.model_copy(update={"capacity": {}}) for k, crew in crews}
    return scenario.model_copy(update=changed)


def _chosen(plan: ChosenPlan, ids: Mapping[str, str], profile: Profile) -> ChosenPlan | None:
    if treatment("when", profile) == "withheld":
        return None
    changed: dict[str, Any] = {"works": {ids.get(s, s): steps for s, steps in plan.works.items()}}
    if treatment("words", profile) == "withheld":
        changed["reason"] = _unsaid()
    return plan.model_copy(update=changed)


def _unsaid() -> str:
    """In the place of words that may not leave."""
    return STROKE.join(in_each(lambda: text("gate.unsaid")).values())


def _rules(rules: Rules, ids: Mapping[str, str], profile: Profile) -> Rules:
    unsaid = {
        field: _unsaid()
        for field, kind in (("reason", "words"), ("author", "person"))
        if treatment(kind, profile) == "withheld"
    }
    changed: dict[str, Any] = {
        kind: tuple(_decided(rule, ids, unsaid) for rule in getattr(rules, kind))
        for kind in _LISTED
    }
    changed["requires"] = tuple(
        rule.model_copy(
            update={
                end: ids.get(getattr(rule, end), getattr(rule, end)) for end in ("start", "after")
            }
        )
        for rule in rules.requires
    )
    if rules.protect is not None:
        changed["protect"] = rules.protect.model_copy(update=unsaid)
    if treatment("when", profile) == "withheld":
        changed["promises"] = ()
    return rules.model_copy(update=changed)


def _decided(rule: Any, ids: Mapping[str, str], unsaid: Mapping[str, str]) -> Any:
    """One rule by other ids, without the words that may not leave."""
    changed: dict[str, object] = dict(unsaid)
    for field in ("site", "project"):
        subject = getattr(rule, field, None)
        if subject is not None:
            changed[field] = ids.get(subject, subject)
    if hasattr(rule, "rule"):
        changed["rule"] = renamed_rule(rule.rule, ids)
    return rule.model_copy(update=changed)


def renamed_rule(name: str, ids: Mapping[str, str]) -> str:
    """The name of a rule, `never.town-hall.clear`, by other ids."""
    return ".".join(ids.get(part, part) for part in name.split("."))
