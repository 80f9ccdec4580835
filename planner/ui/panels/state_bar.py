"""The state of the plan on one line that is always there: settled, refined, made anew, or refused.

It has one height in every state and language, so that nothing moves while weights move. While a
search goes on, a line along its lower edge says how far it is, and a button ends it.
"""

from functools import partial
from typing import Final, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.desk.searching import PlanSearch, rest
from planner.desk.solving import THOROUGH_GAP, limits
from planner.insight import at_most_percent, certainty, coverage, coverage_source
from planner.insight.asked import unasked
from planner.insight.standing import Standing
from planner.plan import Plan
from planner.text import name_of, text, whole
from planner.ui.look.markup import Child, Markup, div, span, tag
from planner.ui.look.widgets import show
from planner.ui.session import answering, state
from planner.ui.session.answering import Good, Shown
from planner.ui.session.failing import in_its_language
from planner.ui.session.meanwhile import give_way

PATIENCE: Final = 1.0
"""Seconds of a search before it is told of: most end sooner, and drawing costs them time."""
State = Literal["settled", "refined", "updating", "stopped", "error"]


class StateBar:
    """The line, in the place that is given; what stood there stays until it is drawn anew."""

    def __init__(self, place: DeltaGenerator, *, first: bool) -> None:
        """first: there is no earlier plan on the page."""
        self._place, self._first = place, first
        self._slot: DeltaGenerator | None = None
        self._words: DeltaGenerator | None = None
        self._line: DeltaGenerator | None = None
        self._told: tuple[str, float] | None = None

    def _row(self, key: str = "state_row") -> DeltaGenerator:
        """A row of its own name, since both a search and what it found may stand here in one run."""
        if self._slot is None:
            self._slot = self._place.empty()
        return self._slot.container(
            key=key, horizontal=True, wrap=False, vertical_alignment="center", gap="small"
        )

    def look(self, search: PlanSearch) -> None:
        """Shows a search as it stands, where that has changed, and gives way to the planner."""
        st.session_state.get("language")  # lets through what is asked of the whole page
        give_way()
        if search.seconds < PATIENCE and not self._first:
            return
        if self._words is None or self._line is None:
            with self._row("state_wait"):
                self._words = st.empty()
                _stop(search.stop, "stop_search")
                self._line = st.empty()
        standing = search.standing
        part = round(standing.part(search.wanted), 2) if standing else 0.0
        told = self._standing(search, standing), part
        if told != self._told:
            word = text("state.first" if self._first else "state.updating")
            with self._words:
                show(line("updating", word, told[0]))
            with self._line:
                show(_progress(part))
            self._told = told

    def _standing(self, search: PlanSearch, standing: Standing | None) -> str:
        if search.stopped:
            return text("search.stopping")
        if standing is not None:
            return standing.words()
        return text("search.waiting" if search.waiting else "search.other")

    def tell(self, outcome: Shown, good: Good) -> None:
        """How good the plan on the screen is, and what can be done about it."""
        with self._row():
            if outcome.error is not None:
                name = name_of(good.plan.scenario.name.words)
                show(line("error", text("state.error"), text("state.error.last", name=name)))
            elif state.just_saved():
                st.fragment(run_every=1.0)(in_its_language(_saved))()
            elif answering.unsettled(good):
                # A page looks again as often as an answer may come: each look costs its browser.
                st.fragment(run_every=rest())(in_its_language(_refined))(good)
                _stop(partial(answering.stop_settling, good), "stop_settling")
            else:
                show(_known(good))
                _search_on(good)
            show(_list_covers(good.plan))
            if outcome.error is not None:
                self._nothing_more()

    def fail(self) -> None:
        """There is no plan at all."""
        with self._row():
            show(line("error", text("state.error"), ""))
            self._nothing_more()

    def _nothing_more(self) -> None:
        """What a search had on this line, and the shorter one has not, would stay there."""
        if self._words is not None:
            for _ in range(2):
                st.empty()


def line(state: State, word: str, words: str, title: str = "") -> Markup:
    """A sign, one word that stands out, one sentence."""
    said: tuple[Child, ...] = (tag("b", word), " ", span("s", words))
    return div("vid-state", *said, role="status", title=title, data_state=state)


def _saved() -> None:
    """That it was saved, and as what; then the line is the plan's again."""
    names = state.just_saved()
    if not names:
        st.rerun()
    told = text("state.saved.as", name=name_of(names))
    show(line("settled", text("state.saved"), told))


def _progress(part: float) -> Markup:
    return div("vid-line", tag("div", style=f"width:{100 * part:.0f}%"), aria_hidden="true")


def _stop(act: answering.Act, key: str) -> None:
    st.button(
        text("search.stop"),
        help=text("search.stop.help"),
        on_click=act,
        type="tertiary",
        key=key,
    )


def _known(good: Good) -> Markup:
    plan, more = good.plan, certainty(good.plan)
    if plan.gap <= THOROUGH_GAP:
        return line("settled", text("state.settled"), text("state.settled.exact"), more)
    gap = at_most_percent(plan.gap)
    rough = good.answer.stopped or good.answer.stage == "quick"
    if rough and plan.gap > limits("settled").gap:
        return line("stopped", text("state.stopped"), text("state.stopped.within", gap=gap), more)
    return line("settled", text("state.settled"), text("state.settled.within", gap=gap), more)


def _search_on(good: Good) -> None:
    if good.plan.gap <= THOROUGH_GAP:
        return
    st.button(
        text("plan.search_on"),
        help=text("plan.search_on.help"),
        type="tertiary",
        disabled=good.answer.stage == "thorough" and not good.answer.stopped,
        on_click=answering.search_on,
        args=(good,),
        key="search_on",
    )


def _refined(good: Good) -> None:
    """Waits, without holding anything up, for the answer that owes nothing to the last one."""
    if answering.settled(good) or not answering.unsettled(good):
        st.rerun()
    words = text("state.refined.within", gap=at_most_percent(good.plan.gap))
    show(
        div(
            "vid-settling",
            line("refined", text("state.refined"), words, text("desk.settling.help")),
            _progress(answering.settling(good)),
        )
    )


def _list_covers(plan: Plan) -> Markup:
    """What the list holds of the city, and what nobody has asked yet."""
    n = plan.figures.sites_total
    told = [text("plan.synthetic")] if plan.scenario.synthetic else []
    stated = plan.about.damaged is not None
    told.append(coverage(n, plan.about) if stated else text("state.covers", n=n, n_text=whole(n)))
    if unasked(plan):
        told.append(text("state.unasked"))
    source = coverage_source(plan.about)
    return div("vid-covers", *(span("", words) for words in told), title=source)
