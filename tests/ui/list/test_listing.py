"""What of the ranked list is sent to the browser, and how the reader's view of it moves."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.insight.changes import changes
from planner.insight.finding import Wanted, find
from planner.insight.options import options
from planner.insight.orders import ordered
from planner.plan import GROUPS
from planner.text import LANGUAGES, amount, money, name_of, text
from planner.ui.list.filters import SETS, choices_of
from planner.ui.list.listing import FIRST, FOLDED, MOST, ListView, packed, rows_of
from planner.ui.list.rows import TAGS, ListRows, digits_for, money_digits, scale_of, ticks, why_of
from tests.saying import said

RANK, CLIMBED, NAME, TAGGED, COURSE, PIECES, MONEY, LOSS, CUT = 1, 2, 3, 4, 5, 7, 9, 10, 12
ROWS, COUNT, TOTAL = 7, 11, 12
"""Places in a row, and those of rows, number and cost in a group."""


def sent(plans, view=None, language="uk", **wanted):
    plan, baseline = plans
    return said(language, packed, plan, changes(plan, baseline), view or ListView(), **wanted)


def opened(plans, **wanted):
    return sent(plans, ListView(folded=frozenset()), **wanted)


def all_rows(data):
    return [row for group in data["groups"] for row in group[ROWS]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_list_sends_everyone_once_in_order(plans, language):
    rows = all_rows(opened(plans, language=language))
    assert [row[0] for row in rows] == list(plans[0].listing.ids)[: len(rows)]
    assert [row[RANK] for row in rows] == list(range(1, len(rows) + 1))
    for row, entry in zip(rows, plans[0].entries, strict=False):
        assert row[NAME] == said(language, name_of, entry.name)
        assert len(row[COURSE]) == len(entry.steps)


def test_folded_groups_send_their_count_and_no_rows(plans):
    for code, _, count, is_open, _, total, _, rows, *_ in sent(plans)["groups"]:
        assert is_open == (code not in FOLDED) and bool(rows) == (is_open and total > 0)
        assert count == str(len(plans[0].group(code)))


def test_what_is_sent_is_plain_json_and_small(plans):
    written = json.dumps(opened(plans), ensure_ascii=False, allow_nan=False)
    assert len(written.encode()) < 400 * len(plans[0].listing) + 4000


def test_a_row_says_how_far_it_climbed_in_words_and_marks_what_entered(plans):
    told = changes(*plans)
    data = opened(plans)
    for row in all_rows(data):
        assert row[CLIMBED] == told.climbed.get(row[0], 0)
        assert not row[CLIMBED] or data["moves"][row[CLIMBED]]
        assert (TAGS.index("new") in row[TAGGED]) == (row[0] in set(told.entered))


def test_money_and_losses_are_written_as_the_language_does(plans):
    for row, entry in zip(all_rows(opened(plans)), plans[0].entries, strict=False):
        if entry.steps:
            tender, digits = plans[0].scenario.money.tender, money_digits(plans[0])
            assert row[MONEY][0] == said("uk", amount, entry.cost, tender, digits)
            assert tender.size % 10**digits == 0 and entry.cost % (tender.size // 10**digits) == 0
            assert row[LOSS].split()[0] == ("без" if entry.in_plan else "з")
            assert "." not in row[LOSS]


def test_the_bar_shows_losses_apart_and_is_cut_where_it_would_overflow(plans):
    rows, plan = said("uk", ListRows.of, plans[0], changes(*plans)), plans[0]
    entry = plan.entries[0]
    criteria, scale = list(entry.points), scale_of(plan)

    def drawn(first, second):
        points = dict.fromkeys(criteria, 0.0)
        points |= {criteria[0]: first * scale, criteria[1]: second * scale}
        row = said("uk", rows.row, replace(entry, points=points))
        return [(piece[0], piece[1]) for piece in row[PIECES]], row[CUT]

    assert drawn(0.4, -0.3) == ([(0, 400), (1, -300)], 0)
    assert drawn(1.0, -3.0) == ([(0, 250), (1, -750)], 1)
    sent = all_rows(opened(plans))
    assert all(sum(abs(piece[1]) for piece in row[PIECES]) <= 1003 for row in sent)
    inside = [row[CUT] for row in sent if row[0] in {one.id for one in plan.in_plan}]
    assert 0 < sum(inside) <= 1 + 0.03 * len(inside)


@given(st.floats(1e-9, 1e6))
def test_the_axis_names_two_to_four_round_points_that_the_bars_reach(scale):
    marks = ticks(scale)
    assert marks[0] == 0 and 2 <= len(marks) <= 4 and marks[-1] <= scale * (1 + 1e-6)


def test_a_group_says_how_many_there_are_and_what_they_cost_of_what_is_found(plans):
    plan = plans[0]
    places = plan.listing.places("planned")
    found = np.arange(len(plan.listing)) % 2 == 0
    for chosen in (None, found):
        group = next(g for g in opened(plans, found=chosen)["groups"] if g[0] == "planned")
        held = [e for e, f in zip(plan.entries, found, strict=True) if chosen is None or f]
        held = [entry for entry in held if entry.group == "planned"]
        total = sum(entry.cost for entry in held)
        assert group[COUNT] == str(len(held)) and places.stop - places.start >= len(held)
        told = said("uk", money, total, plan.scenario.money.tender, money_digits(plan))
        assert group[TOTAL] == told


@given(st.floats(1e-9, 1e6))
def test_points_are_written_with_digits_that_tell(size):
    assert 2 <= digits_for(size) <= 6
    assert size < 1e-6 or round(size, digits_for(size)) > 0


def test_reasons_and_displacement_are_told(plans):
    plan = plans[0]
    project = next(e for e in plan.entries if e.displaces and e.group != "unplannable")
    assert said("uk", name_of, plan.entry(project.displaces[0]).name) in said(
        "uk", why_of, plan, project
    )
    left_out = [entry for entry in plan.entries if not entry.in_plan]
    assert left_out
    assert all(said("uk", why_of, plan, entry) for entry in left_out)


def test_only_what_is_found_is_sent_and_empty_groups_are_left_out(plans):
    plan = plans[0]
    found = said("uk", find, plan, Wanted(words="школа"))
    view = ListView().over(plan, found)
    rows = all_rows(sent(plans, view, found=found))
    assert {row[0] for row in rows} == {
        i for i, f in zip(plan.listing.ids, found, strict=True) if f
    }
    nothing = sent(plans, found=np.zeros(len(plan.listing), dtype=bool))
    assert nothing["groups"] == [] and nothing["empty"] == said("uk", text, "list.none_found")


def test_opening_and_folding_are_undone_by_each_other():
    view = ListView()
    assert view.after("deferred", "open").after("deferred", "fold") == view


@given(st.lists(st.sampled_from(["more", "earlier"]), max_size=40))
def test_a_window_never_grows_beyond_its_limit_nor_starts_below_the_list(acts):
    view = ListView()
    for act in acts:
        view = view.after("planned", act)
        start, stop = view.window("planned")
        assert 0 <= start < stop and FIRST <= stop - start <= MOST


def test_a_search_opens_all_groups_and_its_end_folds_them_again(plans):
    plan = plans[0]
    found = said("uk", find, plan, Wanted(words="вул"))
    plain = ListView().over(plan, None)
    searched = plain.over(plan, found)
    assert searched.folded == frozenset()
    assert searched.over(plan, found) is searched
    assert searched.over(plan, None).folded == FOLDED


def test_what_is_picked_elsewhere_is_brought_among_what_is_sent_once(plans):
    plan = plans[0]
    subject = plan.listing.ids[-1]
    group = GROUPS[plan.listing.group[-1]]
    assert group in FOLDED
    view = ListView().over(plan, None).with_sight_of(subject, plan, None)
    assert group not in view.folded
    assert subject in {row[0] for row in all_rows(sent(plans, view))}
    folded = view.after(group, "fold")
    assert folded.with_sight_of(subject, plan, None) is folded
    assert ListView().with_sight_of("nobody", plan, None).folded == FOLDED


def test_rows_of_a_group_are_its_places_that_are_found(plans):
    plan = plans[0]
    found, read = np.arange(len(plan.listing)) % 3 == 0, ordered(plan, "loss")
    for group in GROUPS:
        assert all(found[place] for place in rows_of(plan, group, found, read))
        assert [plan.entries[p].id for p in rows_of(plan, group, None, read).tolist()] == [
            entry.id for entry in plan.group(group)
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_of_the_same_word_are_one_choice_of_a_filter(plans, language):
    offered = said(language, options, plans[0])
    for name in SETS:
        choices = choices_of(offered, name)
        words = [word for word, _ in choices.values()]
        assert len(words) == len(set(words))
        values = [value for _, values in choices.values() for value in values]
        assert sorted(values) == sorted(option.value for option in getattr(offered, name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_says_whether_plans_as_good_work_on_it_where_that_is_known(plans, language):
    plan, baseline = plans
    first, second, third, fourth = plan.listing.ids[:4]
    told = {first: "always", second: "sometimes", third: "never", fourth: "open"}
    known = replace(plan, standing=told)
    data = sent([known, baseline], ListView(folded=frozenset()), language)
    words = {
        key: said(language, text, f"plan.row.{key}") for key in ("always", "sometimes", "never_in")
    }
    shown = [
        [data["tags"][tag] for tag in row[TAGGED] if data["tags"][tag] in words.values()]
        for row in all_rows(data)
    ]
    assert shown[:4] == [[words["always"]], [words["sometimes"]], [words["never_in"]], []]
    assert not any(shown[4:])
