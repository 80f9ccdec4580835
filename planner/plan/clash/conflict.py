"""An infeasible scenario as faults: one conflict after the other, each rule with its remedy."""

from collections.abc import Callable, Iterable
from typing import Final

from planner.errors import Fault, InfeasiblePlanError
from planner.optimise.diagnosis import Conflict, diagnose
from planner.plan.clash.levers import levers_of, rules_of
from planner.plan.prepare import Prepared
from planner.problem import ENTRIES, Case, Problem, Rule
from planner.problem.easing import Relief
from planner.problem.rows import Clash
from planner.scenario.files.loading import Loaded

SECONDS: Final = 20.0
"""For a diagnosis; with what found the problem infeasible it has to end within half a minute."""


def infeasible(
    loaded: Loaded,
    prepared: Prepared,
    problem: Problem,
    seconds: float = SECONDS,
    stop: Callable[[], bool] | None = None,
) -> InfeasiblePlanError:
    """The error that names every rule of every conflict found, one conflict after the other."""
    rules = rules_of(problem)
    diagnosis = diagnose(
        problem, rules, seconds, stop=stop, levers=levers_of(prepared.case, problem, rules)
    )
    total = len(diagnosis.conflicts)
    faults: list[Fault] = []
    for number, conflict in enumerate(diagnosis.conflicts, 1):
        if total > 1:
            details = {"number": number, "total": total}
            faults.append(Fault(key="infeasible_conflict", note=True, details=details))
        faults += _faults(prepared.case, loaded.path.name, conflict)
    if not diagnosis.complete and all(conflict.minimal for conflict in diagnosis.conflicts):
        faults.append(Fault(key="infeasible_more", note=True))
    return InfeasiblePlanError(faults)


def _faults(case: Case, file: str, conflict: Conflict[Rule]) -> list[Fault]:
    """One fault a rule, and what remains to be said of them all."""
    found = [conflict.relief.get(rule) for rule in conflict.rules]
    faults = [
        _told(case, file, conflict, rule, relief or Relief())
        for rule, relief in zip(conflict.rules, found, strict=True)
    ]
    if not conflict.minimal:
        return [*faults, Fault(key="infeasible_unfinished", note=True)]
    both = list(zip(faults, found, strict=True))
    rough = [fault for fault, relief in both if relief is not None and not relief.least]
    alone = [fault for fault, relief in both if relief is None or not relief.whole]
    return [*faults, *_note("infeasible_rough", rough), *_note("infeasible_not_all", alone)]


def _told(case: Case, file: str, conflict: Conflict[Rule], rule: Rule, relief: Relief) -> Fault:
    """What the rule's own file says of it."""
    tell = ENTRIES[rule.row].fault
    assert tell is not None  # rules_of leaves out the others
    return tell(Clash(case=case, rule=rule, relief=relief, rows=conflict.rows, file=file))


def _note(key: str, about: Iterable[Fault]) -> list[Fault]:
    rules = ", ".join(fault.field for fault in about)
    return [Fault(key=key, note=True, details={"rules": rules})] if rules else []
