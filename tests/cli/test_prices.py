"""What `vidnova plan` finds out besides when it is asked: the price of protection, and of floors."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

QUICK = ("--gap", "0.01", "--lang", "en")


@pytest.mark.slow
def test_prices_are_told_below_the_plan_when_they_are_asked_for(
    run: Callable[..., Result], town: Path
) -> None:
    scenario = town / "balanced.yaml"
    silent = run("plan", scenario, *QUICK).stdout
    asked = run("plan", scenario, *QUICK, "--duty", "--floors").stdout
    assert "PROTECTING MONUMENTS" not in silent.upper() and "DISTRICTS" in silent
    assert "The rule does not hold; it would protect" in asked
    assert "Derzhprom" in asked.split("it would protect")[1]
    assert asked.count("for every district?") == silent.count("where anything can be done")


@pytest.mark.slow
def test_a_program_reads_both_as_intervals(run: Callable[..., Result], town: Path) -> None:
    words = run("plan", town / "repair-first.yaml", *QUICK, "--duty", "--floors", "--json").stdout
    report = json.loads(words)
    low, high = report["duty"]["points"]
    assert 0 <= low <= high and "derzhprom" in report["duty"]["monuments"]
    bare = {c for c, shares in report["figures"]["by_district"].items() if 0.0 in shares.values()}
    assert {floor["criterion"] for floor in report["floors"]} <= bare
