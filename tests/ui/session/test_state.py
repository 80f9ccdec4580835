"""Steps at the desk, undone and redone; menus whose words change."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from tests.at_each_run import first
from tests.ui.pages import move, plan_of, sliders


def test_undo_and_redo_without_a_step_do_nothing():
    """As when a button is clicked twice before the page is drawn again."""
    app = AppTest.from_string(
        "from planner.ui.session import state\n\nstate.undo()\nstate.redo()"
    ).run()
    assert not app.exception and "desk" not in app.session_state


def test_undo_brings_back_shares_and_plan_and_redo_reverses_it(city, open_app):
    app = open_app(city)
    first, plan = sliders(app), plan_of(app)
    assert app.button(key="undo").disabled and app.button(key="redo").disabled
    move(app, ("heritage", 70))
    second, other = sliders(app), plan_of(app)
    assert second != first
    app.button(key="undo").click().run()
    assert sliders(app) == first
    assert plan_of(app).solution is plan.solution
    assert app.button(key="undo").disabled
    app.button(key="redo").click().run()
    assert sliders(app) == second
    assert plan_of(app).solution is other.solution


def test_undo_brings_back_the_scenario_that_was_left(city, open_app):
    app = open_app(city)
    move(app, ("heritage", 70))
    held = sliders(app)
    app.session_state["history"] = replace(app.session_state["history"], moved=-1e9)
    app.selectbox(key="scenario").select(str(city / "kharkiv" / "masterplan.yaml")).run()
    assert sliders(app)["renewal"] == 60
    app.button(key="undo").click().run()
    assert sliders(app) == held
    assert app.selectbox(key="scenario").value.endswith("balanced.yaml")


def menus(app):
    """Menus whose choices are words, by their keys."""
    found = [*app.selectbox, *app.multiselect, *app.get("button_group")]
    return {menu.key: menu for menu in found if menu.key not in ("language_switch", "scenario")}


@pytest.mark.parametrize("page", first(4, ["plan", "contest", "sure", "data", "compare"]))
def test_what_is_chosen_in_a_menu_stays_so_in_other_words(city, open_app, page):
    """A browser knows a choice by its words, and has to be told it anew when they change."""
    app = open_app(city, "uk", page)
    if page == "plan":
        app.session_state["selected"] = str(plan_of(app).listing.ids[0])
        app.run()
    for _ in range(2):  # some choices bring further menus
        for key, menu in menus(app).items():
            many = isinstance(menu.value, list)
            choices = app.session_state[f"{key}_names"]
            menu.set_value([*choices][:1] if many else [*choices][-1])
        app.run()
    before = {key: (menu.value, list(menu.options)) for key, menu in menus(app).items()}
    app.session_state["language"] = "en"
    app.run()
    after = menus(app)
    assert before.keys() == after.keys() and len(after) >= (6 if page == "plan" else 1)
    for key, menu in after.items():
        value, words = before[key]
        assert menu.value == value, key
        assert menu.proto.set_value or list(menu.options) == words, key
