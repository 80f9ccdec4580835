"""The command `vidnova`, as planners and programs use it."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result

import planner.cli.commands
import planner.cli.progress
from planner.cli import main
from planner.cli.layout import Head, columns, display_width, pad, printable, wrap
from planner.cli.progress import Progress
from planner.cli.speaking import spoken
from planner.insight import answer, certainty
from planner.plan import Plan, make_plan
from planner.scenario import load_scenario
from planner.text import LANGUAGES, Language, name_of, text

ROOT = Path(__file__).parents[1]
KHARKIV = ROOT / "scenarios" / "kharkiv"
BALANCED, MASTERPLAN = KHARKIV / "balanced.yaml", KHARKIV / "masterplan.yaml"
QUICK = ("--gap", "0.02")
CYRILLIC = set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")


def run(*words: object, env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words], env=env)  # type: ignore[arg-type]
    if not isinstance(result.exception, SystemExit | None):
        raise result.exception
    return result


def process(*words: object, **extra: object) -> subprocess.Popen:
    """The real command in a process of its own."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    command = [sys.executable, "-m", "planner.cli", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, **{**pipes, **extra})


@pytest.fixture(params=LANGUAGES)
def language(request) -> Language:
    return request.param


@pytest.fixture(scope="module")
def balanced() -> Plan:
    return make_plan(load_scenario(BALANCED), gap=0.02)


@pytest.fixture(scope="module")
def printed() -> dict[Path, dict]:
    """What `plan --json` prints for two scenarios."""
    return {
        path: json.loads(run("plan", path, "--json", *QUICK).stdout)
        for path in (BALANCED, MASTERPLAN)
    }


@pytest.fixture
def city(tmp_path) -> Path:
    """A copy of the Kharkiv case to change and to spoil."""
    return Path(shutil.copytree(KHARKIV, tmp_path / "city"))


def scenario(city: Path, **changes: object) -> Path:
    """A scenario in the copied case that differs from its base by `changes`."""
    path = city / "changed.yaml"
    head = {"format": 1, "extends": "base.yaml", "name": {"uk": "Змінений", "en": "Changed"}}
    path.write_text(yaml.safe_dump({**head, **changes}, allow_unicode=True), encoding="utf-8")
    return path


def planned(report: dict) -> set[str]:
    return {entry["id"] for entry in report["plan"] if entry["group"] == "planned"}


# --- plan -----------------------------------------------------------------------------------


def test_plan_prints_value_bound_gap_and_the_plan_for_programs(printed):
    report = printed[BALANCED]
    assert 0 < report["value"] <= report["bound"]
    assert report["gap"] <= 0.02 and report["proven"] is True
    assert len(report["plan"]) == 90


def test_two_scenarios_choose_differently(printed):
    assert len(planned(printed[BALANCED]) ^ planned(printed[MASTERPLAN])) >= 5


def test_plan_answers_first_and_names_everything(balanced, language):
    words = run("plan", BALANCED, *QUICK, "--lang", language, env={"COLUMNS": "160"}).stdout
    flat = " ".join(words.split())
    head = " ".join(answer(balanced, language).split())
    assert head in flat
    assert flat.index(head) < 80
    assert " ".join(certainty(balanced, language).split()) in flat
    for entry in balanced.group("planned"):
        assert name_of(entry.name, language).split(",")[0].split()[0] in flat
    for loss in balanced.losses:
        assert loss.lost < 1 or name_of(loss.name, language).split("(")[0].strip() in flat
    assert balanced.provenance.scenario_sha256 in flat


def test_no_colour_codes_reach_a_file(language):
    assert "\x1b" not in run("plan", BALANCED, *QUICK, "--lang", language).stdout


