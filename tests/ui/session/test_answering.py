"""What cannot be planned: its faults are told, above the last good plan."""

import os
from types import SimpleNamespace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequestType

from planner.desk import solving
from planner.desk.pool import Outcome
from planner.desk.searching import PlanSearch
from planner.errors import Fault, InputError, SolverError
from planner.insight import answer
from planner.scenario import load_scenario
from planner.text import text
from planner.ui.session import answering, meanwhile
from tests.saying import said
from tests.ui.pages import html_of, plan_of, words_of


def test_a_budget_of_nothing_is_refused_and_the_last_plan_stays(city, open_app):
    app = open_app(city)
    shown = plan_of(app)
    app.text_input(key="budget_total").set_value("0.0").run()
    assert not app.exception
    assert "vid-faults" in html_of(app)
    assert said("uk", text, "state.error.last", name="Рівновага") in words_of(app)
    assert said("uk", answer, shown) in words_of(app)
    app.text_input(key="budget_total").set_value("400.0").run()
    assert "vid-faults" not in html_of(app)


def test_a_file_that_breaks_shows_every_fault_above_the_last_good_plan(own_city, open_app):
    app = open_app(own_city)
    shown = plan_of(app)
    path = own_city / "kharkiv" / "balanced.yaml"
    words = path.read_text(encoding="utf-8").replace("heritage: 20", "heritage: -20, hertage: 1")
    path.write_text(words, encoding="utf-8")
    app.run()
    assert not app.exception
    assert "-20" in words_of(app) and "hertage" in words_of(app)
    assert 'data-state="error"' in html_of(app)
    assert said("uk", answer, shown) in words_of(app)


def test_a_faulty_file_says_why_and_the_others_stay_usable(own_city, open_app):
    (own_city / "kharkiv" / "broken.yaml").write_text("format: 1\nextends: nowhere.yaml\n")
    app = open_app(own_city)
    assert "vid-faults" not in html_of(app)
    app.selectbox(key="scenario").select(str(own_city / "kharkiv" / "broken.yaml")).run()
    assert "nowhere.yaml" in words_of(app) and 'data-state="error"' in html_of(app)
    app.selectbox(key="scenario").select(str(own_city / "kharkiv" / "people-first.yaml")).run()
    assert "vid-faults" not in html_of(app)


def test_rules_that_cannot_hold_together_are_named_above_the_last_good_plan(own_city, open_app):
    app = open_app(own_city)
    path = own_city / "kharkiv" / "balanced.yaml"
    lock = "{site: palace-of-labour, works: restore, reason: test, author: test}"
    rule = f"\nrules: {{must: [{lock}]}}\n"
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    app.run()
    assert not app.exception
    assert "vid-faults" in html_of(app) and "vid-answer" in html_of(app)


def test_a_pinned_plan_whose_file_is_gone_is_told(own_city, open_app):
    app = open_app(own_city)
    app.selectbox(key="scenario").select(str(own_city / "kharkiv" / "masterplan.yaml")).run()
    (own_city / "kharkiv" / "balanced.yaml").unlink()
    app.run()
    assert not app.exception
    assert said("uk", text, "plan.change.lost") in words_of(app)


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for administrators only")
def test_what_else_lies_in_the_folder_stops_no_page(own_city, open_app):
    folder = own_city / "kharkiv"
    (folder / ".#base.yaml").symlink_to("nobody@nowhere.1234")
    (folder / "gone.yaml").symlink_to("not-there.yaml")
    (folder / ".hidden.yaml").write_text("format: [", "utf-8")
    (folder / "broken.yaml").write_text("format: 1\nextends: base.yaml\n", "utf-8")
    (folder / "folder.yaml").mkdir()
    app = open_app(own_city)
    assert not app.exception
    assert "vid-answer" in html_of(app)


def test_a_file_with_faults_is_read_once_until_it_changes(own_city, monkeypatch):
    path = own_city / "kharkiv" / "balanced.yaml"
    words = path.read_text("utf-8")
    path.write_text(words.replace("heritage: 20", "heritage: -20"), "utf-8")
    read = []

    def reading(file):
        read.append(file)
        return load_scenario(file)

    monkeypatch.setattr("planner.desk.solving.load_scenario", reading)
    for _ in range(3):
        with pytest.raises(InputError) as caught:
            solving.scenario_of(path)
        assert [fault.value for fault in caught.value.faults] == ["-20"]
        assert solving.preset_of(path) is None
    assert len(read) == 1
    path.write_text(words + "\n", "utf-8")
    assert solving.scenario_of(path).path == path
    assert len(read) == 2


def test_a_search_for_any_plan_that_is_stopped_is_not_begun_again(city, open_app, monkeypatch):
    asked = []

    def none_found(*_, stage, **__):
        asked.append(stage)
        return PlanSearch(
            stage, 0.0, None, Outcome(error=SolverError([Fault(key="no_plan_in_time")]))
        )

    app = open_app(city)
    monkeypatch.setattr(answering, "begin", none_found)
    app.text_input(key="budget_total").set_value("321.0").run()
    app.button(key="search_longer").click().run()
    assert asked[-1] == "thorough"
    app.run()
    assert asked[-1] == "quick" and not app.exception


def test_stop_before_the_search_has_begun_keeps_it_from_beginning(city, open_app, monkeypatch):
    app = open_app(city)
    good = app.session_state["good"]
    held = {"searched": (good.variant, None, "quick")}
    monkeypatch.setattr("streamlit.session_state", held)
    answering.stop_settling(good)
    assert held["unsettled"] == good.variant


class Waiting:
    """What Streamlit has waiting of one page, and the fragment that is being drawn."""

    def __init__(self, drawn, **asked):
        self.fragment_ids_this_run = drawn
        self.script_requests = SimpleNamespace(
            _state=ScriptRequestType.RERUN, _rerun_data=RerunData(**asked)
        )


PRESSED = WidgetStates(widgets=[WidgetState(id="stop", trigger_value=True)])


@pytest.mark.parametrize(
    ("asked", "gives"),
    [
        ({"is_auto_rerun": True, "fragment_id_queue": ["clock"]}, False),
        ({"is_auto_rerun": False, "fragment_id_queue": ["clock"]}, True),
        ({"is_auto_rerun": True, "fragment_id_queue": ["desk", "clock"]}, True),
        ({"is_auto_rerun": True, "fragment_id_queue": []}, True),
        ({"is_auto_rerun": True, "fragment_id_queue": ["clock"], "widget_states": PRESSED}, True),
    ],
)
def test_a_press_is_heard_though_a_timer_came_after_it(monkeypatch, asked, gives):
    given = []
    monkeypatch.setattr(meanwhile, "get_script_run_ctx", lambda: Waiting(["desk"], **asked))
    monkeypatch.setattr("streamlit.rerun", lambda scope: given.append(scope))
    meanwhile.give_way()
    assert given == (["fragment"] if gives else [])
