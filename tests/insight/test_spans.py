"""Intervals in words: rounded outward, silent where nothing can be told."""

import pytest

from planner.insight.forcing import Interval
from planner.insight.spans import ends, gain_words, loss_words, shares
from planner.text import LANGUAGES, text
from tests.saying import said


def words(low, high, language="en", whole=50.0):
    points = Interval(low=low, high=high)
    return said(language, loss_words, points, points.over(whole))


def test_ends_are_rounded_outward_to_two_digits():
    assert said("en", ends, Interval(low=0.12345, high=0.12345)) == ("0.12", "0.13")
    assert said("uk", shares, Interval(low=0.0012345, high=0.0012345)) == (
        "0,12\u00a0%",
        "0,13\u00a0%",
    )
    assert said("en", ends, Interval(low=-1.239, high=123.4)) == ("\u22121.3", "130")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_to_be_nothing(language):
    assert words(0.0, 0.0, language) == said(language, text, "card.price.nothing")


def test_what_straddles_nothing_cannot_be_told():
    assert words(-0.1, 0.2) == said("en", text, "card.price.untold", high="0.4\u00a0%")
    assert words(0.0, 0.2) == said("en", text, "card.price.untold", high="0.4\u00a0%")


def test_a_sure_price_is_a_share_and_points():
    assert words(0.1, 0.2) == said(
        "en",
        text,
        "card.price.between",
        low="0.2\u00a0%",
        high="0.4\u00a0%",
        from_points="0.1",
        to_points="0.2",
    )
    assert words(0.5, 0.5) == said("en", text, "card.price.exact", share="1\u00a0%", points="0.5")


def test_a_better_plan_is_called_better():
    assert words(-0.2, -0.1) == said("en", text, "card.price.better")


def test_where_the_plan_is_worth_nothing_points_alone_are_told():
    told = said("en", loss_words, Interval(low=0.1, high=0.2), None)
    assert told == said("en", text, "card.price.points_only", from_points="0.1", to_points="0.2")


def test_a_release_gains_what_its_lock_costs():
    points = Interval(low=-0.2, high=-0.1)
    assert "0.1 to 0.2" in said("en", gain_words, points, points.over(50.0))
    assert said("en", gain_words, Interval(low=-0.1, high=0.1), None) == said(
        "en", text, "card.gain.untold", high="0.1"
    )
    assert said("en", gain_words, Interval(low=0.0, high=0.0), None) == said(
        "en", text, "card.gain.none"
    )
