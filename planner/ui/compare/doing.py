"""What is done of the plan on the desk: a table is brought, drift is shown, a summary taken away."""

from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from planner.errors import PlannerError
from planner.exchange import release
from planner.exchange.done_file import to_done_docx
from planner.insight.done.drift import Drift, Reported, drift
from planner.insight.done.words import conclusion, costs, heads, people, rows, times
from planner.intake.done import read_done
from planner.keeping import Kept
from planner.profiles import Profile
from planner.text import carried, text
from planner.ui.keep.exporting import MIMES
from planner.ui.look.markup import div, join, table, tag
from planner.ui.look.refusing import show_faults
from planner.ui.look.widgets import show
from planner.ui.session.answering import Good

FOR_WHOM: Final[tuple[Profile, ...]] = ("internal", "public")
_read: Final[Kept[tuple[str, str], tuple[Reported, ...]]] = Kept(8)
"""By the file and the tables that its ids were looked up in."""


def panel(good: Good) -> tuple[Reported, ...]:
    """The place to bring the table, and what it comes to; what is reported."""
    show(tag("h2", text("done.title")))
    show(div("vid-note", text("done.why")))
    file = st.file_uploader(text("done.upload"), type=["csv", "xlsx"], key="done_file")
    if file is None:
        return ()
    key = file.file_id, good.loaded.inventory.sha256
    try:
        reports = _read.get(key, lambda: read_done(file.getvalue(), file.name, good.loaded))
    except PlannerError as error:
        show_faults(error)
        return ()
    _draw(good, drift(good.plan, reports, date.today()))
    return reports


def _draw(good: Good, found: Drift) -> None:
    plan = good.plan
    told = [*costs(plan, found), *times(plan, found), people(found)]
    lines = [div("vid-note", words) for words in told]
    show(join([div("vid-name", conclusion(plan, found)), *lines]))
    shown = table("", heads(plan), rows(plan, found))
    show(div("vid-scroll", shown, tabindex="0", role="group"))
    with st.container(key="done_take", horizontal=True, gap="small"):
        for profile in FOR_WHOM:
            released = release(plan, profile)
            if released.hides:
                continue  # what is reported of all would tell of what is left out
            st.download_button(
                text("done.take", profile=text(f"gate.profile.{profile}")),
                data=carried(partial(to_done_docx, released, found)),
                file_name=f"done-{profile}.docx",
                mime=MIMES["docx"],
                on_click="ignore",
                key=f"done_take_{profile}",
            )
