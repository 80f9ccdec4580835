"""Plans as good as the one in hand: asked of a worker, kept for the settings, opened one by one.

What is known belongs to the settings and a tolerance, whichever of these plans is on the screen: all
of them are held against the plan that the settings lead to.
"""

from dataclasses import dataclass, replace
from typing import Final, cast

import streamlit as st

from planner.desk import questions
from planner.desk.solving import Stage, Variant
from planner.errors import PlannerError
from planner.insight.near import SECONDS, USUAL, WITHIN, Looking, Seat, Sure
from planner.keeping import Kept
from planner.text import text
from planner.ui.session import answering, asking, pinning, state
from planner.ui.session.answering import Answer, Good, Version, version_of
from planner.ui.session.asking import Asked, Question
from planner.ui.session.failing import heard

MOST_KEPT: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was found, and the plan that it was asked about."""

    home: Good
    sure: Sure


_Key = tuple[Variant, Version, float]


_everywhere: Final[Kept[_Key, Known]] = Kept(MOST_KEPT)
"""Searches that came to their end, for all sessions: they owe nothing to the one that asked."""


def _kept() -> Kept[_Key, Known]:
    return cast(Kept[_Key, Known], st.session_state.setdefault("near", Kept(MOST_KEPT)))


def within() -> float:
    """What the planner calls as good."""
    told = st.session_state.get("near_within", USUAL)
    return told if told in WITHIN else USUAL


def choose(share: float) -> None:
    """Calls plans as good that are worth so much less."""
    st.session_state["near_within"] = share


def known(good: Good) -> Known | None:
    """What is known of plans as good as that of these settings; nothing while their file is broken,
    whose faults the page tells above its last good plan."""
    try:
        key = good.variant, version_of(good.variant), within()
    except PlannerError:
        return None
    found = _kept().find(key)
    if found is None:
        home = _home(good)
        found = _of_others(key, home)
        if found is None and asking.standing(_question(), home) == "answered":
            found = Known(home=home, sure=asking.answered(_question()))
            if found.sure.complete:
                _everywhere.put(key, found)
        if found is None and asking.standing(_question(), home) == "failed":
            left = left_behind(asking.held(_question()))
            found = None if left is None else Known(home=home, sure=left)
        if found is not None:
            _kept().put(key, found)
    return found


def left_behind(asked: Asked | None) -> Sure | None:
    """What a search had come to know when it was stopped and did not end by itself in time."""
    told = None if asked is None or asked.error is not None else asked.task.told
    return told.known if isinstance(told, Looking) else None


def _of_others(key: _Key, home: Good) -> Known | None:
    """What another session came to know of the very plan."""
    found = _everywhere.find(key)
    if found is None or answering.unsettled(home):
        return None
    decided = home.plan.provenance.decisions_sha256
    return found if found.home.plan.provenance.decisions_sha256 == decided else None


def last(good: Good) -> Known | None:
    """What was known last of plans of the same city: shown, and marked, until there is better."""
    path, found = st.session_state.get("near_last", ("", None))
    return cast(Known | None, found) if path == good.variant.path else None


def show_next_time(found: Known) -> None:
    """Remembers what is on the screen for as long as other settings are looked into."""
    st.session_state["near_last"] = found.home.variant.path, found


def asked(good: Good) -> Asked | None:
    """The question as far as it is; put to a worker when it was not yet, of a settled plan."""
    home = _home(good)
    if asking.standing(_question(), home) == "open":
        if answering.unsettled(home):
            return None
        asking.ask(_question(), home)
    return asking.held(_question())


def so_far(good: Good) -> Known | None:
    """What the search has come to know by now; it is known for good when the search has ended."""
    looking = _looking()
    if looking is None or looking.known is None:
        return None
    return Known(home=_home(good), sure=looking.known)


def part_done() -> float:
    """How much of the search is done, in [0, 1]."""
    looking = _looking()
    return 0.0 if looking is None else looking.part


def _looking() -> Looking | None:
    asked = asking.held(_question())
    told = None if asked is None or asked.over else asked.task.told
    return told if isinstance(told, Looking) else None


@heard
def again(good: Good) -> None:
    """Asks once more, where a search was stopped."""
    _kept().drop((good.variant, version_of(good.variant), within()))
    asking.ask(_question(), _home(good))


def _question() -> Question:
    share = within()
    return Question(
        lane="sure",
        name=f"{share:g}",
        function=questions.surveying,
        arguments=(share, SECONDS),
        label=text("sure.title"),
    )


def _home(good: Good) -> Good:
    """The plan that the settings in hand lead to: the one on the screen, or the one from which others
    as good were opened."""
    key, home = st.session_state.get("near_home", (None, None))
    return cast(Good, home) if key == (good.variant, version_of(good.variant)) else good


def stay_home(good: Good) -> Good:
    """The plan that the settings lead to, kept as such while others of them are on the screen."""
    home = _home(good)
    st.session_state["near_home"] = (home.variant, version_of(home.variant)), home
    return home


def away(good: Good) -> tuple[Known, Seat] | None:
    """Which of the plans as good is on the screen, where it is not that of the settings."""
    found = known(good)
    if found is None:
        return None
    decided = good.plan.solution.chosen.tobytes()
    seats = found.sure.seats
    seat = next((s for s in seats if s.solution.chosen.tobytes() == decided), None)
    return None if seat is None or seat is seats[0] else (found, seat)


@heard
def open_seat(found: Known, number: int) -> None:
    """Puts one of the plans as good on the screen, beside the one from which it was opened."""
    home = stay_home(found.home)
    seat = found.sure.seats[number]
    answering.keep(home.variant, Answer(solution=seat.solution, stage=stage_of(home)))
    if number:
        pinning.hold(home)
    else:
        pinning.let_go(home)
    state.turn_to_plan()


def stage_of(home: Good) -> Stage:
    """As well founded as the plan that it is as good as: nothing is to be refined."""
    return "settled" if home.answer.stage == "quick" else home.answer.stage


def told(good: Good) -> Good:
    """With the plan that says how far its key figures go among plans as good, once that is known."""
    found = known(good)
    if found is None:
        return good
    kept = st.session_state.get("near_told")
    if (
        kept is None or kept[0] is not good.plan or kept[1] is not found
    ):  # one plan for all drawings
        kept = good.plan, found, answering.ranged(good, found.sure).plan
        st.session_state["near_told"] = kept
    return replace(good, plan=kept[2])


def forget() -> None:
    """Forgets what is kept for all sessions; for tests."""
    _everywhere.clear()
