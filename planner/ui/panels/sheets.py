"""On a narrow page weights and map are sheets over the list; the browser opens and closes them.

Their buttons and heads are always on the page and shown by the style sheet where it is narrow
(`browser/sheets.js` takes the clicks), so that no control loses its value.
"""

from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from planner.text import text
from planner.ui.look.markup import div
from planner.ui.look.widgets import show

Sheet = Literal["weights", "map"]


def openers() -> None:
    """The buttons that stand beside the search."""
    for sheet in ("weights", "map"):
        st.button(text(f"plan.sheet.{sheet}"), key=f"sheet_{sheet}", width="content")


def head(sheet: Sheet, title: str) -> DeltaGenerator:
    """What closes a sheet, and its title; below it the place of what the sheet is about."""
    with st.container(key=f"sheet_head_{sheet}", horizontal=True, wrap=False, gap="small"):
        label = text("plan.sheet.back")
        st.button(label, icon=":material/close:", help=label, key=f"sheet_back_{sheet}")
        show(div("vid-sheet", title, role="heading", aria_level="2"))
    return st.container(key=f"sheet_result_{sheet}")


def foot(sheet: Sheet) -> None:
    """Back to the list, below everything."""
    label = text("plan.sheet.back")
    st.button(label, type="primary", width="stretch", key=f"sheet_back_{sheet}_foot")