def test_no_line_is_wider_than_the_terminal():
    words = run("plan", BALANCED, *QUICK, env={"COLUMNS": "80"}).stdout
    table = words[: words.index(text("export.sheet.provenance", "uk"))]
    assert max(map(display_width, table.splitlines())) <= 80


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json"])
def test_out_writes_a_file_of_the_kind_its_ending_names(tmp_path, ending):
    target = tmp_path / f"plan{ending}"
    result = run("plan", BALANCED, *QUICK, "--out", target)
    assert result.exit_code == 0 and str(target) in result.stdout
    data = target.read_bytes()
    if ending == ".csv":
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        assert len(rows) == 90
    elif ending == ".xlsx":
        assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].max_row == 91
    else:
        assert len(json.loads(data)["plan"]) == 90
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_out_never_overwrites_unless_forced(tmp_path):
    target = tmp_path / "plan.json"
    target.write_text("mine")
    result = run("plan", BALANCED, *QUICK, "--out", target)
    assert result.exit_code == 2 and target.read_text() == "mine"
    assert text("fault.cli_exists", "uk") in " ".join(result.stderr.split())
    assert run("plan", BALANCED, *QUICK, "--out", target, "--force").exit_code == 0
    assert json.loads(target.read_text())["plan"]


def test_a_target_that_cannot_be_written_is_refused_before_anything_is_solved(
    tmp_path, monkeypatch, language
):
    monkeypatch.setattr(planner.cli.commands, "load_scenario", lambda _: pytest.fail("was read"))
    target = tmp_path / "nowhere" / "plan.pdf"
    result = run("plan", BALANCED, "--out", target, "--lang", language)
    assert result.exit_code == 2
    words = " ".join(result.stderr.split())
    assert text("fault.cli_folder", language) in words
    assert text("fault.cli_ending", language, endings=".csv, .xlsx, .json") in words


# --- errors ---------------------------------------------------------------------------------


def test_rules_that_cannot_hold_together_end_with_one(city, language):
    never = [{"site": "derzhprom", "reason": "спір", "author": "рада"}]
    must = [{"site": s, "reason": "обіцяно", "author": "рада"} for s in ("barabashovo", "krala-37")]
    funds = yaml.safe_load((city / "base.yaml").read_text(encoding="utf-8"))["money"]["funds"]
    tiny = {key: {"amount": {y: 1 for y in fund["amount"]}} for key, fund in funds.items()}
    path = scenario(city, rules={"must": must, "never": never}, money={"funds": tiny})
    result = run("plan", path, "--lang", language)
    assert result.exit_code == 1
    assert result.stdout == "" and "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) >= 2
    report = json.loads(run("plan", path, "--json", "--lang", language).stdout)
    assert report["error"] == "infeasible" and report["faults"]


def test_every_fault_is_listed_in_both_languages(city):
    path = scenario(city, weigts={"heritage": 1}, horizon={"start": -1}, weights={"beauty": 3})
    lines = {}
    for language in LANGUAGES:
        result = run("validate", path, "--lang", language)
        assert result.exit_code == 2 and result.stdout == ""
        for word in ("weigts", "horizon.start", "beauty"):
            assert word in result.stderr
        lines[language] = result.stderr
    assert lines["uk"] != lines["en"]
    assert CYRILLIC & set(lines["uk"].lower())


def test_programs_get_faults_as_data(city):
    path = scenario(city, weigts={"heritage": 1}, horizon={"start": -1})
    result = run("plan", path, "--json", "--lang", "en")
    report = json.loads(result.stdout)
    assert result.exit_code == 2 and report["error"] == "input"
    assert len(report["faults"]) >= 2
    assert all(fault["message"] and fault["key"] for fault in report["faults"])
    assert any(fault["field"] == "horizon.start" for fault in report["faults"])


