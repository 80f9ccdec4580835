"""Saving scenarios, driven as a planner does it."""

import time
from html import unescape

import pytest

from planner.domain import Names
from planner.errors import ConflictError, InputError
from planner.scenario import load_scenario
from planner.scenario.store import store
from planner.scenario.store.revisions import revisions
from planner.text import LANGUAGES, text
from planner.ui.keep import saving
from planner.ui.session.state import SAVED_FOR
from tests.saying import said
from tests.ui.pages import balanced, fill, html_of, unfold, words_of

HOSTILE = "![x](http://evil/x.png) <img src=x onerror=alert(1)> **b** :red[a] $x$ =1+1"
TITLE = Names(uk="Моя", en="Mine")


def title_in_hand(app):
    return app.session_state["good"].loaded.scenario.name.uk


def test_a_saved_scenario_loads_to_the_same_settings(own_city, edited):
    shares = edited.session_state["desk"].shares
    fill(edited, "Моя мрія")
    saved = load_scenario(own_city / "kharkiv" / "moia-mriia.yaml").scenario
    assert saved.name == Names(uk="Моя мрія", en="Моя мрія")
    assert {name: int(weight) for name, weight in saved.weights.items()} == shares
    assert sum(sum(f.amount.values()) for f in saved.money.funds.values()) == 300
    assert said("uk", text, "store.done.new") in words_of(edited)
    told = said("uk", text, "state.saved.as", name="Моя мрія")
    assert told in words_of(edited)
    names, _ = edited.session_state["saved_as"]
    edited.session_state["saved_as"] = names, time.monotonic() - SAVED_FOR
    edited.run()
    assert told not in words_of(edited), "for some seconds"
    assert edited.session_state["desk"].path.endswith("moia-mriia.yaml")
    assert not edited.session_state["good"].variant.changed


def test_saving_as_new_never_overwrites(own_city, edited):
    before = {path: path.read_bytes() for path in (own_city / "kharkiv").glob("*.yaml")}
    fill(edited, "Balanced")
    assert not edited.exception
    assert all(path.read_bytes() == content for path, content in before.items())
    assert (own_city / "kharkiv" / "balanced-2.yaml").exists()


def test_a_scenario_needs_a_title(own_city, edited):
    before = sorted(own_city.rglob("*.yaml"))
    fill(edited, "   ")
    assert "vid-faults" in html_of(edited)
    assert sorted(own_city.rglob("*.yaml")) == before


def test_saving_over_keeps_the_version_before_and_brings_it_back(own_city, edited):
    path = balanced(own_city)
    before = path.read_bytes()
    edited.button(key="save_over").click().run()
    assert said("uk", text, "store.done.over") in words_of(edited)
    assert int(load_scenario(path).scenario.weights["heritage"]) == 50
    (kept,) = revisions(path)
    edited.button(key=f"restore_{kept.id}").click().run()
    assert path.read_bytes() == before
    assert said("uk", text, "store.done.restore") in words_of(edited)


def test_what_somebody_else_saved_meanwhile_is_never_saved_over(own_city, edited):
    """The page shows the newer file by now; what was moved by hand began from the older one."""
    path = balanced(own_city)
    store.rename(path, TITLE, store.revision_of(path))
    edited.run()
    edited.button(key="save_over").click().run()
    assert said("uk", text, "fault.store_changed") in words_of(edited)
    assert said("uk", text, "fault.store_changed") in words_of(edited.run()), "until it is closed"
    assert load_scenario(path).scenario.name == TITLE
    fill(edited, "Обидва")
    assert (
        int(load_scenario(own_city / "kharkiv" / "obydva.yaml").scenario.weights["heritage"]) == 50
    )


def test_an_untouched_desk_follows_the_file(own_city, open_app):
    app = open_app(own_city)
    path = balanced(own_city)
    store.rename(path, TITLE, store.revision_of(path))
    app.run()
    app.session_state["weight_moves"] = [("heritage", 50)]
    app.run()
    unfold(app).button(key="save_over").click().run()
    assert int(load_scenario(path).scenario.weights["heritage"]) == 50


def test_there_is_nothing_to_save_over_while_nothing_is_changed(city, open_app):
    app = unfold(open_app(city))
    assert said("uk", text, "store.unchanged") in words_of(app)
    assert "save_over" not in {button.key for button in app.button}


@pytest.mark.slow
def test_a_new_title_and_a_copy(own_city, open_app):
    app = unfold(open_app(own_city))
    fill(app, "Нова назва", "rename", "rename")
    assert title_in_hand(app) == "Нова назва" and balanced(own_city).exists()
    fill(app, "Копія")
    assert title_in_hand(app) == "Копія"
    assert (own_city / "kharkiv" / "kopiia.yaml").exists()


@pytest.mark.slow
def test_after_a_new_title_the_changes_can_be_saved(own_city, edited):
    fill(edited, "Нова назва", "rename", "rename")
    edited.button(key="save_over").click().run()
    stored = load_scenario(balanced(own_city)).scenario
    assert (stored.name.uk, int(stored.weights["heritage"])) == ("Нова назва", 50)


def test_deleting_asks_first_and_can_be_undone(own_city, open_app):
    app = unfold(open_app(own_city))
    assert app.button(key="delete").disabled
    app.checkbox(key="delete_sure_balanced").check().run()
    app.button(key="delete").click().run()
    assert not balanced(own_city).exists() and not app.exception
    assert said("uk", text, "store.done.delete") in words_of(app)
    unfold(app).button(key="undelete_balanced").click().run()
    assert balanced(own_city).exists()
    assert app.session_state["desk"].path == str(balanced(own_city))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_never_becomes_markup(own_city, open_app, language):
    path = balanced(own_city)
    store.rename(path, Names(uk=HOSTILE, en=HOSTILE), store.revision_of(path))
    app = unfold(open_app(own_city, language))
    assert not app.exception
    assert "<img" not in html_of(app) and HOSTILE in unescape(html_of(app))
    for label in [box.label for box in app.checkbox] + [b.help or "" for b in app.button]:
        assert "![x]" not in label and "**b**" not in label


@pytest.mark.slow
def test_saving_over_an_older_version_is_a_conflict(own_city, edited):
    good = edited.session_state["good"]
    with pytest.raises(ConflictError):
        saving.save_over(good, "0" * 64)
    with pytest.raises(InputError):
        store.save_over(good.loaded, store.revision_of(own_city / "kharkiv" / "base.yaml"))
