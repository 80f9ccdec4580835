"""What neither weights nor decisions touch: worked out once, read at every move of a weight."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

import numpy as np
from numpy.typing import NDArray

from planner.alternatives import CODES, Alternatives, Attributes
from planner.arrays import Flags, Floats, Integers
from planner.domain import RESTORING
from planner.inventory import Inventory
from planner.plan.alone import lacks_of
from planner.plan.carrying import carried_of
from planner.plan.columns import BEFOREHAND, Beforehand
from planner.plan.stake import Beyond, beyond_reach
from planner.problem.case import Case
from planner.problem.linking import Rows, Rule
from planner.problem.rows.c05_requires import PHASE, RESTORES
from planner.problem.rows.c06_locks import barred_alternatives
from planner.problem.rows.c09_promises import under_way
from planner.problem.spending import spending_class
from planner.scenario.scenario import SpendingClass

CLASSES: Final[tuple[SpendingClass, ...]] = get_args(SpendingClass)
FREE: Final = 2
BARRED: Final = 1
"""Chance of an alternative that nothing keeps out, and of one that a lock does; 0 impossible."""
_ALONE: Final = frozenset({"C4", "C6", "C9", "C11"})
"""Rows that speak of one site or project, or of a plot and its project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearing:
    """Alternatives of projects, and those that clear their plots in the same year; pairs."""

    project: Integers
    """(m,) alternatives of projects."""
    plot: Integers
    """(m,) alternatives of plots."""

    def joined(self, amount: Floats) -> Floats:
        """(n,) `amount`, and for a project the amount of clearing its plots in its start year."""
        with_plots = np.bincount(self.project, weights=amount[self.plot], minlength=len(amount))
        return np.asarray(amount + with_plots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plots:
    """Which projects want which sites, and with which others they cannot stand together."""

    project: Integers
    """(m,) group of the project; pairs with `site`."""
    site: Integers
    """(m,) group of the site it displaces."""
    rival: Integers
    """(k, 2) groups of two projects that want one plot; each pair both ways round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """n alternatives of n_groups sites and projects, whatever they are worth."""

    index: Mapping[str, int]
    """Id -> group number."""
    subjects: NDArray[np.object_]
    """(n_groups,) their ids: an array of them is put in order faster than a tuple."""
    starts: Integers
    """(n_groups + 1,) where each group begins."""
    cost: Integers
    """(n,) likely cost over all years, minor units."""
    clearing: Clearing
    chance: NDArray[np.int8]
    """(n_groups,) the best chance (2 free, 1 barred by a lock, 0 impossible) in each group."""
    candidates: Flags
    """(n,) the alternatives with the best chance of their group."""
    spending: NDArray[np.int8]
    """(n,) code of the class of spending, by CLASSES."""
    by_id: Integers
    """(n_groups,) place of each site and project in the order of their ids."""
    contested: Flags
    """(n_rows,) whether a row is about what many want: money, crews, rules. The others tie a plot to
    its project (C4) or hold one site or project alone (C6, C9, C11): whatever is counted together, or
    judged as if nobody had decided about it, is judged without them; what falls
    with one of them is counted apart (`carried`)."""
    barred: Flags
    """(n,) the alternatives that could be carried out but for a lock that says never."""
    lacks: NDArray[np.int8]
    """(n_groups,) code of what would not be there for it even if nothing else were done, by LACKS."""
    plots: Plots
    carried: Integers
    """(m, 2) groups: one, and a project that cannot be built without it."""
    forced: NDArray[np.int8]
    """(n_groups,) code of what decides about a site or project beforehand, by BEFOREHAND."""
    lawful: Flags
    """(n_groups,) whether there are works at all."""
    clearable: Flags
    """(n_groups,) whether the plot may be cleared for a project."""
    restorable: Flags
    """(n_groups,) whether it may be restored, repaired or adapted, or needs no works any more."""
    settled: Flags
    """(n_groups,) whether nothing is left to be done there: mended already, or pulled down."""
    districts: tuple[str, ...]
    """Ids of the districts, in order; blank for none."""
    district: Integers
    """(n_groups,) number of its district."""
    could_gain: Floats
    """(n_districts, n_criteria) the most that each could gain: what a floor (C8) is a share of."""
    beyond: Beyond
    """Heritage that no plan of this scenario can save."""


def fixed_of(case: Case, attributes: Attributes, rows: Rows) -> Fixed:
    """All of it for a case and its rows."""
    table, starts = case.alternatives, case.alternatives.starts()
    index = {subject: group for group, subject in enumerate(table.subjects)}
    clearable = _any(table, table.make_way)
    possible = feasible_alone(case, index, clearable)
    barred = barred_alternatives(case)
    locked = barred | (table.real & _held_plot(case, index, barred, clearable)[table.group])
    chance = (np.where(locked, BARRED, FREE) * possible).astype(np.int8)
    best = _most(chance, starts)
    spending = np.zeros(len(table), dtype=np.int8)
    for name, members in spending_class(case).items():
        spending[members] = CLASSES.index(name)
    names, district = np.unique(case.districts(), return_inverse=True)
    could_gain = np.zeros((len(names), case.attainable.shape[1]))
    np.add.at(could_gain, district, case.attainable)
    return Fixed(
        index=index,
        subjects=np.array(table.subjects, dtype=np.object_),
        starts=starts,
        cost=table.cost,
        clearing=clearing_of(table, case.inventory, index),
        chance=best,
        candidates=np.asarray(chance == best[table.group]),
        spending=spending,
        by_id=np.argsort(np.argsort(table.subjects)),
        contested=np.array([not _ties(row.rule) for row in rows.ids], dtype=bool),
        barred=np.asarray(chance == BARRED),
        lacks=lacks_of(case, rows, np.asarray((chance == best[table.group]) & (chance > 0))),
        plots=plots_of(case, index),
        carried=carried_of(case.inventory, index),
        forced=_forced(case),
        lawful=_any(table, table.real),
        clearable=clearable,
        restorable=restorable_of(case, case.payable()),
        settled=np.concatenate(
            [case.inventory.sites.today.settled, np.zeros(len(case.inventory.projects), bool)]
        ),
        districts=tuple(map(str, names.tolist())),
        district=district,
        could_gain=could_gain,
        beyond=beyond_reach(case.scenario, attributes, table),
    )


def _ties(rule: Rule) -> bool:
    """Whether a rule ties a project to its plots, its phases or what it restores, or holds one site
    or project alone."""
    return rule.row in _ALONE or (rule.row == "C5" and rule.kind in (PHASE, RESTORES))


def _any(table: Alternatives, members: Flags) -> Flags:
    """(n_groups,) whether a group has any of the alternatives."""
    return np.asarray(np.bincount(table.group[members], minlength=len(table.subjects)) > 0)


def _most(amounts: NDArray[Any], starts: Integers) -> NDArray[Any]:
    """(n_groups,) the largest amount in each group."""
    return np.asarray(np.maximum.reduceat(amounts, starts[:-1])) if len(amounts) else amounts


def clearing_of(table: Alternatives, inventory: Inventory, index: Mapping[str, int]) -> Clearing:
    """Which alternatives of a project go with which clearing of its plots."""
    starts = table.starts()

    def of(subject: str, members: Flags) -> Integers:
        group = slice(*starts[index[subject] : index[subject] + 2])
        return np.asarray(starts[index[subject]] + np.flatnonzero(members[group]))

    pairs: list[Integers] = []
    for project, sites in zip(inventory.projects.id, inventory.projects.displaces, strict=True):
        built = of(project, table.real)
        for site in sites:
            plots = of(site, table.make_way)
            same = table.first_start[built][:, None] == table.first_start[plots][None, :]
            a, b = np.nonzero(same)
            pairs.append(np.array([built[a], plots[b]], dtype=np.int64))
    both = np.concatenate(pairs, axis=1) if pairs else np.empty((2, 0), dtype=np.int64)
    return Clearing(project=both[0], plot=both[1])


def plots_of(case: Case, index: Mapping[str, int]) -> Plots:
    """The plots that projects want."""
    projects = case.inventory.projects
    pairs = [
        (index[project], index[site])
        for project, sites in zip(projects.id, projects.displaces, strict=True)
        for site in sites
    ]
    takers: dict[int, list[int]] = {}
    for project, site in pairs:
        takers.setdefault(site, []).append(project)
    rivals = {(p, q) for of in takers.values() for p in of for q in of if p != q}
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Plots(
        project=both[:, 0],
        site=both[:, 1],
        rival=np.array(sorted(rivals), dtype=np.int64).reshape(-1, 2),
    )


def _held_plot(case: Case, index: Mapping[str, int], barred: Flags, clearable: Flags) -> Flags:
    """(n_groups,) projects a plot of which may not be cleared because somebody decided so."""
    table, rules = case.alternatives, case.scenario.rules
    held = ~_any(table, table.make_way & ~barred) & clearable
    decided = [lock.subject for lock in rules.must] + [p.subject for p in rules.promises]
    decided += under_way(case)
    held[[index[subject] for subject in decided]] = True
    found = np.zeros(len(table.subjects), dtype=bool)
    plots = plots_of(case, index)
    found[plots.project[held[plots.site]]] = True
    return found


def feasible_alone(case: Case, index: Mapping[str, int], clearable: Flags) -> Flags:
    """(n,) real alternatives that some fund may pay, whose plots may all be cleared and whose sites
    may all be restored."""
    table, projects = case.alternatives, case.inventory.projects
    room = np.ones(len(table.subjects), dtype=bool)
    for project, sites in zip(projects.id, projects.displaces, strict=True):
        room[index[project]] = clearable[[index[site] for site in sites]].all()
    paid = case.payable()
    restorable = restorable_of(case, paid)
    for project, sites in zip(projects.id, projects.parts.restores, strict=True):
        room[index[project]] &= restorable[[index[site] for site in sites]].all()
    return np.asarray(table.real & paid & room[table.group])


def restorable_of(case: Case, paid: Flags) -> Flags:
    """(n_groups,) sites that works restore, repair or adapt, or that need none any more.

    paid: (n,) alternatives that some fund may pay.
    """
    table = case.alternatives
    mends = np.isin(table.last, [CODES.index(works) for works in RESTORING]) & table.real & paid
    found = _any(table, mends)
    found[: table.n_sites] |= case.inventory.sites.today.has_state("done")
    return found


def _forced(case: Case) -> NDArray[np.int8]:
    """A promise counts before a lock; a lock that bars some works only does not decide."""
    rules = case.scenario.rules
    ways: tuple[tuple[Beforehand, list[str]], ...] = (
        ("never", [lock.subject for lock in rules.never if lock.works is None]),
        ("must", [lock.subject for lock in rules.must]),
        ("promise", [*(promise.subject for promise in rules.promises), *under_way(case)]),
    )
    codes = np.zeros(len(case.alternatives.subjects), dtype=np.int8)
    for way, subjects in ways:
        codes[[case.index(subject) for subject in subjects]] = BEFOREHAND.index(way)
    return codes
