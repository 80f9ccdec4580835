"""The switch of the duty of care: it changes the plan, goes with undo and a link, and tells its price."""

from planner.text import text
from tests.saying import said
from tests.ui.pages import plan_of, words_of


def protected(app):
    rows = app.session_state["good"].loaded.scenario.rules.protect
    return rows.holds


def test_the_switch_asks_for_protection_and_is_undone(open_app, proven_city):
    app = open_app(proven_city)
    assert not protected(app) and not app.toggle(key="protect").value
    app.toggle(key="protect").set_value(True).run()
    assert protected(app) and app.session_state["desk"].changed
    begun = {e.id: e.steps[0].start for e in plan_of(app).in_plan if e.kind == "site"}
    assert begun["palace-of-labour"] <= 2028
    app.button(key="undo").click().run()
    assert not protected(app) and not app.session_state["desk"].changed


def test_beside_it_stand_the_reason_and_the_question_of_its_price(open_app, proven_city):
    app = open_app(proven_city)
    assert said("uk", text, "duty.title") in words_of(app)
    assert app.button(key="ask_duty_price").label == said("uk", text, "duty.ask")
