"""The card and the contest, driven as a planner drives them, on a small city with real workers."""

import re
import time
from dataclasses import replace
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from planner.insight.card import card_of
from planner.text import LANGUAGES, decimal, name_of, text
from planner.ui.card.force import kinds_of
from tests.saying import said

PAGE = """
from planner.ui.card.card import card
from planner.ui.panels import contest
from planner.ui.session import answering, state
from planner.ui.session.failing import telling_faults

@telling_faults
def page():
    outcome = answering.answer_in_hand(lambda search: None)
    if outcome.good is not None and state.selected() is not None:
        card(outcome.good, state.selected())
    elif outcome.good is not None:
        contest.panel(outcome.good)

page()
"""
ENTITY = "<img src=x onerror=alert(1)>"
PATIENCE = 90.0


@pytest.fixture
def opened(monkeypatch):
    """Open the card of a site, or the contest, in a city."""

    def run(root, subject=None, language="uk"):
        monkeypatch.setenv("VIDNOVA_SCENARIOS", str(root))
        app = AppTest.from_string(PAGE, default_timeout=PATIENCE)
        app.session_state["language"] = language
        if subject:
            app.session_state["selected"] = subject
        app.run()
        assert not app.exception
        return app

    return run


def html_of(app):
    return "\n".join(e.proto.body for e in app.get("html") if "<style>" not in e.proto.body)


def words_of(app):
    return unescape(re.sub(r"<[^>]+>", " ", html_of(app)))


def answer_to(app, question):
    """Runs the page until a question is no longer worked on; its answer."""
    until = time.monotonic() + PATIENCE
    asked = app.session_state["questions"].find(question)
    while not asked.look():
        assert time.monotonic() < until
        time.sleep(0.2)
    app.run()
    return asked.result


def plan_of(app):
    return app.session_state["good"].plan


def first(app, **wanted):
    return next(
        e
        for e in plan_of(app).entries
        if all(getattr(e, name) == value for name, value in wanted.items())
    )


def waiting(app):
    """The cheapest site that is not in the plan and could be."""
    found = [
        e
        for e in plan_of(app).entries
        if e.kind == "site" and e.group in ("next", "deferred") and not e.forced
    ]
    return min(found, key=lambda e: e.cost).id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_of_a_card_is_there_in_both_languages(city, opened, language):
    words = words_of(opened(city, "derzhprom", language))
    for key in ("why", "displaces", "change", "certain", "strikes", "force"):
        assert said(language, text, f"card.{key}") in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_a_city_has_a_card_that_opens(city, opened, language):
    app = opened(city, "derzhprom", language)
    for entry in plan_of(app).entries:
        app.session_state["selected"] = entry.id
        app.run()
        assert not app.exception
        assert said(language, name_of, entry.name) in words_of(app)


def test_the_score_in_the_card_is_the_sum_of_its_waterfall(city, opened):
    app = opened(city, "derzhprom")
    fall = card_of(plan_of(app), "derzhprom").waterfall
    assert said("uk", decimal, fall.score, fall.digits) in words_of(app)


def test_the_close_button_closes(city, opened):
    app = opened(city, "derzhprom")
    app.button(key="close").click().run()
    assert app.session_state["selected"] is None


