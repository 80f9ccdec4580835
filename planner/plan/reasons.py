"""Why something is not in the plan, as a catalogue key with its values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.arrays import Flags, Integers
from planner.domain import MONUMENTS, NOT_CHECKED, PRIVATE
from planner.inventory import Inventory
from planner.plan.alone import LACKS
from planner.plan.columns import GROUPS, IN_PLAN
from planner.plan.rank import Ranking
from planner.problem.linking import RowId
from planner.scenario.scenario import Decided, Rules
from planner.text import in_all

NEEDED: Final = ("floor_area_m2", "damage_grade")
"""Columns without which the cost of works is not known."""
_KINDS: Final = {"C2": "money", "C3": "crew"}


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
    works: Mapping[str, Mapping[str, str]]
    """Kind of works -> its names, by language."""
    index: Mapping[str, int]
    """Id -> group number."""
    subjects: Sequence[str]
    """Their ids, by group number."""
    barred: Flags
    """(n_groups,) whether a lock or a promise leaves no way into the plan."""
    quickest: Integers
    """(n_groups,) years that the quickest lawful works take; 0 where none are lawful."""
    lawful: Flags
    """(n_groups,) whether there are works that end in time."""
    clearable: Flags
    """(n_groups,) whether the plot may be cleared for a project."""
    lacks: NDArray[np.int8]
    """(n_groups,) code of what it would lack even alone, by LACKS."""
    carried: Integers
    """(m, 2) groups: one, and a project that cannot be built without it."""
    restorable: Flags
    """(n_groups,) whether works that restore, repair or adapt it are lawful and may be paid for."""
    years: int
    """In which money may fall due."""
    rows: tuple[RowId, ...]
    """The rows that charge what is shown."""

    @property
    def n_sites(self) -> int:
        """Groups below this number are sites."""
        return len(self.inventory.sites.id)

    def carries(self, subject: str) -> tuple[str, ...]:
        """Ids of projects in the plan that cannot be built without it."""
        needed, one = self.carried.T
        falls = (needed == self.index[subject]) & self.ranking.planned[one]
        return tuple(self.subjects[group] for group in one[falls].tolist())

    def names(self, subject: str) -> dict[str, str]:
        """The name of a site or project in every language, for messages."""
        group, sites, projects = self.index[subject], self.inventory.sites, self.inventory.projects
        table, row = (sites, group) if group < self.n_sites else (projects, group - self.n_sites)
        return {f"site_{code}": name for code, name in in_all(table.names(row)).items()}


def _barred(grounds: Grounds, subject: str) -> Reason | None:
    """What a lock bars of it, if that keeps it out: all, or kinds of works."""
    group = grounds.index[subject]
    locks = [lock for lock in grounds.rules.never if lock.subject == subject]
    kept_out = grounds.barred[group] or grounds.ranking.held[group]
    if not locks or not kept_out:
        return None
    whole = next((lock for lock in locks if lock.works is None), None)
    if whole is not None:
        return Reason(key="reason.barred", values=_decided(whole))
    works = list(dict.fromkeys(lock.works for lock in locks if lock.works is not None))
    said = [in_all(grounds.works[each]) for each in works]
    names = {f"works_{code}": ", ".join(name[code] for name in said) for code in said[0]}
    return Reason(key="reason.works_barred", values={**names, **_decided(locks[0])})


def _decided(by: Decided) -> dict[str, str]:
    return {"why": by.reason, "author": by.author}


def _plot_decided(grounds: Grounds, group: int) -> Reason | None:
    """The decision that keeps a plot of a project as it is, if any."""
    if group < grounds.n_sites or not grounds.barred[group]:
        return None
    rules, plots = grounds.rules, grounds.inventory.projects.displaces[group - grounds.n_sites]
    barring = [lock for lock in rules.never if lock.works in (None, "clear")]
    for key, decisions in (
        ("reason.plot_promised", rules.promises),
        ("reason.plot_kept", [*rules.must, *barring]),
    ):
        for decision in decisions:
            if decision.subject in plots:
                names = grounds.names(decision.subject)
                return Reason(key=key, values={**names, **_decided(decision)})
    return None


def _waits_for(grounds: Grounds, subject: str) -> str | None:
    """What would have to be worked on first and is not in the plan, if any."""
    projects = grounds.inventory.projects
    pairs = [(rule.start, rule.after) for rule in grounds.rules.requires]
    pairs += [(projects.id[row], projects.id[before]) for row, before in projects.parts.waits]
    for start, after in pairs:
        if start == subject and not grounds.ranking.planned[grounds.index[after]]:
            return after
    return None


def _unplannable_site(grounds: Grounds, group: int) -> Reason:
    sites = grounds.inventory.sites
    if grounds.lawful[group]:
        own = sites.today.owner[group] in PRIVATE
        return Reason(key="reason.private_owner" if own else "reason.no_fund")
    missing = missing_columns(grounds.inventory, group)
    if missing:
        return Reason(key="reason.missing", missing=missing)
    if sites.damage_grade[group] == 0:
        return Reason(key="reason.undamaged")
    if grounds.quickest[group]:
        return _too_long("reason.works_too_long", grounds, group)
    return Reason(key="reason.no_lawful_works")


def _too_long(key: str, grounds: Grounds, group: int) -> Reason:
    return Reason(key=key, values={"n": int(grounds.quickest[group]), "years": grounds.years})


def _unplannable_project(grounds: Grounds, group: int) -> Reason:
    if grounds.quickest[group] > grounds.years:
        later = grounds.inventory.projects.parts.phase[group - grounds.n_sites] > 1
        kind = "too_long_phase" if later else "too_long"
        return _too_long(f"reason.{kind}", grounds, group)
    for site in grounds.inventory.projects.displaces[group - grounds.n_sites]:
        held = grounds.index[site]
        if not grounds.clearable[held]:
            kind = "protected" if _is_protected(grounds, held) else "standing"
            if grounds.inventory.sites.heritage_status[held] == NOT_CHECKED:
                kind = "not_checked"
            return Reason(key=f"reason.plot_{kind}", values=grounds.names(site))
    for site in grounds.inventory.projects.parts.restores[group - grounds.n_sites]:
        if not grounds.restorable[grounds.index[site]]:
            return Reason(key="reason.not_restorable", values=grounds.names(site))
    return Reason(key="reason.no_fund")


def _is_protected(grounds: Grounds, site: int) -> bool:
    """Whether the law keeps a building; a monument that lost its status is not protected."""
    sites = grounds.inventory.sites
    lifted = {entry.site for entry in grounds.rules.status_lifted}
    return sites.heritage_status[site] in MONUMENTS and sites.id[site] not in lifted


def _scarcest(grounds: Grounds, group: int) -> str:
    """The kind of rows that takes most from the value of what is shown: money, crew or rule; empty
    where none takes anything."""
    charges = grounds.ranking.charges
    column = slice(charges.indptr[group], charges.indptr[group + 1])
    taken, row = charges.data[column], charges.indices[column]
    dearest = [row[k] for k in np.lexsort((row, -taken)) if taken[k] > 0]
    return _KINDS.get(grounds.rows[dearest[0]].rule.row, "rule") if dearest else ""


def reason_for(grounds: Grounds, subject: str) -> Reason:
    """Why a site or project is next, deferred or cannot be planned; empty for what is planned."""
    ranking, group = grounds.ranking, grounds.index[subject]
    name = GROUPS[ranking.group[group]]
    if name in IN_PLAN:
        return Reason()
    if name == "settled":
        return Reason(key=f"reason.{grounds.inventory.sites.today.state_today[group]}")
    if name == "unplannable":
        is_site = group < grounds.n_sites
        return (_unplannable_site if is_site else _unplannable_project)(grounds, group)
    decided = _barred(grounds, subject) or _plot_decided(grounds, group)
    if decided is not None:
        return decided
    if ranking.worth[group] <= 0:
        return Reason(key="reason.no_benefit")
    lacked = LACKS[grounds.lacks[group]]
    if lacked:
        return Reason(key=f"reason.beyond_{lacked}")
    first = _waits_for(grounds, subject)
    if first is not None:
        asked = any(r.start == subject and r.after == first for r in grounds.rules.requires)
        why = "reason.waits" if asked else "reason.waits_phase"
        return Reason(key=why, values=grounds.names(first))
    return _outbid(grounds, group)


def _outbid(grounds: Grounds, group: int) -> Reason:
    """Why something that could enter is out: a rival, its plot, what its means bring elsewhere, or
    only that it does not fit."""
    ranking, scarce = grounds.ranking, _scarcest(grounds, group)
    loss, worth = float(ranking.own[group]), float(ranking.worth[group])
    if loss >= 0:
        words = {"money": "does_not_fit", "crew": "no_hands_left", "rule": "kept_out"}
        return Reason(key=f"reason.{words.get(scarce, 'nearly')}")
    if ranking.apart[group] >= 0:
        rival = int(ranking.rival[group])
        if rival >= 0:
            return Reason(key="reason.plot_rival", values=grounds.names(grounds.subjects[rival]))
        return Reason(key="reason.plot_taken")
    amounts: dict[str, str | int | float] = {"points": worth, "elsewhere": worth - loss}
    return Reason(key=f"reason.outbid_{scarce or 'rule'}", values=amounts)
