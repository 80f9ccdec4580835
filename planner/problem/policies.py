"""C4-C8: displacement, precedence, locks, shares of spending, floors by district."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from planner.alternatives.table import CODES, NOTHING
from planner.problem.case import Case
from planner.problem.linking import Rows, Sense
from planner.scenario.scenario import ClassOfSpending, Lock

Flags = NDArray[np.bool_]


def c4_displacement(case: Case) -> Rows:
    r"""C4 Displacement: a plot is cleared for a project exactly when the project starts there.

    .. math:: x_{\text{clear},i,t} = \sum_{p \text{ takes } i} x_{p,t}
        \quad \text{for every plot } i \text{ and start year } t

    x_clear,i,t  1 if plot i is cleared for a project in year t    x_p,t  1 if project p starts in
    year t. By C1 a plot is cleared at most once, so at most one project takes it; a plot that may
    not be cleared has no such alternative, and the row bars the projects that want it [none].
    """
    table, projects = case.alternatives, case.inventory.projects
    takers: dict[str, list[int]] = {}
    for project, sites in zip(projects.id, projects.displaces, strict=True):
        for site in sites:
            takers.setdefault(site, []).append(case.index(project))
    starts = table.starts()
    names: list[str] = []
    columns: list[NDArray[np.int64]] = []
    coefficients: list[NDArray[np.int64]] = []
    for site, rivals in takers.items():
        plot = _of_groups(starts, [case.index(site)])
        cleared = plot[table.make_way[plot]]
        built = _of_groups(starts, sorted(set(rivals)))
        built = built[table.first[built] != NOTHING]
        for start in range(case.scenario.horizon.money_years):
            one, other = (of[table.first_start[of] == start] for of in (cleared, built))
            if len(one) or len(other):
                names.append(f"C4_displace_{site}_{table.years[0] + start}")
                columns.append(np.concatenate([one, other]))
                coefficients.append(np.repeat([1, -1], [len(one), len(other)]))
    return Rows.of_few(names, columns, coefficients, "=", np.zeros(len(names)), n=len(table))


def _of_groups(starts: NDArray[np.int64], groups: list[int]) -> NDArray[np.int64]:
    """The alternatives of some groups, in order."""
    return np.concatenate([np.arange(starts[g], starts[g + 1]) for g in groups])


def c5_requires(case: Case) -> Rows:
    r"""C5 Requires: works on q may start only after works on r are finished.

    .. math:: \sum_{a \in A_q,\ s_a \le t} x_a \le \sum_{b \in A_r,\ d_b \le t} x_b
        \quad \text{for every start year } t

    s_a  first year of a [year]    d_b  first year with all works of b finished [year]
    """
    table = case.alternatives
    names, coefficients = [], []
    for number, rule in enumerate(case.scenario.rules.requires):
        started = case.of_group(case.index(rule.start)) & table.real
        finished = case.of_group(case.index(rule.after)) & table.real
        for start in range(case.scenario.horizon.money_years):
            row = (started & (table.first_start <= start)).astype(int)
            row -= finished & (table.done <= start)
            if (started & (table.first_start == start)).any():
                year = table.years[0] + start
                names.append(f"C5_{number}_{rule.start}_after_{rule.after}_{year}")
                coefficients.append(row)
    return Rows.of(names, coefficients, "<=", np.zeros(len(names)), n=len(table))


def c6_locks(case: Case) -> Rows:
    r"""C6 Locks: a site or project that must, or must never, be worked on.

    .. math:: \sum_{a \in A_i \cap W} x_a = 1 \ \text{(must)}
        \qquad \sum_{a \in A_i \cap W} x_a = 0 \ \text{(never)}

    W  the alternatives the lock speaks of: any works, or those that end with the works named;
    "never" without works bars clearing the plot for a project too [none]
    """
    table, rules = case.alternatives, case.scenario.rules
    names, coefficients, rhs = [], [], []
    for kind, locks, total in (("must", rules.must, 1), ("never", rules.never, 0)):
        for number, lock in enumerate(locks):
            names.append(f"C6_{kind}_{number}_{lock.subject}")
            coefficients.append(_spoken_of(case, lock, barred=kind == "never"))
            rhs.append(total)
    return Rows.of(names, coefficients, "=", rhs, n=len(table))


def barred_alternatives(case: Case) -> Flags:
    """(n,) whether a lock says never to an alternative."""
    found = np.zeros(len(case.alternatives), dtype=bool)
    for lock in case.scenario.rules.never:
        found |= _spoken_of(case, lock, barred=True)
    return found


def _spoken_of(case: Case, lock: Lock, *, barred: bool) -> Flags:
    table = case.alternatives
    works = table.real | (table.make_way & barred)
    if lock.works is not None:
        works = works & (table.last == CODES.index(lock.works))
    return np.asarray(case.of_group(case.index(lock.subject)) & works)


def spending_class(case: Case) -> dict[ClassOfSpending, Flags]:
    """(n,) each: works on sites of heritage value, on other sites, and for projects.

    Clearing a plot for a project is part of the project.
    """
    table = case.alternatives
    new = (table.group >= table.n_sites) | table.make_way
    valued = case.significance[table.group] > 0
    return {"conservation": valued & ~new, "repair": ~valued & ~new, "new": new}


def c7_share(case: Case) -> Rows:
    r"""C7 Share: a class of works gets at least, or at most, a share of what is spent.

    .. math:: \sum_{a \in K} c_a x_a \ge \alpha_K \sum_a c_a x_a
        \qquad \sum_{a \in K} c_a x_a \le \beta_K \sum_a c_a x_a

    c_a  cost of a over all years [kopecks]    K  conservation, repair or new
    alpha_K, beta_K  least and greatest share [none]; rows are multiplied by its denominator, so
    that every number in them is whole
    """
    table = case.alternatives
    cost = table.cost.astype(np.float64)
    names, coefficients = [], []
    senses: list[Sense] = []
    for name, members in spending_class(case).items():
        rule = case.scenario.rules.share.get(name)
        bounds: tuple[tuple[str, Decimal | None, Sense], ...] = (
            ("least", rule.at_least if rule else None, ">="),
            ("most", rule.at_most if rule else None, "<="),
        )
        for label, limit, sense in bounds:
            if limit is not None:
                share = Fraction(limit)
                names.append(f"C7_{label}_{name}")
                coefficients.append(cost * (share.denominator * members - share.numerator))
                senses.append(sense)
    zeros = np.zeros(len(names))
    return Rows.of(names, coefficients, senses, zeros, n=len(table))


def c8_district_floor(case: Case) -> Rows:
    r"""C8 District floor: each district keeps a share of its own attainable gain of a criterion.

    .. math:: \sum_{a \in D} g_{c,a} x_a \ge \varphi_c\, G_{c,D} \quad \text{for every district } D

    g_ca  gain of a on criterion c [the criterion's unit]    G_cD  the most that sites and projects
    of D could gain of it [the same]    phi_c  share [none]
    """
    table = case.alternatives
    names, coefficients, rhs = [], [], []
    district = case.districts()
    for number, rule in enumerate(case.scenario.rules.district_floor):
        column = table.criteria.index(rule.criterion)
        for name in np.unique(district):
            members = district == name
            most = case.attainable[members, column].sum()
            gains = np.where(members[table.group], table.gain[:, column], 0.0)
            if most > 0 or gains.any():  # where there is nothing to gain there may be some to lose
                names.append(f"C8_floor_{number}_{rule.criterion}_{name}")
                coefficients.append(gains)
                rhs.append(float(rule.at_least) * most)
    return Rows.of(names, coefficients, ">=", rhs, n=len(table))
