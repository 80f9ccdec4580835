"""Targets instead of weights: what is to be reached at least, whether it can be, at what price."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import streamlit as st

from planner.desk import questions
from planner.desk.desk import Desk
from planner.insight.aspire.aspire import Aspired, Target
from planner.insight.aspire.words import aspired_words, heads, implied_words, rows
from planner.insight.chosen_words import of_targets
from planner.insight.words import criterion_name
from planner.plan import Plan
from planner.text import percent, read_number, text
from planner.ui.controls import swing
from planner.ui.look.markup import div, join, table
from planner.ui.look.widgets import show
from planner.ui.look.words import plain
from planner.ui.session import answering, asking, state, visiting
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question
from planner.ui.session.failing import heard

MOST: Final = 100


def panel(held: Desk) -> None:
    """The button; behind it a field for each criterion, the answer below."""
    label = text("aspire.button")
    with st.popover(label, on_change="rerun", key="aiming", type="tertiary") as opened:
        good = answering.last_good()
        if not opened.open or good is None or good.variant != held.variant:
            return
        show(div("vid-name", text("aspire.title")))
        show(div("vid-note", text("aspire.how")))
        _form(good)
        targets = st.session_state.get("aimed", ())
        if st.session_state.get("aimed_unread"):
            show(div("vid-stale", text("aspire.none"), role="alert"))
        elif targets and asking.held(_question(targets)) is not None:
            asking.place(_question(targets), good, lambda found: _draw(good, found))


def _form(good: Good) -> None:
    plan = good.plan
    criteria = [c for c, figure in plan.figures.by_criterion.items() if figure.possible > 0]
    with st.form("aim_form", border=False):
        with st.container(key="aims"):
            for criterion in criteria:
                name = plain(criterion_name(plan.scenario, criterion))
                st.text_input(
                    text("aspire.field", name=name),
                    placeholder=_now(plan, criterion),
                    key=f"aim_{criterion}",
                )
        st.form_submit_button(
            text("aspire.ask"), on_click=_ask, args=(good, tuple(criteria)), type="primary"
        )


def _now(plan: Plan, criterion: str) -> str:
    return text("aspire.now", share=percent(plan.figures.by_criterion[criterion].share))


@heard
def _ask(good: Good, criteria: tuple[str, ...]) -> None:
    typed = {c: str(st.session_state[f"aim_{c}"] or "").strip(" %") for c in criteria}
    read = {c: read_number(words) for c, words in typed.items() if words}
    targets = tuple(
        Target(figure=c, share=float(number / MOST))
        for c, number in read.items()
        if number is not None and Decimal(0) <= number <= MOST
    )
    unread = not targets or len(targets) < len(read)
    st.session_state.update(aimed=targets, aimed_unread=unread)
    if not unread:
        asking.ask(_question(targets), good)


def _question(targets: tuple[Target, ...]) -> Question:
    return Question(
        lane="aim",
        name="_".join(f"{t.figure}{t.share:g}".replace(".", "") for t in targets),
        function=questions.aiming,
        arguments=(targets,),
        label=text("aspire.ask"),
    )


def _draw(good: Good, found: Any) -> None:
    first, *others = [*aspired_words(good.plan, found), *implied_words(good.plan, found)]
    show(join([div("vid-cp vid-price", first), *(div("vid-note", words) for words in others)]))
    show(div("vid-scroll", table("", heads(), rows(good.plan, found)), tabindex="0", role="group"))
    if found.final:
        _ways_on(good, found)


def _ways_on(good: Good, found: Aspired) -> None:
    """The plan opened, or its weights taken."""
    with st.container(key="aim_on", horizontal=True, gap="small"):
        st.button(
            text("aspire.open"),
            on_click=visiting.open_plan,
            args=(good, found.plan, of_targets(good.plan, found)),
            disabled=found.plan.chosen.tobytes() == good.plan.solution.chosen.tobytes(),
            key="aim_open",
        )
        if found.implied is not None:
            weights = tuple(found.implied.weights.items())
            st.button(text("aspire.weights.use"), on_click=_use, args=(weights,), key="aim_use")


@heard
def _use(weights: tuple[tuple[str, float], ...]) -> None:
    """Takes weights over for the criteria that are not locked."""
    held = state.desk()
    ratings = {c: Fraction(w).limit_denominator(10**6) for c, w in weights}
    others = {c: Fraction(0) for c in held.exact if c not in ratings}
    state.put(exact=swing.shares_of({**others, **ratings}, held.exact, held.locked))
