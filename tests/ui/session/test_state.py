"""Steps at the desk, undone and redone."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

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
