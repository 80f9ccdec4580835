"""The plan on the desk made again from a former one: what changes least, and why it changes."""

from pathlib import Path
from typing import Any, Final

import streamlit as st

from planner.desk import afterwards
from planner.desk.solving import Variant
from planner.errors import PlannerError
from planner.exchange.former_file import read_former
from planner.insight.answer import as_percent
from planner.insight.done.drift import Reported
from planner.insight.forcing import Hand
from planner.insight.near import plan_with
from planner.insight.replan.former import Former
from planner.insight.replan.words import conclusion, heads, rows, told
from planner.text import carried, text
from planner.ui.controls.controls import scenario_labels
from planner.ui.look.markup import div, join, table, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.session import answering, asking, state, visiting
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question
from planner.ui.session.failing import heard

TOLERANCES: Final = (0.001, 0.005, 0.01, 0.02, 0.05)
USUAL: Final = 1
FILE: Final = ""
"""Chosen for a plan that is uploaded."""


def panel(reports: tuple[Reported, ...] = ()) -> None:
    """Which plan there was, how much may be given up, what is begun; the answer below. reports: what is
    done, which counts as begun and costs what it really costs."""
    show(tag("h2", text("replan.title")))
    good = answering.last_good()
    if good is None:
        show(div("vid-note", text("replan.no_plan")))
        return
    show(div("vid-note", text("replan.why")))
    with st.container(key="replan_asked", horizontal=True, vertical_alignment="bottom"):
        key = _choose_former(good)
        within = st.selectbox(
            text("replan.within"),
            TOLERANCES,
            index=USUAL,
            format_func=carried(as_percent),
            key="replan_within",
            width=220,
        )
        year = _choose_year(good)
    former = _uploaded() if key == FILE else (Variant(path=key), key)
    if former is not None:
        question = _question(former[0], former[1], within, year, reports)
        asking.place(question, good, lambda found: _draw(good, found, reported=bool(reports)))


def _choose_former(good: Good) -> str:
    """The path of a saved scenario of this city, at first the one on the desk as it was saved."""
    own = Path(good.variant.path)
    paths = [path for path in state.scenario_paths() if path.parent == own.parent]
    names = {str(path): name for path, name in scenario_labels(paths).items()}
    names[FILE] = text("replan.former.file")
    return str(
        st.selectbox(
            text("replan.former"),
            list(names),
            index=paths.index(own) if own in paths else 0,
            format_func=lambda key: names[key],
            key="replan_former",
            width=320,
        )
    )


def _choose_year(good: Good) -> int:
    years = good.loaded.scenario.years
    before = years[0] - 1
    return int(
        st.selectbox(
            text("replan.by"),
            [before, *years],
            format_func=carried(
                lambda year: text("replan.by.none") if year == before else str(year)
            ),
            key="replan_by",
            width=220,
        )
    )


def _uploaded() -> tuple[Former, str] | None:
    """The plan in the file that was chosen, and a name for it; faults are shown in its place."""
    file = st.file_uploader(text("replan.former.upload"), type="json", key="replan_file")
    if file is None:
        return None
    try:
        return read_former(file.getvalue(), file.name), file.file_id
    except PlannerError as error:
        show_faults(error)
        return None


def _question(
    former: Former | Variant,
    name: str,
    within: float,
    year: int,
    reports: tuple[Reported, ...],
) -> Question:
    return Question(
        lane="replan",
        name=f"{hash((name, within, year, reports)) & 0xFFFFFFFF:x}",
        function=afterwards.replanning,
        arguments=(former, within, year, reports),
        label=text("replan.ask"),
    )


def _draw(good: Good, found: Any, *, reported: bool) -> None:
    plan = good.plan
    lines = [div("vid-note", words) for words in told(plan, found)]
    show(join([div("vid-name", conclusion(found)), *lines]))
    if found.changes:
        shown = table("", heads(plan), rows(plan, found))
        show(div("vid-scroll", shown, tabindex="0", role="region"))
    if reported:  # on tables that know what is done, which the desk's own are not
        show(div("vid-note", text("replan.reported")))
        return
    same = found.plan.chosen.tobytes() == plan.solution.chosen.tobytes()
    st.button(
        text("replan.open"), on_click=_open, args=(good, found), disabled=same, key="replan_open"
    )


@heard
def _open(good: Good, found: Any) -> None:
    """The same decisions, as a plan of the settings on the desk: they hold without its promises, too."""
    plan = plan_with(Hand.of(good.loaded), good.plan.solution, found.plan.chosen)
    visiting.open_plan(good, plan, text("replan.opened"))
