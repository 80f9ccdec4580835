"""The Compare page on a small city: who can be chosen, what is waited for, and what is told."""

from dataclasses import replace
from fractions import Fraction
from html import unescape
from pathlib import Path

import pytest
import streamlit as st

from planner.desk import solving
from planner.desk.desk import fresh
from planner.insight import compare
from planner.insight.counts import counted
from planner.plan import make_plan
from planner.scenario import load_scenario
from planner.text import LANGUAGES, percent, text, whole
from planner.ui.compare import solving as waiting
from planner.ui.compare.choosing import UNSAVED
from planner.ui.compare.figures import figures
from tests.places import ROOT
from tests.saying import said
from tests.ui.pages import balanced, html_of, words_of


def test_six_scenarios_can_be_compared_and_a_single_one_cannot(city, open_app):
    app = open_app(city, "uk", "compare")
    names = [Path(option) for option in app.multiselect(key="compared").options]
    assert len(names) == 4
    chosen = app.multiselect(key="compared").value
    assert len(chosen) == 3 and chosen[0].endswith("balanced.yaml")
    app.multiselect(key="compared").set_value(chosen[:1]).run()
    assert said("uk", text, "compare_page.too_few") in words_of(app)


@pytest.mark.parametrize(
    ("page", "shown"), [("compare", "Що за що віддають"), ("data", "Розв’язувач:")]
)
def test_a_page_opened_by_its_address_asks_of_the_plan_in_hand(page, shown, proven_city, open_app):
    assert shown in words_of(open_app(proven_city, "uk", page))


def test_other_money_is_warned_of(own_city, open_app):
    richer = "format: 1\nextends: balanced.yaml\nname: {uk: Б, en: R}\n"
    richer += "money: {funds: {state: {amount: {2027: 95}}}}\n"
    (own_city / "kharkiv" / "richer.yaml").write_text(richer, encoding="utf-8")
    app = open_app(own_city, "uk", "compare")
    both = ["kharkiv/balanced.yaml", "kharkiv/richer.yaml"]
    app.multiselect(key="compared").set_value(both).run()
    assert not app.exception
    warning = said("uk", text, "compare.warn_budget", other="«Б»", reference="«Рівновага»")
    assert warning in words_of(app)


def test_a_first_choice_without_a_plan_is_named_and_no_other_takes_its_place(own_city, open_app):
    lock = "{site: palace-of-labour, works: restore, reason: test, author: test}"
    hopeless = "format: 1\nextends: balanced.yaml\nname: {uk: Марний, en: Hopeless}\n"
    hopeless += f"rules: {{must: [{lock}]}}\n"
    (own_city / "kharkiv" / "hopeless.yaml").write_text(hopeless, encoding="utf-8")
    app = open_app(own_city, "uk", "compare")
    names = ["hopeless", "balanced", "masterplan"]
    app.multiselect(key="compared").set_value([f"kharkiv/{n}.yaml" for n in names]).run()
    assert said("uk", text, "compare_page.first_failed", name="Марний") in words_of(app)
    assert "vid-faults" in html_of(app)
    assert "vid-told" not in html_of(app) and "vid-beside" not in html_of(app)
    app.multiselect(key="compared").set_value([f"kharkiv/{n}.yaml" for n in names[::-1]]).run()
    assert "Марний" in words_of(app) and "vid-faults" in html_of(app)
    assert html_of(app).count('class="vid-told"') == 1


def test_the_unsaved_plan_on_the_screen_is_compared_as_such(proven_city, open_app):
    app = open_app(proven_city, "uk", "compare")
    assert UNSAVED not in app.multiselect(key="compared").options
    desk = fresh(balanced(proven_city))
    weights = {name: Fraction(0) for name in desk.exact} | {"renewal": Fraction(100)}
    app.session_state["desk"] = desk = replace(desk, exact=weights)
    app.run()
    mark = said("uk", text, "compare_page.unsaved.mark")
    assert mark not in words_of(app)
    app.button(key="add_unsaved").click().run()
    assert app.multiselect(key="compared").value[-1] == UNSAVED
    assert f"«Рівновага ({mark})»" in words_of(app)
    app.session_state["desk"] = fresh(balanced(proven_city))
    app.run()
    assert UNSAVED not in app.multiselect(key="compared").value and mark not in words_of(app)


def test_a_comparison_that_is_stopped_says_what_is_missing_and_compares_nothing(
    own_city, open_app, monkeypatch
):
    """The click alone is played, at once: the searches are real, and would take a minute."""

    def click(chosen, searches, place):
        waiting._stop(chosen, searches)
        st.rerun()

    with monkeypatch.context() as patched:
        patched.setattr(solving, "SETTLED_GAP", 0.0)
        patched.setattr(waiting, "wait", click)
        app = open_app(own_city, "uk", "compare")
        assert not app.exception
        assert "vid-told" not in html_of(app) and "vid-beside" not in html_of(app)
        names = "Рівновага, Спершу ремонт, Майстер-план"
        assert said("uk", text, "compare_page.stopped.missing", names=names) in words_of(app)
    app.button(key="go_on_comparing").click().run()
    assert html_of(app).count('class="vid-told"') == 2


def test_what_waits_says_how_many_plans_are_settled():
    told = said("en", waiting._words, 2, 3).html
    assert "2 of 3 settled." in told and 'data-state="updating"' in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strip_of_a_figure_says_count_share_and_change(plans, language):
    pair = compare([("A", plans[0]), ("B", plans[1])])
    words = unescape(figures(pair, [0, 1]).html)
    for row in counted(pair):
        count, other = row.known
        assert f"<b>{whole(other)}</b>" in words and percent(row.shares[0]) in words
        change = other - count
        sign = "+" if change > 0 else "\u2212" if change < 0 else "±"
        assert f"{sign}{whole(abs(change))}</small>" in words


def test_plans_that_share_no_figure_are_said_to_rather_than_drawn(plan):
    port = make_plan(load_scenario(ROOT / "tests" / "port" / "even.yaml"))
    told = said("en", figures, compare([("A", plan), ("B", port)]), [0, 1]).html
    assert told == f'<div class="vid-empty">{said("en", text, "compare_page.no_figures")}</div>'
