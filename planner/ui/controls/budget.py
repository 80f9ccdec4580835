"""Money in hand: one total, or every fund and year."""

from functools import partial
from typing import Final

import streamlit as st

from planner.desk.desk import Desk
from planner.desk.solving import scaled, total_of, with_amount
from planner.money import Tender
from planner.scenario.scenario import Scenario
from planner.text import money, money_unit, name_of, text
from planner.ui.controls.amounts import amount_box, read_amount
from planner.ui.look.markup import div
from planner.ui.look.widgets import show
from planner.ui.session import state
from planner.ui.session.acts import acting

TOTAL: Final = "budget_total"
"""The box of the whole budget."""


def _set_total(total: int) -> None:
    held = state.desk()
    proportions = held.budget if total_of(held.budget) else held.file_budget
    if total_of(proportions):
        state.put(budget=scaled(proportions, total))


def _set_amount(fund: str, year: int, minor: int) -> None:
    held = state.desk()
    state.put(budget=with_amount(held.budget, fund, year, minor, held.file_budget))


def step(sign: int) -> None:
    """Moves the whole budget by one press. Raises InputError where the scenario cannot be read."""
    held = total_of(state.desk().budget)
    by = step_of(held, state.scenario_in_hand().money.tender)
    if held:
        _set_total(max(0, held + sign * by))


def retype(words: str) -> None:
    """Takes the whole budget as it was typed on an earlier page. Raises InputError likewise."""
    read_amount(TOTAL, words, _set_total, state.scenario_in_hand().money.tender)


def retype_amount(fund: str, year: int, words: str) -> None:
    """The same of one fund in one year; nothing where there is no such box."""
    scenario = state.scenario_in_hand()
    if fund in scenario.money.funds and year in years_of(scenario):
        take, key = partial(_set_amount, fund, year), box_of(fund, year)
        read_amount(key, words, take, scenario.money.tender)


def box_of(fund: str, year: int) -> str:
    """The box of a fund in a year."""
    return f"amount_{fund}_{year}"


def total(desk: Desk, tender: Tender) -> None:
    """The whole budget as one number, with a button to either side; the funds follow."""
    held = total_of(desk.budget)
    by = step_of(held, tender)
    with st.container(key="budget", horizontal=True, wrap=False, gap="xsmall"):
        amount_box(
            text("plan.budget.total", unit=money_unit(tender)),
            held,
            _set_total,
            tender=tender,
            key=TOTAL,
        )
        for key, words, sign in (("less", "−", -1), ("more", "+", 1)):
            st.button(
                words,
                help=text(f"plan.budget.{key}", step=money(by, tender)),
                disabled=not held,
                on_click=acting(f"budget_{key}", step),
                args=(sign,),
                key=f"budget_{key}",
            )


def step_of(minor: int, tender: Tender) -> int:
    """What a press of a button moves the total by: a round number near a fiftieth of it.

    At least one unit of what amounts are stated in; in minor units.
    """
    wanted = max(1, minor // (50 * tender.size))
    power = int("1".ljust(len(str(wanted)), "0"))
    return tender.size * power * max(n for n in (1, 2, 5) if n * power <= wanted)


LATER: Final = 3
"""Years after the plan's own in which a later tranche may come."""


def years_of(scenario: Scenario) -> range:
    """Years in which money can be entered: the plan's, and some later ones that it looks at."""
    start = scenario.horizon.start
    end = start + scenario.horizon.appraisal_years
    return range(start, max(scenario.years[-1] + 1, min(scenario.years[-1] + 1 + LATER, end)))


def by_fund(scenario: Scenario, desk: Desk) -> None:
    """Every fund in every year, the later ones too."""
    with st.popover(
        text("plan.budget.by_fund"), type="tertiary", key="by_fund", on_change="rerun"
    ) as opened:
        if not opened.open:
            return  # dozens of fields that nobody sees would slow every move of a slider
        show(div("vid-note", text("plan.budget.total.help")))
        for fund, years in desk.budget:
            show(div("vid-name", name_of(scenario.money.funds[fund].name.words)))
            with st.container(horizontal=True, gap="xsmall"):
                for year in years_of(scenario):
                    amount_box(
                        str(year),
                        dict(years).get(year, 0),
                        partial(_set_amount, fund, year),
                        tender=scenario.money.tender,
                        key=box_of(fund, year),
                        width=86,
                    )
        last = scenario.horizon.start + scenario.horizon.money_years - 1
        show(div("vid-note", text("plan.budget.later", year=last)))
        show(div("vid-note", text("plan.budget.note", unit=money_unit(scenario.money.tender))))
