"""The plans of a comparison: searched for side by side, each in a lane of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from planner.desk.searching import PlanSearch, begin
from planner.desk.solving import Variant, plan_of
from planner.errors import PlannerError
from planner.plan import Plan
from planner.text import text
from planner.ui.look.refusing import show_faults
from planner.ui.session import state
from planner.ui.session.tab import here

PERIOD: Final = 0.1
"""Seconds between two looks at the searches."""


def solved(chosen: Sequence[Path]) -> list[tuple[str, Plan]]:
    """Plans of the scenarios that have one; the others say what is wrong with them."""
    searches: dict[Path, PlanSearch | PlannerError] = {}
    for path in chosen:
        try:
            searches[path] = begin(
                Variant(path=str(path)),
                session=here(),
                stage="settled",
                lane=f"compare {path}",
                urgent=True,
            )
        except PlannerError as error:
            searches[path] = error
    _wait([search for search in searches.values() if isinstance(search, PlanSearch)])
    plans = []
    for path, search in searches.items():
        try:
            if isinstance(search, PlannerError):
                raise search
            plan = plan_of(Variant(path=str(path)), search.solution())
            plans.append((state.label_of(path), plan))
        except PlannerError as error:
            show_faults(error, state.label_of(path))
    return plans


def _wait(searches: Sequence[PlanSearch]) -> None:
    """Shows how many plans are ready until all are."""
    place = st.empty()
    while (ready := sum(search.done for search in searches)) < len(searches):
        next(search for search in searches if not search.done).wait(PERIOD)
        place.progress(
            ready / len(searches),
            text=text("compare_page.solving.of", ready=ready, total=len(searches)),
        )
    place.empty()
