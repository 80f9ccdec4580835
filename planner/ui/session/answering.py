"""Answers to the settings in hand: made once, kept for the session, so that undo never re-solves.

A move of a slider is answered at once by a search from the last answer. The settled answer, which
owes nothing to the way there, replaces it when the planner rests; `search on` goes on to proof.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

import streamlit as st

from planner.desk.desk import Desk
from planner.desk.searching import PlanSearch, begin
from planner.desk.solving import STAGES, Stage, Variant, limits, loaded_of, plan_of, scenario_of
from planner.errors import PlannerError, SolverError
from planner.insight.near import Sure, among_of
from planner.keeping import Kept
from planner.optimise import Solution
from planner.plan import Plan
from planner.scenario import Loaded
from planner.ui.session import state
from planner.ui.session.failing import heard
from planner.ui.session.tab import here

PERIOD: Final = 0.05
"""Seconds between two looks at a search; a move made meanwhile waits no longer than this."""
MOST_KEPT: Final = 120
"""Answers a session keeps: more than the steps that can be undone."""
Act = Callable[[], None]
Version = tuple[str, str]
"""Hashes of the scenario's files and of its tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The decisions for some settings, and how thoroughly they were searched for."""

    solution: Solution
    stage: Stage
    stopped: bool = False
    """Whether the planner ended the search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A plan together with what it was made from."""

    desk: Desk
    variant: Variant
    loaded: Loaded
    plan: Plan
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a run of the page has to show: the last good plan, and what is wrong, if anything."""

    good: Good | None
    error: PlannerError | None

    @property
    def stale(self) -> bool:
        """Whether the plan on the screen is not the one asked for."""
        return self.error is not None and self.good is not None


def last_good() -> Good | None:
    """The last plan that could be made."""
    return cast(Good | None, st.session_state.get("good"))


def last_plan() -> Plan | None:
    """The last plan shown, if any."""
    good = last_good()
    return good.plan if good else None


def begin_ahead() -> None:
    """Has a worker begin on the settings in hand, to search while the page draws its controls.

    Faults are left for `answer_in_hand`, which meets the same ones and tells them.
    """
    try:
        variant = state.desk().variant
        stage = _stage(variant)
        if _known(variant, stage) is None:
            _search(variant, stage)
    except PlannerError:
        return


def answer_in_hand(look: Callable[[PlanSearch], None]) -> Shown:
    """The plan of the settings in hand; where there is none, the last good one and the faults.

    look: called now and then while the search for it goes on.
    """
    try:
        held = state.desk()
        made = _good(held, _answer(held.variant, look))
    except PlannerError as error:
        return Shown(good=last_good(), error=error)
    st.session_state["good"] = made
    return Shown(good=made, error=None)


def asked_of() -> Good | None:
    """The plan that questions on a page without a plan of its own are asked of: that of the settings
    in hand, searched for where no page has shown it yet; else the last good one, if any."""
    return answer_in_hand(lambda _: None).good


def _good(held: Desk, answer: Answer) -> Good:
    variant = held.variant
    return Good(
        desk=held,
        variant=variant,
        loaded=loaded_of(variant),
        plan=plan_of(variant, answer.solution),
        answer=answer,
    )


def version_of(variant: Variant) -> Version:
    loaded = scenario_of(Path(variant.path))
    return loaded.filed_sha256, loaded.inventory.sha256


def _kept() -> Kept[tuple[Variant, Version], Answer]:
    return cast(
        Kept[tuple[Variant, Version], Answer],
        st.session_state.setdefault("answers", Kept(MOST_KEPT)),
    )


def keep(variant: Variant, answer: Answer) -> Answer:
    """Holds an answer for the session, such as one that a link brought."""
    _kept().put((variant, version_of(variant)), answer)
    st.session_state["latest"] = variant.path, answer.solution
    return answer


def _answer(variant: Variant, look: Callable[[PlanSearch], None]) -> Answer:
    stage = _stage(variant)
    known = _known(variant, stage)
    if known is not None:
        return keep(variant, known)
    search = _search(variant, stage)
    while not search.wait(PERIOD):
        look(search)
    try:
        solution = search.solution()
    except SolverError:
        st.session_state.pop("thorough", None)  # else it would be searched for again and again
        raise
    return keep(variant, Answer(solution=solution, stage=stage, stopped=search.stopped))


def _stage(variant: Variant) -> Stage:
    return "thorough" if st.session_state.get("thorough") == variant else "quick"


def _known(variant: Variant, stage: Stage) -> Answer | None:
    """What the session keeps for these settings, where it was found thoroughly enough."""
    kept = _kept().find((variant, version_of(variant)))
    if kept is None or STAGES.index(kept.stage) < STAGES.index(stage):
        return None
    return kept


def _search(variant: Variant, stage: Stage) -> PlanSearch:
    """The session's search for these settings; one for others is stopped and replaced."""
    asked = variant, version_of(variant), stage
    held = _held_search()
    if held is not None and st.session_state["searched"] == asked and held.holds:
        return held
    begun = begin(variant, session=here(), start=_latest(variant), stage=stage)
    st.session_state.update(search=begun, searched=asked)
    return begun


