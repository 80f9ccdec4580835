"""Key figures as tiles: the count, its share, and the change against another plan."""

import re
from dataclasses import replace

import pytest

from planner.plan.figures import Among
from planner.text import LANGUAGES, percent, whole
from planner.ui.look.tiles import tiles
from tests.saying import said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tile_holds_the_count_and_the_share_of_a_figure(plan, language):
    shown = said(language, tiles, plan).html
    counted = [f for f in plan.figures.by_criterion.values() if f.possible > 0]
    assert shown.count('class="vid-figure"') == len(counted)
    for figure in counted:
        assert said(language, whole, figure.count) in shown
        assert said(language, percent, figure.share) in shown


def test_a_change_is_the_difference_of_the_counts_on_both_tiles(plans):
    plan, baseline = plans
    shown = said("en", tiles, plan, baseline).html
    changes = re.findall(r'class="d (good|bad)">.*?</span>([+\u2212])([\d,]+)<', shown)
    told = [int(n.replace(",", "")) * (1 if way == "good" else -1) for way, _, n in changes]
    both = [(f, baseline.figures.by_criterion[c]) for c, f in plan.figures.by_criterion.items()]
    wanted = [round(f.count) - round(old.count) for f, old in both if f.possible > 0]
    assert told == [n for n in wanted if n] and told
    assert all((sign == "+") == (way == "good") for way, sign, _ in changes)
    assert "≈" not in shown


def test_figures_that_may_still_turn_are_marked_and_compared_with_nothing(plans):
    plan, baseline = plans
    shown = said("en", tiles, plan, baseline, steady=False).html
    assert shown.count("≈") == shown.count('<div class="v">')
    assert 'class="d ' not in shown and 'class="base"' not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_band_shows_how_far_a_figure_goes_among_plans_as_good_once_that_is_known(plan, language):
    figure = next(f for f in plan.figures.by_criterion.values() if f.possible > 0)
    attribute = plan.scenario.criteria[figure.criterion].attribute
    low, high = 0.25 * figure.possible, 0.75 * figure.possible
    known = replace(plan, among=(Among(counts=attribute, low=low, high=high, within=0.003),))
    shown = said(language, tiles, known).html
    assert shown.count('class="band" style="left:25.0%;width:50.0%"') == 1
    assert said(language, whole, low) in shown and said(language, whole, high) in shown
    for unknown in (said(language, tiles, plan), said(language, tiles, known, steady=False)):
        assert 'class="band"' not in unknown.html
