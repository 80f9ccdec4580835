"""Notes of a tab: what goes in comes out, and what is no note is none."""

import json
from fractions import Fraction

import pytest

from planner.exchange.draft import LONGEST_NOTE, Draft, from_note, to_note, with_reasons
from planner.exchange.link import Link
from planner.insight.finding import Wanted
from planner.scenario import Forced
from planner.scenario.settings import Settings

LOCK = Forced(subject="hall", way="must", works="restore", reason="Дах~&<b>", author="О. Коваль")
DRAFT = Draft(
    forced=(LOCK, Forced(subject="ruin", way="free")),
    past=(Link(scenario="town/plan.yaml"), Link(scenario="kharkiv/a.yaml", locked=("homes",))),
    future=(Link(scenario="town/plan.yaml", settings=Settings(shares=(("homes", 100),))),),
    baselines=(
        Link(
            scenario="kharkiv/balanced.yaml",
            settings=Settings(
                shares=(("heritage", 60), ("homes", 40)),
                budget=(("state", ((2027, 100), (2028, 0))),),
                forced=(LOCK,),
            ),
            plan="b" * 16,
            kept="a" * 64,
        ),
        Link(scenario="town/plan.yaml"),
    ),
    opened=(("kharkiv/balanced.yaml", "0" * 64),),
    exact={"scenario=town/plan.yaml": {"homes": Fraction(200, 3), "heritage": Fraction(100, 3)}},
    wanted=Wanted(words="школа", districts=frozenset({"north"}), works=frozenset({"repair"})),
    order="cost",
)


def test_what_is_noted_is_read_again():
    assert from_note(to_note(DRAFT)) == DRAFT
    assert from_note(to_note(Draft())) == Draft()


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"more": 1},
        {
            "forced": [
                {"subject": "hall", "way": "maybe", "works": None, "reason": "", "author": ""}
            ]
        },
        {"forced": [["hall"]]},
        {"opened": {"kharkiv/balanced.yaml": "../.."}},
        {"baselines": [{"query": 7, "forced": []}]},
        {"exact": {"scenario=town/plan.yaml": {"homes": "1/0"}}},
        {"exact": {"scenario=town/plan.yaml": {"homes": "-1"}}},
    ],
)
def test_what_has_not_the_form_of_a_note_is_none(change):
    assert from_note(json.dumps(json.loads(to_note(DRAFT)) | change)) is None


def test_an_older_note_is_read_and_says_nothing_of_what_came_later():
    older = {k: v for k, v in json.loads(to_note(DRAFT)).items() if k not in ("exact", "reading")}
    held = from_note(json.dumps(older))
    assert held is not None and held.past == DRAFT.past
    assert (held.exact, held.wanted, held.order) == ({}, Wanted(), "loss")


def test_shares_too_long_to_be_kept_are_left_out():
    exact = {"a": {"homes": Fraction(1, 10**150), "heritage": Fraction(1)}}
    held = from_note(to_note(Draft(exact=exact)))
    assert held is not None and held.exact == {}


def test_words_that_are_no_note_are_none():
    for words in ("", "null", "[]", "{", "x" * (LONGEST_NOTE + 1)):
        assert from_note(words) is None


def test_settings_of_which_a_part_cannot_be_read_are_not_compared_with():
    spoilt = json.loads(to_note(DRAFT))
    for query in ("scenario=a.yaml&shares=homes.999", "shares=homes.100", "scenario=a.yaml&kept=x"):
        spoilt["baselines"] = [{"query": query, "forced": []}]
        held = from_note(json.dumps(spoilt))
        assert held is not None and held.baselines == (), query


def test_reasons_go_to_the_choices_they_were_given_for():
    bare = Forced(subject="hall", way="must", works="restore", reason="by link", author="?")
    other = Forced(subject="hall", way="must", works="repair", reason="by link", author="?")
    assert with_reasons((bare, other), (LOCK,)) == (LOCK, other)
