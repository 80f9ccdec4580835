"""Swing weighting: shares from how much each criterion's whole swing matters, in natural units.

"If only one of these could go from nothing to everything, which first?" The first gets 100, the
others less; shares follow in proportion (von Winterfeldt & Edwards 1986, chapter 8). The swings
are those of the data in hand, so that nobody has to guess what a per cent stands for.
"""

from collections.abc import Mapping
from fractions import Fraction

import streamlit as st

from planner.criteria import COST
from planner.desk.desk import Desk
from planner.desk.weights import WHOLE, Exact
from planner.insight.words import criterion_name, criterion_unit_up_to
from planner.plan import Plan
from planner.text import money, read_number, text, whole
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.look.words import plain
from planner.ui.session import state
from planner.ui.session.failing import heard

MOST = 100


def ratings_of(shares: Exact) -> dict[str, int]:
    """Shares as ratings: 100 for the largest, the others in proportion, whole numbers."""
    largest = max(shares.values(), default=Fraction(0))
    if not largest:
        return dict.fromkeys(shares, 0)
    return {name: round(MOST * share / largest) for name, share in shares.items()}


def shares_of(
    ratings: Mapping[str, int | Fraction], shares: Exact, locked: frozenset[str]
) -> Exact:
    """Shares in the proportions of the ratings; locked ones stay, the others split the rest.

    Ratings of nothing but 0 say nothing: the shares stay as they are.
    """
    free = {name: rating for name, rating in ratings.items() if name not in locked}
    total = sum(free.values(), Fraction(0))
    if not total:
        return shares
    rest = WHOLE - sum((shares[name] for name in shares if name in locked), Fraction(0))
    return dict(shares) | {name: rest * rating / total for name, rating in free.items()}


def swing(plan: Plan, criterion: str) -> str:
    """What a criterion's whole swing means in this city: from nothing done to all that could be."""
    if criterion == COST:
        total = money(plan.figures.money_total, plan.scenario.money.tender)
        return text("desk.swing.cost", total=total)
    figure = plan.figures.by_criterion[criterion]
    unit = criterion_unit_up_to(plan.scenario, criterion, round(figure.possible))
    return text("desk.swing.of", most=whole(figure.possible), unit=unit)


def rating_of(words: str) -> int | None:
    """A rating from 0 to MOST as it was typed, to the nearest whole; None where it is none."""
    number = read_number(words)
    return round(number) if number is not None and 0 <= number <= MOST else None


@heard
def _use(criteria: tuple[str, ...]) -> None:
    """Takes the ratings over; where one cannot be read none is, and that one is told."""
    held, typed = state.desk(), {c: str(st.session_state[f"swing_{c}"]) for c in criteria}
    ratings = {c: rating_of(words) for c, words in typed.items()}
    unread = [typed[c] for c, rating in ratings.items() if rating is None]
    st.session_state["swing_unread"] = unread
    if not unread:
        read = {c: rating for c, rating in ratings.items() if rating is not None}
        state.put(exact=shares_of(read, held.exact, held.locked))


def form(plan: Plan, held: Desk, criteria: tuple[str, ...]) -> None:
    """One line a criterion: its swing, and how much that matters."""
    show(div("vid-name", text("desk.swing.question")))
    show(div("vid-note", text("desk.swing.how")))
    with st.form("swing_form", border=False):
        with st.container(key="ratings"):
            for criterion, rating in ratings_of(held.exact).items():
                if criterion in criteria:
                    _rating(plan, held, criterion, rating)
        label = text("desk.swing.use")
        st.form_submit_button(label, on_click=_use, args=(criteria,), type="primary")
    unread = st.session_state.get("swing_unread")
    if unread:
        values = ", ".join(text("quoted", words=words) for words in unread)
        told = text("desk.swing.unread", values=values, most=MOST)
        show(div("vid-stale", told, role="alert"))


def _rating(plan: Plan, held: Desk, criterion: str, rating: int) -> None:
    name = criterion_name(plan.scenario, criterion)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        show(
            div(
                "vid-swing",
                div("vid-name", name),
                div("vid-note", swing(plan, criterion)),
            )
        )
        st.text_input(
            text("desk.swing.rating", name=plain(name)),
            value=str(rating),
            key=f"swing_{criterion}",
            disabled=criterion in held.locked,
            label_visibility="collapsed",
            width=110,
        )
