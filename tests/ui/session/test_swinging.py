"""What one building decides of the figures is told beside the page, and belongs to the plan."""

from planner.desk.solving import limits, swung
from planner.desk.solving import plan_of as kept
from planner.insight import works_done
from planner.insight.swing import MOST, undecided
from planner.plan.figures import Swing
from planner.text import name_of, whole
from planner.ui.session import asking
from tests.saying import said
from tests.ui.pages import words_of


def test_what_one_building_decides_is_looked_for_beside_the_page_and_then_told_with_the_plan(
    city, open_app, monkeypatch
):
    monkeypatch.setattr("planner.insight.swing.MOST", MOST)  # other tests look for none
    app = open_app(city)
    good = app.session_state["good"]
    asked = app.session_state["questions"].find("swing_plan")
    sought = good.answer.stage != "quick" or good.plan.gap <= limits("settled").gap
    assert (asked is not None) == (sought and bool(undecided(good.loaded, good.plan.solution)))
    subject = good.plan.entries[0].id
    swing = Swing(criterion="homes", low=3_470, high=4_920, subject=subject)
    assert said("uk", whole, swing.high) not in words_of(app)
    others = asking.standing

    def standing(question, of):
        return "answered" if question.lane == "swing" else others(question, of)

    monkeypatch.setattr(asking, "standing", standing)
    monkeypatch.setattr(asking, "answered", lambda *_: (swing,))
    works = said("uk", works_done, good.plan, covered=False)
    try:
        app.run()
        assert not app.exception
        for told in (
            said("uk", whole, swing.low),
            said("uk", whole, swing.high),
            said("uk", name_of, good.plan.names(subject)),
        ):
            assert told in words_of(app).split(works)[0]
        assert kept(good.variant, good.plan.solution).swings == (swing,)
    finally:
        swung(good.variant, good.plan, ())