def test_a_missing_file_is_bad_input(language):
    result = run("plan", "no-such.yaml", "--lang", language)
    assert result.exit_code == 2 and "no-such.yaml" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("plam", "x.yaml"),
        ("plan",),
        ("plan", "x.yaml", "y.yaml"),
        ("plan", "x.yaml", "--bogus"),
        ("plan", "x.yaml", "--gap", "many"),
        ("plan", "x.yaml", "--gap", "nan"),
        ("plan", "x.yaml", "--seed", "1.5"),
        ("plan", "x.yaml", "--seconds"),
        ("plan", "x.yaml", "--json=1"),
        ("compare", "x.yaml"),
        ("compare", *"abcdefg"),
        ("generate", "somewhere"),
        ("lp", "x.yaml"),
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_bad_input_said_in_the_language(words, language):
    result = run(*words, "--lang", language)
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr
    spoken_uk = bool(CYRILLIC & set(result.stderr.lower()))
    assert spoken_uk is (language == "uk")
    report = json.loads(run(*words, "--lang", language, "--json").stdout)
    assert report["error"] == "usage" and report["faults"]


def test_a_language_that_is_not_there_is_bad_input():
    assert run("--lang", "de", "validate", BALANCED).exit_code == 2
    assert run("validate", BALANCED, env={"VIDNOVA_LANG": "de"}).exit_code == 2


