"""C10: what the plan has to reach, and how much may be under way at once."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from planner.alternatives.attributes import attributes_of
from planner.alternatives.gains import reach_of
from planner.arrays import Flags, Floats
from planner.errors import Fault
from planner.problem.case import Case
from planner.problem.easing import Lever
from planner.problem.linking import RowId, Rows, Rule, Sense
from planner.problem.rows.entry import Clash, RowKind
from planner.scenario.scenario import PeopleBack


def c10_targets(case: Case) -> Rows:
    r"""C10 Targets: enough people are back in time, and few enough sites are at work at once.

    .. math:: \sum_{a:\ d_a \le t + 1} u_{k,a}\, x_a \ge N_{k,t}
        \qquad \sum_{a \in W_t} x_a \le n \quad \text{for every year } t

    u_ka  residents or users (k) that the works of a bring back, as far as the damage keeps them
    away: their number x unusable share x effect of the last works; who is housed elsewhere with a
    certificate is not back [people]    d_a  first year
    with all works of a finished [year]    N_kt  people to be back by the end of year t [people]
    W_t  alternatives with works on a site under way in t, or clearing it for a project; a plot
    that is clear already is no site at work    n  the most sites at work at once [sites]
    """
    table, targets = case.alternatives, case.scenario.rules.targets
    ids: list[RowId] = []
    coefficients: list[Floats | Flags] = []
    senses: list[Sense] = []
    rhs: list[int] = []
    for number, target in enumerate(targets.people_back):
        name = f"C10_people_{number}_{target.who}_{target.by}"
        ids.append(RowId(name, Rule("C10", "people", number), target.who, target.by))
        coefficients.append(_people_back(case, target))
        senses.append(">=")
        rhs.append(target.at_least)
    if targets.sites_at_work is not None:
        for year, busy in enumerate(_at_work(case)):
            if busy.any():
                name = f"C10_at_work_{table.years[year]}"
                ids.append(RowId(name, Rule("C10", "at_work"), year=table.years[year]))
                coefficients.append(busy)
                senses.append("<=")
                rhs.append(targets.sites_at_work.at_most)
    return Rows.of(ids, coefficients, senses, rhs, n=len(table))


def _people_back(case: Case, target: PeopleBack) -> Floats:
    """(n,) people that each alternative brings back in time, by the first criterion of theirs."""
    table, criteria = case.alternatives, case.scenario.criteria
    in_time = table.years[0] + table.done <= target.by + 1
    for column, name in enumerate(table.criteria):
        if criteria[name].attribute == target.attribute:
            attributes = attributes_of(case.scenario, case.inventory)
            back = in_time & ~table.certified
            return np.where(back, reach_of(case.scenario, attributes, table, column), 0.0)
    return np.zeros(len(table))


def _at_work(case: Case) -> list[Flags]:
    """(n,) for each money year: whether an alternative has works on a site under way."""
    table, n_projects = case.alternatives, len(case.inventory.projects.id)
    clear_already = np.append(case.inventory.sites.plot_cleared, np.zeros(n_projects, dtype=bool))
    on_site = (table.group < table.n_sites) & ~(table.make_way & clear_already[table.group])
    works_years = np.where(table.certified, 0, table.first_years)
    steps = (
        (table.first_start, works_years),
        (table.second_start, table.second_years),
    )
    return [
        on_site & np.any([(start <= t) & (t < start + years) for start, years in steps], axis=0)
        for t in range(len(table.years))
    ]


def _lever(case: Case, rule: Rule, rows: Sequence[int], _: Rows) -> Lever:
    targets, sites = case.scenario.rules.targets, Fraction(case.alternatives.n_sites)
    one, of = np.ones(len(rows)), tuple(rows)
    if rule.kind == "people":
        now = Fraction(targets.people_back[int(rule.key or 0)].at_least)
        return Lever(kind="together", rows=of, now=now, factor=one)
    now = Fraction(targets.sites_at_work.at_most if targets.sites_at_work else 0)
    return Lever(kind="together", rows=of, now=now, end=sites, factor=one)


def _fault(clash: Clash) -> Fault:
    targets, setting = clash.case.scenario.rules.targets, clash.relief.setting
    details: dict[str, str | int | float] = {}
    if clash.rule.kind == "people":
        number = int(clash.rule.key or 0)
        target = targets.people_back[number]
        details["year"] = target.by
        if setting is not None:
            details["possible"] = round(setting)
        field = f"rules.targets.people_back[{number}]"
        key = clash.eased(f"infeasible_{target.who}")
        return clash.fault(key, field, str(target.at_least), details)
    details["years"] = ", ".join(sorted(str(row.year) for row in clash.mine()))
    if setting is not None:
        details["needed"] = round(setting)
    value = str(targets.sites_at_work.at_most if targets.sites_at_work else 0)
    key = clash.eased("infeasible_at_work")
    return clash.fault(key, "rules.targets.sites_at_work", value, details)


ENTRY = RowKind(number="C10", write=c10_targets, lever=_lever, fault=_fault)
