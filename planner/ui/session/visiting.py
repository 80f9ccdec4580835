"""Other plans of the same settings on the screen, beside the plan that the settings lead to, and the way back.

A plan that was found for a question (targets, a frontier, fairness) is no answer to the settings in hand:
it is looked at, compared with theirs, and left again.
"""

from typing import cast

import streamlit as st

from planner.insight.near_words import lost_words
from planner.optimise import Solution
from planner.ui.session import answering, nearing, pinning, state
from planner.ui.session.answering import Answer, Good
from planner.ui.session.failing import heard

_VISIT = "visit"


@heard
def open_plan(good: Good, solution: Solution, name: str) -> None:
    """Puts a plan of the settings in hand on the screen, by a name, beside theirs."""
    home = nearing.stay_home(good)
    st.session_state[_VISIT] = solution.chosen.tobytes(), home, name
    answering.keep(home.variant, Answer(solution=solution, stage=nearing.stage_of(home)))
    pinning.hold(home)
    state.turn_to_plan()


@heard
def leave(home: Good) -> None:
    """Puts the plan of the settings back."""
    st.session_state.pop(_VISIT, None)
    answering.keep(home.variant, home.answer)
    pinning.let_go(home)


def visited(good: Good) -> tuple[Good, str, str] | None:
    """The plan of the settings, the name of the one on the screen and how much worse that is; None where
    the plan on the screen is no other one."""
    decided, home, name = cast(
        tuple[bytes, Good, str], st.session_state.get(_VISIT, (b"", None, ""))
    )
    if home is None or home.variant != good.variant:
        return None
    chosen = good.plan.solution.chosen.tobytes()
    if chosen != decided or chosen == home.plan.solution.chosen.tobytes():
        return None
    return home, name, lost_words(home.plan.solution.value, good.plan.solution.value)
