"""A page with nothing but the list and what drives it; run by test_list.py with Streamlit."""

import os
from decimal import Decimal
from pathlib import Path

import streamlit as st

from planner.insight.changes import changes
from planner.plan import Plan, make_plan
from planner.scenario import load_scenario, with_settings
from planner.ui.list.filters import filters
from planner.ui.list.listing import listing
from planner.ui.look.browser_files import browser_file
from tests.saying import said


@st.cache_resource
def plan_for(heritage: int) -> Plan:
    loaded = load_scenario(Path(os.environ["VIDNOVA_SCENARIOS"]) / "kharkiv" / "balanced.yaml")
    weights = {**loaded.scenario.weights, "heritage": Decimal(heritage)}
    return make_plan(with_settings(loaded, weights, None, None), gap=0.05, seconds=30.0)


def select(subject: str) -> None:
    st.session_state["selected"] = subject


def begin() -> None:
    """As when the page was opened."""
    time = st.session_state.get("time", 0)
    st.session_state.clear()
    st.session_state["time"] = time + 1


st.set_page_config(layout="wide")
st.button("anew", on_click=begin)
time = st.session_state.get("time", 0)
# On the desk the list scrolls in the height that the window leaves to it.
BOX = ".st-key-list{height:480px!important;flex:none;overflow-y:auto;display:block}"
st.html(f"<style>{browser_file('page.css')}{BOX}</style>")
# Buttons instead of sliders change the weights.
for heritage in (20, 80):
    if st.button(f"heritage {heritage}"):
        st.session_state["heritage"] = heritage
pointed = st.text_input("picked on the map", key=f"pointed{time}")
if pointed and st.session_state.get("pointed") != pointed:
    st.session_state["pointed"] = pointed
    select(pointed)
stale = "Оновлюється" if st.checkbox("stale", key=f"stale{time}") else ""
plan = plan_for(st.session_state.get("heritage", 20))
found = said("uk", filters, plan)
with st.container(key="list"):
    said(
        "uk",
        listing,
        plan,
        changes(plan, plan_for(20)),
        found=found,
        selected=st.session_state.get("selected"),
        stale=stale,
        key=f"ranked{time}",
        on_select=select,
    )
st.text(f"selected: {st.session_state.get('selected')}")
st.html(f"<i class='time{time}'></i>")
