"""The right column: where it is, and below that money, crews, schedule, new building, or one card."""

from typing import Final, get_args

import streamlit as st

from planner.arrays import Flags
from planner.insight.changes import Changes
from planner.plan import Plan
from planner.text import text
from planner.ui.card.card import card
from planner.ui.list.filters import order
from planner.ui.look.widgets import show, title
from planner.ui.map.city_map import city_map, picked
from planner.ui.map.drawn import Colouring
from planner.ui.map.legend import legend
from planner.ui.panels.crews import crews
from planner.ui.panels.schedule import schedule
from planner.ui.panels.spending import spending
from planner.ui.session import state
from planner.ui.session.answering import Good

COLOURINGS: Final[tuple[Colouring, ...]] = get_args(Colouring)
HEIGHT: Final = 296
PANELS: Final = ("spending", "crews", "schedule")


def where(plan: Plan, changed: Changes, found: Flags | None) -> Colouring:
    """The map, which a card hides without taking it away; what its colours show."""
    return _map(plan, changed, found, HEIGHT)


def below(good: Good, colouring: Colouring, found: Flags | None) -> None:
    """A card, or the map's legend and what was asked for."""
    subject = _card_of(good.plan)
    if subject:
        card(good, subject, found, order())
    show(legend(good.plan, colouring))
    names = {name: text(f"desk.panel.{name}") for name in PANELS}
    state.seed_choice("panel", st.session_state.get("panel_kept", PANELS[0]), names)
    chosen = st.segmented_control(
        text("desk.panel"),
        PANELS,
        required=True,
        format_func=names.__getitem__,
        key="panel",
        on_change=_keep_panel,
        label_visibility="collapsed",
    )
    with st.container(key=f"panel_{chosen}"):
        if chosen == "spending":
            spending(good.plan)
        elif chosen == "crews":
            crews(good.plan)
        else:
            schedule(good.plan, found=found)


def _card_of(plan: Plan) -> str:
    """The id of what has its card open; none for what is not in this list."""
    subject = state.selected()
    return subject if subject is not None and subject in plan.listing.place else ""


def _keep_panel() -> None:
    chosen = st.session_state["panel"]
    if chosen in PANELS:  # a click may come before new words are drawn
        st.session_state["panel_kept"] = chosen


def _pick() -> None:
    state.select(picked())


def _map(plan: Plan, changed: Changes, found: Flags | None, height: int) -> Colouring:
    """The map; what its colours show."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        show(title(text("plan.map")))
        offered = COLOURINGS if plan.standing else COLOURINGS[:2]
        names = {kind: text(f"plan.map.by_{kind}") for kind in offered}
        state.hold_choice("colouring", COLOURINGS[0], names)
        chosen = st.segmented_control(
            text("plan.map.colour"),
            list(names),
            required=True,
            format_func=names.__getitem__,
            key="colouring",
            label_visibility="collapsed",
        )
    known = plan.standing or chosen != "certainty"
    colouring: Colouring = chosen if chosen in COLOURINGS and known else "works"
    with st.container(key="map"):
        city_map(
            plan,
            entered=changed.entered,
            selected=state.selected(),
            shown=found,
            colouring=colouring,
            theme=state.theme(),
            height=height,
            on_pick=_pick,
        )
    return colouring
