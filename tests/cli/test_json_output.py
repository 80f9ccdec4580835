"""What a program reads from --json is JSON from the first letter to the last.

Read from real processes: a library that writes by C, behind Python's back, is seen only there.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.cli.commands import commands
from tests.places import KHARKIV

REPAIR_FIRST, MASTERPLAN = KHARKIV / "repair-first.yaml", KHARKIV / "masterplan.yaml"
QUICK = ("--gap", "0.02")
CALLS: dict[str, tuple[object, ...]] = {
    "plan": (REPAIR_FIRST, *QUICK),
    "compare": (REPAIR_FIRST, MASTERPLAN, *QUICK),
    "validate": (REPAIR_FIRST,),
}


def test_every_command_with_json_is_called_here() -> None:
    group = commands("en")
    able = {
        name
        for name, command in group.commands.items()
        if any("--json" in parameter.opts for parameter in command.params)
    }
    assert able == set(CALLS)


def printed(process: Callable[..., Any], *words: object) -> tuple[Any, int]:
    """The whole standard output of a process, as JSON, and the code it ended with."""
    command = process(*words)
    out, _ = command.communicate(timeout=300)
    return json.loads(out), command.returncode


@pytest.mark.parametrize("name", CALLS)
def test_its_output_is_json_and_nothing_else(process: Any, name: str) -> None:
    report, code = printed(process, name, *CALLS[name], "--json")
    assert isinstance(report, dict) and code == 0


@pytest.mark.parametrize("name", CALLS)
def test_so_are_the_faults_of_a_file_that_is_not_there(process: Any, name: str) -> None:
    missing = KHARKIV / "missing.yaml"
    files = [missing] * (2 if name == "compare" else 1)
    report, code = printed(process, name, *files, "--json")
    assert report["faults"] and code == 2


def test_so_are_rules_that_cannot_hold_together(process: Any, town: Path) -> None:
    rules = "{share: {conservation: {at_least: 0.9}, repair: {at_least: 0.9}}}"
    words = f"format: 1\nextends: base.yaml\nname: {{uk: А, en: A}}\nrules: {rules}\n"
    (town / "clash.yaml").write_text(words, encoding="utf-8")
    report, code = printed(process, "plan", town / "clash.yaml", "--json", "--gap", "0.05")
    fields = {fault["field"] for fault in report["faults"]}
    assert {"rules.share.conservation.at_least", "rules.share.repair.at_least"} <= fields
    assert code == 1