def _latest(variant: Variant) -> Solution | None:
    """The last answer, where it is one for the same alternatives."""
    path, solution = st.session_state.get("latest", ("", None))
    return cast(Solution, solution) if path == variant.path else None


def _held_search() -> PlanSearch | None:
    return cast(PlanSearch | None, st.session_state.get("search"))


@heard
def search_on(good: Good) -> None:
    """Asks for the settings in hand to be solved until the plan is proven best."""
    st.session_state["thorough"] = good.variant
    _kept().drop((good.variant, version_of(good.variant)))


@heard
def search_longer() -> None:
    """Asks for the settings on the desk to be solved in all the time it takes, where a first look
    found no plan."""
    st.session_state["thorough"] = state.desk().variant


@heard
def stop_search() -> None:
    """Ends the search with the best plan found so far."""
    held = _held_search()
    if held is not None:
        held.stop()


@heard
def stop_settling(good: Good) -> None:
    """Ends the search for the settled answer; where it has not begun yet, it is not begun."""
    if _settles(good):
        stop_search()
    else:
        st.session_state["unsettled"] = good.variant


def _settles(good: Good) -> bool:
    """Whether the session's search is the one for the settled answer of this plan."""
    variant, _, stage = st.session_state.get("searched", (None, None, None))
    return (variant, stage) == (good.variant, "settled")


def unsettled(good: Good) -> bool:
    """Whether a better founded answer than the one on the screen is worth waiting for."""
    rough = good.answer.stage == "quick" and good.plan.gap > limits("settled").gap
    return rough and st.session_state.get("unsettled") != good.variant


def settle(good: Good) -> None:
    """Begins the search for the settled answer: once the page is drawn, which is not to wait."""
    if unsettled(good):
        _search(good.variant, "settled")


def ranged(good: Good, sure: Sure) -> Good:
    """With the plan that says how far its key figures go among plans as good."""
    told = replace(good.plan, among=among_of(good.plan, sure), standing=sure.standing)
    return replace(good, plan=told)


def settling(good: Good) -> float:
    """How far the search for the settled answer is, in [0, 1]; 0 while it has not begun."""
    search = _held_search()
    if search is None or not _settles(good) or not search.standing:
        return 0.0
    return round(search.standing.part(search.wanted), 2)


def settled(good: Good) -> bool:
    """Looks whether the settled answer has come; it then stands for the one on the screen.

    Where none comes the quick one stays, which says itself how good it is proven to be.
    """
    if not _settles(good):
        return False  # not begun
    search = _search(good.variant, "settled")
    if not search.wait(0.0):
        return False
    try:
        solution = search.solution()
    except PlannerError:
        st.session_state["unsettled"] = good.variant
        return False
    keep(good.variant, Answer(solution=solution, stage="settled"))
    return True


def reworded(before: Variant, after: Variant) -> None:
    """An answer stands when nothing but the reasons of what is forced has changed."""
    known = _kept().find((before, version_of(before)))
    if known is not None:
        keep(after, known)
