"""What a tab keeps of the desk, and what a session that begins makes of it."""

import time
from dataclasses import replace

from planner.desk.history import History
from planner.domain import Names
from planner.scenario import Forced, load_scenario, with_settings
from planner.scenario.store import store
from planner.text import text
from tests.saying import said
from tests.ui.pages import (
    balanced,
    html_of,
    left_with_the_tab,
    move,
    reloaded,
    sliders,
    unfold,
    words_of,
)


def test_settings_reasons_and_what_is_compared_with_come_back(own_city, open_app):
    app = open_app(own_city, "en")
    move(app, ("homes", True), ("heritage", 41))
    app.button(key="pin").click().run()
    app.text_input(key="budget_total").set_value("300.0").run()
    subject = app.session_state["good"].plan.group("planned")[0].id
    lock = Forced(subject=subject, way="never", reason="Олена хворіє", author="Іван Петренко")
    app.session_state["desk"] = replace(app.session_state["desk"], forced=(lock,))
    app.run()
    address, _ = left_with_the_tab(app)
    assert "%" not in address and len(address) < 600, "an address fit to be copied"
    again = reloaded(open_app, own_city, app)
    exact = app.session_state["desk"].exact
    assert any(share.denominator > 1 for share in exact.values())
    assert again.session_state["desk"] == app.session_state["desk"], "to the last fraction"
    assert again.session_state["language"] == "en"
    assert again.session_state["baselines"] == app.session_state["baselines"]
    pinned = [one.session_state["pinned"][str(own_city / "kharkiv")] for one in (app, again)]
    assert pinned[0] == pinned[1], "the very plan"
    assert lock.reason in words_of(again)
    assert said("en", text, "share.opened") not in words_of(again), "nobody opened a link"
    assert left_with_the_tab(again) == left_with_the_tab(app)


def test_steps_can_be_undone_and_redone_after_a_reload(own_city, open_app):
    app = open_app(own_city)
    subject = app.session_state["good"].plan.group("planned")[0].id
    lock = Forced(subject=subject, way="never", reason="Олена хворіє", author="Іван Петренко")
    first = app.session_state["desk"]
    second = replace(first, forced=(lock,))
    app.session_state["desk"] = replace(second, locked=frozenset({"homes"}))
    app.session_state["history"] = History(past=(first, second))
    app.run()
    held = app.session_state["desk"]
    app.button(key="undo").click().run()
    again = reloaded(open_app, own_city, app)
    assert again.session_state["desk"].forced == (lock,)
    again.button(key="redo").click().run()
    assert again.session_state["desk"] == held
    again.button(key="undo").click().run()
    again.button(key="undo").click().run()
    assert not again.session_state["desk"].changed
    assert again.button(key="undo").disabled
    again.button(key="redo").click().run()
    assert lock.reason in words_of(again), "the reason of a step is kept with it"


def test_how_the_list_is_read_comes_back(city, open_app):
    app = open_app(city)
    app.text_input(key="find_words").set_value("школа").run()
    app.selectbox(key="list_order").select("cost").run()
    again = reloaded(open_app, city, app)
    assert again.text_input(key="find_words").value == "школа"
    assert again.selectbox(key="list_order").value == "cost"


def test_an_address_tells_another_person_no_reason_and_says_so(own_city, open_app):
    app = open_app(own_city)
    subject = app.session_state["good"].plan.group("planned")[0].id
    lock = Forced(subject=subject, way="never", reason="Олена хворіє", author="Іван Петренко")
    app.session_state["desk"] = replace(app.session_state["desk"], forced=(lock,))
    address, note = left_with_the_tab(app.run())
    assert lock.reason in note
    other = open_app(own_city, "", link=f"http://h/?{address}")
    assert lock.reason not in html_of(other)
    assert said("uk", text, "share.reasons.opened") in words_of(other)


def test_an_untouched_desk_has_a_plain_address(city, open_app):
    assert left_with_the_tab(open_app(city))[0] == "lang=uk"


def test_what_somebody_else_saved_meanwhile_is_not_saved_over_after_a_reload(own_city, open_app):
    app = open_app(own_city)
    move(app, ("heritage", 40))
    path = balanced(own_city)
    renamed = with_settings(load_scenario(path), name=Names(uk="Інша назва", en="Other"))
    store.save_over(renamed, store.revision_of(path))
    again = unfold(reloaded(open_app, own_city, app))
    assert sliders(again)["heritage"] == 40
    before = path.read_bytes()
    again.button(key="save_over").click().run()
    assert path.read_bytes() == before
    assert "vid-faults" in html_of(again)
    assert sliders(again)["heritage"] == 40


def test_each_city_has_a_baseline_of_its_own(own_city, open_app):
    """Going to another city and back."""
    here, there = own_city / "kharkiv", own_city / "twin"
    there.mkdir()
    for file in here.iterdir():
        if file.is_file():
            (there / file.name).write_bytes(file.read_bytes())
    app = open_app(own_city)
    move(app, ("heritage", 70))
    app.button(key="pin").click().run()
    pinned = app.session_state["good"].variant
    app.selectbox(key="scenario").select(str(there / "balanced.yaml")).run()
    assert app.session_state["baselines"][str(there)].path.startswith(str(there))
    until = time.monotonic() + 30
    while said("uk", text, "plan.change.none") not in words_of(app) and time.monotonic() < until:
        time.sleep(0.2)  # nothing is compared before its plan is settled
        app.run()
    assert said("uk", text, "plan.change.none") in words_of(app)
    app.selectbox(key="scenario").select(str(here / "balanced.yaml")).run()
    assert app.session_state["baselines"][str(here)] == pinned
    told = said("uk", text, "plan.change.edited", name="Рівновага")
    shown = said("uk", text, "plan.baseline", name=told)
    assert any(shown == menu.proto.popover.label for menu in app.get("popover")), (
        "hers, with its changes"
    )


def test_the_card_that_is_open_stands_in_the_address(city, open_app):
    app = open_app(city)
    subject = app.session_state["good"].plan.group("planned")[0].id
    app.session_state["selected"] = subject
    address, _ = left_with_the_tab(app.run())
    assert address == f"lang=uk&site={subject}"
    again = open_app(city, "", link=f"http://h/?{address}")
    assert any(button.key == "close" for button in again.button)
    for strange in ("nobody", "<b>", "x" * 200):
        other = open_app(city, "", link=f"http://h/?lang=uk&site={strange}")
        assert not any(button.key == "close" for button in other.button)


def test_a_note_that_is_none_changes_nothing(city, open_app):
    app = open_app(city)
    desk = app.session_state["desk"]
    app.session_state["note"] = '{"format": 1, "forced": [["<b>"]]}'
    app.run()
    assert app.session_state["desk"] == desk and "vid-faults" not in html_of(app)
