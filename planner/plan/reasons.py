"""Why something is not in the plan, as a catalogue key with its values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from planner.inventory import Inventory
from planner.plan.rank import Ranking
from planner.problem.case import Case
from planner.problem.rows import Rows
from planner.scenario.model import Lock

Floats = NDArray[np.float64]
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


def lock_on(case: Case, subject: str) -> tuple[Literal["must", "never"], Lock] | None:
    """The lock on a site or project as a whole, and whether it is `must` or `never`.

    A "never" that names works leaves other works open, so it bars nothing as a whole.
    """
    rules = case.scenario.rules
    for lock in rules.must:
        if lock.subject == subject:
            return "must", lock
    for lock in rules.never:
        if lock.subject == subject and lock.works is None:
            return "never", lock
    return None


def _unplannable_site(case: Case, group: int) -> Reason:
    sites = case.inventory.sites
    missing = missing_columns(case.inventory, group)
    if missing:
        return Reason(key="reason.missing", missing=missing)
    if sites.damage_grade[group] == 0:
        return Reason(key="reason.undamaged")
    if case.of_group(group).sum() > 1:
        return Reason(key="reason.no_fund")
    return Reason(key="reason.no_lawful_works")


def _unplannable_project(case: Case, group: int) -> Reason:
    projects, table = case.inventory.projects, case.alternatives
    number = group - table.n_sites
    years = int(projects.years_to_build[number])
    if years > len(table.years):
        return Reason(key="reason.too_long", values={"n": years, "years": len(table.years)})
    clearable = set(table.group[table.make_way].tolist())
    for site in projects.displaces[number]:
        held = case.index(site)
        if held not in clearable:
            names = case.inventory.sites
            values = {"site_uk": names.name_uk[held], "site_en": names.name_en[held]}
            return Reason(key="reason.plot_protected", values=values)
    return Reason(key="reason.no_fund")


def _dearest(rows: Rows, prices: Floats, alternative: int) -> str:
    """Kind of row that takes most of the alternative's value: money, crew or rule."""
    column = rows.matrix[:, [alternative]].toarray().ravel() * prices
    if not (column > 0).any():
        return "rule"
    name = rows.names[int(np.argmax(column))]
    return {"C2": "money", "C3": "crew"}.get(name[:2], "rule")


def reason_for(case: Case, ranking: Ranking, rows: Rows, prices: Floats, group: int) -> Reason:
    """Why a site or project is next, deferred or cannot be planned; empty for the planned."""
    if ranking.group[group] == "planned":
        return Reason()
    if ranking.group[group] == "unplannable":
        is_site = group < case.alternatives.n_sites
        return (_unplannable_site if is_site else _unplannable_project)(case, group)
    lock = lock_on(case, case.alternatives.subjects[group])
    if lock is not None and lock[0] == "never":
        return Reason(key="reason.barred", values={"why": lock[1].reason, "author": lock[1].author})
    shown = int(ranking.shown[group])
    if ranking.worth[group] <= 0:
        return Reason(key="reason.no_benefit")
    if ranking.margin[group] >= 0:
        return Reason(key="reason.does_not_fit")
    amounts = {"points": float(ranking.worth[group]), "elsewhere": float(ranking.used[group])}
    return Reason(key=f"reason.outbid_{_dearest(rows, prices, shown)}", values=amounts)
