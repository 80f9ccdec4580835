"""Reasons name the cause: a decision, a rival, a plot, what is scarce."""

from typing import Any

import pytest

from planner.insight.forcing import Hand
from planner.plan import Plan, make_plan
from planner.text import text
from tests.saying import said

WHY = {"reason": "a reason", "author": "an author"}
KEPT = {"homes": 1}


def told(plan: Plan, subject: str, language: str = "en") -> str:
    """The sentence on the card."""
    entry = plan.entry(subject)
    return said(language, text, entry.reason, **entry.reason_values)


def test_a_bar_on_some_works_names_them(site: Any, city: Any) -> None:
    """With repair barred nothing worth its money is left, or nothing at all."""
    plan = make_plan(
        city(
            [site("flat"), site("other"), site("open", people=10.0)],
            works=("stabilise", "repair"),
            funds={"main": {"amount": {2027: 2, 2028: 2}}},
            rules={
                "never": [
                    {"site": "flat", "works": "repair", **WHY},
                    {"site": "other", "works": "repair", **WHY},
                    {"site": "other", "works": "stabilise", **WHY},
                ]
            },
        )
    )
    assert plan.entry("flat").forced == plan.entry("other").forced == ""
    assert plan.entry("other").reason == "reason.works_barred"
    names = {kind: works.name for kind, works in plan.scenario.works.items()}
    for language in ("uk", "en"):
        sentence = told(plan, "other", language)
        for kind in ("repair", "stabilise"):
            assert getattr(names[kind], language) in sentence
        assert WHY["reason"] in sentence and WHY["author"] in sentence


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        ({"never": [{"site": "ruin", **WHY}]}, "plot_kept"),
        ({"never": [{"site": "ruin", "works": "clear", **WHY}]}, "plot_kept"),
        ({"must": [{"site": "ruin", **WHY}]}, "plot_kept"),
        ({"promises": [{"site": "ruin", "start": 2027, **WHY}]}, "plot_promised"),
    ],
)
def test_a_project_whose_plot_somebody_keeps_says_who(
    site: Any, project: Any, city: Any, rules: Any, key: str
) -> None:
    plan = make_plan(
        city(
            [site("ruin", grade=5, people=1.0), site("flat")],
            [project("tower", people=400.0, people_kind="residents", displaces=["ruin"])],
            works=("repair", "rebuild", "clear", "build"),
            funds={"main": {"amount": {2027: 2, 2028: 2}}},
            rules=rules,
        )
    )
    tower = plan.entry("tower")
    assert (tower.group, tower.reason) == ("deferred", f"reason.{key}")
    sentence = told(plan, "tower")
    assert plan.entry("ruin").name["en"] in sentence and WHY["author"] in sentence


def test_what_is_left_is_only_short_where_nothing_else_keeps_it_out(site: Any, city: Any) -> None:
    """Two and a half million repair two of three; the third is short of half a million."""
    plan = make_plan(
        city(
            [site("a"), site("b"), site("c", people=39.0)],
            funds={"main": {"amount": {2027: "2.5", 2028: 0}}},
        )
    )
    assert [entry.id for entry in plan.in_plan] == ["a", "b"]
    assert plan.entry("c").reason == "reason.does_not_fit"


def test_hands_that_are_left_are_no_money(site: Any, city: Any) -> None:
    plan = make_plan(
        city(
            [site("a"), site("b"), site("c", people=39.0)],
            funds={"main": {"amount": {2027: 90, 2028: 0}}},
            labour={"builders": 1},
            crews={"builders": {2027: "2.5", 2028: 0}},
        )
    )
    assert [entry.id for entry in plan.in_plan] == ["a", "b"]
    assert plan.entry("c").reason == "reason.no_hands_left"


@pytest.mark.parametrize(
    ("means", "key"),
    [
        ({"funds": {"main": {"amount": {2027: "0.5", 2028: "0.4"}}}}, "beyond_money"),
        (
            {
                "funds": {
                    "main": {"amount": {2027: 90, 2028: 90}, "eligible": {"kind": ["site"]}},
                    "new": {"amount": {2028: "0.9"}, "eligible": {"kind": ["project"]}},
                }
            },
            "beyond_money",
        ),
        (
            {
                "labour": {"builders": 1},
                "crews": {"builders": {2027: "0.9", 2028: "0.9"}},
                "funds": {"main": {"amount": {2027: 90, 2028: 90}}},
            },
            "beyond_hands",
        ),
    ],
)
def test_what_no_plan_could_carry_out_is_not_said_to_be_outbid(
    site: Any, project: Any, city: Any, means: Any, key: str
) -> None:
    """Forced in, no plan would keep the rules; nor is it next."""
    loaded = city(
        [site("a", people=30.0)],
        [project("hall", cost=1.0, people=9.0, people_kind="residents")],
        works=("repair", "build"),
        **means,
    )
    plan = make_plan(loaded)
    hand = Hand.of(loaded)
    told = {e.id: (e.group, e.reason) for e in plan.entries if not e.in_plan}
    assert told
    for subject, said_of in told.items():
        assert said_of == ("deferred", f"reason.{key}")
        forced = hand.locked(subject, "must").solve(plan.solution)
        assert forced is not None and forced.status == "infeasible"
