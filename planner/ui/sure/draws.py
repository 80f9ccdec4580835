"""Robustness on the page: drawn weights, how often each building stays, how far figures vary."""

from collections.abc import Mapping

import streamlit as st

from planner.desk import questions
from planner.insight.future.drawn import UNKNOWN, Unknown
from planner.insight.future.measures import KINDS, Kind
from planner.insight.near_words import figure_name, figure_unit, seat_words
from planner.insight.robust import DRAWS, SURE, Robust
from planner.insight.robust_words import (
    draws_words,
    held_words,
    near_words,
    robust_sentence,
    spread_words,
    unknown_words,
    waiting_words,
)
from planner.plan import Plan
from planner.text import name_of, percent, text, whole
from planner.ui.look.markup import Child, Markup, div, join, table, tag
from planner.ui.look.widgets import show, title
from planner.ui.session import asking
from planner.ui.session.answering import Good
from planner.ui.session.asking import Question
from planner.ui.session.nearing import Known
from planner.ui.session.state import hold_choice, hold_choices


def panel(good: Good, found: Known) -> None:
    """Which weights to draw, the question, and its answer."""
    show(title(text("sure.draws")))
    show(div("vid-note", text("sure.draws.why", n=whole(DRAWS))))
    with st.container(key="sure_draws", horizontal=True, vertical_alignment="center", gap="small"):
        names = {kind: text(f"sure.draws.kind.{kind}") for kind in KINDS}
        hold_choice("sure_kind", KINDS[0], names)
        chosen: Kind | None = st.segmented_control(
            text("sure.draws.kind"),
            KINDS,
            format_func=names.__getitem__,
            key="sure_kind",
            required=True,
            label_visibility="collapsed",
        )
        words = {one: text(f"sure.draws.unknown.{one}") for one in _possible(good)}
        hold_choices("sure_unknown", UNKNOWN[:1], words)
        drawn = st.pills(
            text("sure.draws.unknown"),
            list(words),
            selection_mode="multi",
            format_func=words.__getitem__,
            key="sure_unknown",
            label_visibility="collapsed",
        )
    unknown: tuple[Unknown, ...] = tuple(one for one in UNKNOWN if one in drawn) or UNKNOWN[:1]
    show(div("vid-note", unknown_words(unknown)))
    asked = _question(chosen or KINDS[0], unknown, found)

    def draw(answer: Robust) -> None:
        show(_told(found, answer))

    asking.place(asked, good, draw)


def _possible(good: Good) -> list[Unknown]:
    """What can be drawn: strikes where the scenario states how likely they are."""
    struck = good.loaded.scenario.damage.strike_probability
    return [one for one in UNKNOWN if one != "strikes" or struck != 0.0]


def _question(kind: Kind, unknown: tuple[Unknown, ...], found: Known) -> Question:
    rivals = tuple(seat.solution for seat in found.sure.seats)
    return Question(
        lane="robust",
        name="_".join((kind, *unknown)),
        function=questions.drawing,
        arguments=(kind, DRAWS, rivals, unknown),
        label=text("sure.draws.ask"),
    )


def _told(found: Known, robust: Robust) -> Markup:
    plan = found.home.plan
    said = [div("vid-name", robust_sentence(robust)), div("vid-note", near_words(robust))]
    if not robust.draws:
        return div("vid-draws", *said)
    parts = [
        *said,
        _spreads(plan, robust),
        _plans(found, robust),
        _core(plan, robust),
        _first_year(plan, robust),
        *(div("vid-note", words) for words in waiting_words(robust)),
    ]
    return div("vid-draws", *parts)


def _spreads(plan: Plan, robust: Robust) -> Markup:
    rows = [
        [f"{figure_name(plan, name)}, {figure_unit(plan, name)}", spread_words(plan, name, spread)]
        for name, spread in robust.spreads.items()
    ]
    return table(
        text("sure.draws.figures"), [text("sure.head.figure"), text("sure.draws.head")], rows
    )


def _plans(found: Known, robust: Robust) -> Markup:
    """Of the plans as good how often each is the best of them, and under which weights."""
    if len(robust.acceptability) != len(found.sure.seats):
        return join([])
    rows: list[list[Child]] = []
    for k, (ranks, weights) in enumerate(zip(robust.acceptability, robust.central, strict=True)):
        seat = found.sure.seats[k]
        told = "" if weights is None else _weights(found.home.plan, weights)
        name = f"{k + 1}. {seat_words(found.home.plan, found.sure, seat)}"
        rows.append([name, percent(ranks[0]), *held_words(robust, k), told])
    heads = [text("sure.head.plan"), text("sure.draws.first")]
    heads += [text(f"sure.draws.{key}") for key in ("fits", "regret", "central")]
    return table(text("sure.draws.plans"), heads, rows)


def _weights(plan: Plan, weights: Mapping[str, float]) -> str:
    told = {name: share for name, share in weights.items() if share > 0}
    return ", ".join(f"{figure_name(plan, name)} {percent(share)}" for name, share in told.items())


def _core(plan: Plan, robust: Robust) -> Markup:
    """Those that not all draws treat alike, the closest calls first; the others behind."""
    ids = sorted(robust.core, key=lambda i: (abs(robust.core[i] - 0.5), plan.entry(i).rank))
    rows = [[name_of(plan.names(i)), draws_words(robust, robust.core[i])] for i in ids]
    open_ = sum(0.0 < share < 1.0 for share in robust.core.values())
    heads = [text("cli.head.name"), text("sure.draws.core")]
    rest = rows[open_:]
    more = tag(
        "details",
        tag("summary", text("sure.draws.alike", n=whole(len(rest)))),
        table("", heads, rest),
    )
    return join([table(text("sure.draws.depends"), heads, rows[:open_]), more])


def _first_year(plan: Plan, robust: Robust) -> Markup:
    share = percent(SURE)
    if not robust.first_year:
        return div("vid-note", text("sure.draws.first_year.none", share=share))
    names = "; ".join(name_of(plan.names(i)) for i in robust.first_year)
    n = len(robust.first_year)
    told = text("sure.draws.first_year", share=share, n=n, n_text=whole(n))
    return div("vid-note", tag("b", told), " ", names)