def test_what_it_displaces_is_asked_in_a_worker_names_its_price_and_says_when_it_is_out_of_date(
    proven_city, opened
):
    app = opened(proven_city, "derzhprom")
    subject = first(app, group="planned", kind="site", displaced_by=None, forced="").id
    app.session_state["selected"] = subject
    app.run()
    app.button(key=f"ask_swap_never_{subject}").click().run()
    found = answer_to(app, f"swap_never_{subject}")
    assert found.way == "never"
    assert "vid-price" in html_of(app)
    for other in found.left[:3]:
        if other != subject:
            assert said("uk", name_of, plan_of(app).entry(other).name) in words_of(app)
    assert said("uk", text, "card.ask.stale") not in words_of(app)
    held = app.session_state["desk"]
    half = tuple((f, tuple((y, m // 2) for y, m in years)) for f, years in held.budget)
    app.session_state["desk"] = replace(held, budget=half)
    app.run()
    assert said("uk", text, "card.ask.stale") in words_of(app)
    assert "vid-price" in html_of(app)


def force(app, subject, way, reason, author):
    app.button_group(key=f"way_{subject}").set_value(way).run()
    answer_to(app, f"swap_{way}_{subject}")
    app.text_area(key=f"reason_{way}_{subject}").set_value(reason)
    app.text_input(key=f"author_{way}_{subject}").set_value(author)
    app.button[-1].click().run()
    return app


def test_a_site_forced_in_is_in_the_plan_with_its_reason_and_can_be_released(proven_city, opened):
    app = opened(proven_city, "derzhprom")
    subject = waiting(app)
    app.session_state["selected"] = subject
    app.run()
    force(app, subject, "must", "Діти чекають", "Управління освіти")
    assert plan_of(app).entry(subject).group == "planned"
    assert "Діти чекають (Управління освіти)" in words_of(app)
    app.button(key=f"release_{subject}").click().run()
    assert app.session_state["desk"].forced == ()
    assert plan_of(app).entry(subject).forced == ""


def test_nothing_is_required_before_its_price_is_worked_out_or_known_to_be_unknown(city, opened):
    app = opened(city, "derzhprom")
    subject = waiting(app)
    app.session_state["selected"] = subject
    app.run()
    app.button_group(key=f"way_{subject}").set_value("must").run()
    assert app.button[-1].disabled
    assert said("uk", text, "card.force.price_first") in words_of(app)
    asked = app.session_state["questions"].find(f"swap_must_{subject}")
    asked.task.stop()
    answer_to(app, f"swap_must_{subject}")
    asked.result = None  # a quick machine may have found the price before it was stopped
    app.run()
    assert not app.button[-1].disabled
    assert app.button[-1].label == said("uk", text, "card.force.confirm_unpriced")
    assert said("uk", text, "card.force.price_unknown") in words_of(app)


def test_a_bar_on_one_kind_of_works_excludes_nothing_else_and_outlives_a_requirement(
    proven_city, opened
):
    app = opened(proven_city, "kuznechna-27")
    barred = said(
        "uk", text, "card.force.works_never", works="демонтаж руїн, відбудова", why="", author=""
    )
    told = barred.partition(".")[0]
    assert told in words_of(app)
    assert said("uk", text, "card.force.set_never", why="", author="").partition(":")[
        0
    ] not in words_of(app)
    force(app, "kuznechna-27", "never", "причина", "автор")
    assert told in words_of(app)
    app.button(key="release_kuznechna-27").click().run()
    assert app.session_state["desk"].forced == ()
    assert told in words_of(app)
    app.button(key="release_file_kuznechna-27").click().run()
    release = next(b for b in app.button if b.label == said("uk", text, "card.force.confirm_free"))
    release.click().run()
    assert said("uk", text, "card.force.missing") in words_of(app)
    assert app.session_state["desk"].forced == ()
    app.text_area(key="reason_free_card_kuznechna-27").input("з’ясовано")
    app.text_input(key="author_free_card_kuznechna-27").input("управа")
    release = next(b for b in app.button if b.label == said("uk", text, "card.force.confirm_free"))
    release.click().run()
    assert told not in words_of(app)
    (choice,) = app.session_state["desk"].forced
    assert (choice.way, choice.reason, choice.author) == ("free", "з’ясовано", "управа")


def test_nothing_is_forced_without_reason_and_author(proven_city, opened):
    app = opened(proven_city, "derzhprom")
    subject = waiting(app)
    app.session_state["selected"] = subject
    app.run()
    force(app, subject, "never", "причина", "  ")
    assert app.session_state["desk"].forced == ()
    assert said("uk", text, "card.force.missing") in words_of(app)


@pytest.mark.slow
def test_a_reason_is_never_markup(city, opened):
    app = opened(city, "derzhprom")
    subject = waiting(app)
    app.session_state["selected"] = subject
    app.run()
    force(app, subject, "must", ENTITY, ENTITY)
    assert ENTITY not in html_of(app)
    assert ENTITY in words_of(app)


def test_a_site_that_is_not_there_has_a_card_that_says_so(city, opened):
    assert said("uk", text, "card.none") in words_of(opened(city, "no-such-site"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contest_names_every_project_and_whether_it_is_in(city, opened, language):
    app = opened(city, None, language)
    words = words_of(app)
    for entry in (e for e in plan_of(app).entries if e.kind == "project"):
        assert said(language, name_of, entry.name) in words
    assert (
        said(language, text, "contest.in") in words or said(language, text, "contest.out") in words
    )


def test_both_sides_of_a_contest_are_shown_alike(proven_city, opened):
    app = opened(proven_city)
    project = next(
        e.id for e in plan_of(app).entries if e.kind == "project" and e.group != "unplannable"
    )
    app.selectbox(key="contest_project").set_value(project).run()
    app.button(key=f"ask_contest_{project}").click().run()
    found = answer_to(app, f"contest_{project}")
    shown = html_of(app)
    if found.outcome == "found":
        rows = re.findall(r'<th scope="row">.*?</tr>', shown.split('class="vid-lines"')[1])
        assert len(rows) >= 6 and all(row.count("<td>") == 2 for row in rows)
        assert said("uk", text, "contest.with") in words_of(app)
    else:
        assert said("uk", text, f"contest.{found.outcome}") in words_of(app)


def test_works_of_a_site_can_be_required_and_their_price_comes_first(proven_city, opened):
    app = opened(proven_city, "derzhprom")
    told = {lock.subject for lock in plan_of(app).scenario.rules.never}
    subject = next(
        e.id
        for e in plan_of(app).entries
        if e.kind == "site"
        and e.id not in told
        and len(kinds_of(app.session_state["good"], e.id)) > 1
        if e.in_plan and len(e.steps) == 1
    )
    app.session_state["selected"] = subject
    app.run()
    app.button_group(key=f"way_{subject}").set_value("must").run()
    now = plan_of(app).entry(subject).steps[-1].works
    other = next(k for k in kinds_of(app.session_state["good"], subject) if k != now)
    app.selectbox(key=f"works_{subject}").select(other).run()
    found = answer_to(app, f"swap_must_{subject}_{other}")
    assert found.outcome != "none_in_time"
    app.text_area(key=f"reason_must_{subject}").set_value("бо так")
    app.text_input(key=f"author_must_{subject}").set_value("відділ")
    app.button[-1].click().run()
    (choice,) = app.session_state["desk"].forced
    assert (choice.subject, choice.way, choice.works) == (subject, "must", other)
    assert said("uk", text, "card.force.in_file") not in words_of(app)
    app.button(key=f"release_{subject}").click().run()
    assert app.session_state["desk"].forced == ()
