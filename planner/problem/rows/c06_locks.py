"""C6: sites and projects that must, or must never, be worked on."""

from typing import Final

import numpy as np

from planner.alternatives.table import CODES
from planner.arrays import Flags
from planner.errors import Fault
from planner.problem.case import Case
from planner.problem.linking import RowId, Rows, Rule
from planner.problem.rows.entry import Clash, RowKind
from planner.scenario.scenario import Lock

MUST: Final = "must"
NEVER: Final = "never"


def c6_locks(case: Case) -> Rows:
    r"""C6 Locks: a site or project that must, or must never, be worked on.

    .. math:: \sum_{a \in A_i \cap W} x_a = 1 \ \text{(must)}
        \qquad \sum_{a \in A_i \cap W} x_a = 0 \ \text{(never)}

    W  the alternatives the lock speaks of: any works, or those that end with the works named;
    "never" without works bars clearing the plot for a project too [none]
    """
    table, rules = case.alternatives, case.scenario.rules
    ids, coefficients, rhs = [], [], []
    for kind, locks, total in ((MUST, rules.must, 1), (NEVER, rules.never, 0)):
        for number, lock in enumerate(locks):
            name = f"C6_{kind}_{number}_{lock.subject}"
            ids.append(RowId(name, Rule("C6", kind, number), lock.subject))
            coefficients.append(_spoken_of(case, lock, barred=kind == NEVER))
            rhs.append(total)
    return Rows.of(ids, coefficients, "=", rhs, n=len(table))


def barred_alternatives(case: Case) -> Flags:
    """(n,) whether a lock says never to an alternative."""
    found = np.zeros(len(case.alternatives), dtype=bool)
    for lock in case.scenario.rules.never:
        found |= _spoken_of(case, lock, barred=True)
    return found


def _spoken_of(case: Case, lock: Lock, *, barred: bool) -> Flags:
    return spoken_of(case, lock.subject, lock.works, barred=barred)


def spoken_of(case: Case, subject: str, works: str | None = None, *, barred: bool) -> Flags:
    """(n,) the alternatives that a lock of a site or project speaks of."""
    table = case.alternatives
    meant = table.real | (table.make_way & barred)
    if works is not None:
        meant = meant & (table.last == CODES.index(works))
    return np.asarray(case.of_group(case.index(subject)) & meant)


def _fault(clash: Clash) -> Fault:
    kind, number = clash.rule.kind, int(clash.rule.key or 0)
    rules = clash.case.scenario.rules
    lock = (rules.must if kind == MUST else rules.never)[number]
    details = {"why": lock.reason, "author": lock.author, **clash.named(lock.subject)}
    return clash.fault(f"infeasible_{kind}", f"rules.{kind}[{number}]", lock.subject, details)


ENTRY = RowKind(number="C6", write=c6_locks, fault=_fault)
