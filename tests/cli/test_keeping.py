"""A plan found for a question is saved as a scenario that keeps to it."""

import json

from planner.scenario import load_scenario

QUICK = ("--gap", "0.05", "--seconds", "2")


def test_the_plan_of_targets_is_saved_with_its_works_and_what_it_is(run, town):
    words = ("aim", town / "balanced.yaml", "--target", "homes=20%", "--json", *QUICK)
    told = run(*words, "--save", "Двадцять")
    path = town / "dvadtsiat.yaml"
    assert path.name in told.stderr and json.loads(told.stdout)["outcome"] == "possible"
    kept = load_scenario(path).scenario.chosen_plan
    assert kept is not None and kept.works and "20" in kept.reason
