"""What one plan's money buys, and how certain that is."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cli.show_plan import provenance, show_plan
from planner.insight import answer, at_most_percent, certainty, void_weights, works_done
from planner.plan import make_plan
from planner.text import LANGUAGES, Language, money, percent, text, whole
from tests.altered import claiming
from tests.saying import said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_says_what_the_figures_say(masterplan, language: Language):
    figures = masterplan.figures
    words = said(language, answer, masterplan)
    assert said(language, money, figures.money_total, masterplan.scenario.money.tender) in words
    for n in (
        figures.residents_back,
        figures.residents_out,
        figures.residents_in_new,
        figures.by_criterion["services"].count,
    ):
        assert n and said(language, whole, n) in words
    assert said(language, percent, figures.heritage.share) in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_done_to_the_buildings_is_told_apart_and_adds_up_to_all_of_them(
    masterplan, language: Language
):
    planned = [e for e in masterplan.in_plan if e.kind == "site"]
    done = masterplan.figures.done
    last = [e.steps[-1].works for e in planned if e.displaced_by is None]
    assert done["cleared"] == last.count("clear") > 0
    assert done["made_way"] == sum(e.displaced_by is not None for e in planned) > 0
    assert done["mended"] == sum(map(last.count, ("restore", "repair", "conserve"))) > 0
    words = said(language, works_done, masterplan)
    numbers = [int(n) for n in re.findall(r"\d+", words.split(":")[1])]
    assert sum(numbers) == masterplan.figures.sites_total
    for kind in ("cleared", "made_way", "mended"):
        told = said(language, text, f"answer.done.{kind}", n=done[kind], n_text=str(done[kind]))
        assert told in words


def test_nobody_returns_who_was_not_out(site, project, city):
    """One house of three people, and flats for five hundred."""
    town = city(
        [site("home", people=3.0, grade=5)],
        [project("flats", people=500.0, people_kind="residents")],
        works={"rebuild": {}, "build": {}},
        weights={"homes": 1},
        funds={"main": {"amount": {2027: 9_000}}},
    )
    figures = make_plan(town).figures
    assert (figures.residents_back, figures.residents_out, figures.residents_in_new) == (3, 3, 500)
    assert figures.by_criterion["homes"].count == 503
    assert "3 of 3 residents" in said("en", answer, make_plan(town))
    assert "500 more move into new homes" in said("en", answer, make_plan(town))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_without_heritage_homes_or_services_leaves_them_out(masterplan, language: Language):
    figures = replace(
        masterplan.figures,
        heritage=None,
        residents_out=0,
        residents_in_new=0,
        residents_certified=0,
        by_criterion={},
    )
    words = said(language, answer, replace(masterplan, figures=figures))
    price = said(language, money, figures.money_total, masterplan.scenario.money.tender)
    assert words == said(language, text, "answer.no_people", money=price)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bound_from", ["prices", "solver"])
def test_each_degree_of_certainty_has_its_own_words(masterplan, language: Language, bound_from):
    degrees = [
        claiming(masterplan, gap=0.0, proven=True, bound_from=bound_from),
        claiming(masterplan, gap=1e-6, proven=True, bound_from=bound_from),
        claiming(masterplan, gap=0.02, proven=False, bound_from=bound_from),
        claiming(masterplan, gap=float("inf"), proven=False, bound_from=bound_from),
    ]
    assert len({said(language, certainty, plan) for plan in degrees}) == 4


def test_only_a_proof_is_called_one(masterplan):
    stopped = claiming(masterplan, gap=0.0001, proven=False, bound_from="prices")
    assert "proven" not in said("en", certainty, stopped).lower()
    assert "доведено" not in said("uk", certainty, stopped).lower()


def test_a_gap_of_a_millionth_reads_as_a_ten_thousandth_of_a_per_cent():
    assert said("uk", at_most_percent, 1e-6) == "0,0001\u00a0%"
    assert said("en", at_most_percent, 1e-6) == "0.0001\u00a0%"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_gap_reads_as_nothing(site, city, language: Language):
    assert said(language, at_most_percent, 0.0) == "0\u00a0%"
    plan = make_plan(city([site("home")]))
    assert plan.gap == 0 and plan.proven
    assert said(language, text, "certainty.exact") in said(language, certainty, plan)
    gap = said(language, text, "export.stamp.gap")
    assert f"{gap}: 0\u00a0%" in said(language, provenance, plan)


@given(st.floats(min_value=1e-15, max_value=1.0))
def test_a_gap_is_never_made_smaller_by_rounding(gap):
    shown = Decimal(said("en", at_most_percent, gap).removesuffix("\u00a0%")) / 100
    exact = Decimal(repr(gap))
    assert exact <= shown <= max(exact * Decimal("1.1"), Decimal("1e-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_heritage_that_no_works_of_this_plan_reach_counts_as_at_stake(
    site, city, language: Language
):
    """Restoring the palace takes two years, and there is money for one."""
    town = city(
        [site("house", status="local", area=100.0), site("palace", status="national", area=9e3)],
        money_years=1,
        works=("restore",),
        duration=[{"up_to": 1, "years": 1}, {"years": 2}],
        weights={"heritage": 1},
        funds={"main": {"amount": {2027: 50}}},
    )
    plan = make_plan(town)
    figures = plan.figures
    assert figures.heritage is not None
    assert figures.sites_planned == 1
    assert figures.by_criterion["heritage"].share == figures.heritage.share
    assert figures.heritage.at_stake > figures.by_criterion["heritage"].attainable
    assert figures.heritage.share < 0.5
    assert said(language, text, "answer.heritage", share=said(language, percent, 1.0)) not in said(
        language, answer, plan
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_heritage_of_unknown_damage_is_said_to_be_left_out(site, city, language: Language):
    town = city(
        [site("house", status="local"), site("palace", status="national", grade=-1)],
        works=("restore",),
        weights={"heritage": 1},
        funds={"main": {"amount": {2027: 50}}},
    )
    plan = make_plan(town)
    words = said(language, answer, plan)
    assert plan.figures.heritage is not None
    assert plan.figures.heritage.unjudged == 1
    share = said(language, percent, plan.figures.heritage.share)
    assert said(language, text, "answer.heritage", share=share) not in words
    assert said(language, text, "answer.heritage_surveyed", share=share) in words
    assert said(language, text, "answer.unsurveyed", n=1, n_text="1") in said(
        language, works_done, plan
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_weight_on_what_nothing_can_be_gained_on_is_told(site, city, language: Language):
    town = city([site("house")], weights={"homes": 1, "services": 1})
    plan = make_plan(town)
    words = said(language, void_weights, plan)
    assert words.count(said(language, percent, 0.5)) == 2
    assert " ".join(words.split()) in " ".join(said(language, show_plan, plan).split())
    assert (
        said(language, void_weights, make_plan(city([site("house")], weights={"homes": 1}))) == ""
    )
