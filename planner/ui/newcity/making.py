"""The city itself: its name, what a square metre costs, its money and districts; and its folder."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

import streamlit as st

from planner.errors import Fault, InputError, PlannerError
from planner.intake.city.folder import FIRST, begin_city, free, outlined
from planner.intake.city.outlines import districts_text, ground_in
from planner.intake.city.terms import Terms
from planner.intake.importing import bring, taken_of
from planner.intake.take.ground import NOWHERE
from planner.text import DEFAULT, PLAIN, text
from planner.ui.look.markup import div, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.newcity.draft import draft, forget, take_outlines
from planner.ui.session import state
from planner.ui.session.failing import heard

WIDTH: Final = 560
"""Pixels of a field at most: a name needs no whole page."""
_OUTCOME: Final = "newcity_outcome"
_FIELDS: Final = ("name", "name_en", "reference_cost", "currency", "money", "years", "start")
_NUMBERS: Final = {
    "reference_cost": ("city_cost", 1),
    "money": ("city_money", 1),
    "years": ("city_years", 1),
    "start": ("city_year", 2000),
}
"""Fields of numbers -> (fault of what is none, a number that has no fault)."""
_WHOLE: Final = ("years", "start")
_USUAL: Final = {"currency": "UAH", "years": "5"}


def moment() -> str:
    """Now, as files state it."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def panel() -> None:
    """What only the city can say, and the button that begins it."""
    show(tag("h2", text("newcity.step.city")))
    _districts()
    for field in _FIELDS:
        usual = _USUAL.get(field, str(date.today().year + 1) if field == "start" else "")
        label = text(f"newcity.city.{field}")
        st.text_input(label, value=usual, key=f"newcity_{field}", width=WIDTH)
    show(div("vid-note", text("newcity.illustrative")))
    st.button(text("newcity.make"), key="newcity_make", type="primary", on_click=_make)
    outcome = st.session_state.pop(_OUTCOME, None)
    if isinstance(outcome, PlannerError):
        show_faults(outcome)


def _districts() -> None:
    given = st.file_uploader(
        text("newcity.districts"), type=["geojson", "json"], key="newcity_layer"
    )
    if given is None:
        take_outlines("", NOWHERE, None)
        return
    try:
        outlines = districts_text(given.getvalue(), given.name)
        ground = ground_in(outlines, given.name)
    except InputError as error:
        show_faults(error)
        return
    held = draft()
    if held is not None and held.outlines_upload != given.file_id:
        take_outlines(given.file_id, ground, outlines)
        st.rerun()  # the report above speaks of districts


@heard
def _make() -> None:
    """Write the folder, take its first scenario in hand and go to its plan."""
    held = draft()
    if held is None or held.look is None:
        return
    try:
        terms = _terms()
    except InputError as error:
        st.session_state[_OUTCOME] = InputError([_named(fault) for fault in error.faults])
        return
    try:
        folder = state.root() / terms.folder
        free(folder)
        ground = outlined(folder, held.outlines)
        bring(held.look, taken_of(held.look, ground), folder)
        begin_city(folder, terms)
    except PlannerError as error:
        st.session_state[_OUTCOME] = error
        return
    forget()
    state.choose(folder / FIRST)
    state.turn_to_plan()


def _terms() -> Terms:
    """What was typed. Raises InputError with every fault."""
    typed = {field: str(st.session_state.get(f"newcity_{field}", "")).strip() for field in _FIELDS}
    numbers, faults = _numbers(typed)
    try:
        terms = Terms.said(
            name={DEFAULT: typed["name"] or typed["name_en"], PLAIN: typed["name_en"]},
            reference_cost=numbers["reference_cost"],
            currency=typed["currency"].upper(),
            money=numbers["money"] if typed["money"] else None,
            years=int(numbers["years"]),
            start=int(numbers["start"]),
        )
    except InputError as error:
        raise InputError([*error.faults, *faults]) from None
    if faults:
        raise InputError(faults)
    return terms


def _numbers(typed: Mapping[str, str]) -> tuple[dict[str, Decimal], list[Fault]]:
    """Numbers as people type them, and what is none, in whose place one stands that has no fault."""
    numbers, faults = {}, []
    for field, (key, sound) in _NUMBERS.items():
        numbers[field] = Decimal(sound)
        if field == "money" and not typed[field]:
            continue  # it need not be said
        try:
            number = Decimal("".join(typed[field].split()).replace(",", "."))
        except InvalidOperation:
            number = Decimal("nan")
        if number.is_finite() and (number == int(number) or field not in _WHOLE):
            numbers[field] = number
        else:
            faults.append(Fault(key=key, field=field, value=typed[field]))
    return numbers, faults


def _named(fault: Fault) -> Fault:
    """With its field as the page calls it."""
    field = fault.field.split(", ")[0]
    return replace(fault, field=text(f"newcity.city.{field}")) if field in _FIELDS else fault
