"""Next month's list of a city that is there: what it would change, and the button that lets it."""

from pathlib import Path
from typing import Final

import streamlit as st

from planner.desk.folder import scenario_paths
from planner.errors import PlannerError
from planner.intake.city.folder import FIRST
from planner.intake.difference import difference_lines
from planner.intake.importing import bring
from planner.intake.ledger import SITES
from planner.scenario.files.naming import root
from planner.text import text
from planner.ui.look.markup import tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.look.words import plain
from planner.ui.newcity.draft import Draft, draft, forget
from planner.ui.session import state
from planner.ui.session.failing import heard
from planner.ui.session.state import hold_choice

WIDTH: Final = 560
_OUTCOME: Final = "newcity_update_outcome"


def cities() -> dict[str, Path]:
    """Folders of cities by their place below the folder of scenarios."""
    folders = dict.fromkeys(path.parent for path in scenario_paths())
    held = [folder for folder in folders if (folder / SITES).is_file()]
    return {folder.relative_to(root()).as_posix(): folder for folder in held}


def chosen_city() -> Path | None:
    """The city whose list it is; None for a new one."""
    known = cities()
    names = {"": text("newcity.whose.new"), **{name: plain(name) for name in known}}
    hold_choice("newcity_whose", "", names)
    named = st.selectbox(
        text("newcity.whose"),
        list(names),
        format_func=names.__getitem__,
        key="newcity_whose",
        width=WIDTH,
    )
    return known.get(named)


def panel(held: Draft) -> None:
    """What the list changes of the city's table, and the button that writes it."""
    show(tag("h2", text("newcity.step.update")))
    if held.update is not None:
        lines = difference_lines(held.update, held.ground)
        show(tag("ul", *(tag("li", line) for line in lines), class_="vid-report"))
    show(tag("p", text("newcity.update.note")))
    st.button(text("newcity.update"), key="newcity_update", type="primary", on_click=_update)
    outcome = st.session_state.pop(_OUTCOME, None)
    if isinstance(outcome, PlannerError):
        show_faults(outcome)


@heard
def _update() -> None:
    """Write the table and go to a plan of the city."""
    held = draft()
    if held is None or held.look is None or held.taken is None or held.city is None:
        return
    try:
        bring(held.look, held.taken, held.city)
    except PlannerError as error:
        st.session_state[_OUTCOME] = error
        return
    forget()
    state.choose(_scenario(held.city))
    state.turn_to_plan()


def _scenario(city: Path) -> Path:
    """The scenario to show: the usual first one, or any of the city."""
    mine = [path for path in scenario_paths() if path.parent == city]
    return next((path for path in mine if path.name == FIRST), mine[0])
