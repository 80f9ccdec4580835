"""Three ways to weights for those who would rather not name shares: how much whole swings matter, in
which order, or which of two matters more. What each implies is told, and nothing is refused.
"""

from fractions import Fraction
from typing import Final

import numpy as np
import streamlit as st

from planner.arrays import Floats
from planner.criteria import (
    CONSISTENT,
    COST,
    RANDOM_INDEX,
    ahp_weights,
    contradiction,
    rank_order_centroid,
)
from planner.desk.desk import Desk
from planner.desk.weights import Exact, shown
from planner.insight.words import criterion_name
from planner.plan import Plan
from planner.text import decimal, percent, text
from planner.ui.controls import swing
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.look.words import plain
from planner.ui.session import state
from planner.ui.session.failing import heard

WAYS: Final = ("swing", "order", "pairs")
SCALE: Final = (9, 7, 5, 3, 1, -3, -5, -7, -9)
"""How many times as much the first of two matters; below 0 the second (Saaty's odd judgements)."""
MOST_COMPARED: Final = len(RANDOM_INDEX)
_OUTCOME: Final = "judged"


def panel(plan: Plan | None, held: Desk) -> None:
    """The button; behind it the three ways."""
    label = text("desk.swing")
    with st.popover(label, on_change="rerun", key="swing", type="tertiary") as opened:
        if not opened.open or plan is None:
            return
        ways = {name: text(f"desk.judge.{name}") for name in WAYS}
        state.hold_choice("judging", "swing", ways)
        way = st.segmented_control(
            text("desk.judge.way"),
            WAYS,
            required=True,
            format_func=ways.__getitem__,
            key="judging",
            label_visibility="collapsed",
        )
        criteria = tuple(c for c in held.shares if _counts(plan, c))
        if way == "order":
            _order(plan, held, criteria)
        elif way == "pairs":
            _pairs(plan, held, criteria)
        else:
            swing.form(plan, held, criteria)
            return
        _implied(plan, way)


def _counts(plan: Plan, criterion: str) -> bool:
    """Whether anything at all can be gained on it here."""
    return criterion == COST or plan.figures.by_criterion[criterion].possible > 0


def places_of(shares: Exact, criteria: tuple[str, ...]) -> dict[str, int]:
    """The place of each criterion by its share, from 1; equal shares have one place, none has 0."""
    values = sorted({shares[c] for c in criteria if shares[c]}, reverse=True)
    return {c: values.index(shares[c]) + 1 if shares[c] else 0 for c in criteria}


def nearest_on_scale(one: Fraction, other: Fraction) -> int:
    """The judgement of SCALE nearest to the ratio of two shares; 1 where one of them is 0."""
    if not one or not other:
        return 1
    said = np.log([float(judgement) if judgement > 0 else -1 / judgement for judgement in SCALE])
    return SCALE[int(np.argmin(np.abs(said - np.log(float(one / other)))))]


def matrix_of(judgements: dict[tuple[int, int], int], n: int) -> Floats:
    """(n, n) the ratios that judgements of pairs (i, j), i < j, state; others are 1."""
    matrix = np.ones((n, n))
    for (i, j), judgement in judgements.items():
        ratio = float(judgement) if judgement > 0 else -1.0 / judgement
        matrix[i, j], matrix[j, i] = ratio, 1.0 / ratio
    return matrix


def _order(plan: Plan, held: Desk, criteria: tuple[str, ...]) -> None:
    show(div("vid-name", text("desk.order.question")))
    show(div("vid-note", text("desk.order.how")))
    places = places_of(held.exact, criteria)
    with st.form("order_form", border=False):
        with st.container(key="places"):
            words = {place: _place_words(place) for place in range(len(criteria) + 1)}
            for criterion in criteria:
                state.hold_choice(f"order_{criterion}", places[criterion], words)
                st.selectbox(
                    plain(criterion_name(plan.scenario, criterion)),
                    words,
                    format_func=words.__getitem__,
                    key=f"order_{criterion}",
                    disabled=criterion in held.locked,
                )
        label = text("desk.swing.use")
        st.form_submit_button(label, on_click=_take_order, args=(criteria,), type="primary")


