"""Targets held against every plan of a small town: possible, impossible, their price, nearest, weights."""

import numpy as np
import pytest

from planner.cli.show_aspire import aspired_dict, show_aspired
from planner.insight.aspire.aspire import Target, aspire
from planner.insight.aspire.words import aspired_words, implied_words
from planner.insight.forcing import Hand
from planner.insight.near import figures_asked
from planner.plan import plan_of
from planner.text import LANGUAGES
from tests.insight.hands import every_plan, solved
from tests.saying import said


@pytest.fixture(scope="module")
def town(city, site, project):
    """Houses, schools and a hall compete for money."""
    return city(
        [
            *(site(f"house{k}", area=400.0 + 90 * k, people=20.0 + 9 * k) for k in range(4)),
            site("school", use="school", people_kind="pupils", area=900.0, people=300.0),
        ],
        [project("hall", cost=1.5, people=0.0, capacity=2000.0)],
        works={"repair": {}, "build": {}},
        weights={"homes": 40, "services": 25, "renewal": 35},
        funds={"main": {"amount": {2027: 3}}},
        money_years=1,
    )


@pytest.fixture(scope="module")
def known(town):
    """The hand, its plan, and of every plan the value and the share of each figure."""
    hand = Hand.of(town)
    best = solved(hand)
    aims = {aim.name: aim for aim in figures_asked(hand, best.chosen)}
    plans = [
        (value, {n: float(a.amounts[chosen].sum()) / a.whole for n, a in aims.items()})
        for value, chosen in every_plan(hand)
    ]
    return best, plans


@pytest.mark.parametrize("homes", [0.2, 0.5, 0.8, 1.0])
@pytest.mark.parametrize("renewal", [0.0, 0.6])
def test_what_is_told_of_targets_is_so_of_every_plan(town, known, homes, renewal):
    best, plans = known
    asked = {"homes": homes, "renewal": renewal}
    found = aspire(town, best, [Target(figure=f, share=s) for f, s in asked.items()])
    reach = [v for v, has in plans if all(has[f] >= s for f, s in asked.items())]
    assert found.outcome == ("possible" if reach else "impossible")
    if reach:
        price = max(v for v, _ in plans) - max(reach)
        assert found.points.low - 1e-6 <= price <= found.points.high + 1e-6
        assert all(found.after[f] >= s * found.whole[f] for f, s in asked.items())
        return
    before = {f: found.before[f] / found.whole[f] for f in asked}

    def part(has):
        """How far on the way a plan is, in whole hundredths."""
        ways = [(has[f] - before[f]) / (s - before[f]) for f, s in asked.items() if s > before[f]]
        kept = all(has[f] >= min(s, before[f]) - 1e-9 for f, s in asked.items())
        return np.floor(100 * min(ways) + 1e-6) / 100 if kept else 0.0

    farthest = max(part(has) for _, has in plans)
    assert found.way == pytest.approx(farthest) and found.way <= found.most < 1.0


def test_the_weights_told_are_solved_for_and_say_whether_they_lead_there(town, known):
    best, _ = known
    found = aspire(town, best, [Target(figure="homes", share=0.6)])
    if found.implied is None:  # the plan in hand has it, or no weight is priced
        assert found.points.nothing or found.before["homes"] >= found.wanted(found.targets[0])
        return
    assert sum(found.implied.weights.values()) == pytest.approx(1.0, abs=1e-3)
    reaches = found.implied.amounts["homes"] >= found.wanted(found.targets[0])
    assert found.implied.reach == reaches
    assert found.implied.weights["homes"] >= 0.4


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_words_and_to_programs(town, known, language):
    best, _ = known
    plan = plan_of(town, best)
    for share in (0.0, 0.5, 1.0):
        found = aspire(town, best, [Target(figure="homes", share=share)] * 2)
        assert said(language, aspired_words, plan, found)
        assert said(language, implied_words, plan, found) or found.implied is None
        shown = said(language, show_aspired, plan, found)
        assert said(language, aspired_words, plan, found)[0][:20] in shown
        assert aspired_dict(found)["outcome"] == found.outcome


def test_a_figure_that_is_none_is_refused(town, known):
    with pytest.raises(KeyError):
        aspire(town, known[0], [Target(figure="luck", share=0.5)])
