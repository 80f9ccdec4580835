"""The card's own figures: points that sum to the score shown, who may pay, how certain the data."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.insight.card import card_of, payers, rounded
from planner.inventory.columns import Quality
from planner.plan import make_plan


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=3),
        st.floats(-100, 100, allow_nan=False),
        min_size=1,
        max_size=9,
    ),
    st.integers(2, 6),
)
def test_rounded_parts_sum_to_the_rounded_score_exactly(amounts, digits):
    parts, score = rounded(amounts, digits)
    unit = Fraction(1, 10**digits)
    assert sum(parts.values()) == score
    assert abs(Fraction(score) - sum(map(Fraction, amounts.values()))) <= unit / 2
    assert all(abs(Fraction(parts[c]) - Fraction(a)) < unit for c, a in amounts.items())


def test_the_waterfall_of_every_entry_sums_to_its_score(masterplan):
    for entry in masterplan.entries:
        fall = card_of(masterplan, entry.id).waterfall
        assert sum((part.points for part in fall.parts), Decimal(0)) == fall.score
        assert abs(float(fall.score) - entry.importance) <= 0.5 * 10**-fall.digits
        assert fall.digits >= 2


def test_parts_stand_in_falling_order_with_losses_last(masterplan):
    for entry in masterplan.entries:
        points = [part.points for part in card_of(masterplan, entry.id).waterfall.parts]
        assert points == sorted(points, reverse=True)


def test_a_small_score_is_shown_with_three_digits(masterplan):
    smallest = min(e.importance for e in masterplan.entries if e.importance > 0)
    entry = next(e for e in masterplan.entries if e.importance == smallest)
    score = card_of(masterplan, entry.id).waterfall.score
    _, digits, exponent = score.as_tuple()
    assert isinstance(exponent, int) and len(digits) >= min(3, 1 - exponent)


def test_what_its_means_bring_elsewhere_is_what_it_brings_less_what_the_plan_loses(masterplan):
    for entry in masterplan.entries:
        other = card_of(masterplan, entry.id).elsewhere
        if other is not None and entry.kind == "site":
            assert entry.importance - other == pytest.approx(entry.loss)


def test_only_funds_that_may_pay_and_have_money_are_named(city, site):
    loaded = city(
        [site("church", status="national"), site("house")],
        funds={
            "main": {"amount": {2027: 1}},
            "heritage": {"amount": {2027: 1}, "eligible": {"heritage_status": ["national"]}},
            "empty": {"amount": {2027: 0}},
        },
    )
    plan = make_plan(loaded)
    assert payers(plan.scenario, plan.entry("church")) == ("main", "heritage")
    assert payers(plan.scenario, plan.entry("house")) == ("main",)


def test_the_history_of_strikes_is_the_tables(masterplan):
    strikes = card_of(masterplan, "derzhprom").strikes
    assert strikes is not None
    assert len(strikes.events["en"]) == 4
    assert strikes.events["en"][0].startswith("2022-03-01")
    assert strikes.last == "2024-11-08"
    assert len(strikes.events["uk"]) == 4
    assert strikes.events["uk"][2].startswith("2024-10-28")
    assert "entrance 7" in strikes.summary["en"]
    assert "під’їзду 7" in strikes.summary["uk"]
    assert strikes.source["en"]


def test_data_carry_their_quality_and_the_damage_its_date(masterplan):
    data = {datum.column: datum for datum in card_of(masterplan, "derzhprom").data}
    assert data["people"].quality == Quality.ESTIMATED
    assert data["people"].kind == "workers"
    assert data["damage_grade"].word == "surveyed"
    assert data["damage_grade"].date == "2024-11-08"
    assert data["location"].words == {"uk": "майдан Свободи, 5", "en": "5 Svobody Square"}


def test_what_is_missing_is_to_be_surveyed_first(masterplan):
    for entry in masterplan.entries:
        card = card_of(masterplan, entry.id)
        missing = [d.column for d in card.data if d.quality == Quality.MISSING]
        assert list(card.survey[: len(missing)]) == missing
        assert set(entry.missing) <= set(card.survey)


def test_a_guessed_grade_is_to_be_surveyed(masterplan):
    assert "damage_grade" in card_of(masterplan, "khnatob").survey


def test_a_project_has_no_strikes_but_a_note_and_a_source(masterplan):
    card = card_of(masterplan, "new-school-134")
    assert card.strikes is None
    assert "school" in card.note["en"].casefold()
    assert "школу" in card.note["uk"]
    assert card.source["en"]
    assert [datum.column for datum in card.data] == ["cost", "capacity_m2"]
