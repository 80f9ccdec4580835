"""The desk, driven as a planner drives it: scenario, weights, budget, and what has changed."""

import random
import shutil
import time

from planner.desk.solving import total_of
from planner.money import Tender
from planner.text import exact_amount, text
from planner.ui.controls import budget
from planner.ui.session import answering
from tests.saying import said
from tests.ui.pages import move, sliders, words_of

HRYVNIAS = Tender("UAH", "million")


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
    assert not app.session_state["desk"].variant.changed
    move(app, ("safety", 16))
    assert app.session_state["desk"].variant.changed
    app.button(key="restore").click().run()
    assert not app.session_state["desk"].variant.changed


def test_a_scenario_brings_its_own_shares(city, open_app):
    app = open_app(city)
    app.selectbox(key="scenario").select(str(city / "kharkiv" / "masterplan.yaml")).run()
    good = app.session_state["good"]
    assert good.desk.path.endswith("masterplan.yaml")
    assert sliders(app)["renewal"] == 60
    assert baseline_in(app) == said("uk", text, "plan.baseline", name="Рівновага")


def baseline_in(app):
    """The plan that changes are told against, as its menu names it."""
    labels = [menu.proto.popover.label for menu in app.get("popover")]
    (found,) = [label for label in labels if label.startswith("Основа")]
    return found


def settle(app):
    """Draws the page until its plan is settled: of one that may turn no change is told."""
    for _ in range(60):
        if not answering.unsettled(app.session_state["good"]):
            return
        time.sleep(0.2)
        app.run()
    raise AssertionError("the plan was not settled in time")


def test_changes_are_told_against_the_pinned_baseline(proven_city, open_app):
    app = open_app(proven_city)
    settle(app)
    assert said("uk", text, "plan.change.none") in words_of(app)
    move(app, ("heritage", 90))
    before = said("uk", text, "plan.baseline", name="Рівновага")
    assert baseline_in(app) == before
    app.button(key="pin").click().run()
    assert baseline_in(app) != before
    assert app.session_state["baselines"] == {
        str(proven_city / "kharkiv"): app.session_state["good"].variant
    }


def test_a_press_beside_the_budget_moves_it_by_a_round_number(city, open_app):
    tender = Tender("UAH", "million")
    steps = [budget.step_of(n * tender.size, tender) // tender.size for n in (6000, 600, 37, 0)]
    assert steps == [100, 10, 1, 1]
    app = open_app(city)
    before = total_of(app.session_state["desk"].budget)
    app.button(key="budget_more").click().run()
    assert total_of(app.session_state["desk"].budget) == before + budget.step_of(before, tender)
    app.button(key="budget_less").click().run()
    assert total_of(app.session_state["desk"].budget) == before


def test_ratings_of_the_swings_become_shares_and_locked_ones_stay(city, open_app):
    app = open_app(city)
    move(app, ("homes", True))
    homes = sliders(app)["homes"]
    app.session_state["swing"] = True
    app.run()
    for name, rating in {"heritage": 100, "damage": 0, "services": 0, "safety": 50}.items():
        app.text_input(key=f"swing_{name}").set_value(str(rating))
    app.text_input(key="swing_renewal").set_value("нуль")
    before = sliders(app)
    next(b for b in app.button if b.label == said("uk", text, "desk.swing.use")).click().run()
    assert sliders(app) == before and "«нуль»" in words_of(app)
    app.text_input(key="swing_renewal").set_value("0,0")
    form = next(b for b in app.button if b.label == said("uk", text, "desk.swing.use"))
    form.click().run()
    shares = sliders(app)
    assert shares["homes"] == homes and sum(shares.values()) == 100
    assert shares["damage"] == shares["renewal"] == 0
    assert abs(shares["heritage"] - 2 * shares["safety"]) <= 1


def test_the_total_scales_every_fund_in_proportion(city, open_app):
    app = open_app(city)
    desk = app.session_state["desk"]
    before = {(f, y): m for f, years in desk.budget for y, m in years}
    app.text_input(key="budget_total").set_value("300.0").run()
    after = {(f, y): m for f, years in app.session_state["desk"].budget for y, m in years}
    total = sum(before.values())
    assert sum(after.values()) == 300 * 100_000_000
    assert all(abs(after[k] - before[k] * sum(after.values()) / total) <= 1 for k in before)


def test_a_fund_of_one_year_can_be_set_alone(city, open_app):
    app = open_app(city)
    app.session_state["by_fund"] = True
    app.run()
    app.text_input(key="amount_state_2028").set_value("12.5").run()
    assert dict(app.session_state["desk"].budget)["state"][1] == (2028, 1_250_000_000)
    assert not app.exception


def test_money_of_a_later_year_can_be_entered_for_every_fund_and_taken_out_again(city, open_app):
    app = open_app(city)
    held, scenario = app.session_state["desk"], app.session_state["good"].loaded.scenario
    app.session_state["by_fund"] = True
    app.run()
    later = scenario.horizon.start + scenario.horizon.money_years
    for fund in scenario.money.funds:
        app.text_input(key=f"amount_{fund}_{later}")
    app.text_input(key=f"amount_heritage_{later}").set_value("7").run()
    assert dict(app.session_state["desk"].budget)["heritage"][-1] == (later, 700_000_000)
    app.text_input(key=f"amount_heritage_{later}").set_value("0").run()
    assert app.session_state["desk"].budget == held.budget and not app.exception


def test_a_box_that_nobody_touched_holds_the_amount_of_the_desk_in_every_drawing(
    own_city, open_app
):
    """What a browser draws that missed a message, and says of a box whenever anything is clicked."""
    richer = "format: 1\nextends: balanced.yaml\nname: {uk: Б, en: R}\n"
    richer += "money: {funds: {state: {amount: {2027: 95}}}}\n"
    other = own_city / "kharkiv" / "richer.yaml"
    other.write_text(richer, encoding="utf-8")
    app = open_app(own_city)
    drawn = []

    def box():
        found = app.text_input(key="budget_total")
        total = said("uk", exact_amount, total_of(app.session_state["desk"].budget), HRYVNIAS)
        assert found.proto.default == found.value == total
        drawn.append(found.proto.id)
        picker = app.selectbox(key="scenario")
        assert picker.proto.default == picker.index, "nor does it pick another scenario"
        return found

    box()
    move(app, ("heritage", 50))
    box()
    app.text_input(key="budget_total").set_value("300,0").run()
    assert box().value == "300" and len(set(drawn)) == 1, "the box that is typed into stays"
    app.button(key="undo").click().run()
    box()
    app.selectbox(key="scenario").select(str(other)).run()
    box()
    assert len(set(drawn)) == 3, "a browser that missed the change has nothing to say of this box"
    before = app.session_state["desk"].budget
    app.text_input(key="budget_total").set_value("").run()
    assert app.session_state["desk"].budget == before and box().value
