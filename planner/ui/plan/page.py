"""Plan: what the budget buys, the ranked list, the map, and the settings that decide it."""

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.arrays import Flags
from planner.desk.looking import one_look
from planner.errors import InfeasiblePlanError, PlannerError, SolverError
from planner.insight import answer, kept_words, void_weights, works_done
from planner.insight.changes import Changes, Moved, changes, figures_moved
from planner.insight.near_words import seat_words, worse_words
from planner.plan import Plan
from planner.text import name_of, text
from planner.ui.controls import budget, controls
from planner.ui.keep import again, draft, exporting, opened, saving, sharing
from planner.ui.list.filters import filters, order
from planner.ui.list.listing import listing
from planner.ui.look.lost import loss_strip
from planner.ui.look.markup import div, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.seal import seal
from planner.ui.look.tiles import tiles
from planner.ui.look.widgets import change_names, change_summary, show
from planner.ui.look.words import plain
from planner.ui.panels import column, conflict, districts, duty, forced, sheets
from planner.ui.panels.state_bar import StateBar
from planner.ui.session import answering, nearing, pinning, state, swinging, visiting
from planner.ui.session.acts import acting
from planner.ui.session.answering import Good, Shown
from planner.ui.session.failing import in_its_language, telling_faults


def page() -> None:
    """The page, apart from its frame, so that a move on the desk redraws the desk alone."""
    _desk()


@st.fragment(key="desk")
@telling_faults
@one_look()
def _desk() -> None:
    """Controls first, then the solve, so that the sliders answer at once."""
    with st.container(key="plan"):
        keep = st.container(key="keep", horizontal=True, gap="small")
        with st.container(key="top"):
            said = st.container(key="said")
            bar = st.container(key="state")
            trouble = st.container(key="trouble")
            sums = st.container(key="sums")
        with st.container(key="columns"):
            left, middle, right = st.columns(3)
    with left:
        result = _controls()
    told = StateBar(bar, first=answering.last_plan() is None)
    outcome = answering.answer_in_hand(told.look)
    good = outcome.good and nearing.told(swinging.told(outcome.good))
    if good is None:
        told.fail()
        with trouble:
            _refused(outcome.error)
            opened.notice(None)
        return
    against, reference, lost = pinning.baseline_plan(good)
    # Nothing is compared with figures that may still turn.
    steady = outcome.error is None and not answering.unsettled(good)
    changed = changes(good.plan, reference if steady else good.plan)
    # List and map first: the browser draws them while the words are made. What nobody waits for
    # comes last.
    with middle:
        row = st.container(key="against", horizontal=True, wrap=False, gap="small")
        found = _list(good.plan, changed)
    with right:
        sheets.head("map", text("plan.map"))
        colouring = column.where(good.plan, changed, found)
    told.tell(outcome, good)
    with said:
        _answer(good, steady=steady)
    with trouble:
        _troubles(outcome, good, lost=lost)
    with sums:
        show(tiles(good.plan, reference, steady=steady))
        show(loss_strip(good.plan, reference if steady else None))
    with row:
        _against(good, changed, against.changed, reference, steady=steady)
    with right:
        column.below(good, colouring, found)
    with left:
        _decided(good)
    with result:
        show(div("vid-result", answer(good.plan)))
    with keep:
        _kept(good)
    if outcome.error is None:
        answering.settle(good)


def _decided(good: Good) -> None:
    """What is decided beforehand: the duty of care, and what is required of single buildings; and
    which districts go without."""
    duty.panel(good)
    districts.panel(good)
    forced.panel(good)
    sheets.foot("weights")


def _kept(good: Good) -> None:
    saving.panel(good)
    sharing.panel(good)
    exporting.plan_panel(good)


def _controls() -> DeltaGenerator:
    """Weights and money, and the tab's note of them; the place for what they come to."""
    result = sheets.head("weights", text("plan.sheet.weights.title"))
    draft.take_note()
    _settings()
    draft.keep()
    return result


def _settings() -> None:
    try:
        again.catch_up()
        controls.take_moves()
        answering.begin_ahead()
        held = state.desk()
        scenario = state.scenario_in_hand()
    except PlannerError:
        controls.picker(None)
        return  # solving meets the same faults, and shows them above the last good plan
    controls.picker(held)
    budget.total(held, scenario.money.tender)
    controls.weights(scenario, held)
    controls.further(scenario, held, answering.last_plan())


