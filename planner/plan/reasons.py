"""Why something is not in the plan, as a catalogue key with its values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from planner.alternatives import CODES
from planner.arrays import Flags, Integers
from planner.domain import MONUMENTS
from planner.inventory import Inventory
from planner.plan.columns import GROUPS
from planner.plan.rank import Ranking
from planner.problem.linking import RowId
from planner.scenario.scenario import Lock, Rules
from planner.text import in_all

NEEDED: Final = ("floor_area_m2", "damage_grade")
"""Columns without which the cost of works is not known."""
_KINDS: Final = {"C2": "money", "C3": "crew", "C4": "plot"}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What reasons follow from, for n_groups sites and projects; small enough to keep and send."""

    inventory: Inventory
    rules: Rules
    ranking: Ranking
    works: Integers
    """(n_groups,) code of the last works of what is shown."""
    index: Mapping[str, int]
    """Id -> group number."""
    quickest: Integers
    """(n_groups,) years that the quickest lawful works take; 0 where none are lawful."""
    lawful: Flags
    """(n_groups,) whether there are works that end in time."""
    clearable: Flags
    """(n_groups,) whether the plot may be cleared for a project."""
    years: int
    """In which money may fall due."""
    rows: tuple[RowId, ...]
    """The rows that charge what is shown."""

    @property
    def n_sites(self) -> int:
        """Groups below this number are sites."""
        return len(self.inventory.sites.id)

    def names(self, subject: str) -> dict[str, str]:
        """The name of a site or project in every language, for messages."""
        group, sites, projects = self.index[subject], self.inventory.sites, self.inventory.projects
        table, row = (sites, group) if group < self.n_sites else (projects, group - self.n_sites)
        return {f"site_{code}": name for code, name in in_all(table.names(row)).items()}


def _bar(grounds: Grounds, subject: str) -> Lock | None:
    """The lock that says never to the alternative shown, if any."""
    for lock in grounds.rules.never:
        if lock.subject == subject:
            works = CODES[grounds.works[grounds.index[subject]]]
            if lock.works in (None, works):
                return lock
    return None


def _waits_for(grounds: Grounds, subject: str) -> str | None:
    """What would have to be worked on first and is not in the plan, if any."""
    for rule in grounds.rules.requires:
        if rule.start == subject and not grounds.ranking.planned[grounds.index[rule.after]]:
            return rule.after
    return None


def _unplannable_site(grounds: Grounds, group: int) -> Reason:
    missing = missing_columns(grounds.inventory, group)
    if missing:
        return Reason(key="reason.missing", missing=missing)
    if grounds.inventory.sites.damage_grade[group] == 0:
        return Reason(key="reason.undamaged")
    if grounds.lawful[group]:
        return Reason(key="reason.no_fund")
    if grounds.quickest[group]:
        return _too_long("reason.works_too_long", grounds, group)
    return Reason(key="reason.no_lawful_works")


def _too_long(key: str, grounds: Grounds, group: int) -> Reason:
    return Reason(key=key, values={"n": int(grounds.quickest[group]), "years": grounds.years})


def _unplannable_project(grounds: Grounds, group: int) -> Reason:
    if grounds.quickest[group] > grounds.years:
        return _too_long("reason.too_long", grounds, group)
    for site in grounds.inventory.projects.displaces[group - grounds.n_sites]:
        held = grounds.index[site]
        if not grounds.clearable[held]:
            kind = "protected" if _is_protected(grounds, held) else "standing"
            return Reason(key=f"reason.plot_{kind}", values=grounds.names(site))
    return Reason(key="reason.no_fund")


def _is_protected(grounds: Grounds, site: int) -> bool:
    """Whether the law keeps a building; a monument that lost its status is not protected."""
    sites = grounds.inventory.sites
    lifted = {entry.site for entry in grounds.rules.status_lifted}
    return sites.heritage_status[site] in MONUMENTS and sites.id[site] not in lifted


def _dearest(grounds: Grounds, group: int) -> list[str]:
    """Kinds of rows that take from the value of what is shown, dearest first: money, crew, plot,
    rule."""
    charges = grounds.ranking.charges
    column = slice(charges.indptr[group], charges.indptr[group + 1])
    taken, row = charges.data[column], charges.indices[column]
    dearest = [row[k] for k in np.lexsort((row, -taken)) if taken[k] > 0]
    return list(dict.fromkeys(_KINDS.get(grounds.rows[r].rule.row, "rule") for r in dearest))


def reason_for(grounds: Grounds, subject: str) -> Reason:
    """Why a site or project is next, deferred or cannot be planned; empty for the planned."""
    ranking, group = grounds.ranking, grounds.index[subject]
    name = GROUPS[ranking.group[group]]
    if name == "planned":
        return Reason()
    if name == "unplannable":
        is_site = group < grounds.n_sites
        return (_unplannable_site if is_site else _unplannable_project)(grounds, group)
    lock = _bar(grounds, subject)
    if lock is not None:
        return Reason(key="reason.barred", values={"why": lock.reason, "author": lock.author})
    if ranking.worth[group] <= 0:
        return Reason(key="reason.no_benefit")
    first = _waits_for(grounds, subject)
    if first is not None:
        return Reason(key="reason.waits", values=grounds.names(first))
    scarce = _dearest(grounds, group) or ["rule"]
    if ranking.margin[group] >= 0:
        words = {"rule": "kept_out", "plot": "plot_taken"}
        return Reason(key=f"reason.{words.get(scarce[0], 'does_not_fit')}")
    kind = next((kind for kind in scarce if kind != "plot"), "rule")
    amounts = {"points": float(ranking.worth[group]), "elsewhere": float(ranking.used[group])}
    return Reason(key=f"reason.outbid_{kind}", values=amounts)
