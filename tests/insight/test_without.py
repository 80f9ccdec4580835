"""What the list says of each: the plan's points without what is in, with what is out."""

from dataclasses import replace

from planner.insight.without import change, without_words
from tests.saying import said


def test_without_what_is_in_and_with_what_is_out_the_plan_loses(masterplan):
    for entry in masterplan.entries:
        words = said("en", without_words, entry, 2)
        if not entry.steps:
            assert words == ""
            continue
        assert words.startswith("without it" if entry.in_plan else "with it")
        assert change(entry) <= 0 or entry.forced
        assert ("≈ 0" in words) == (round(change(entry), 2) == 0)


def test_a_decision_may_cost_points(masterplan):
    entry = replace(masterplan.entries[0], forced="must", loss=-0.31)
    assert change(entry) == 0.31
    assert said("uk", without_words, entry, 2).endswith("+0,31")
    assert change(replace(entry, forced="")) == 0
