"""What is better than a project in everything: no weights bring it in before that is in, too.

A plan that has the project and leaves another one undone is worth no more, under any weights, than the plan
with both exchanged: where to every course of the one there is a course of the other that brings as much of
every criterion and takes no more of any row. So plans with the project may be looked for among those that
have all of its betters; where there is none of these, no weights bring it in.
"""

import math
from typing import Final

import numpy as np

from planner.arrays import Flags, Floats, Integers
from planner.insight.forcing import Hand, Unwanted, never
from planner.insight.reaching import any_plan

_DUST: Final = 1e-12
"""Points, and parts of the largest number of a row, below which two are the same."""


def bettered(hand: Hand, subject: str, unwanted: Unwanted = never) -> bool:
    """Whether it is proven that no plan with the project has all of its betters, if it has any."""
    rivals = betters(hand, subject, unwanted)
    if unwanted():
        return False
    both = hand.locked(subject, "must")
    for rival in rivals:
        both = both.locked(rival, "must")
    return any_plan(both, unwanted).bound == -math.inf


def betters(hand: Hand, subject: str, unwanted: Unwanted = never) -> tuple[str, ...]:
    """Ids of the projects that can take its place in every plan that leaves them undone."""
    ids = hand.loaded.inventory.projects.id
    mine = _courses(hand, subject) if subject in ids else None
    if mine is None:
        return ()
    idle = _idle(hand, subject, unwanted)
    better = _better(hand, *mine, idle)
    found = []
    for name in ids:
        theirs = _courses(hand, name) if name != subject and not unwanted() else None
        if theirs is None:
            continue
        more = _better(hand, *theirs, idle)
        replaces = np.all(more[None] >= better[:, None] - _DUST, axis=2)
        if replaces.any(axis=1).all():
            found.append(name)
    return tuple(found)


def _courses(hand: Hand, project: str) -> tuple[Integers, int] | None:
    """What of it no row bars by itself, and how it is left undone; None where it has not one of each."""
    own, real = hand.members(project) & hand.allowed, hand.prepared.table.real
    courses, nothing = np.flatnonzero(own & real), np.flatnonzero(own & ~real)
    return (courses, int(nothing[0])) if len(courses) and len(nothing) == 1 else None


def _better(hand: Hand, courses: Integers, nothing: int, idle: Flags) -> Floats:
    """(courses, criteria and sides of rows) by what each is better than to leave it undone: points for a whole
    weight of 1, and what is spared of each row; rows that are idle left out."""
    points = hand.prepared.points_of_weights()
    rows = hand.problem.linking
    uses = rows.matrix[:, [*courses.tolist(), nothing]].toarray()
    largest = np.maximum(1.0, np.abs(rows.matrix).max(axis=1).toarray().ravel())
    taken = ((uses[:, :-1] - uses[:, -1:]) / largest[:, None])[~idle].T
    sense = np.array(rows.sense)[~idle]
    spared, asked = -taken[:, sense != ">="], taken[:, sense != "<="]
    return np.hstack([points[courses] - points[nothing], spared, asked])


def _idle(hand: Hand, subject: str, unwanted: Unwanted) -> Flags:
    """(rows,) those that hold whatever is done: all that could break them waits for the subject, and no
    plan with this money holds it."""
    rows, table = hand.problem.linking, hand.prepared.table
    mine = hand.members(subject)
    up_to = np.array([sense == "<=" for sense in rows.sense]) & (rows.rhs >= 0)
    waits = np.flatnonzero(up_to & (rows.matrix[:, mine].min(axis=1).toarray().ravel() < 0))
    breaking = (rows.matrix[waits] > 0).tocoo()
    impossible = np.zeros(len(mine), dtype=bool)
    for g in np.unique(table.group[breaking.col]):
        waiting = table.subjects[int(g)]
        if waiting != subject and not unwanted():
            held = any_plan(hand.locked(waiting, "must"), unwanted)
            impossible |= (table.group == g) & table.real & (held.bound == -math.inf)
    broken = waits[np.unique(breaking.row[~impossible[breaking.col]])]
    idle = np.zeros(len(rows), dtype=bool)
    idle[np.setdiff1d(waits, broken)] = True
    return idle
