"""The plans of a comparison: searched for side by side, and compared once all of them are settled.

A plan that is still refined may turn, and with it what would be said of it. So nothing is drawn of a
comparison before its last plan has settled, and nothing where the search for one of them was ended.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.desk import pool
from planner.desk.searching import PlanSearch, begin
from planner.desk.solving import Variant, plan_of
from planner.errors import PlannerError
from planner.plan import Plan
from planner.text import text, whole
from planner.ui.compare.choosing import Choice
from planner.ui.look.markup import Markup, div, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.panels.state_bar import line
from planner.ui.session.failing import heard
from planner.ui.session.tab import here

PERIOD: Final = 0.1
"""Seconds between two looks at the searches."""
_STOPPED: Final = "compare_stopped"
"""Settings that were to be compared when the search was ended, and the keys of those missing."""
Searches = dict[str, PlanSearch | PlannerError]


def ended(chosen: Sequence[Choice], place: DeltaGenerator) -> bool:
    """Whether the search for these plans was ended; then it is told what is missing."""
    asked, missing = st.session_state.get(_STOPPED, ((), ()))
    if asked != _asked(chosen):
        st.session_state.pop(_STOPPED, None)
        return False
    _missing(place, [choice.name for choice in chosen if choice.key in missing])
    return True


def begun(chosen: Sequence[Choice]) -> Searches:
    """A search for the settled plan of each choice, side by side; what is known is there at once."""
    return {choice.key: _begun(choice) for choice in chosen}


def found(chosen: Sequence[Choice], searches: Searches) -> dict[str, Plan | PlannerError]:
    """The settled plan of each choice, or why it has none."""
    return {choice.key: _plan(choice.variant, searches[choice.key]) for choice in chosen}


def tell_faults(chosen: Sequence[Choice], plans: dict[str, Plan | PlannerError]) -> None:
    """What is wrong with those that have no plan, each by its name."""
    for choice in chosen:
        error = plans[choice.key]
        if isinstance(error, PlannerError):
            show_faults(error, choice.name)


def _asked(chosen: Sequence[Choice]) -> tuple[Variant, ...]:
    return tuple(choice.variant for choice in chosen)


def _lane(choice: Choice) -> str:
    return f"compare {choice.key}"


def _begun(choice: Choice) -> PlanSearch | PlannerError:
    try:
        return begin(
            choice.variant, session=here(), stage="settled", lane=_lane(choice), urgent=True
        )
    except PlannerError as error:
        return error


def _plan(variant: Variant, search: PlanSearch | PlannerError) -> Plan | PlannerError:
    if isinstance(search, PlannerError):
        return search
    try:
        return plan_of(variant, search.solution())
    except PlannerError as error:
        return error


def open_of(searches: Searches) -> dict[str, PlanSearch]:
    """Those that have not settled yet."""
    return {
        key: search
        for key, search in searches.items()
        if isinstance(search, PlanSearch) and not search.done
    }


def wait(chosen: Sequence[Choice], searches: Searches, place: DeltaGenerator) -> None:
    """Tells how many plans are settled until all are; a click on Stop begins the page anew."""
    told = -1.0
    with place.container(
        key="state_wait", horizontal=True, wrap=False, vertical_alignment="center", gap="small"
    ):
        words = st.empty()
        st.button(
            text("search.stop"),
            help=text("compare_page.stop.help"),
            type="tertiary",
            on_click=_stop,
            args=(tuple(chosen), searches),
            key="stop_comparing",
        )
        bar = st.empty()
    while waiting := open_of(searches):
        part = _part(searches)
        if part != told:
            with words:
                show(_words(len(searches) - len(waiting), len(searches)))
            with bar:
                show(_line(part))
            told = part
        next(iter(waiting.values())).wait(PERIOD)
        st.session_state.get("language")  # lets through what the planner asks for meanwhile
    place.empty()


def _part(searches: Searches) -> float:
    """How far they are, in [0, 1]."""
    parts = [_standing(search) for search in searches.values()]
    return round(sum(parts) / len(parts), 2)


def _standing(search: PlanSearch | PlannerError) -> float:
    if isinstance(search, PlannerError) or search.done:
        return 1.0
    return search.standing.part(search.wanted) if search.standing else 0.0


def _words(ready: int, total: int) -> Markup:
    told = text("compare_page.waits", n=ready, ready=whole(ready), total=whole(total))
    return line("updating", told, text("compare_page.waits.why"))


def _line(part: float) -> Markup:
    return div("vid-line", tag("div", style=f"width:{100 * part:.0f}%"), aria_hidden="true")


@heard
def _stop(chosen: Sequence[Choice], searches: Searches) -> None:
    missing = open_of(searches)
    for choice in chosen:
        if choice.key in missing:
            pool.drop(here(), f"{_lane(choice)} settled")
    if missing:  # else the last one has settled meanwhile
        st.session_state[_STOPPED] = _asked(chosen), tuple(missing)


@heard
def _go_on() -> None:
    st.session_state.pop(_STOPPED, None)


def _missing(place: DeltaGenerator, names: Sequence[str]) -> None:
    """What is missing, and the way on."""
    with place.container(
        key="state_row", horizontal=True, wrap=False, vertical_alignment="center", gap="small"
    ):
        told = text("compare_page.stopped.missing", names=", ".join(names))
        show(line("stopped", text("compare_page.stopped"), told))
        st.button(
            text("compare_page.go_on"), type="tertiary", on_click=_go_on, key="go_on_comparing"
        )
