"""Money in hand: one total, or every fund and year."""

from decimal import ROUND_HALF_EVEN, Decimal

import streamlit as st

from planner.scenario.model import Scenario
from planner.text import Language, name_of, text
from planner.ui import state
from planner.ui.desk import Desk
from planner.ui.failing import heard
from planner.ui.markup import div
from planner.ui.solving import MINOR_PER_UNIT, Budget, scaled, total_of
from planner.ui.widgets import show

MOST = 1_000_000.0
"""Millions: more than any city has; a slip of the keyboard is refused."""


def _minor(millions: float) -> int:
    return int((Decimal(str(millions)) * MINOR_PER_UNIT).to_integral_value(ROUND_HALF_EVEN))


@heard
def _set_total() -> None:
    held, total = state.desk(), _minor(st.session_state["budget_total"])
    proportions = held.budget if total_of(held.budget) else held.file_budget
    if total_of(proportions):
        state.put(budget=scaled(proportions, total))


@heard
def _set_amount(fund: str, year: int) -> None:
    minor = _minor(st.session_state[f"amount_{fund}_{year}"])
    state.put(budget=with_amount(state.desk().budget, fund, year, minor))


def with_amount(budget: Budget, fund: str, year: int, minor: int) -> Budget:
    """The budget with one amount changed."""
    return tuple(
        (f, tuple((y, minor if (f, y) == (fund, year) else m) for y, m in years))
        for f, years in budget
    )


def total(desk: Desk, language: Language) -> None:
    """The whole budget as one number; the funds follow in proportion."""
    state.seed("budget_total", total_of(desk.budget) / MINOR_PER_UNIT)
    st.number_input(
        text("plan.budget.total", language),
        min_value=0.0,
        max_value=MOST,
        step=100.0,
        format="%g",
        key="budget_total",
        help=text("plan.budget.total.help", language),
        on_change=_set_total,
    )


def by_fund(scenario: Scenario, desk: Desk, language: Language) -> None:
    """Every fund in every year."""
    expander = st.expander(text("plan.budget.by_fund", language), key="by_fund", on_change="rerun")
    with expander:
        if not expander.open:
            return  # dozens of fields that nobody sees would slow every move of a slider
        for fund, years in desk.budget:
            show(div("vid-name", name_of(scenario.money.funds[fund].name.model_dump(), language)))
            with st.container(horizontal=True, gap="xsmall"):
                for year, minor in years:
                    key = f"amount_{fund}_{year}"
                    state.seed(key, minor / MINOR_PER_UNIT)
                    st.number_input(
                        str(year),
                        min_value=0.0,
                        max_value=MOST,
                        step=10.0,
                        format="%g",
                        key=key,
                        width=86,
                        on_change=_set_amount,
                        args=(fund, year),
                    )
        show(div("vid-note", text("plan.budget.note", language)))
