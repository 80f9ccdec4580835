"""The waterfall of a card adds up as it is displayed, down to what the plan would lose."""

from dataclasses import replace
from decimal import Decimal

from planner.insight.card import card_of
from planner.insight.without import change
from planner.text import decimal
from planner.ui.card.waterfall import remainder, why
from tests.saying import said


def cards(plan):
    return [card_of(plan, entry.id) for entry in plan.entries if entry.steps]


def test_what_elsewhere_would_bring_is_taken_off_and_what_orders_the_list_remains(masterplan):
    told = [(card, rest) for card in cards(masterplan) if (rest := remainder(card)) is not None]
    assert any(card.entry.in_plan for card, _ in told)
    assert any(not card.entry.in_plan for card, _ in told)
    for card, rest in told:
        sign = 1 if card.entry.in_plan else -1
        lost = -change(card.entry)
        assert card.waterfall.score - rest.elsewhere == rest.remains
        assert abs(float(rest.remains) - sign * lost) <= 0.5 * 10.0**-card.waterfall.digits
        shown = said("uk", why, masterplan, card).html
        assert said("uk", decimal, abs(rest.remains), card.waterfall.digits) in shown


def test_where_plots_count_too_there_is_a_sentence_and_no_line(masterplan):
    project = next(card for card in cards(masterplan) if card.entry.displaces)
    assert remainder(project) is None
    assert remainder(replace(project, elsewhere=Decimal(0))) is not None
