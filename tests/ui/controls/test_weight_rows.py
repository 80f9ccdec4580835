"""What the component of the weights is given, and what is taken from it."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from planner.desk.desk import fresh
from planner.desk.solving import scenario_of
from planner.desk.weights import rebalance
from planner.text import LANGUAGES, text
from planner.ui.controls.weight_rows import moves_among, packed
from tests.places import KHARKIV
from tests.saying import said

PATH = KHARKIV / "balanced.yaml"
NAMES = ("heritage", "damage", "homes")


@pytest.fixture
def scenario():
    return scenario_of(PATH).scenario


@pytest.fixture
def desk():
    return fresh(PATH)


def moved(desk, value, locked=frozenset()):
    exact = rebalance(desk.exact, moved="heritage", value=value, locked=locked, preset=desk.preset)
    return replace(desk, exact=exact, locked=frozenset(locked))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [0, 33, 100])
def test_each_row_holds_its_share_as_shown_as_exact_and_as_in_the_file(
    scenario, desk, language, value
):
    desk = moved(desk, value, {"homes"})
    rows = said(language, packed, scenario, desk, 0, desk.shares)["rows"]
    assert {row[0]: row[6] for row in rows} == desk.shares
    assert {row[0]: row[7] for row in rows} == {c: c == "homes" for c in desk.shares}
    for criterion, _, _, _, preset, exact, *_ in rows:
        assert preset == desk.preset[criterion]
        assert exact == pytest.approx(float(desk.exact[criterion]), abs=1e-12)


@pytest.mark.parametrize("language", LANGUAGES)
def test_criteria_that_the_file_leaves_at_0_are_named_for_the_fold(scenario, desk, language):
    data = said(language, packed, scenario, moved(desk, 50), 0, desk.shares)
    unused = [row[1] for row in data["rows"] if not row[4]]
    assert len(unused) == 3
    assert data["unused"] == said(language, text, "plan.weights.unused", names=", ".join(unused))
    everyone = {c: Fraction(100, len(desk.preset)) for c in desk.preset}
    counted = said(language, packed, scenario, replace(desk, preset=everyone), 0, desk.shares)
    assert counted["unused"] == counted["note"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_move_sends_less_than_four_kilobytes_of_words(scenario, desk, language):
    data = json.dumps(
        said(language, packed, scenario, moved(desk, 33), 7, desk.shares), ensure_ascii=False
    )
    assert len(data.encode()) < 4_000


def test_an_act_is_heard_once_however_often_it_is_told():
    first = [[1, "heritage", 40], [2, "homes", True]]
    assert moves_among(first, 0, NAMES) == ([("heritage", 40), ("homes", True)], 2)
    assert moves_among([*first, [3, "heritage", 41]], 2, NAMES) == ([("heritage", 41)], 3)
    assert moves_among(first, 3, NAMES) == ([], 3)


@pytest.mark.parametrize(
    "acts",
    [
        None,
        "moves",
        {"1": 2},
        [None],
        [[]],
        [[1, "heritage"]],
        [[1, "heritage", 40.5]],
        [["1", "heritage", 40]],
        [[1, ["heritage"], 40]],
        [[1, "heritage", "40"]],
    ],
)
def test_what_is_no_act_is_left_out(acts):
    assert moves_among(acts, 0, NAMES) == ([], 0)


@pytest.mark.parametrize("act", [[1, "heritage", 101], [1, "heritage", -1], [1, "cost", 5]])
def test_a_share_out_of_range_or_of_another_scenario_changes_nothing(act):
    assert moves_among([act], 0, NAMES) == ([], 1)
