"""From a card to the next one: through the list in its order, as the filter leaves it."""

from typing import Final

import numpy as np
import streamlit as st

from planner.arrays import Flags
from planner.insight.orders import Order, ordered
from planner.plan import Plan
from planner.text import name_of, text
from planner.ui.look.words import plain
from planner.ui.session import state
from planner.ui.session.failing import heard

WAYS: Final = ("previous", "next")
_ICONS: Final = {"previous": ":material/chevron_left:", "next": ":material/chevron_right:"}


def neighbours(
    plan: Plan, subject: str, found: Flags | None = None, read: Order = "loss"
) -> tuple[str | None, str | None]:
    """Ids of the one before and the one after in the list; None at its ends.

    found: (n,) in list order what the filter leaves. From what it leaves out the next ones are those
    that stand nearest.
    """
    places = ordered(plan, read)
    place = plan.listing.place.get(subject)
    if place is None:
        return None, None
    at = int(np.flatnonzero(places == place)[0])
    kept = np.ones(len(places), dtype=bool) if found is None else found[places]
    before, after = np.flatnonzero(kept[:at]), np.flatnonzero(kept[at + 1 :]) + at + 1

    def named(ends: "np.ndarray[tuple[int], np.dtype[np.int64]]", which: int) -> str | None:
        return plan.listing.ids[int(places[ends[which]])] if len(ends) else None

    return named(before, -1), named(after, 0)


def steps(plan: Plan, subject: str, found: Flags | None, read: Order) -> None:
    """The two buttons; each says whose card it opens."""
    with st.container(
        key="card_steps", horizontal=True, wrap=False, gap="xxsmall", width="content"
    ):
        for way, other in zip(WAYS, neighbours(plan, subject, found, read), strict=True):
            name = "" if other is None else plain(name_of(plan.names(other)))
            label = text(f"card.{way}")
            st.button(
                label,
                icon=_ICONS[way],
                help=text(f"card.{way}.help", name=name) if name else label,
                disabled=other is None,
                on_click=heard(state.select),
                args=(other,),
                key=f"card_{way}",
                type="tertiary",
            )
