"""Money in words: one form of each currency, in the unit that a scenario states it in."""

from planner.money import DOLLARS, Tender
from planner.text import amount, in_money, money, money_in_unit, money_unit
from tests.saying import said

NO_BREAK = "\u00a0"
HRYVNIAS = Tender("UAH", "million")


def test_an_amount_is_told_in_the_unit_of_its_scenario() -> None:
    for tender, uk, en in (
        (HRYVNIAS, "6 000 млн грн", "UAH 6,000 m"),
        (DOLLARS, "6 000 млн дол. США", "USD 6,000 m"),
        (Tender("EUR", "thousand"), "6 000 000 тис. євро", "EUR 6,000,000 thousand"),
        (Tender("PLN", "one"), "6 000 000 000 PLN", "PLN 6,000,000,000"),
    ):
        assert said("uk", money_in_unit, 600_000_000_000, tender) == uk.replace(" ", NO_BREAK)
        assert said("en", money_in_unit, 600_000_000_000, tender) == en.replace(" ", NO_BREAK)


def test_a_sentence_says_a_thousand_millions_and_more_in_billions() -> None:
    told = {
        600_000_000_000: ("6,0 млрд грн", "UAH 6.0 billion"),
        100_000_000_000: ("1,0 млрд грн", "UAH 1.0 billion"),
        99_999_999_999: ("1 000 млн грн", "UAH 1,000 m"),
        -255_000_000_000: ("-2,6 млрд грн", "UAH -2.6 billion"),
        85_000_000_000: ("850 млн грн", "UAH 850 m"),
    }
    for minor, (uk, en) in told.items():
        assert said("uk", money, minor, HRYVNIAS) == uk.replace(" ", NO_BREAK)
        assert said("en", money, minor, HRYVNIAS) == en.replace(" ", NO_BREAK)
    assert said("en", money, 255_000_000_000, HRYVNIAS, 1) == "UAH 2.55 billion".replace(
        " ", NO_BREAK
    )
    assert said("en", money, 10**13, Tender("PLN", "billion"), 0) == "PLN 100 billion".replace(
        " ", NO_BREAK
    )


def test_no_minor_unit_is_lost() -> None:
    assert said("en", amount, 123_456_789, HRYVNIAS, HRYVNIAS.decimals) == "1.23456789"
    for tender in (HRYVNIAS, Tender("EUR", "thousand"), Tender("EUR", "one")):
        assert tender.minor(tender.amount(123_456_789)) == 123_456_789
        assert 10**tender.decimals == tender.size


def test_a_heading_and_a_range_say_the_unit_once() -> None:
    assert said("uk", money_unit, HRYVNIAS) == "млн\u00a0грн"
    assert said("en", money_unit, Tender("EUR", "thousand")) == "EUR\u00a0thousand"
    assert said("en", in_money, "10 to 20", HRYVNIAS) == "UAH 10 to 20 m"
