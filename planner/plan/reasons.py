"""Why something is not in the plan, as a catalogue key with its values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from planner.alternatives import CODES
from planner.inventory import Inventory
from planner.plan.model import Forced
from planner.plan.rank import Ranking
from planner.problem.case import Case
from planner.problem.rows import Rows
from planner.scenario.model import Lock
from planner.works import MONUMENTS

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
NEEDED: Final = ("floor_area_m2", "damage_grade")
"""Columns without which the cost of works is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """`key` in the catalogue (prefix `reason.`), with named values."""

    key: str = ""
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def missing_columns(inventory: Inventory, site: int) -> tuple[str, ...]:
    """Columns that a survey has to fill before works on the site can be costed."""
    sites = inventory.sites
    unknown = {
        "floor_area_m2": bool(np.isnan(sites.floor_area_m2[site])),
        "damage_grade": bool(sites.damage_grade[site] < 0),
    }
    return tuple(column for column in NEEDED if unknown[column])


def forced(case: Case, subject: str) -> Forced:
    """Whether a promise or a lock decides about a site or project; one that bars some works only
    does not."""
    rules = case.scenario.rules
    if any(promise.subject == subject for promise in rules.promises):
        return "promise"
    if any(lock.subject == subject for lock in rules.must):
        return "must"
    if any(lock.subject == subject and lock.works is None for lock in rules.never):
        return "never"
    return ""


def _bar(case: Case, subject: str, shown: int) -> Lock | None:
    """The lock that says never to the alternative shown, if any."""
    for lock in case.scenario.rules.never:
        works = CODES[case.alternatives.last_of(shown)]
        if lock.subject == subject and lock.works in (None, works):
            return lock
    return None


def _waits_for(case: Case, ranking: Ranking, subject: str) -> str | None:
    """What would have to be worked on first and is not in the plan, if any."""
    for rule in case.scenario.rules.requires:
        if rule.start == subject and not ranking.planned[case.index(rule.after)]:
            return rule.after
    return None


def _unplannable_site(case: Case, group: int) -> Reason:
    sites = case.inventory.sites
    missing = missing_columns(case.inventory, group)
    if missing:
        return Reason(key="reason.missing", missing=missing)
    if sites.damage_grade[group] == 0:
        return Reason(key="reason.undamaged")
    if (case.of_group(group) & case.alternatives.real).any():
        return Reason(key="reason.no_fund")
    if case.quickest[group]:
        return _too_long("reason.works_too_long", case, group)
    return Reason(key="reason.no_lawful_works")


def _too_long(key: str, case: Case, group: int) -> Reason:
    values = {"n": int(case.quickest[group]), "years": len(case.alternatives.years)}
    return Reason(key=key, values=values)


def _unplannable_project(case: Case, group: int) -> Reason:
    table = case.alternatives
    if case.quickest[group] > len(table.years):
        return _too_long("reason.too_long", case, group)
    clearable = set(table.group[table.make_way].tolist())
    for site in case.inventory.projects.displaces[group - table.n_sites]:
        held = case.index(site)
        if held not in clearable:
            kind = "protected" if _is_protected(case, held) else "standing"
            return Reason(key=f"reason.plot_{kind}", values=_names(case, site))
    return Reason(key="reason.no_fund")


def _is_protected(case: Case, site: int) -> bool:
    """Whether the law keeps a building; a monument that lost its status is not protected."""
    sites = case.inventory.sites
    lifted = {entry.site for entry in case.scenario.rules.status_lifted}
    return sites.heritage_status[site] in MONUMENTS and sites.id[site] not in lifted


def _names(case: Case, subject: str) -> dict[str, str]:
    """Both names of a site or project, for messages."""
    sites, projects = case.inventory.sites, case.inventory.projects
    group = case.index(subject)
    return {
        "site_uk": (*sites.name_uk, *projects.name_uk)[group],
        "site_en": (*sites.name_en, *projects.name_en)[group],
    }


def charges_of(rows: Rows, prices: Floats, shown: Integers) -> csc_array:
    """(n_rows, n_groups) what each row takes from the value of the alternative shown, in points."""
    charges = csc_array(rows.matrix[:, shown])
    charges.data = charges.data * prices[charges.indices]
    return charges


def _dearest(rows: Rows, charges: csc_array, group: int) -> list[str]:
    """Kinds of rows that take from the value of what is shown, dearest first: money, crew, plot,
    rule."""
    column = slice(charges.indptr[group], charges.indptr[group + 1])
    taken, row = charges.data[column], charges.indices[column]
    kinds = {"C2": "money", "C3": "crew", "C4": "plot"}
    dearest = [row[k] for k in np.lexsort((row, -taken)) if taken[k] > 0]
    return list(dict.fromkeys(kinds.get(rows.names[r][:2], "rule") for r in dearest))


def reason_for(case: Case, ranking: Ranking, rows: Rows, charges: csc_array, group: int) -> Reason:
    """Why a site or project is next, deferred or cannot be planned; empty for the planned.

    charges: see `charges_of`.
    """
    if ranking.group[group] == "planned":
        return Reason()
    if ranking.group[group] == "unplannable":
        is_site = group < case.alternatives.n_sites
        return (_unplannable_site if is_site else _unplannable_project)(case, group)
    subject, shown = case.alternatives.subjects[group], int(ranking.shown[group])
    lock = _bar(case, subject, shown)
    if lock is not None:
        return Reason(key="reason.barred", values={"why": lock.reason, "author": lock.author})
    if ranking.worth[group] <= 0:
        return Reason(key="reason.no_benefit")
    first = _waits_for(case, ranking, subject)
    if first is not None:
        return Reason(key="reason.waits", values=_names(case, first))
    scarce = _dearest(rows, charges, group) or ["rule"]
    if ranking.margin[group] >= 0:
        words = {"rule": "kept_out", "plot": "plot_taken"}
        return Reason(key=f"reason.{words.get(scarce[0], 'does_not_fit')}")
    kind = next((name for name in scarce if name != "plot"), "rule")
    amounts = {"points": float(ranking.worth[group]), "elsewhere": float(ranking.used[group])}
    return Reason(key=f"reason.outbid_{kind}", values=amounts)
