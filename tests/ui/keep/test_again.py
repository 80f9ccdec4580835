"""What was done and heard by nobody is done again, once, and nothing that nobody does."""

from planner.ui.keep import again
from planner.ui.session import acts
from tests.saying import said
from tests.ui.pages import reloaded


def test_every_kind_of_act_that_nobody_heard_is_done_by_the_next_session(city, open_app):
    app = open_app(city)
    held, good = app.session_state["desk"], app.session_state["good"]
    barred, required = (entry.id for entry in good.plan.group("planned")[:2])
    said = ["Олена хворіє", "Іван Петренко"]
    undone = [
        ["weights", 1, [1, "homes", True]],
        ["budget_more", 1, []],
        ["amount_state_2028", 1, ["12,5"]],
        ["amount_state_1999", 1, ["12,5"]],
        [f"confirm_never_any_{barred}", 1, said],
        [f"confirm_never_any_{required}", 1, said],
        ["undo", 1, []],
        ["redo", 1, []],
        [f"unforce_never_desk_{required}", 1, []],
        ["confirm_never_any_nothing", 1, said],
        ["no_such", 1, []],
        ["budget_total", "a number"],
    ]
    made = reloaded(open_app, city, app, undone).session_state["desk"]
    assert made.locked == {"homes"}
    assert dict(made.budget)["state"][1] == (2028, 1_250_000_000)
    assert made.budget[1:] != held.budget[1:], "the press moved all funds"
    assert [(one.subject, one.reason, one.author) for one in made.forced] == [(barred, *said)]


def test_a_choice_of_scenario_and_what_is_compared_with_are_among_them(city, open_app):
    app = open_app(city)
    held = app.session_state["desk"]
    other = app.selectbox(key="scenario").options[1]
    undone = [["pin", 1, ["Порівнювати з цим"]], ["scenario", 1, ["no such"]]]
    undone += [["budget_more", 1, []], ["scenario", 2, [other]]]
    made = reloaded(open_app, city, app, undone)
    assert made.selectbox(key="scenario").value != held.path
    assert made.session_state["desk"].path == made.selectbox(key="scenario").value
    (baseline,) = made.session_state["baselines"].values()
    assert (baseline.path, baseline.settings) == (held.path, held.variant.settings)


def test_a_language_that_nobody_heard_of_is_spoken_before_anything_is_drawn(monkeypatch):
    held: dict[str, object] = {}
    monkeypatch.setattr("streamlit.session_state", held)
    undone = [["language_switch", 1, ["EN"]], ["undo", 1, []], ["language_switch", 2, ["УКР"]]]
    assert said("uk", again.speak, undone) == [["undo", 1, []]]
    assert held == {"language": "uk", "respoken": True}
    said("uk", again.note_anew, [["language_switch", 1, ["EN"]]])
    assert held["language"] == "en" and held["undone_acts"] == []


def test_what_a_cut_line_swallowed_is_told_anew_and_done_once(monkeypatch):
    """The second of two presses was swallowed; the page tells of both."""
    held: dict[str, object] = {}
    monkeypatch.setattr("streamlit.session_state", held)
    acts.acting("budget_more", lambda: None)()
    for _ in range(2):
        again.note_anew([["budget_more", 1, []], ["budget_more", 2, []]])
    assert held["undone_acts"] == [("budget_more", 2, [])]
    assert acts.counts() == {"budget_more": 2}
