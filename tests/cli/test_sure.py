"""`vidnova sure`: what all plans as good share, what is a choice, and drawn weights; in words and as JSON."""

import json

import pytest

from planner.text import text
from tests.saying import said

QUICK = ("--within", "3%", "--gap", "0.001", "--draws", "4", "--weights", "any")


def test_what_it_says_of_all_plans_holds_for_each_that_it_shows(run, town):
    report = json.loads(run("sure", town / "balanced.yaml", "--json", *QUICK).stdout)
    plans = report["plans"]
    assert report["complete"] and plans[0]["marks"][0] == "yours"
    assert report["least_value"] == pytest.approx(0.97 * report["value"])
    assert all(plan["value"] >= report["least_value"] for plan in plans)
    for name, told in report["ranges"].items():
        assert told["proven_least"] <= told["found_least"] <= told["plan"]
        assert told["plan"] <= told["found_most"] <= told["proven_most"]
        for plan in plans:
            assert told["found_least"] <= plan["figures"][name] <= told["found_most"]
    for subject, standing in report["standing"].items():
        within = [subject in plan["worked_on"] for plan in plans]
        assert all(within) or standing != "always"
        assert not any(within) or standing != "never"
        assert (standing == "sometimes") <= (
            0 < report["in_plans"][subject] < report["plans_found"]
        )
    drawn = report["robust"]
    assert drawn["drawn"] == ["weights"] and drawn["asked"] == drawn["draws"]
    assert drawn["draws"] == 4 and drawn["complete"]
    assert all(0.0 <= share <= 1.0 for share in drawn["core_index"].values())
    first = [ranks[0] for ranks in drawn["rank_acceptability"]]
    assert sum(first) == pytest.approx(1.0) and len(first) == len(plans)


def test_it_is_told_in_either_language(run, town, language):
    quick = (*QUICK, "--draws", "2", "--seconds", "10")
    shown = run("sure", town / "balanced.yaml", *quick, "--lang", language).stdout
    for key in ("ranges", "plans", "always", "draws", "draws.plans", "draws.depends"):
        assert said(language, text, f"sure.{key}") in shown


@pytest.mark.parametrize("within", ["0", "21%", "much"])
def test_a_tolerance_that_is_none_is_refused_with_its_limits(run, town, within):
    result = run("sure", town / "balanced.yaml", "--within", within, "--lang", "en")
    assert result.exit_code == 2 and "0.01" in result.stderr and "20" in result.stderr
