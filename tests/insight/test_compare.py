"""Plans beside each other."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pytest

from planner.insight import benefit, compare, judgements, sentence, sentences, warnings
from planner.insight.sentence import unchanged
from planner.plan import Loss, Plan, make_plan
from planner.scenario import load_scenario, with_settings
from planner.text import LANGUAGES, Language, name_of, text, whole
from tests.places import KHARKIV
from tests.saying import said


def planned(plan: Plan) -> set[str]:
    return {entry.id for entry in plan.entries if entry.in_plan}


def taken_down(plan: Plan) -> set[str]:
    return {
        entry.id
        for entry in plan.entries
        if entry.in_plan and (entry.displaced_by or entry.steps[-1].works == "clear")
    }


def loss(
    number: int,
    *,
    points: float,
    kind: Literal["clearing", "decay"] = "decay",
    by_project: str | None = None,
) -> Loss:
    return Loss(
        id=f"house-{number}",
        name={"uk": f"Будинок {number}", "en": f"House {number}"},
        kind=kind,
        significance=100.0,
        lost=points,
        by_project=by_project,
    )


def with_losses(plan: Plan, losses: Sequence[Loss]) -> Plan:
    return replace(plan, losses=tuple(losses))


def test_entered_and_left_are_the_set_differences_of_the_planned(repair_first, masterplan):
    difference = compare([("A", repair_first), ("B", masterplan)]).difference("B")
    down, before = taken_down(masterplan), taken_down(repair_first)
    assert set(difference.entered) == planned(masterplan) - planned(repair_first) - down
    assert set(difference.left) == planned(repair_first) - planned(masterplan) - before
    assert set(difference.cleared) == down - before
    assert set(difference.spared) == before - down
    assert difference.entered and difference.left


def test_the_masterplan_changes_something_else_than_years(repair_first, masterplan):
    difference = compare([("A", repair_first), ("B", masterplan)]).difference("B")
    for subject in difference.changed:
        works = [
            [step.works for step in plan.entry(subject).steps]
            for plan in (repair_first, masterplan)
        ]
        assert works[0] != works[1]
    assert set(difference.cleared) <= planned(masterplan)


def test_a_plan_differs_from_itself_in_nothing(repair_first):
    difference = compare([("A", repair_first), ("B", repair_first)]).difference("B")
    assert not difference.entered and not difference.left and not difference.changed
    assert not difference.more_lost and not difference.less_lost
    assert difference.spent == 0 and difference.residents_back == 0
    assert all(figure.count == 0 for figure in difference.figures)
    assert difference.judged_by_reference == 1.0
    assert difference.same_budget and difference.same_data and difference.same_measure


def test_money_by_class_adds_up_to_the_money_spent(repair_first, masterplan):
    difference = compare([("A", repair_first), ("B", masterplan)]).difference("B")
    assert difference.spent_by_class is not None
    assert sum(difference.spent_by_class.values()) == difference.spent


@pytest.mark.parametrize("cost", [0, 30])
def test_a_plan_judged_by_its_own_weights_is_worth_its_value(cost):
    loaded = load_scenario(KHARKIV / "masterplan.yaml")
    weights = {**loaded.scenario.weights, "cost": Decimal(cost)}
    plan = make_plan(with_settings(loaded, weights=weights, budget=None), gap=0.02)
    assert benefit(plan, plan) == pytest.approx(plan.value, abs=1e-6)


def test_no_plan_beats_the_best_one_by_its_own_weights(repair_first, masterplan):
    difference = compare([("A", repair_first), ("B", masterplan)]).difference("B")
    assert difference.judged_by_reference is not None
    assert difference.judged_by_reference <= 1 + 2 * repair_first.gap
    assert 0 < difference.judged_by_reference < 0.95


def test_heritage_that_only_one_plan_loses_is_named_on_its_side(repair_first):
    a = with_losses(repair_first, [loss(1, points=10), loss(2, points=7)])
    b = with_losses(repair_first, [loss(2, points=7), loss(3, points=20, kind="clearing")])
    difference = compare([("A", a), ("B", b)]).difference("B")
    assert [(x.id, x.points) for x in difference.more_lost] == [("house-3", 20)]
    assert [(x.id, x.points) for x in difference.less_lost] == [("house-1", -10)]


def test_clearing_what_the_other_plan_lets_decay_is_a_loss_even_if_points_are_equal(repair_first):
    a = with_losses(repair_first, [loss(1, points=10)])
    b = with_losses(repair_first, [loss(1, points=10, kind="clearing")])
    difference = compare([("A", a), ("B", b)]).difference("B")
    assert [x.id for x in difference.more_lost] == ["house-1"] and not difference.less_lost
    back = compare([("A", b), ("B", a)]).difference("B")
    assert [x.id for x in back.less_lost] == ["house-1"] and not back.more_lost


def test_clearing_stands_before_decay_and_larger_losses_before_smaller(repair_first):
    losses = [loss(1, points=5), loss(2, points=30), loss(3, points=2, kind="clearing")]
    comparison = compare(
        [("A", with_losses(repair_first, [])), ("B", with_losses(repair_first, losses))]
    )
    more = comparison.difference("B").more_lost
    assert [x.id for x in more] == ["house-3", "house-2", "house-1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clearing_is_named_however_many_there_are(repair_first, language: Language):
    losses = [loss(n, points=10 + n, kind="clearing") for n in range(8)]
    comparison = compare(
        [("A", with_losses(repair_first, [])), ("B", with_losses(repair_first, losses))]
    )
    words = said(language, sentence, comparison, "B")
    assert all(said(language, name_of, x.name) in words for x in losses)


@pytest.mark.parametrize("language", LANGUAGES)
def test_decay_names_the_five_largest_and_counts_the_rest(repair_first, language: Language):
    losses = [loss(n, points=10 + n) for n in range(8)]
    comparison = compare(
        [("A", with_losses(repair_first, [])), ("B", with_losses(repair_first, losses))]
    )
    words = said(language, sentence, comparison, "B")
    named = [x.id for x in losses if f"{said(language, name_of, x.name)} (" in words]
    assert named == ["house-3", "house-4", "house-5", "house-6", "house-7"]
    assert said(language, text, "compare.and_more", n=3, n_text="3") in words
    assert len(comparison.difference("B").more_lost) == 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_decay_of_less_than_a_point_stays_in_the_table(repair_first, language: Language):
    losses = [loss(1, points=0.4)]
    comparison = compare(
        [("A", with_losses(repair_first, [])), ("B", with_losses(repair_first, losses))]
    )
    assert said(language, name_of, losses[0].name) not in said(language, sentence, comparison, "B")
    assert len(comparison.difference("B").more_lost) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_counts_what_the_lists_hold(repair_first, masterplan, language: Language):
    comparison = compare([("A", repair_first), ("B", masterplan)])
    difference = comparison.difference("B")
    left = [repair_first.entry(subject) for subject in difference.left]
    sites = sum(entry.kind == "site" and entry.displaced_by is None for entry in left)
    counted = said(
        language, text, "compare.buildings", n=sites, n_text=said(language, whole, sites)
    )
    projects = sum(masterplan.entry(s).kind == "project" for s in difference.entered)
    built = said(
        language, text, "compare.projects", n=projects, n_text=said(language, whole, projects)
    )
    first = said(language, sentences, comparison, "B")[0]
    removed = said(language, text, "compare.removed", what=counted)
    assert removed in first and built in first
    assert said(language, text, "compare.same_money") in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_fewer_residents_are_told_in_whole_people(repair_first, masterplan, language: Language):
    words = said(language, sentence, compare([("A", repair_first), ("B", masterplan)]), "B")
    n = round(repair_first.figures.residents_back - masterplan.figures.residents_back)
    assert n > 0
    n_text = said(language, whole, n)
    assert said(language, text, "compare.residents_fewer", n=n, n_text=n_text) in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_plan_is_judged_by_the_other(repair_first, masterplan, language: Language):
    assert (
        len(said(language, judgements, compare([("A", repair_first), ("B", masterplan)]), "B")) == 2
    )


def test_plans_of_one_name_are_told_apart_by_their_keys(repair_first):
    words = said("en", sentence, compare([("A", repair_first), ("B", repair_first)]), "B")
    assert "(A)" in words and "(B)" in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_money_is_said_and_warned_of(repair_first, language: Language):
    money = repair_first.scenario.money
    fund = next(iter(money.funds))
    amount = {year: a + 100 for year, a in money.funds[fund].amount.items()}
    richer = money.funds[fund].model_copy(update={"amount": amount})
    funds = {**money.funds, fund: richer}
    scenario = repair_first.scenario.model_copy(
        update={"money": money.model_copy(update={"funds": funds})}
    )
    extra = 100 * len(amount) * 100_000_000
    figures = replace(repair_first.figures, money_total=repair_first.figures.money_total + extra)
    comparison = compare(
        [("A", repair_first), ("B", replace(repair_first, scenario=scenario, figures=figures))]
    )
    assert not comparison.difference("B").same_budget
    assert comparison.difference("B").money_total == extra
    assert said(language, text, "compare.same_money") not in said(
        language, sentence, comparison, "B"
    )
    assert len(said(language, warnings, comparison, "B")) == 1


def test_other_data_are_warned_of(repair_first):
    other = replace(
        repair_first, provenance=replace(repair_first.provenance, inventory_sha256="0" * 64)
    )
    comparison = compare([("A", repair_first), ("B", other)])
    assert not comparison.difference("B").same_data
    assert len(said("uk", warnings, comparison, "B")) == 1


def test_another_horizon_means_other_figures(repair_first):
    horizon = repair_first.scenario.horizon.model_copy(update={"appraisal_years": 20})
    scenario = repair_first.scenario.model_copy(update={"horizon": horizon})
    comparison = compare([("A", repair_first), ("B", replace(repair_first, scenario=scenario))])
    difference = comparison.difference("B")
    assert not difference.same_measure
    assert len(said("en", warnings, comparison, "B")) == 1
    assert said("en", judgements, comparison, "B") == ()
    assert (difference.figures, difference.residents_back, difference.more_lost) == ((), None, ())


def test_no_sum_is_subtracted_across_currencies(repair_first):
    money = repair_first.scenario.money.model_copy(update={"currency": "EUR"})
    scenario = repair_first.scenario.model_copy(update={"money": money})
    comparison = compare([("A", repair_first), ("B", replace(repair_first, scenario=scenario))])
    difference = comparison.difference("B")
    assert (difference.spent, difference.money_total, difference.spent_by_class) == (None,) * 3
    assert said("en", text, "compare.other_currency") in said("en", sentence, comparison, "B")


def test_what_only_one_inventory_holds_neither_enters_nor_leaves(
    repair_first, masterplan, city, site
):
    other = make_plan(city([site("elsewhere")]))
    difference = compare([("A", repair_first), ("B", other)]).difference("B")
    lists = (difference.entered, difference.left, difference.cleared, difference.spared)
    assert lists == ((), (), (), ())


def test_lists_of_two_cities_are_not_said_to_be_the_same(repair_first, city, site):
    one, two = make_plan(city([site("here")])), make_plan(city([site("elsewhere")]))
    both = make_plan(city([site("here"), site("elsewhere")]))
    for plans, key in (((one, two), "nothing_common"), ((one, one), "same_list")):
        pair = compare([("A", plans[0]), ("B", plans[1])])
        assert said("en", text, f"compare.{key}") in said("en", sentence, pair, "B")
    assert said("en", unchanged, one, both) == said("en", text, "compare.same_common")


def test_plans_with_one_key_cannot_be_compared(repair_first):
    with pytest.raises(ValueError, match="keys"):
        compare([("A", repair_first), ("A", repair_first)])
    with pytest.raises(ValueError, match="keys"):
        compare([])
