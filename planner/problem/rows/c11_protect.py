"""C11: damaged monuments that must be protected in time."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np

from planner.alternatives.table import CODES, NOTHING
from planner.arrays import Flags
from planner.domain import GRADES
from planner.errors import Fault
from planner.problem.case import Case
from planner.problem.easing import Lever, Option
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.rows.entry import Clash, RowKind, in_words
from planner.scenario.scenario import Protect
from planner.text import text

DUTY: Final = Rule("C11", "protect")


def c11_protect(case: Case) -> Rows:
    r"""C11 Protection: every monument of a status and damage is protected by a year.

    .. math:: \sum_{a \in A_i \cap P_t} x_a = 1 \quad \text{for every such monument } i

    A_i  the alternatives of monument i    P_t  those of which a step that protects the fabric, such
    as propping and covering, or better works, begins by the year t; a monument that has none of them
    cannot be planned, and no row asks for it [none]
    """
    rule = case.scenario.rules.protect
    if rule is None or not rule.holds:
        return Rows.none(len(case.alternatives))
    return protecting(case, rule)


def protecting(case: Case, rule: Protect) -> Rows:
    """The rows of a rule, whether or not it holds in the scenario."""
    table = case.alternatives
    covered = covering(case, rule)
    asked = meant(case, rule) & _has(case, covered)
    sites = np.flatnonzero(asked).tolist()
    names = [table.subjects[site] for site in sites]
    return Rows.of(
        [RowId(f"C11_protect_{name}", DUTY, name, rule.by) for name in names],
        [covered & (table.group == site) for site in sites],
        "=",
        np.ones(len(sites)),
        n=len(table),
    )


def covering(case: Case, rule: Protect) -> Flags:
    """(n,) alternatives of which a step that protects begins in time."""
    table, works = case.alternatives, case.scenario.works
    protects = np.array(
        [*(w in works and works[w].keeps_fabric and works[w].protects_years != 0 for w in CODES), 0]
    ).astype(bool)
    latest = rule.by - table.years[0]
    steps = ((table.first, table.first_start), (table.second, table.second_start))
    in_time = [(w != NOTHING) & protects[w] & (start <= latest) for w, start in steps]
    return np.asarray(table.real & np.any(in_time, axis=0))


def meant(case: Case, rule: Protect) -> Flags:
    """(n_groups,) monuments that the rule speaks of and on which anything is left to be done."""
    sites = case.inventory.sites
    found = np.isin(np.asarray(sites.heritage_status), rule.status)
    found &= (sites.damage_grade >= rule.least_grade) & ~sites.today.settled
    lifted = [entry.site for entry in case.scenario.rules.status_lifted]
    found &= ~np.isin(np.asarray(sites.id), lifted)
    gone = sites.plot_cleared | sites.today.has_state("demolished")
    return np.concatenate([found & ~gone, np.zeros(len(case.inventory.projects), dtype=bool)])


def beyond(case: Case, rule: Protect) -> tuple[str, ...]:
    """Ids of monuments that the rule speaks of and that no lawful works can protect in time."""
    out = meant(case, rule) & ~_has(case, covering(case, rule))
    return tuple(case.alternatives.subjects[site] for site in np.flatnonzero(out).tolist())


def _has(case: Case, members: Flags) -> Flags:
    table = case.alternatives
    return np.asarray(np.bincount(table.group[members], minlength=len(table.subjects)) > 0)


def _lever(case: Case, rule: Rule, rows: Sequence[int], _: Rows) -> Lever:
    """A later year, as long as there is money, or none but worse damage."""
    stated = case.scenario.rules.protect
    assert stated is not None, "only a rule that is stated can give"
    others = [
        *(("year", "by", year) for year in case.alternatives.years if year > stated.by),
        *(("grade", "least_grade", grade) for grade in GRADES if grade > stated.least_grade),
    ]
    options = tuple(
        Option(
            figure=figure,
            setting=setting,
            rows=protecting(case, stated.model_copy(update={key: setting})),
        )
        for figure, key, setting in others
    )
    return Lever(kind="written", rows=tuple(rows), options=options)


def _ways(clash: Clash) -> str:
    """What it can become so that the others hold; what else to do where nothing was found."""
    found = clash.relief.settings
    told = [text(f"duty.give.{figure}", **{figure: found[figure]}) for figure in found]
    return text("duty.give", ways=text("duty.give.or").join(told)) if told else text("duty.ease")


def _fault(clash: Clash) -> Fault:
    rule = clash.case.scenario.rules.protect
    assert rule is not None, "only a rule that is stated can clash"
    mine = [row.subject for row in clash.mine()]
    details: dict[str, str | int | float] = {
        "year": rule.by,
        "why": rule.reason,
        "author": rule.author,
        "n": len(mine),
        **clash.named(mine[0]),
        **in_words("ways", partial(_ways, clash)),
    }
    key = "infeasible_protect" if len(mine) == 1 else "infeasible_protect_several"
    return clash.fault(key, "rules.protect", ", ".join(mine), details)


ENTRY = RowKind(number="C11", write=c11_protect, lever=_lever, fault=_fault)
