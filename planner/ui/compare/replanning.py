"""The plan on the desk made again from a former one: what changes least, and why it changes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import streamlit as st

from planner.desk import afterwards
from planner.desk.solving import Variant
from planner.domain import Names
from planner.errors import PlannerError
from planner.exchange.former_file import read_former
from planner.insight.answer import as_percent
from planner.insight.done.drift import Reported
from planner.insight.forcing import Hand
from planner.insight.near import plan_with
from planner.insight.replan.former import Former
from planner.insight.replan.words import conclusion, heads, rows, told
from planner.text import carried, in_each, spoken, text
from planner.text import date as day
from planner.ui.controls.controls import scenario_labels
from planner.ui.look.markup import div, join, table, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.session import asking, state, visiting
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question
from planner.ui.session.failing import heard

TOLERANCES: Final = (0.001, 0.005, 0.01, 0.02, 0.05)
USUAL: Final = 1
FILE: Final = ""
"""Chosen for a plan that is uploaded."""


def panel(good: Good, reports: tuple[Reported, ...] = ()) -> None:
    """Which plan there was, how much may be given up, what is begun; the answer below. reports: what is
    done, which counts as begun and costs what it really costs."""
    show(tag("h2", text("replan.title")))
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
        asked = Asked(former=former[0], name=former[1], within=within, year=year, reports=reports)
        asking.place(_question(asked), good, lambda found: _draw(good, found, asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: of which plan, and what is done of it."""

    former: Former | Variant
    name: str
    within: float
    year: int
    reports: tuple[Reported, ...]

    @property
    def key(self) -> str:
        """The same for the same question."""
        held = self.name, self.within, self.year, self.reports
        return f"{hash(held) & 0xFFFFFFFF:x}"


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


def _question(asked: Asked) -> Question:
    return Question(
        lane="replan",
        name=asked.key,
        function=afterwards.replanning,
        arguments=(asked.former, asked.within, asked.year, asked.reports),
        label=text("replan.ask"),
    )


def _draw(good: Good, found: Any, asked: Asked) -> None:
    plan = good.plan
    lines = [div("vid-note", words) for words in told(plan, found)]
    show(join([div("vid-name", conclusion(found)), *lines]))
    if found.changes:
        shown = table("", heads(plan), rows(plan, found))
        show(div("vid-scroll", shown, tabindex="0", role="group"))
    if asked.reports:  # on tables that know what is done, which the desk's own are not
        show(div("vid-note", text("replan.reported")))
    else:
        same = found.plan.chosen.tobytes() == plan.solution.chosen.tobytes()
        words, act = text("replan.open"), _open
        st.button(words, on_click=act, args=(good, found), disabled=same, key="replan_open")
    asking.place(_keeping(good, found, asked), good, lambda path: _kept(good, path))


def _keeping(good: Good, found: Any, asked: Asked) -> Question:
    """Saving it, which makes the scenario ready once more."""
    title = in_each(
        lambda: text(
            "replan.kept.title", name=good.plan.scenario.name.words[spoken()], day=day(date.today())
        )
    )
    reason = text("replan.kept.reason")
    arguments = (asked.former, asked.year, asked.reports, found.plan, Names(**title), reason)
    return Question(
        lane="replan_keep",
        name=asked.key,
        function=afterwards.keeping,
        arguments=arguments,
        label=text("replan.keep"),
    )


def _kept(good: Good, path: Any) -> None:
    """That it is saved, and the way there."""
    title = next(iter(scenario_labels([path]).values()))
    show(div("vid-note", text("replan.kept", name=title), role="status"))
    st.button(text("replan.kept.open"), on_click=_turn_to, args=(path,), key="replan_kept")


@heard
def _turn_to(path: Path) -> None:
    state.choose(path)
    state.turn_to_plan()


@heard
def _open(good: Good, found: Any) -> None:
    """The same decisions, as a plan of the settings on the desk: they hold without its promises, too."""
    plan = plan_with(Hand.of(good.loaded), good.plan.solution, found.plan.chosen)
    visiting.open_plan(good, plan, text("replan.opened"))
