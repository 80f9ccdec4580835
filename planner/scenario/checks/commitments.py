"""Checks of promises and targets: years in which they can be kept, and whether two agree."""

from typing import Final

from planner.domain import BUILD
from planner.errors import Fault
from planner.scenario.checks.rules import named
from planner.scenario.checks.times import horizon_years, spending_years
from planner.scenario.tree import Tree

_PROMISES: Final = ("rules", "promises")
_PEOPLE: Final = ("rules", "targets", "people_back")
_Promise = tuple[str, str, int | None]
"""Whose it is ("site tower"), the works, blank where not said, and the start year."""


def commitment_faults(tree: Tree) -> list[Fault]:
    """Every fault of the promises and targets but those of names, see rule_checks."""
    return [
        *_promise_year_faults(tree),
        *_barred_faults(tree),
        *_clash_faults(tree),
        *_target_year_faults(tree),
        *_target_faults(tree),
    ]


def _year(tree: Tree, *place: str | int) -> int | None:
    """The calendar year at a place; None where there is none, or none that a file may state."""
    number = tree.number(*place)
    if number is None or not 2000 <= number <= 2200 or number != int(number):
        return None
    return int(number)


def _promise_year_faults(tree: Tree) -> list[Fault]:
    """Works start in the money years."""
    years = horizon_years(tree)
    if years is None:
        return []
    faults = []
    for i, _ in enumerate(tree.items(*_PROMISES)):
        place = (*_PROMISES, i, "start")
        start = _year(tree, *place)
        if start is not None and start not in years[0]:
            first, last = years[0][0], years[0][-1]
            faults.append(tree.fault("promise_year", place, start, first=first, last=last))
    return faults


def _barred_faults(tree: Tree) -> list[Fault]:
    """What is promised must not be ruled out."""
    never = {named(tree, "never", i) for i, _ in enumerate(tree.items("rules", "never"))}
    faults = []
    for i, _ in enumerate(tree.items(*_PROMISES)):
        subject, works = named(tree, "promises", i)
        if subject and ((subject, works) in never or (subject, "") in never):
            faults.append(tree.fault("promise_barred", (*_PROMISES, i), subject.split()[1]))
    return faults


def _clash_faults(tree: Tree) -> list[Fault]:
    """Two promises of one building or project go together only as two steps of one course.

    Works that do not exist are a fault of their own.
    """
    known = {"", BUILD, *map(str, tree.mapping("works"))}
    promises: list[_Promise] = [
        (*named(tree, "promises", i), _year(tree, *_PROMISES, i, "start"))
        for i, _ in enumerate(tree.items(*_PROMISES))
    ]
    return [
        tree.fault("promise_twice", (*_PROMISES, i), promise[0].split()[1])
        for i, promise in enumerate(promises)
        if promise[0]
        and promise[1] in known
        and any(_clash(tree, other, promise) for other in promises[:i] if other[1] in known)
    ]


def _clash(tree: Tree, one: _Promise, other: _Promise) -> bool:
    if one[0] != other[0] or one[2] is None or other[2] is None:
        return False
    (_, works, start), (_, later, then) = (one, other) if one[2] <= other[2] else (other, one)
    follows = bool(works and later) and later in tree.items("works", works, "before")
    return start == then or not follows


def _target_year_faults(tree: Tree) -> list[Fault]:
    """Works end while there is money for them."""
    years = horizon_years(tree)
    if years is None:
        return []
    possible = spending_years(tree, years)
    faults = []
    for i, _ in enumerate(tree.items(*_PEOPLE)):
        place = (*_PEOPLE, i, "by")
        by = _year(tree, *place)
        if by is not None and by not in possible:
            first, last = possible[0], possible[-1]
            faults.append(tree.fault("target_year", place, by, first=first, last=last))
    return faults


def _target_faults(tree: Tree) -> list[Fault]:
    """People whom no criterion counts, and two numbers for the same people and year."""
    counted = {tree.word("criteria", c, "attribute") for c in tree.mapping("criteria")}
    faults = []
    seen: set[tuple[str, int]] = set()
    for i, _ in enumerate(tree.items(*_PEOPLE)):
        who, by = tree.word(*_PEOPLE, i, "who"), _year(tree, *_PEOPLE, i, "by")
        attribute = f"{who}_out"
        if who in ("residents", "users") and attribute not in counted:
            place = (*_PEOPLE, i, "who")
            faults.append(tree.fault("target_uncounted", place, who, attribute=attribute))
        if by is not None and (who, by) in seen:
            faults.append(tree.fault("target_twice", (*_PEOPLE, i), f"{who} {by}"))
        if by is not None:
            seen.add((who, by))
    return faults