def test_a_bug_is_not_swallowed(monkeypatch):
    def broken(_: Path) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(planner.cli.commands, "load_scenario", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        run("validate", BALANCED)


# --- language and help ------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", "plan", "validate", "compare", "lp", "generate"])
def test_help_speaks_one_language(command, language):
    words = [command, "--help"] if command else ["--help"]
    result = run("--lang", language, *words)
    assert result.exit_code == 0
    assert bool(CYRILLIC & set(result.stdout.lower())) is (language == "uk")
    if language == "uk":
        for english in ("Usage", "Options", "Commands", "Show", "COMMAND", "exit"):
            assert english not in result.stdout
    if command:
        assert text(f"cli.{command}.help", language).split()[0] in result.stdout


def test_without_a_command_the_help_is_shown(language):
    result = run("--lang", language)
    assert result.exit_code == 0 and text("cli.help.usage", language) in result.stdout


def test_the_language_may_stand_before_or_after_the_command_or_in_the_environment():
    english = run("validate", BALANCED, "--lang", "en").stdout
    assert run("--lang", "en", "validate", BALANCED).stdout == english
    assert run("validate", BALANCED, "--lang=en").stdout == english
    assert run("validate", BALANCED, env={"VIDNOVA_LANG": "en"}).stdout == english
    ukrainian = run("validate", BALANCED).stdout
    assert ukrainian != english
    assert run("validate", BALANCED, "--lang", "uk", env={"VIDNOVA_LANG": "en"}).stdout == ukrainian


def test_the_last_language_counts_and_words_after_two_dashes_do_not():
    assert spoken(["--lang", "uk", "plan", "--lang", "en"], {}) == "en"
    assert spoken(["--", "--lang", "en"], {}) == "uk"
    assert spoken([], {"VIDNOVA_LANG": "en"}) == "en"
    assert spoken([], {}) == "uk"


# --- validate, compare, lp, generate --------------------------------------------------------


def test_validate_says_what_it_found(language):
    result = run("validate", BALANCED, "--lang", language)
    assert result.exit_code == 0 and "80" in result.stdout and "10" in result.stdout
    report = json.loads(run("validate", BALANCED, "--json").stdout)
    assert report["valid"] is True and report["sites"] == 80 and report["faults"] == []


def test_compare_says_what_the_exports_say(printed):
    report = json.loads(run("compare", BALANCED, MASTERPLAN, "--json", *QUICK).stdout)
    (difference,) = report["differences"]
    a, b = planned(printed[BALANCED]), planned(printed[MASTERPLAN])
    assert set(difference["entered"]) == b - a
    assert set(difference["left"]) == a - b
    spent = [printed[path]["figures"]["spent"] for path in (BALANCED, MASTERPLAN)]
    assert difference["spent"] == spent[1] - spent[0]
    assert set(difference["sentence"]) == set(LANGUAGES)


def test_compare_names_what_enters_what_leaves_and_what_is_lost(language, printed):
    words = ["compare", BALANCED, MASTERPLAN, *QUICK, "--lang", language]
    shown = " ".join(run(*words, env={"COLUMNS": "160"}).stdout.split())
    a, b = (printed[path] for path in (BALANCED, MASTERPLAN))
    names = {e["id"]: e["name"][language] for e in b["plan"]}
    for subject in planned(a) ^ planned(b):
        assert names[subject].split(",")[0] in shown
    lost_before = {x["id"] for x in a["losses"]}
    for loss in b["losses"]:
        if loss["id"] not in lost_before:
            assert loss["name"][language] in shown


def test_a_scenario_compared_with_itself_is_the_same(language):
    result = run("compare", BALANCED, BALANCED, *QUICK, "--lang", language)
    assert result.exit_code == 0
    assert text("compare.same_list", language) in result.stdout


@pytest.mark.parametrize(("ending", "start"), [(".lp", "\\* vidnova"), (".mps", "*SENSE:Max")])
def test_lp_writes_the_problem_once(tmp_path, ending, start):
    target = tmp_path / f"model{ending}"
    assert run("lp", BALANCED, target).exit_code == 0
    written = target.read_text()
    assert written.startswith(start) and "derzhprom" in written
    assert run("lp", BALANCED, target).exit_code == 2
    assert target.read_text() == written
    assert run("lp", BALANCED, tmp_path / "model.txt").exit_code == 2


def test_generate_makes_a_city_that_is_valid_and_says_it_is_synthetic(tmp_path, language):
    place = tmp_path / "city"
    words = ["generate", "--sites", 25, "--seed", 3, place, "--like", KHARKIV / "base.yaml"]
    assert run(*words).exit_code == 0
    result = run("validate", place / "balanced.yaml", "--lang", language)
    assert result.exit_code == 0
    assert text("compare.synthetic_city", language) in result.stdout
    assert json.loads(run("validate", place / "balanced.yaml", "--json").stdout)["sites"] == 25
    again = run(*words)
    assert again.exit_code == 2 and not again.stdout


# --- progress, pipes, interrupts --------------------------------------------------------------


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


def test_the_command_runs_as_a_process_and_keeps_its_output_clean():
    command = process("plan", BALANCED, "--json", *QUICK)
    out, errors = command.communicate(timeout=120)
    assert command.returncode == 0
    assert json.loads(out)["proven"] is True
    assert "Traceback" not in errors and not errors.startswith("{")


def test_a_closed_pipe_ends_quietly():
    command = process("validate", BALANCED)
    command.stdout.close()
    errors = command.stderr.read()
    assert command.wait(timeout=60) == 141 and errors == ""
    command.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_ctrl_c_stops_a_long_search_at_once(language):
    command = process("plan", BALANCED, "--gap", "0", "--seconds", "300", "--lang", language)
    first = command.stderr.readline()
    assert "balanced.yaml" in first, "progress shows that the search is on"
    command.send_signal(signal.SIGINT)
    asked = time.monotonic()
    _, errors = command.communicate(timeout=60)
    assert command.returncode == 130 and "Traceback" not in errors
    assert text("cli.stopped", language) in errors
    assert time.monotonic() - asked < 5


# --- layout -----------------------------------------------------------------------------------


def test_ukrainian_columns_line_up():
    heads = [Head("№", "right"), Head("Назва"), Head("млн ₴", "right")]
    lines = columns(heads, [["1", "Їжак", "2,5"], ["12", "Église", "10"], ["3", "日本", "1"]])
    assert len({display_width(line) for line in lines.splitlines()}) == 1


def test_letters_with_marks_take_one_cell_and_wide_ones_two():
    assert display_width("й") == 1 and display_width("日") == 2
    assert display_width(pad("日", 4)) == 4


@pytest.mark.parametrize("width", [12, 20, 33])
def test_wrapping_keeps_every_word_and_the_width(width):
    words = "Харківський національний академічний театр опери та балету (ХНАТОБ)"
    lines = wrap(words, width)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert max(map(display_width, lines)) <= width


def test_a_name_cannot_steer_the_terminal():
    assert printable("a\x1b[31mb\u202ec\u00a0d") == "a [31mb c\u00a0d"
