"""Progress, pipes and interrupts."""

import io
import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest

import planner.cli.commands
import planner.cli.progress
from planner.cli.progress import Progress
from planner.text import text

KHARKIV = Path(__file__).parents[2] / "scenarios" / "kharkiv"
REPAIR_FIRST = KHARKIV / "repair-first.yaml"
QUICK = ("--gap", "0.02")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_long_work_names_its_phase_and_its_seconds(monkeypatch, stream, language):
    monkeypatch.setattr(planner.cli.progress, "_PATIENCE", 0.05)
    monkeypatch.setattr(planner.cli.progress, "_PERIOD", 0.05)
    told = stream()
    with Progress(language, told) as progress:
        progress.phase("solving", file="city.yaml")
        time.sleep(0.4)
    phase = text("cli.phase.solving", language, file="city.yaml")
    line = text("cli.progress", language, phase=phase, seconds=0)
    assert told.getvalue().count(line) >= 2
    assert ("\r" in told.getvalue()) is (stream is Terminal)


def test_short_work_says_nothing():
    told = io.StringIO()
    with Progress("uk", told) as progress:
        progress.phase("writing", file="x")
    assert told.getvalue() == ""


def test_progress_ends_with_the_work_even_when_it_fails(monkeypatch):
    monkeypatch.setattr(planner.cli.progress, "_PATIENCE", 0.01)
    monkeypatch.setattr(planner.cli.progress, "_PERIOD", 0.01)
    told = io.StringIO()
    with pytest.raises(ZeroDivisionError), Progress("uk", told) as progress:
        progress.phase("writing", file="x")
        _ = 1 / 0
    length = len(told.getvalue())
    time.sleep(0.1)
    assert len(told.getvalue()) == length


def test_the_command_runs_as_a_process_and_keeps_its_output_clean(process):
    command = process("plan", REPAIR_FIRST, "--json", *QUICK)
    out, errors = command.communicate(timeout=120)
    assert command.returncode == 0
    assert json.loads(out)["proven"] is True
    assert "Traceback" not in errors and not errors.startswith("{")


def test_a_closed_pipe_ends_quietly(process):
    command = process("validate", REPAIR_FIRST)
    command.stdout.close()
    errors = command.stderr.read()
    assert command.wait(timeout=60) == 141 and errors == ""
    command.stderr.close()


ENDLESS = """
import time
import planner.cli.commands
planner.cli.commands.make_plan = lambda *_, **__: time.sleep(120)
planner.cli.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_ctrl_c_stops_a_search_that_does_not_listen_at_once(process, language):
    words = [sys.executable, "-c", ENDLESS, "plan", str(REPAIR_FIRST), "--lang", language]
    command = process(command=words)
    assert "repair-first.yaml" in command.stderr.readline(), "progress shows that the search is on"
    command.send_signal(signal.SIGINT)
    asked = time.monotonic()
    _, errors = command.communicate(timeout=60)
    assert command.returncode == 130 and "Traceback" not in errors
    assert text("cli.stopped", language) in errors
    assert time.monotonic() - asked < 5
