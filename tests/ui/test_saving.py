"""Saving a scenario and taking files away."""

import pytest

from planner.errors import ConflictError, InputError
from planner.scenario import load_scenario
from planner.text import text
from planner.ui import saving


@pytest.fixture
def edited(own_city, open_app):
    """The app with heritage at 50 % and half the money."""
    app = open_app(own_city)
    app.slider(key="share_heritage").set_value(50).run()
    app.number_input(key="budget_total").set_value(300.0).run()
    return app


def fill(app, name, file):
    app.text_input(key="save_name_uk").set_value(name)
    app.text_input(key="save_file").set_value(file)
    return app.button(key="save").click().run()


def page(app):
    found = (element.proto.body for element in app.get("html"))
    return "\n".join(body for body in found if not body.startswith("<style>"))


def test_a_saved_scenario_loads_to_the_same_settings(own_city, edited):
    shares = edited.session_state["desk"].shares
    fill(edited, "Моя", "mine")
    saved = load_scenario(own_city / "kharkiv" / "mine.yaml").scenario
    assert saved.name.uk == "Моя"
    assert {name: int(weight) for name, weight in saved.weights.items()} == shares
    assert sum(sum(f.amount.values()) for f in saved.money.funds.values()) == 300
    assert text("plan.save.done", "uk", file="kharkiv/mine.yaml") in page(edited)
    assert edited.session_state["desk"].path.endswith("mine.yaml")


def test_saving_never_overwrites(own_city, edited):
    before = (own_city / "kharkiv" / "masterplan.yaml").read_bytes()
    fill(edited, "Інша", "masterplan")
    assert not edited.exception
    assert "vid-faults" in page(edited)
    assert (own_city / "kharkiv" / "masterplan.yaml").read_bytes() == before


def test_a_name_that_cannot_be_a_file_is_refused(own_city, edited):
    before = sorted(own_city.rglob("*"))
    for file in ("", "../out", "base", "con", "Моя", "a" * 61, "a b"):
        with pytest.raises(InputError):
            saving.save(edited.session_state["good"], uk="Моя", en="", file_name=file)
    assert sorted(own_city.rglob("*")) == before


def test_a_scenario_needs_a_name(edited):
    with pytest.raises(InputError) as refused:
        saving.save(edited.session_state["good"], uk=" ", en="", file_name="mine")
    assert refused.value.faults[0].key == "ui_save_title"


def test_one_name_serves_both_languages(edited):
    path = saving.save(edited.session_state["good"], uk="", en="Mine", file_name="mine")
    assert load_scenario(path).scenario.name.uk == "Mine"
    with pytest.raises(ConflictError):
        saving.save(edited.session_state["good"], uk="", en="Mine", file_name="mine")


def test_the_downloaded_scenario_is_the_one_on_the_desk(own_city, edited):
    good = edited.session_state["good"]
    taken = own_city / "kharkiv" / "taken.yaml"
    taken.write_bytes(saving.yaml_of(good))
    loaded = load_scenario(taken)
    assert loaded.scenario.weights == good.loaded.scenario.weights
    assert loaded.scenario.money == good.loaded.scenario.money


def test_an_untouched_scenario_is_downloaded_as_its_file(city, open_app):
    good = open_app(city).session_state["good"]
    assert saving.yaml_of(good) == (city / "kharkiv" / "balanced.yaml").read_bytes()


def test_three_kinds_of_files_are_offered(city, open_app):
    offered = {button.key for button in open_app(city).get("download_button")}
    assert offered == {"download_csv", "download_xlsx", "download_yaml"}
