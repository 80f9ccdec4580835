"""The pages, driven as a planner drives them, on a small city."""

import random
import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.insight import answer
from planner.problem import ROWS
from planner.text import LANGUAGES, name_of, text
from planner.ui import solving

PAGES = ("plan_page", "compare_page", "data_page")
ENTITY = "<img src=x onerror=alert(1)>"


def bodies(app):
    """The HTML on the page, without its style sheet."""
    found = [element.proto.body for element in app.get("html")]
    return [body for body in found if not body.startswith("<style>")]


def html_of(app):
    return "\n".join(bodies(app))


def words_of(app):
    """The words on the page as they are read."""
    return unescape(re.sub(r"<[^>]+>", "", html_of(app)))


def sliders(app):
    """Shares as the page shows them."""
    return app.session_state["desk"].shares


def move(app, *moves):
    """What the weights tell of: a criterion and its new share, or whether to lock it."""
    app.session_state["weight_moves"] = list(moves)
    return app.run()


def plan_of(app):
    return app.session_state["good"].plan


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_both_languages(city, open_app, page, language):
    app = open_app(city, language, page)
    assert not app.exception
    assert "vid-faults" not in html_of(app)


def test_scenarios_of_one_name_stay_apart(own_city, open_app):
    first = own_city / "kharkiv" / "balanced.yaml"
    twin = shutil.copy(first, first.with_name("zz-twin.yaml"))
    app = open_app(own_city)
    picker = app.selectbox(key="scenario")
    assert len(set(picker.options)) == len(picker.options)
    picker.set_value(str(first)).run()
    assert app.session_state["desk"].path == str(first)
    app.selectbox(key="scenario").set_value(str(twin)).run()
    assert app.session_state["desk"].path == str(twin)
    move(app, ("renewal", 90))
    assert app.session_state["desk"].path == str(twin)
    assert len(app.session_state["history"].past) == 1, "the move and the choice are one step"


def test_undo_and_redo_without_a_step_do_nothing():
    """As when a button is clicked twice before the page is drawn again."""
    app = AppTest.from_string("from planner.ui import state\n\nstate.undo()\nstate.redo()").run()
    assert not app.exception and "desk" not in app.session_state


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_words_say_what_the_budget_buys(city, open_app, language):
    app = open_app(city, language)
    first = next(body for body in bodies(app) if "vid-answer" in body)
    assert answer(plan_of(app), language) in unescape(first)
    assert bodies(app).index(first) < 4


def test_a_first_visit_is_ukrainian(city, open_app):
    app = open_app(city, "")
    assert text("plan.weights", "uk") in words_of(app)


def test_the_address_states_the_language(city, open_app):
    assert open_app(city, "en").query_params["lang"] == "en"


def test_switching_the_language_keeps_every_value(city, open_app):
    app = open_app(city)
    move(app, ("heritage", 33))
    app.number_input(key="budget_total").set_value(500.0).run()
    before = sliders(app)
    app.button_group(key="language_switch").set_value("en").run()
    assert text("plan.weights", "en") in words_of(app)
    assert sliders(app) == before
    assert app.number_input(key="budget_total").value == 500.0


def test_fifty_random_moves_keep_100_percent_and_every_lock(city, open_app):
    app = open_app(city)
    move(app, ("homes", True))
    held, moves = sliders(app)["homes"], random.Random(2)
    names = [name for name in sliders(app) if name != "homes"]
    for _ in range(5):
        move(app, *((name, moves.randint(0, 100)) for name in moves.sample(names, 5)))
        assert sum(sliders(app).values()) == 100
        assert sliders(app)["homes"] == held
    assert app.session_state["desk"].locked == {"homes"}


def test_moves_that_come_together_are_carried_out_in_their_order(city, open_app):
    together, alone = open_app(city), open_app(city)
    moves = [("heritage", 40), ("damage", True), ("heritage", 60), ("damage", False)]
    move(together, *moves)
    for one in moves:
        move(alone, one)
    assert sliders(together) == sliders(alone)
    assert sliders(together)["heritage"] == 60
    assert together.session_state["desk"].locked == alone.session_state["desk"].locked == set()


def test_a_lock_told_of_twice_stays_a_lock(city, open_app):
    app = open_app(city)
    move(app, ("homes", True), ("homes", True))
    assert app.session_state["desk"].locked == {"homes"}
    move(app, ("homes", False))
    assert app.session_state["desk"].locked == set()


