"""Commands that ask a plan for other plans: targets."""

import json

QUICK = ("--gap", "0.01", "--seconds", "5")


def test_targets_are_told_with_what_becomes_of_every_figure(run, town):
    asked = ("--target", "homes=30%", "--target", "heritage=10")
    report = json.loads(run("aim", town / "balanced.yaml", "--json", *asked, *QUICK).stdout)
    assert report["targets"] == {"homes": 0.3, "heritage": 0.1}
    assert report["outcome"] in ("possible", "impossible")
    if report["outcome"] == "possible":
        homes = report["figures"]["homes"]
        assert homes["then"] >= 0.3 * homes["possible"]
    assert report["points"][0] <= report["points"][1]


def test_figures_that_are_none_and_shares_that_are_none_are_refused(run, town):
    wrong = run("aim", town / "balanced.yaml", "--target", "luck=30%", "--lang", "en", *QUICK)
    assert wrong.exit_code == 2 and "homes" in wrong.stderr and "luck" in wrong.stderr
    for target in ("homes", "homes=120%", "=5"):
        assert run("aim", town / "balanced.yaml", "--target", target).exit_code == 2


def test_a_frontier_is_told_point_by_point(run, town):
    words = ("frontier", town / "balanced.yaml", "--trade", "heritage=residents_back", "--json")
    report = json.loads(run(*words, *QUICK).stdout)
    at = [point["at"] for point in report["points"]]
    assert at == sorted(at) and all(p["found"] <= p["proven_most"] for p in report["points"])
    assert run("frontier", town / "balanced.yaml", "--trade", "heritage").exit_code == 2


def test_what_is_unknown_to_fairness_is_refused(run, town):
    wrong = run("fair", town / "balanced.yaml", "--criterion", "luck", "--lang", "en", *QUICK)
    assert wrong.exit_code == 2 and "homes" in wrong.stderr


def test_causes_of_two_scenarios_add_up(run, town):
    both = (town / "balanced.yaml", town / "people-first.yaml")
    report = json.loads(run("causes", *both, "--json", *QUICK).stdout)
    assert "weights" in report["kinds"]
    for told in report["figures"].values():
        change = told["other"] - told["reference"]
        assert abs(sum(told["parts"].values()) - change) < 1e-6 * max(1.0, abs(change))
