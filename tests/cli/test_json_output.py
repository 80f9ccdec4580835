"""What a program reads from --json is JSON from the first letter to the last.

Read from a real process: a library that writes by C, behind Python's back, is seen only there.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planner.cli.commands import commands
from tests.places import KHARKIV, ROOT
from tests.saying import said

REPAIR_FIRST, MASTERPLAN = KHARKIV / "repair-first.yaml", KHARKIV / "masterplan.yaml"
QUICK = ("--gap", "0.02")
CALLS: dict[str, tuple[object, ...]] = {
    "plan": (REPAIR_FIRST, *QUICK),
    "compare": (REPAIR_FIRST, MASTERPLAN, *QUICK),
    "sure": (REPAIR_FIRST, *QUICK, "--seconds", "0.3"),
    "validate": (REPAIR_FIRST,),
    "aim": (REPAIR_FIRST, *QUICK, "--target", "homes=50%", "--seconds", "0.3"),
    "frontier": (REPAIR_FIRST, *QUICK, "--seconds", "0.3"),
    "fair": (REPAIR_FIRST, *QUICK, "--seconds", "0.3"),
    "enter": (REPAIR_FIRST, *QUICK, "--site", "derzhprom", "--seconds", "0.3"),
    "causes": (REPAIR_FIRST, MASTERPLAN, *QUICK, "--seconds", "0.3"),
    "nest": (REPAIR_FIRST, *QUICK, "--steps", "60%,100%", "--seconds", "0.3"),
    "replan": (REPAIR_FIRST, REPAIR_FIRST, *QUICK, "--seconds", "0.3"),
    "weigh": (REPAIR_FIRST, "--order", "homes,heritage=services,safety"),
}
IN_ANOTHER_ROOM = {"origin", "done"}
"""Asked of a folder with an import, in test_commands.py, and of a table, in test_replanning.py."""
MORE = {
    "aim": ("--target", "homes=50%"),
    "enter": ("--site", "derzhprom"),
    "weigh": ("--order", "homes,heritage=services,safety"),
}
"""Without which they cannot be asked."""


def test_every_command_with_json_is_called_here() -> None:
    group = said("en", commands)
    able = {
        name
        for name, command in group.commands.items()
        if any("--json" in parameter.opts for parameter in command.params)
    }
    assert able == set(CALLS) | IN_ANOTHER_ROOM


SEVERAL = """
import json, os, sys
from planner.cli import main
for n, words in enumerate(json.loads(sys.argv[1])):
    os.dup2(os.open(f"{sys.argv[2]}/{n}.out", os.O_WRONLY | os.O_CREAT), 1)
    try:
        main(words)
    except SystemExit as end:
        print(end.code, file=sys.stderr)
print("pandas is read:", "pandas" in sys.modules, file=sys.stderr)
"""
"""One process for several commands, each with a standard output of its own, down to the C library's:
starting one takes longer than most commands."""
MISSING = KHARKIV / "missing.yaml"
PAIRS = ("compare", "causes", "replan")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], tuple[Any, int]]:
    """What each command prints with --json, of scenarios and of files that are not there."""
    folder = tmp_path_factory.mktemp("told")
    calls = {("scenario", name): (name, *words) for name, words in CALLS.items()}
    calls |= {
        ("missing", name): (name, *[MISSING] * (1 + (name in PAIRS)), *MORE.get(name, ()))
        for name in CALLS
    }
    words = [[*map(str, call), "--json"] for call in calls.values()]
    done = subprocess.run(
        [sys.executable, "-c", SEVERAL, json.dumps(words), str(folder)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=300,
        check=True,
    )
    codes = [int(line) for line in done.stderr.splitlines() if line.isdigit()]
    outputs = [(folder / f"{n}.out").read_text("utf-8") for n in range(len(calls))]
    made = {
        call: (json.loads(output), code)
        for call, output, code in zip(calls, outputs, codes, strict=True)
    }
    return {**made, ("process", "errors"): (done.stderr, done.returncode)}


@pytest.mark.parametrize("name", CALLS)
def test_its_output_is_json_and_nothing_else(told: Any, name: str) -> None:
    report, code = told["scenario", name]
    assert isinstance(report, dict) and code == 0


@pytest.mark.parametrize("name", CALLS)
def test_so_are_the_faults_of_a_file_that_is_not_there(told: Any, name: str) -> None:
    report, code = told["missing", name]
    assert report["faults"] and code == 2


def test_no_command_waits_for_a_library_of_tables_that_it_does_not_use(told: Any) -> None:
    """Reading pandas in takes a third of the time in which a command is ready."""
    errors, _ = told["process", "errors"]
    assert "pandas is read: False" in errors


def test_so_are_rules_that_cannot_hold_together(process: Any, town: Path) -> None:
    rules = "{share: {conservation: {at_least: 0.9}, repair: {at_least: 0.9}}}"
    words = f"format: 1\nextends: base.yaml\nname: {{uk: А, en: A}}\nrules: {rules}\n"
    (town / "clash.yaml").write_text(words, encoding="utf-8")
    command = process("plan", town / "clash.yaml", "--json", "--gap", "0.05")
    out, _ = command.communicate(timeout=300)
    report = json.loads(out)
    fields = {fault["field"] for fault in report["faults"]}
    assert {"rules.share.conservation.at_least", "rules.share.repair.at_least"} <= fields
    assert command.returncode == 1