def test_an_untouched_scenario_is_solved_from_its_file(city, open_app):
    app = open_app(city)
    assert not app.session_state["desk"].settings.changed
    move(app, ("safety", 16))
    assert app.session_state["desk"].settings.changed
    app.button(key="restore").click().run()
    assert not app.session_state["desk"].settings.changed


def test_a_scenario_brings_its_own_shares(city, open_app):
    app = open_app(city)
    app.selectbox(key="scenario").select(str(city / "kharkiv" / "masterplan.yaml")).run()
    good = app.session_state["good"]
    assert good.desk.path.endswith("masterplan.yaml")
    assert sliders(app)["renewal"] == 60
    assert text("plan.change.against", "uk", baseline="Рівновага") in words_of(app)


def test_changes_are_told_against_the_pinned_baseline(city, open_app):
    app = open_app(city)
    assert text("plan.change.none", "uk", baseline="Рівновага") in words_of(app)
    move(app, ("heritage", 90))
    before = text("plan.change.against", "uk", baseline="Рівновага")
    assert before in words_of(app)
    app.button(key="pin").click().run()
    assert before not in words_of(app)
    assert app.session_state["baseline"] == app.session_state["good"].settings


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


def test_undo_brings_back_shares_and_plan_and_redo_reverses_it(city, open_app):
    app = open_app(city)
    first, plan = sliders(app), plan_of(app)
    assert app.button(key="undo").disabled and app.button(key="redo").disabled
    move(app, ("heritage", 70))
    second, other = sliders(app), plan_of(app)
    assert second != first
    app.button(key="undo").click().run()
    assert sliders(app) == first
    assert plan_of(app).solution is plan.solution
    assert app.button(key="undo").disabled
    app.button(key="redo").click().run()
    assert sliders(app) == second
    assert plan_of(app).solution is other.solution


def test_undo_brings_back_the_scenario_that_was_left(city, open_app):
    app = open_app(city)
    move(app, ("heritage", 70))
    held = sliders(app)
    app.session_state["history"] = replace(app.session_state["history"], moved=-1e9)
    app.selectbox(key="scenario").select(str(city / "kharkiv" / "masterplan.yaml")).run()
    assert sliders(app)["renewal"] == 60
    app.button(key="undo").click().run()
    assert sliders(app) == held
    assert app.selectbox(key="scenario").value.endswith("balanced.yaml")


def test_ratings_of_the_swings_become_shares_and_locked_ones_stay(city, open_app):
    app = open_app(city)
    move(app, ("homes", True))
    homes = sliders(app)["homes"]
    app.session_state["swing"] = True
    app.run()
    for name, rating in {"heritage": 100, "damage": 0, "services": 0, "safety": 50}.items():
        app.number_input(key=f"swing_{name}").set_value(rating)
    app.number_input(key="swing_renewal").set_value(0)
    form = next(b for b in app.button if b.label == text("desk.swing.use", "uk"))
    form.click().run()
    shares = sliders(app)
    assert shares["homes"] == homes and sum(shares.values()) == 100
    assert shares["damage"] == shares["renewal"] == 0
    assert abs(shares["heritage"] - 2 * shares["safety"]) <= 1


def test_the_total_scales_every_fund_in_proportion(city, open_app):
    app = open_app(city)
    desk = app.session_state["desk"]
    before = {(f, y): m for f, years in desk.budget for y, m in years}
    app.number_input(key="budget_total").set_value(300.0).run()
    after = {(f, y): m for f, years in app.session_state["desk"].budget for y, m in years}
    total = sum(before.values())
    assert sum(after.values()) == 300 * 100_000_000
    assert all(abs(after[k] - before[k] * sum(after.values()) / total) <= 1 for k in before)


def test_a_fund_of_one_year_can_be_set_alone(city, open_app):
    app = open_app(city)
    app.session_state["by_fund"] = True
    app.run()
    app.number_input(key="amount_state_2028").set_value(12.5).run()
    assert dict(app.session_state["desk"].budget)["state"][1] == (2028, 1_250_000_000)
    assert not app.exception


