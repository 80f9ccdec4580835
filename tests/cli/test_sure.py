"""`vidnova sure`: what all plans as good share, and what is a choice, in words and as JSON."""

import json

import pytest

from planner.text import text, whole
from tests.saying import said

QUICK = ("--within", "3%", "--gap", "0.001")


@pytest.fixture
def report(run, town):
    return json.loads(run("sure", town / "balanced.yaml", "--json", *QUICK).stdout)


def test_its_ranges_lie_within_what_is_proven_and_hold_each_of_its_plans(report):
    assert report["complete"] and report["plans"][0]["marks"][0] == "yours"
    for name, told in report["ranges"].items():
        assert told["proven_least"] <= told["found_least"] <= told["plan"]
        assert told["plan"] <= told["found_most"] <= told["proven_most"]
        for plan in report["plans"]:
            assert told["found_least"] <= plan["figures"][name] <= told["found_most"]
    assert all(plan["value"] >= report["least_value"] for plan in report["plans"])
    assert report["least_value"] == pytest.approx(0.97 * report["value"])


def test_what_is_always_in_is_in_every_plan_and_what_is_never_in_is_in_none(report):
    for subject, standing in report["standing"].items():
        within = [subject in plan["worked_on"] for plan in report["plans"]]
        assert all(within) or standing != "always"
        assert not any(within) or standing != "never"
        assert (standing == "sometimes") <= (
            0 < report["in_plans"][subject] < report["plans_found"]
        )


def test_it_is_told_in_either_language(run, town, language):
    shown = run("sure", town / "balanced.yaml", *QUICK, "--lang", language).stdout
    report = json.loads(run("sure", town / "balanced.yaml", "--json", *QUICK).stdout)
    for key in ("sure.ranges", "sure.plans", "sure.always"):
        assert said(language, text, key) in shown
    for end in ("found_least", "found_most"):
        money = report["ranges"]["spent_mending"][end] / 1e8
        assert said(language, whole, money) in shown


@pytest.mark.parametrize("within", ["0", "21%", "much"])
def test_a_tolerance_that_is_none_is_refused_with_its_limits(run, town, within):
    result = run("sure", town / "balanced.yaml", "--within", within, "--lang", "en")
    assert result.exit_code == 2 and "0.01" in result.stderr and "20" in result.stderr
