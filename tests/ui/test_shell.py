"""The pages, as they open on a small city: what they show, in which language, and of whom."""

from html import unescape
from types import SimpleNamespace

import pytest

from planner.desk import solving
from planner.insight import answer
from planner.problem import ROWS
from planner.text import LANGUAGES, name_of, text
from planner.ui import shell
from tests.saying import said
from tests.ui.pages import bodies, html_of, left_with_the_tab, move, plan_of, sliders, words_of

PAGES = ("plan", "compare", "contest", "sure", "data")
ENTITY = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_both_languages(city, open_app, page, language):
    app = open_app(city, language, page)
    assert not app.exception
    assert "vid-faults" not in html_of(app)


def test_no_scenario_at_all_is_told(tmp_path, open_app):
    for page in PAGES:
        app = open_app(tmp_path, "uk", page)
        assert not app.exception
        assert html_of(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_words_say_what_the_budget_buys(city, open_app, language):
    app = open_app(city, language)
    first = next(body for body in bodies(app) if "vid-answer" in body)
    assert said(language, answer, plan_of(app)) in unescape(first)
    assert "<h1" in first and html_of(app).count("<h1") == 1


def test_a_first_visit_is_ukrainian(city, open_app):
    app = open_app(city, "")
    assert said("uk", text, "plan.weights") in words_of(app)


def test_the_address_states_the_language(city, open_app):
    assert left_with_the_tab(open_app(city, "en"))[0] == "lang=en"


def test_switching_the_language_keeps_every_value(city, open_app):
    app = open_app(city)
    move(app, ("heritage", 33))
    app.text_input(key="budget_total").set_value("500.0").run()
    before = sliders(app)
    app.button_group(key="language_switch").set_value("en").run()
    assert said("en", text, "plan.weights") in words_of(app)
    assert sliders(app) == before
    assert app.text_input(key="budget_total").value == "500"


def test_every_heritage_loss_is_named(city, open_app):
    app = open_app(city)
    move(app, ("renewal", 100))
    losses = plan_of(app).losses
    assert losses
    strip = unescape(next(body for body in bodies(app) if "vid-losses" in body))
    assert all(said("uk", name_of, loss.name) in strip for loss in losses)


def test_names_from_a_file_never_become_html(own_city, open_app):
    sites = own_city / "kharkiv" / "sites.csv"
    words = sites.read_text(encoding="utf-8")
    sites.write_text(words.replace("Держпром (Будинок", f"{ENTITY} (Будинок"), encoding="utf-8")
    app = open_app(own_city)
    app.session_state["selected"] = "derzhprom"
    page = html_of(app.run())
    assert ENTITY not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_two_sessions_share_no_settings(city, open_app):
    first, second = open_app(city), open_app(city)
    move(first, ("heritage", 90))
    second.run()
    assert sliders(second)["heritage"] == 20


def test_searching_on_proves_the_plan_and_keeps_the_settings(city, open_app, monkeypatch):
    monkeypatch.setattr(solving, "GAP", 0.5)
    app = open_app(city)
    quick = app.session_state["good"]
    assert quick.plan.gap > solving.THOROUGH_GAP
    app.button(key="search_on").click().run()
    thorough = app.session_state["good"]
    assert thorough.plan.gap <= solving.THOROUGH_GAP
    assert thorough.plan.value >= quick.plan.value
    assert thorough.desk == quick.desk
    assert not any(button.key == "search_on" for button in app.button)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_page_shows_every_row_with_its_formula(city, open_app, language):
    app = open_app(city, language, "data")
    for number in range(1, 9):
        assert f"C{number} {said(language, text, f'rule.C{number}.title')}" in words_of(app)
    assert len(app.latex) == 2 + len(ROWS)  # the score, the ranking, and each row


def test_an_address_that_names_no_page_is_told_and_any_other_is_not(monkeypatch):
    told = []
    monkeypatch.setattr(shell, "show", lambda words: told.append(str(words)))
    for path in ("", "/", "/data", "/plan/"):
        monkeypatch.setattr("streamlit.context", SimpleNamespace(url=f"http://h{path}"))
        said("uk", shell._astray, {"", "data"})
    assert told == []
    monkeypatch.setattr("streamlit.context", SimpleNamespace(url="http://h/nowhere"))
    said("uk", shell._astray, {"", "data"})
    assert "nowhere" in told[0]
