"""Where the output goes: nothing of the planner's is replaced, and what cannot be written is said."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.text import LANGUAGES, text
from tests.cli.needs import FULL, HAS_FULL_DEVICE, SENDS_SIGINT
from tests.places import KHARKIV
from tests.saying import said

REPAIR_FIRST = KHARKIV / "repair-first.yaml"
INPUTS = ("repair-first.yaml", "base.yaml", "sites.csv", "projects.csv", "districts.geojson")


def words_for(command: str, scenario: Path, target: Path) -> list[object]:
    if command == "plan":
        return ["plan", scenario, "--out", target]
    if command == "validate":
        return ["validate", scenario, "--faults", target]
    return ["lp", scenario, target]


@pytest.mark.parametrize(
    ("command", "ending"), [("plan", ".csv"), ("validate", ".csv"), ("lp", ".lp")]
)
@pytest.mark.parametrize("force", [False, True])
def test_an_input_is_never_replaced(run, city, command, ending, force):
    for name in INPUTS:
        file = city / name
        alias = city / f"alias{ending}"
        alias.unlink(missing_ok=True)
        os.link(file, alias)  # by whatever name
        before = file.read_bytes()
        result = run(*words_for(command, city / "repair-first.yaml", alias), *["--force"] * force)
        assert result.exit_code == 2
        assert said("uk", text, "fault.input_replaced") in " ".join(result.stderr.split())
        assert file.read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_is_too_long_is_said_before_anything_is_solved(run, tmp_path, language):
    result = run("plan", REPAIR_FIRST, "--out", tmp_path / f"{'a' * 300}.csv", "--lang", language)
    assert result.exit_code == 2 and "Traceback" not in result.stderr


@HAS_FULL_DEVICE
@pytest.mark.parametrize(
    "words",
    [
        ("validate", REPAIR_FIRST),
        ("validate", REPAIR_FIRST, "--json"),
        ("validate", "missing.yaml", "--json"),
        ("nonsense", "--json"),
        ("--help",),
    ],
)
def test_a_full_disk_ends_in_a_sentence_and_with_two(words):
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "planner.cli", *map(str, words), "--lang", "en"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 2
    assert "could not be written" in done.stderr and "Traceback" not in done.stderr


@SENDS_SIGINT
@pytest.mark.parametrize("after", [0.1, 0.3, 0.6])
def test_ctrl_c_while_libraries_are_read_in_ends_with_130(process, after):
    script = "import sys, planner.cli; print(file=sys.stderr, flush=True); planner.cli.main()"
    command = process("plan", REPAIR_FIRST, "--anew", script=script)
    assert command.stderr.readline() == "\n"
    time.sleep(after)
    command.send_signal(signal.SIGINT)
    _, errors = command.communicate(timeout=60)
    assert command.returncode == 130 and "Traceback" not in errors


@HAS_FULL_DEVICE
def test_where_nothing_can_be_told_the_code_still_says_it():
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "planner.cli", "validate", "missing.yaml"],
            stdout=full,
            stderr=full,
            check=False,
        )
    assert done.returncode == 2


def test_faults_for_a_program_that_reads_no_more_end_quietly(process):
    command = process("validate", "missing.yaml", "--json")
    command.stdout.close()
    errors = command.stderr.read()
    assert command.wait(timeout=60) == 141 and errors == ""
    command.stderr.close()


def test_faults_are_written_to_a_file_one_by_one_and_told_by_kind(run, city, tmp_path):
    sites = city / "sites.csv"
    sites.write_text(sites.read_text("utf-8").replace(",residents,", ",resident,"), "utf-8")
    listed = tmp_path / "faults.csv"
    result = run("validate", city / "repair-first.yaml", "--faults", listed, "--lang", "en")
    assert result.exit_code == 2
    rows = listed.read_text("utf-8-sig").splitlines()
    assert len(rows) > 20 and "people_kind" in rows[1]
    told = [line for line in result.stderr.splitlines() if line.lstrip().startswith("–")]
    assert len(told) == 1 and f"{len(rows) - 1} times" in told[0]
    assert "--faults" in result.stderr
