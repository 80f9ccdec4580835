"""Progress, pipes and interrupts."""

import io
import json
import signal
import time

import pytest

import planner.cli.progress
import planner.cli.solving
from planner.cli.progress import ProgressLine
from planner.text import speaking, text
from tests.cli.needs import SENDS_SIGINT
from tests.places import KHARKIV
from tests.saying import said

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
    phase = said(language, text, "cli.phase.solving", file="city.yaml")
    line = said(language, text, "cli.progress", phase=phase, seconds=0)
    with ProgressLine(told) as progress:
        progress.phase("solving", file="city.yaml")
        time.sleep(0.4)
    assert told.getvalue().count(line) >= 2
    assert ("\r" in told.getvalue()) is (stream is Terminal)


def test_short_work_says_nothing():
    told = io.StringIO()
    with speaking("uk"), ProgressLine(told) as progress:
        progress.phase("writing", file="x")
    assert told.getvalue() == ""


def test_progress_ends_with_the_work_even_when_it_fails(monkeypatch):
    monkeypatch.setattr(planner.cli.progress, "_PATIENCE", 0.01)
    monkeypatch.setattr(planner.cli.progress, "_PERIOD", 0.01)
    told = io.StringIO()
    with pytest.raises(ZeroDivisionError), speaking("uk"), ProgressLine(told) as progress:
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


DEAF = """
import time
import planner.cli.solving
planner.cli.solving.make_plan = lambda *_, **__: time.sleep(120)
planner.cli.main()
"""
PATIENT = """
import time
import planner.cli.solving
from planner.errors import Fault, SolverError
make_plan = planner.cli.solving.make_plan

def patient(loaded, *, cancelled, progress, **_):
    plan = make_plan(loaded, gap=0.5)
    progress("improve", plan.bound, plan.value, plan.gap)
    while not cancelled():
        time.sleep(0.05)
    if {found}:
        return plan
    raise SolverError([Fault(key="no_plan_in_time", details={{"seconds": 1}})])

planner.cli.solving.make_plan = patient
planner.cli.main()
"""


def search(process, script: str, *words: str):
    """The command on a plan that takes long, once it says what it is doing."""
    command = process("plan", REPAIR_FIRST, *words, script=script)
    assert "repair-first.yaml" in command.stderr.readline(), "progress shows that the search is on"
    return command


@SENDS_SIGINT
def test_a_second_ctrl_c_leaves_a_search_that_does_not_listen(process, language):
    command = search(process, DEAF, "--lang", language)
    command.send_signal(signal.SIGINT)
    lines = iter(command.stderr.readline, "")
    assert any(line.strip() == said(language, text, "cli.stopping") for line in lines)
    command.send_signal(signal.SIGINT)
    asked = time.monotonic()
    _, errors = command.communicate(timeout=60)
    assert command.returncode == 130 and "Traceback" not in errors
    assert said(language, text, "cli.stopped") in errors
    assert time.monotonic() - asked < 30


@SENDS_SIGINT
def test_ctrl_c_shows_the_best_plan_found_and_how_far_it_may_be_from_the_best(process):
    command = search(process, PATIENT.format(found=True), "--json")
    told = next(line for line in iter(command.stderr.readline, "") if "бал" in line)
    assert said("uk", text, "search.improve") in told and "%" in told
    command.send_signal(signal.SIGINT)
    out, errors = command.communicate(timeout=60)
    plan = json.loads(out)
    assert command.returncode == 0 and "Traceback" not in errors
    assert plan["bound"] >= plan["value"] and plan["gap"] > 0


@SENDS_SIGINT
def test_ctrl_c_before_any_plan_is_found_says_that_it_stopped(process):
    command = search(process, PATIENT.format(found=False), "--lang", "en")
    improving = said("en", text, "search.improve")
    assert any(improving in line for line in iter(command.stderr.readline, ""))
    command.send_signal(signal.SIGINT)
    out, errors = command.communicate(timeout=60)
    assert command.returncode == 130 and out == "" and "Traceback" not in errors
    assert said("en", text, "cli.stopped") in errors


def test_a_search_tells_its_value_its_bound_and_its_gap(monkeypatch, language):
    monkeypatch.setattr(planner.cli.progress, "_PATIENCE", 0.02)
    monkeypatch.setattr(planner.cli.progress, "_PERIOD", 0.02)
    told = io.StringIO()
    with ProgressLine(told) as progress:
        progress.phase("solving", file="city.yaml")
        progress.search("prove", 84.5, 84.25, 0.003)
        time.sleep(0.2)
    line = told.getvalue().splitlines()[-1]
    assert said(language, text, "search.prove") in line
    assert all(word in line.replace(",", ".") for word in ("84.25", "84.50", "0.3"))


def test_a_line_that_is_rewritten_fits_on_one_row(monkeypatch):
    monkeypatch.setattr(planner.cli.progress, "_PATIENCE", 0.02)
    monkeypatch.setattr(planner.cli.progress, "_PERIOD", 0.02)
    monkeypatch.setenv("COLUMNS", "40")
    told = Terminal()
    with speaking("uk"), ProgressLine(told) as progress:
        progress.phase("solving", file="a" * 100)
        time.sleep(0.2)
    assert max(map(len, told.getvalue().split("\r"))) < 40
