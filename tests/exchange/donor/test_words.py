"""The plane of two indexes on the page: counts add up, in both languages."""

import re

import pytest

from planner.exchange.donor.plane import plane_of
from planner.exchange.donor.words import conclusion, heads, rows
from planner.exchange.donor.words import said as told
from planner.text import LANGUAGES
from tests.saying import said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_counts_what_the_table_lists(repair_first, language):
    plane = plane_of(repair_first)
    shown = said(language, rows, repair_first, plane)
    assert len(shown) == len(plane.place) > 20
    assert {len(row) for row in shown} == {len(said(language, heads, repair_first))}
    title = [int(n) for n in re.findall(r"\d+", said(language, conclusion, repair_first, plane))]
    inside = repair_first.listing.is_in_plan[plane.place]
    above = [plane.quadrant(row) == "both" for row in range(len(plane.place))]
    both = sum(a and bool(i) for a, i in zip(above, inside, strict=True))
    assert title[:3] == [both, sum(above), int(inside.sum()) - both]
    assert said(language, told, repair_first, plane)
