"""A page with nothing but the map, for the browser tests: two plans of the small city in turn."""

import os
from pathlib import Path

import numpy as np
import streamlit as st

from planner.plan import Plan, make_plan
from planner.scenario import load_scenario
from planner.ui.map.city_map import city_map, difference_map, picked
from planner.ui.map.legend import legend
from tests.saying import said

FOLDER = Path(os.environ["VIDNOVA_SCENARIOS"]) / "kharkiv"


@st.cache_resource
def plans() -> list[Plan]:
    """Both plans, solved once for all tests."""
    files = (FOLDER / name for name in ("balanced.yaml", "masterplan.yaml"))
    return [make_plan(load_scenario(file), gap=0.05, seconds=10.0) for file in files]


def choose() -> None:
    """Remember what was picked, and count the picks."""
    st.session_state["selected"] = picked()
    st.session_state["picks"] = st.session_state.get("picks", 0) + 1


def begin() -> None:
    """As when the page was opened: nothing picked, and controls that nobody has touched."""
    time = st.session_state.get("time", 0)
    st.session_state.clear()
    st.session_state["time"] = time + 1


st.set_page_config(layout="wide")
variant = st.columns(5)
variant[4].button("anew", on_click=begin)
time = st.session_state.get("time", 0)
second = variant[0].checkbox("second plan", key=f"second{time}")
english = variant[1].checkbox("English", key=f"english{time}")
damage = variant[2].checkbox("damage", key=f"damage{time}")
filtered = variant[3].checkbox("filtered", key=f"filtered{time}")
select = st.selectbox("select", ["", *plans()[0].listing.ids], key=f"select{time}")
before, now = plans()[0], plans()[1 if second else 0]
entered = {e.id for e in now.in_plan} - {e.id for e in before.in_plan}
said(
    "en" if english else "uk",
    city_map,
    now,
    entered=entered,
    selected=select or st.session_state.get("selected"),
    shown=np.arange(len(now.entries)) < 5 if filtered else None,
    colouring="damage" if damage else "works",
    theme="dark" if st.context.theme.type == "dark" else "light",
    on_pick=choose,
)
st.html(said("uk", legend, now, "damage" if damage else "works").html)
selected = st.session_state.get("selected")
st.text(f"picked {selected} times {st.session_state.get('picks', 0)}")
if st.checkbox("differences", key=f"differences{time}"):
    first, other = plans()
    said("uk", difference_map, first, other, ("A", "B"), (0, 1), theme="light", height=240)
long = st.checkbox("long page", key=f"long{time}")
st.html(f"<div class='time{time}' style='height:{900 if long else 0}px'></div>")
