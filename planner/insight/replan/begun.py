"""Works that the former plan began are promises of the new one (C9): they go on.

What the table of sites calls done, demolished or under way speaks for itself; a promise of the scenario
about the same building counts before one of the former plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from planner.insight.replan.former import Former
from planner.plan import prepare
from planner.problem.rows.c06_locks import barred_alternatives
from planner.problem.rows.c09_promises import keeping_promise, under_way
from planner.scenario import Loaded
from planner.scenario.scenario import Promise
from planner.text import in_each, text
from planner.text.written import STROKE

Why = Literal["gone", "settled", "barred", "impossible"]
"""Why begun works do not go on: not in the tables any more, nothing left to do, a lock of the scenario, or
no lawful course that has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The scenario with the promises of the former plan."""

    loaded: Loaded
    promised: int
    """How many promises were added."""
    kept: tuple[str, ...]
    """Ids of what goes on."""
    ended: Mapping[str, Why]
    """Ids of what does not."""


def begun_by(former: Former, year: int) -> dict[str, tuple[str, ...]]:
    """Id -> works of the former plan that were to begin by the end of a year."""
    found = {
        subject: tuple(works for works, start in course.steps if start <= year)
        for subject, course in former.courses.items()
        if not course.makes_way
    }
    return {subject: works for subject, works in found.items() if works}


def usual(loaded: Loaded) -> int:
    """The year by whose end works were begun where nobody says another: that before the scenario's first."""
    return loaded.scenario.horizon.start - 1


def going_on(loaded: Loaded, former: Former, begun: Mapping[str, tuple[str, ...]]) -> Begun:
    """The scenario in which begun works, by id, go on in the years that the former plan has for them; those
    of years that are over go on in the first year there is."""
    prepared = prepare(loaded)
    case, scenario = prepared.case, loaded.scenario
    spoken_for = {promise.subject for promise in scenario.rules.promises} | set(under_way(case))
    barred = barred_alternatives(case)
    settled = dict(zip(prepared.table.subjects, prepared.fixed.settled.tolist(), strict=True))
    added: list[Promise] = []
    ended: dict[str, Why] = {}
    for subject, works in begun.items():
        if subject not in settled:
            ended[subject] = "gone"
        elif settled[subject]:
            ended[subject] = "settled"
        elif subject not in spoken_for:
            asked = _promises(loaded, former, subject, works)
            keeping = [keeping_promise(case, promise) for promise in asked]
            if all(kept.any() for kept in keeping):
                if all((kept & ~barred).any() for kept in keeping):
                    added += asked
                else:
                    ended[subject] = "barred"
            else:
                ended[subject] = "impossible"
    rules = scenario.rules.model_copy(update={"promises": (*scenario.rules.promises, *added)})
    return Begun(
        loaded=replace(loaded, scenario=scenario.model_copy(update={"rules": rules})),
        promised=len(added),
        kept=tuple(subject for subject in begun if subject not in ended),
        ended=ended,
    )


def _promises(
    loaded: Loaded, former: Former, subject: str, works: tuple[str, ...]
) -> list[Promise]:
    """One for each step that was begun; of those whose years are over the last goes on."""
    first = loaded.scenario.horizon.start
    steps = [step for step in former.courses[subject].steps if step[0] in works]
    ahead = [step for step in steps if step[1] >= first]
    past = [(step[0], first) for step in steps if step[1] < first][-1:]
    kind = "project" if subject in loaded.inventory.projects.id else "site"
    reason = in_each(lambda: text("replan.promise.reason"))
    return [
        Promise.model_validate(
            {
                kind: subject,
                "works": kinds,
                "start": start,
                "reason": STROKE.join(reason.values()),
                "author": STROKE.join(filter(None, former.name.values())),
            }
        )
        for kinds, start in (ahead or past)
    ]