def test_a_budget_of_nothing_is_refused_and_the_last_plan_stays(city, open_app):
    app = open_app(city)
    shown = plan_of(app)
    app.number_input(key="budget_total").set_value(0.0).run()
    assert not app.exception
    assert "vid-faults" in html_of(app)
    assert text("plan.stale", "uk", name="Рівновага") in words_of(app)
    assert answer(shown, "uk") in words_of(app)
    app.number_input(key="budget_total").set_value(400.0).run()
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
    assert html_of(app).index("vid-faults") < html_of(app).index("vid-answer")
    assert answer(shown, "uk") in words_of(app)


def test_a_faulty_file_says_why_and_the_others_stay_usable(own_city, open_app):
    (own_city / "kharkiv" / "broken.yaml").write_text("format: 1\nextends: nowhere.yaml\n")
    app = open_app(own_city)
    assert "vid-faults" not in html_of(app)
    app.selectbox(key="scenario").select(str(own_city / "kharkiv" / "broken.yaml")).run()
    assert "nowhere.yaml" in words_of(app) and "vid-stale" in html_of(app)
    app.selectbox(key="scenario").select(str(own_city / "kharkiv" / "people-first.yaml")).run()
    assert "vid-faults" not in html_of(app)


def test_rules_that_cannot_hold_together_are_named_above_the_last_good_plan(own_city, open_app):
    app = open_app(own_city)
    path = own_city / "kharkiv" / "balanced.yaml"
    lock = "{site: derzhprom, works: restore, reason: test, author: test}"
    rule = f"\nrules: {{must: [{lock}]}}\n"
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    app.run()
    assert not app.exception
    assert "vid-faults" in html_of(app) and "vid-answer" in html_of(app)


def test_no_scenario_at_all_is_told(tmp_path, open_app):
    for page in PAGES:
        app = open_app(tmp_path, "uk", page)
        assert not app.exception
        assert html_of(app)


def test_every_heritage_loss_is_named(city, open_app):
    app = open_app(city)
    move(app, ("renewal", 100))
    losses = plan_of(app).losses
    assert losses
    strip = unescape(next(body for body in bodies(app) if "vid-losses" in body))
    assert all(name_of(loss.name, "uk") in strip for loss in losses)


def test_names_from_a_file_never_become_html(own_city, open_app):
    sites = own_city / "kharkiv" / "sites.csv"
    words = sites.read_text(encoding="utf-8")
    sites.write_text(words.replace("Держпром (Будинок", f"{ENTITY} (Будинок"), encoding="utf-8")
    app = open_app(own_city)
    page = html_of(app)
    assert ENTITY not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_two_sessions_share_no_settings(city, open_app):
    first, second = open_app(city), open_app(city)
    move(first, ("heritage", 90))
    second.run()
    assert sliders(second)["heritage"] == 20


def test_six_scenarios_can_be_compared_and_a_single_one_cannot(city, open_app):
    app = open_app(city, "uk", "compare_page")
    names = [Path(option) for option in app.multiselect(key="compared").options]
    assert len(names) == 4
    chosen = app.multiselect(key="compared").value
    assert len(chosen) == 3 and chosen[0].endswith("balanced.yaml")
    app.multiselect(key="compared").set_value(chosen[:1]).run()
    assert text("compare_page.too_few", "uk") in words_of(app)


def test_other_money_is_warned_of(own_city, open_app):
    richer = "format: 1\nextends: balanced.yaml\nname: {uk: Б, en: R}\n"
    richer += "money: {funds: {state: {amount: {2027: 95}}}}\n"
    (own_city / "kharkiv" / "richer.yaml").write_text(richer, encoding="utf-8")
    app = open_app(own_city, "uk", "compare_page")
    both = ["kharkiv/balanced.yaml", "kharkiv/richer.yaml"]
    app.multiselect(key="compared").set_value(both).run()
    assert not app.exception
    warning = text("compare.warn_budget", "uk", other="«Б»", reference="«Рівновага»")
    assert warning in words_of(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_page_shows_every_row_with_its_formula(city, open_app, language):
    app = open_app(city, language, "data_page")
    for number in range(1, 9):
        assert f"C{number} {text(f'rule.C{number}.title', language)}" in words_of(app)
    assert len(app.latex) == 1 + len(ROWS)


def test_a_pinned_plan_whose_file_is_gone_is_told(own_city, open_app):
    app = open_app(own_city)
    app.selectbox(key="scenario").select(str(own_city / "kharkiv" / "masterplan.yaml")).run()
    (own_city / "kharkiv" / "balanced.yaml").unlink()
    app.run()
    assert not app.exception
    assert text("plan.change.lost", "uk") in words_of(app)
