"""Plan: what the budget buys, the ranked list, the map, and the settings that decide it."""

import streamlit as st

from planner.arrays import Flags
from planner.desk.looking import one_look
from planner.desk.searching import rest
from planner.desk.solving import THOROUGH_GAP
from planner.errors import PlannerError
from planner.insight import answer, certainty, void_weights
from planner.insight.changes import Changes, changes
from planner.plan import Plan
from planner.text import name_of, text
from planner.ui.controls import budget, controls
from planner.ui.keep import draft, exporting, opened, saving, sharing
from planner.ui.list.filters import filters
from planner.ui.list.listing import listing
from planner.ui.look.markup import div
from planner.ui.look.refusing import show_faults
from planner.ui.look.seal import seal
from planner.ui.look.widgets import change_names, change_summary, figures, losses, show
from planner.ui.panels import column, forced
from planner.ui.panels.progress import ProgressPanel
from planner.ui.session import answering, pinning, state
from planner.ui.session.answering import Good, Shown
from planner.ui.session.failing import heard, in_its_language, telling_faults


def page() -> None:
    """The page, apart from its frame, so that a move on the desk redraws the desk alone."""
    _desk()


@st.fragment(key="desk")
@telling_faults
@one_look()
def _desk() -> None:
    """Controls first, then the solve, so that the sliders answer at once."""
    top = st.container(key="top")
    left, middle, right = st.columns([330, 580, 470], gap="medium")
    with left:
        _controls()
        draft.keep()
    with top, st.container(key="busy"):
        progress = ProgressPanel(first=answering.last_plan() is None)
        outcome = answering.answer_in_hand(progress.look)
        progress.end()
    good = outcome.good
    if good is None:
        with top:
            _refused(outcome.error)
            opened.notice(None)
        return
    against, reference, lost = pinning.baseline_plan(good)
    changed = changes(good.plan, reference)
    # List and map first: the browser draws them while the words are made. What nobody waits for
    # comes last.
    with middle:
        row = st.container(key="against", horizontal=True, wrap=False, gap="small")
        found = _list(good.plan, changed)
    with right:
        colouring = column.where(good.plan, changed, found)
    with top:
        if lost:
            show(div("vid-stale", text("plan.change.lost"), role="status"))
        _answer(outcome, good)
    with row:
        _against(good, changed, against.changed, reference)
    with right:
        column.below(good, colouring, found)
    with left:
        forced.panel(good.loaded, good.desk)
        with st.container(key="keep", horizontal=True, gap="small"):
            saving.panel(good)
            sharing.panel(good)
            exporting.plan_panel(good)
    if outcome.error is None:
        answering.settle(good)


def _controls() -> None:
    try:
        controls.take_moves()
        answering.begin_ahead()
        held = state.desk()
        scenario = state.scenario_in_hand()
    except PlannerError:
        controls.picker(None)
        return  # solving meets the same faults, and shows them above the last good plan
    controls.picker(held)
    controls.weights(scenario, held, answering.last_plan())
    budget.total(held, scenario.money.tender)
    budget.by_fund(scenario, held)


def _refused(error: PlannerError | None) -> None:
    if error is not None:
        show_faults(error)


def _answer(outcome: Shown, good: Good) -> None:
    plan = good.plan
    _refused(outcome.error)
    opened.notice(outcome.good)
    if outcome.stale:
        name = name_of(plan.scenario.name.words)
        show(div("vid-stale", text("plan.stale", name=name), role="status"))
    show(div("vid-answer", answer(plan), role="status", data_plan=seal(plan)))
    void = void_weights(plan)
    if void:
        show(div("vid-stale", void, role="status"))
    note = [certainty(plan)]
    if plan.scenario.synthetic:
        note.insert(0, text("plan.synthetic"))
    with st.container(key="certainty", horizontal=True, vertical_alignment="center", gap="small"):
        show(div("vid-note", " ".join(note)))
        if outcome.error is None and answering.unsettled(good):
            # A page looks again as often as an answer may come: each look costs its browser, too.
            st.fragment(run_every=rest())(in_its_language(_settling))(good)
        elif plan.gap > THOROUGH_GAP:
            st.button(
                text("plan.search_on"),
                help=text("plan.search_on.help"),
                type="tertiary",
                disabled=good.answer.stage == "thorough" and not good.answer.stopped,
                on_click=answering.search_on,
                args=(good,),
                key="search_on",
            )
    show(figures(plan))
    show(losses(plan))


def _settling(good: Good) -> None:
    """Waits, without holding anything up, for the answer that owes nothing to the last one."""
    if answering.settled(good) or not answering.unsettled(good):
        st.rerun()
    show(
        div(
            "vid-note vid-settling",
            text("desk.settling"),
            title=text("desk.settling.help"),
        )
    )


def _list(plan: Plan, changed: Changes) -> Flags | None:
    """The list; what its filter leaves of it."""
    found = filters(plan)
    with st.container(key="list"):
        listing(
            plan,
            changed,
            found=found,
            selected=state.selected(),
            key="ranked",
            on_select=state.select,
        )
    return found


def _against(good: Good, changed: Changes, edited: bool, reference: Plan) -> None:
    """What is other than in the plan compared with; undo, redo, and to compare with this one."""
    name = name_of(reference.scenario.name.words)
    shown = text("plan.change.edited", name=name) if edited else name
    show(change_summary(changed, shown))
    _who(good.plan, changed)
    _steps()
    st.button(
        text("plan.pin"),
        help=text("plan.pin.help"),
        disabled=state.baseline() == good.variant,
        on_click=pinning.pin,
        args=(good,),
        key="pin",
    )


def _who(plan: Plan, changed: Changes) -> None:
    """The names behind the numbers, sent when they are asked for."""
    if not changed.any:
        return
    words = text("plan.change.who")
    with st.popover(words, type="tertiary", on_change="rerun", key="changed") as shown:
        if shown.open:
            show(change_names(plan, changed))


def _steps() -> None:
    history = state.history()
    for way, icon, left, act in (
        ("undo", ":material/undo:", history.past, state.undo),
        ("redo", ":material/redo:", history.future, state.redo),
    ):
        st.button(
            text(f"desk.{way}"),
            help=text(f"desk.{way}.help"),
            icon=icon,
            disabled=not left,
            on_click=heard(act),
            key=way,
        )
