"""Targets on the page: typed, answered by a worker, the plan opened and left, the weights taken."""

import time

import pytest

from planner.text import text
from tests.saying import said
from tests.ui.pages import html_of, words_of

LONG = 120.0


def until(app, sign):
    """Looks at the page again and again until something stands there."""
    end = time.monotonic() + LONG
    while sign not in html_of(app):
        assert time.monotonic() < end and not app.exception
        time.sleep(0.3)
        app.run()


@pytest.mark.slow
def test_a_planner_moves_targets_instead_of_weights(proven_city, open_app):
    app = open_app(proven_city, "en")
    app.session_state["aiming"] = True
    app.run()
    app.text_input(key="aim_homes").set_value("many")
    app.button(key="FormSubmitter:aim_form-Is that possible?").click().run()
    assert said("en", text, "aspire.none") in words_of(app)
    app.text_input(key="aim_homes").set_value("1")
    app.text_input(key="aim_renewal").set_value("100 %")
    app.button(key="FormSubmitter:aim_form-Is that possible?").click().run()
    until(app, "vid-price")
    assert "Renewal at least 100" in words_of(app)
