"""Search and filters say of each in the list whether it is wanted."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.insight.finding import LONGEST, Wanted, find
from planner.insight.options import options
from planner.plan import GROUPS, Entry, Plan, make_plan
from planner.text import LANGUAGES, sort_key
from planner.text.folding import folded
from tests.saying import said

CASES = {"lower": str.lower, "upper": str.upper, "title": str.title}


def found(plan: Plan, language="uk", **wanted) -> list[Entry]:
    mask = said(language, find, plan, Wanted(**wanted))
    assert mask.shape == (len(plan.entries),) and mask.dtype == bool
    return [entry for entry, wants in zip(plan.entries, mask, strict=True) if wants]


def ids(plan: Plan, language="uk", **wanted) -> set[str]:
    return {entry.id for entry in found(plan, language, **wanted)}


@pytest.fixture(scope="module")
def town(site, project, city) -> Plan:
    """Its names are Будівля <id>, Building <id>; Проєкт <id>, Project <id>."""
    return make_plan(
        city(
            [
                site("sumska-5", status="national", grade=3),
                site("sumska-15", use="education", district="south"),
                site("whole", grade=0),
            ],
            [project("quarter", kind="health")],
            works=("stabilise", "restore", "repair", "build"),
            weights={"heritage": 1, "homes": 1},
            funds={"main": {"amount": {2027: 9}}},
        )
    )


def test_nothing_asked_leaves_everything(town):
    assert len(found(town)) == len(town.entries) == 4
    assert len(found(town, words="  , «» ")) == 4
    assert Wanted(words=" . ").all and not Wanted(words="5").all


def test_all_words_have_to_be_found(town):
    assert ids(town, words="будівля 5") == {"sumska-5", "sumska-15"}
    assert ids(town, words="Building, 15") == {"sumska-15"}
    assert ids(town, words="будівля quarter") == set()


def test_the_alphabet_does_not_matter(town):
    assert ids(town, words="budivlia sumska") == {"sumska-5", "sumska-15"}
    assert ids(town, words="Proiekt") == ids(town, words="проєкт") == {"quarter"}
    assert ids(town, words="сумська-15") == {"sumska-15"}  # the id stands in Latin alone


def test_one_letter_is_not_another(town):
    assert ids(town, words="будивля") == set()


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("uk", "освіта", {"sumska-15"}),
        ("en", "education", {"sumska-15"}),
        ("uk", "медицина", {"quarter"}),
        ("uk", "памʼятка національного", {"sumska-5"}),
        ("en", "importance", {"sumska-5"}),
        ("uk", "south", {"sumska-15"}),
        ("uk", "build", {"quarter"}),
    ],
)
def test_use_status_district_and_works_are_searched_too(town, language, words, expected):
    assert ids(town, language, words=words) >= expected
    if words != "build":  # every Building holds it
        assert ids(town, language, words=words) == expected


def test_works_are_found_by_the_name_that_the_scenario_gives_them(repair_first):
    name = repair_first.scenario.works["restore"].name.uk
    told = found(repair_first, words=name)
    restored = {e.id for e in repair_first.entries if any(s.works == "restore" for s in e.steps)}
    assert restored and restored <= {entry.id for entry in told}


def test_filters_keep_what_has_any_of_the_values_of_every_filter(town):
    assert ids(town, districts=frozenset({"south"})) == {"sumska-15"}
    assert ids(town, uses=frozenset({"education", "health"})) == {"sumska-15", "quarter"}
    assert ids(town, uses=frozenset({"education"}), districts=frozenset({"north"})) == set()


@pytest.mark.parametrize("words", ["майдан Свободи, 5", "5 Svobody Square", "maidan svobody 5"])
def test_an_address_is_found_in_either_language(repair_first, words):
    assert "derzhprom" in ids(repair_first, words=words)


def test_a_project_has_no_status(town):
    assert ids(town, statuses=frozenset({"none"})) == {"sumska-15", "whole"}


def test_a_value_that_is_not_there_finds_nothing(town):
    for name in ("districts", "uses", "statuses", "works", "groups"):
        assert ids(town, **{name: frozenset({"nowhere"})}) == set()


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_finds_that_group(repair_first, group):
    expected = {entry.id for entry in repair_first.entries if entry.group == group}
    assert ids(repair_first, groups=frozenset({group})) == expected


@pytest.mark.parametrize("works", ["stabilise", "restore", "clear", "build"])
def test_works_find_every_course_with_that_step(repair_first, works):
    expected = {e.id for e in repair_first.entries if any(s.works == works for s in e.steps)}
    assert ids(repair_first, works=frozenset({works})) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_finds_something_and_all_of_one_filter_find_all(repair_first, language):
    offered = said(language, options, repair_first)
    everything = {entry.id for entry in repair_first.entries}
    projects = {entry.id for entry in repair_first.entries if entry.kind == "project"}
    idle = {entry.id for entry in repair_first.entries if not entry.steps}
    left_out = {"statuses": projects, "works": idle}
    for name in ("districts", "uses", "statuses", "works", "groups"):
        values = [option.value for option in getattr(offered, name)]
        each = [ids(repair_first, language, **{name: frozenset({value})}) for value in values]
        assert all(each) and len(set(values)) == len(values)
        assert set().union(*each) == everything - left_out.get(name, set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_districts_and_uses_are_offered_in_alphabetical_order(repair_first, language):
    offered = said(language, options, repair_first)
    for choices in (offered.districts, offered.uses):
        labels = [option.label for option in choices]
        assert labels == sorted(labels, key=lambda name: said(language, sort_key, name))
    assert [option.value for option in offered.groups] == [
        g for g in GROUPS if repair_first.group(g)
    ]


@given(data=st.data())
def test_any_part_of_any_name_finds_its_owner_however_it_is_typed(repair_first, data):
    entry = data.draw(st.sampled_from(list(repair_first.entries)))
    name = entry.name[data.draw(st.sampled_from(LANGUAGES))]
    word = data.draw(st.sampled_from(re.findall(r"[\w'ʼ’]+", name)))
    start = data.draw(st.integers(0, len(word) - 1))
    part = word[start : data.draw(st.integers(start + 1, len(word)))]
    for mark in "'ʼ’":
        part = part.replace(mark, data.draw(st.sampled_from(["'", "ʼ", "’", ""])))
    typed = CASES[data.draw(st.sampled_from(sorted(CASES)))](part)
    assert not folded(typed) or entry.id in ids(repair_first, words=typed)


@given(st.text(max_size=3 * LONGEST))
def test_whatever_is_typed_is_answered(repair_first, words):
    assert said("uk", find, repair_first, Wanted(words=words)).dtype == bool


@given(st.text(max_size=8), st.text(max_size=8))
def test_more_words_never_find_more(repair_first, first, second):
    both = said("en", find, repair_first, Wanted(words=f"{first} {second}"))
    alone = [said("en", find, repair_first, Wanted(words=words)) for words in (first, second)]
    assert np.array_equal(both, alone[0] & alone[1])
