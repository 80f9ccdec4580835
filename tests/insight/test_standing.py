"""How far a search has come."""

from math import inf, nan

import pytest

from planner.insight.standing import Standing
from planner.text import LANGUAGES, text
from tests.saying import said


def standing(*, phase="improve", bound=84.5, value=84.25, gap=0.003):
    return Standing(phase=phase, bound=bound, value=value, gap=gap)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("phase", ["price", "round", "improve", "prove", "unheard-of"])
def test_every_phase_has_words(phase, language):
    words = said(language, standing(phase=phase).words)
    known = "other" if phase == "unheard-of" else phase
    assert words.startswith(said(language, text, f"search.{known}")) and "%" in words


def test_nothing_is_said_of_what_is_not_known():
    nothing = said("en", standing(bound=inf, value=-inf, gap=inf).words)
    bounded = said("en", standing(value=-inf, gap=inf).words)
    unbounded = said("en", standing(bound=inf, gap=nan).words)
    assert nothing == unbounded == said("en", text, "search.improve")
    assert "84.50" in bounded and "%" not in bounded


@pytest.mark.parametrize(
    ("gap", "part"), [(inf, 0.0), (nan, 0.0), (3.0, 0.0), (1e-3, 0.5), (1e-6, 1.0), (0.0, 1.0)]
)
def test_each_power_of_ten_counts_the_same(gap, part):
    assert standing(gap=gap).part(1e-6) == pytest.approx(part)
