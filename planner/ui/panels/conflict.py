"""What cannot hold together, a line a rule: in names and money, each with its own way out."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from planner.desk.solving import with_more
from planner.errors import Fault, InfeasiblePlanError
from planner.text import exact_amount, fault_summary, in_money, money, text
from planner.text.faults import MOST_LINES
from planner.ui.card import releasing
from planner.ui.card.force import release
from planner.ui.look.markup import div, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.session import answering, state
from planner.ui.session.failing import heard

WAYS: Final = {"infeasible_must": "must", "infeasible_never": "never"}
PLACE: Final = "conflict"
Out = tuple[str, str, Callable[[], None]]
"""Words of the button, what else is to be said of it, and the act."""


def panel(error: InfeasiblePlanError) -> None:
    """The conflict in place of the figures, which are those of the last plan that could be made."""
    if len(error.faults) > MOST_LINES:
        show_faults(error)
        return
    with st.container(key="conflict", gap=None):
        show(div("vid-faults", tag("b", fault_summary(error)), role="alert"))
        for number, fault in enumerate(error.faults):
            _line(fault, number)


def _line(fault: Fault, number: int) -> None:
    """What the rule says; beside it what lets it give, where that can be done at the desk."""
    told = text(f"fault.{fault.key}", **fault.details)
    if fault.note:
        show(div("vid-note vid-conflict", told))
        return
    out = _way_out(fault)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            words = out[1] if out else text("conflict.in_file", file=fault.file, field=fault.field)
            show(div("vid-conflict", told, " ", div("vid-note", words) if words else ""))
        if out is not None:
            st.button(out[0], on_click=heard(out[2]), key=f"give_{number}", width="content")
    if fault.key in WAYS:
        releasing.form(fault.value, PLACE)


def _way_out(fault: Fault) -> Out | None:
    """What lets a rule give, if the desk can; other rules stand in the scenario file."""
    if fault.key.startswith("infeasible_protect"):
        return text("conflict.protect"), "", partial(state.put, protect=False)
    way = WAYS.get(fault.key)
    if way is not None:
        return text(f"conflict.{way}"), _worth(fault.value), partial(_release, fault.value, way)
    moves = str(fault.details.get("moves", ""))
    return _more(moves) if moves else None


def _worth(subject: str) -> str:
    """What its works cost in the last plan that could be made."""
    plan = answering.last_plan()
    if plan is None or subject not in plan.listing.place:
        return ""
    cost = plan.entry(subject).cost
    if not cost:
        return ""
    return text("conflict.cost", cost=money(cost, plan.scenario.money.tender))


def _release(subject: str, way: str) -> None:
    """What the desk set is taken back; what the file states is released once it is said why."""
    here = any(choice.subject == subject and choice.way == way for choice in state.desk().forced)
    if here:
        release(subject)
    else:
        releasing.begin(subject, PLACE)


def _more(moves: str) -> Out:
    """Money to add, as the row names it: `fund.year=minor` for each amount."""
    added = []
    for move in moves.split():
        place, minor = move.split("=")
        fund, year = place.rsplit(".", 1)
        added.append((fund, int(year), int(minor)))
    tender = state.scenario_in_hand().money.tender
    total = in_money(exact_amount(sum(minor for _, _, minor in added), tender), tender)

    def act() -> None:
        state.put(budget=with_more(state.desk().budget, added))

    return text("conflict.add", amount=total), "", act
