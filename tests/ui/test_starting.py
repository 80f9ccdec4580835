"""What a server does before its first visitor."""

import runpy

import streamlit as st

from planner.desk import searching, solving
from planner.ui import starting
from planner.ui.session import state
from tests.places import ROOT


def test_the_first_plan_is_known_before_anybody_asks(city, monkeypatch):
    monkeypatch.setenv("VIDNOVA_SCENARIOS", str(city))
    searching.forget()
    variant = solving.Variant(path=str(state.first_path()))
    assert not searching.begin(variant, session="before").done
    searching.forget()
    starting.first_plan()
    assert searching.begin(variant, session="after").done


def test_a_folder_of_faults_does_not_keep_the_server_from_starting(own_city, monkeypatch):
    monkeypatch.setenv("VIDNOVA_SCENARIOS", str(own_city))
    for file in (own_city / "kharkiv").glob("*.yaml"):
        file.write_text("format: 1\nweights: none\n", encoding="utf-8")
    starting.first_plan()


def test_an_empty_folder_does_not_keep_the_server_from_starting(tmp_path, monkeypatch):
    monkeypatch.setenv("VIDNOVA_SCENARIOS", str(tmp_path))
    starting.first_plan()


def test_the_app_that_a_server_imports_is_a_page_of_itself():
    app = runpy.run_path(str(ROOT / "app.py"))["app"]
    assert isinstance(app, st.App)
    assert app.script_path == ROOT / "app.py"