def _place_words(place: int) -> str:
    return str(place) if place else text("desk.order.none")


@heard
def _take_order(criteria: tuple[str, ...]) -> None:
    free = [c for c in criteria if c not in state.desk().locked]
    places = {c: int(st.session_state[f"order_{c}"]) for c in free}
    counted = tuple(c for c in free if places[c])
    _take("order", counted, rank_order_centroid([places[c] for c in counted]), None)


def _pairs(plan: Plan, held: Desk, criteria: tuple[str, ...]) -> None:
    show(div("vid-name", text("desk.pairs.question")))
    show(div("vid-note", text("desk.pairs.how")))
    free = tuple(c for c in criteria if c not in held.locked and held.exact[c])
    if not 2 <= len(free) <= MOST_COMPARED:
        show(div("vid-note", text("desk.pairs.number", most=MOST_COMPARED)))
        return
    names = {c: plain(criterion_name(plan.scenario, c)) for c in free}
    with st.form("pairs_form", border=False):
        with st.container(key="pairs"):
            for i, one in enumerate(free):
                for other in free[i + 1 :]:
                    _pair(held, names, one, other)
        label = text("desk.swing.use")
        st.form_submit_button(label, on_click=_take_pairs, args=(free,), type="primary")


def _pair(held: Desk, names: dict[str, str], one: str, other: str) -> None:
    def said(judgement: int) -> str:
        if judgement == 1:
            return text("desk.pairs.equal")
        winner = names[one if judgement > 0 else other]
        return text(f"desk.pairs.by_{abs(judgement)}", name=winner)

    key, words = f"pair_{one}_{other}", {judgement: said(judgement) for judgement in SCALE}
    state.hold_choice(key, nearest_on_scale(held.exact[one], held.exact[other]), words)
    st.selectbox(
        text("desk.pairs.pair", one=names[one], other=names[other]),
        SCALE,
        format_func=words.__getitem__,
        key=key,
    )


@heard
def _take_pairs(free: tuple[str, ...]) -> None:
    judgements = {
        (i, j): int(st.session_state[f"pair_{free[i]}_{free[j]}"])
        for i in range(len(free))
        for j in range(i + 1, len(free))
    }
    matrix = matrix_of(judgements, len(free))
    weights, ratio = ahp_weights(matrix)
    worst = contradiction(matrix)
    triple = None if worst is None else tuple(free[k] for k in worst.triple)
    _take("pairs", free, weights, (ratio, triple))


def _take(way: str, free: tuple[str, ...], weights: Floats, agreement: object) -> None:
    """Takes weights over for the criteria that are not locked, and notes what they imply."""
    held = state.desk()
    ratings = {
        c: Fraction(float(w)).limit_denominator(10**6) for c, w in zip(free, weights, strict=True)
    }
    others = {c: Fraction(0) for c in held.exact if c not in ratings}
    shares = swing.shares_of({**others, **ratings}, held.exact, held.locked)
    st.session_state[_OUTCOME] = (way, dict(shares), agreement)
    state.put(exact=shares)


def _implied(plan: Plan, way: str) -> None:
    """What the judgements last taken came to."""
    taken = st.session_state.get(_OUTCOME)
    if taken is None or taken[0] != way:
        return
    _, shares, agreement = taken
    told = ", ".join(
        f"{criterion_name(plan.scenario, c)} {percent(share / 100)}"
        for c, share in shown(shares).items()
        if share and (c == COST or c in plan.scenario.criteria)
    )
    show(div("vid-note", text("desk.judge.implied", shares=told), role="status"))
    if agreement is None:
        return
    ratio, triple = agreement
    key = "agrees" if ratio <= CONSISTENT else "contradicts"
    lines = [text(f"desk.pairs.{key}", ratio=decimal(ratio, 2), most=decimal(CONSISTENT, 2))]
    if triple is not None and ratio > CONSISTENT:
        a, b, c = (criterion_name(plan.scenario, name) for name in triple)
        lines.append(text("desk.pairs.triple", a=a, b=b, c=c))
    show(div("vid-note", " ".join(lines), role="status"))