def _refused(error: PlannerError | None) -> None:
    if isinstance(error, InfeasiblePlanError):
        conflict.panel(error)
    elif error is not None:
        show_faults(error)
        if isinstance(error, SolverError):
            label = text("plan.search_longer")
            st.button(label, on_click=answering.search_longer, key="search_longer")


def _answer(good: Good, *, steady: bool) -> None:
    """What the money buys, in plain counts; under it what is done to how many buildings."""
    plan = good.plan
    sentence = tag("h1", answer(plan), class_="vid-answer", data_plan=seal(plan))
    works = div(
        "vid-works", works_done(plan, covered=False)
    )  # the line below says how much it covers
    show(div("vid-said", sentence, works, role="status"))
    if steady and swinging.sought(good):
        st.fragment(run_every=swinging.PERIOD)(in_its_language(_swinging))(good)


def _swinging(good: Good) -> None:
    """Looks whether it is known what one building decides of the figures."""
    if not swinging.sought(good):
        st.rerun()


def _troubles(outcome: Shown, good: Good, *, lost: bool) -> None:
    """What is wrong with what was asked for, and what else has to be told apart from the plan."""
    _refused(outcome.error)
    opened.notice(outcome.good)
    _one_of_many(good)
    if lost:
        show(div("vid-stale", text("plan.change.lost"), role="status"))
    for words in (kept_words(good.plan), void_weights(good.plan)):
        if words:
            show(div("vid-stale", words, role="status"))


def _one_of_many(good: Good) -> None:
    """That the plan on the screen is another one than that of the settings, and the way back."""
    apart, visit = nearing.away(good), visiting.visited(good)
    if apart is not None:
        found, seat = apart
        name = seat_words(found.home.plan, found.sure, seat)
        words = text("sure.away", name=name, worse=worse_words(found.sure, seat))
        _away(words, lambda: nearing.open_seat(found, 0))
    elif visit is not None:
        home, name, worse = visit
        _away(text("visit.away", name=name, worse=worse), lambda: visiting.leave(home))


def _away(words: str, back: Callable[[], None]) -> None:
    with st.container(key="near_away", horizontal=True, vertical_alignment="center", gap="small"):
        show(div("vid-note", words, role="status"))
        st.button(text("sure.back"), on_click=back, type="tertiary", key="near_back")


def _list(plan: Plan, changed: Changes) -> Flags | None:
    """The list; what its filter leaves of it."""
    found = filters(plan, sheets.openers)
    with st.container(key="list"):
        listing(
            plan,
            changed,
            found=found,
            order=order(),
            selected=state.selected(),
            key="ranked",
            on_select=state.select,
        )
    return found


def _against(good: Good, changed: Changes, edited: bool, reference: Plan, *, steady: bool) -> None:
    """What is other than in the plan compared with; to compare with this one, undo, redo."""
    _baseline(good, edited, reference)
    if steady:
        figures = figures_moved(good.plan, reference)
        show(change_summary(good.plan, changed, figures))
        _who(good.plan, changed, figures)
    _steps()


def _baseline(good: Good, edited: bool, reference: Plan) -> None:
    name = name_of(reference.scenario.name.words)
    shown = text("plan.change.edited", name=name) if edited else name
    with st.popover(text("plan.baseline", name=plain(shown)), key="baseline_menu"):
        show(div("vid-note", text("plan.baseline.help")))
        st.button(
            text("plan.pin"),
            disabled=state.baseline() == good.variant,
            on_click=acting("pin", pinning.pin),
            args=(good,),
            key="pin",
        )


def _who(plan: Plan, changed: Changes, figures: Sequence[Moved]) -> None:
    """The names behind the numbers, sent when they are asked for."""
    if not changed.any and not figures:
        return
    words = text("plan.change.who")
    with st.popover(words, type="tertiary", on_change="rerun", key="changed") as shown:
        if shown.open:
            show(change_names(plan, changed, figures))


def _steps() -> None:
    history = state.history()
    with st.container(key="steps", horizontal=True, wrap=False, gap="xxsmall"):
        for way, icon, left, act in (
            ("undo", ":material/undo:", history.past, state.undo),
            ("redo", ":material/redo:", history.future, state.redo),
        ):
            st.button(
                text(f"desk.{way}"),
                help=text(f"desk.{way}.help"),
                icon=icon,
                disabled=not left,
                on_click=acting(way, act),
                key=way,
            )
