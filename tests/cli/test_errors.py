"""What is wrong is said in full, in the language, and with a code that scripts can trust."""

import json
from pathlib import Path

import pytest
import yaml

import planner.cli.progress
import planner.cli.work
from planner.text import LANGUAGES
from tests.places import KHARKIV

REPAIR_FIRST = KHARKIV / "repair-first.yaml"

CYRILLIC = set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")


def scenario(city: Path, **changes: object) -> Path:
    """A scenario in the copied case that differs from its base by `changes`."""
    path = city / "changed.yaml"
    head = {"format": 1, "extends": "base.yaml", "name": {"uk": "Змінений", "en": "Changed"}}
    path.write_text(yaml.safe_dump({**head, **changes}, allow_unicode=True), encoding="utf-8")
    return path


def test_rules_that_cannot_hold_together_end_with_one(run, town):
    never = [{"site": "derzhprom", "reason": "спір", "author": "рада"}]
    must = [{"site": s, "reason": "обіцяно", "author": "рада"} for s in ("valtera-5", "krala-37")]
    funds = yaml.safe_load((town / "base.yaml").read_text(encoding="utf-8"))["money"]["funds"]
    tiny = {key: {"amount": {y: 1 for y in fund["amount"]}} for key, fund in funds.items()}
    path = scenario(town, rules={"must": must, "never": never}, money={"funds": tiny})
    result = run("plan", path)
    assert result.exit_code == 1
    assert result.stdout == "" and "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) >= 2
    result = run("plan", path, "--json", "--lang", "en")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert report["error"] == "infeasible" and report["faults"]


def test_every_fault_is_listed_in_both_languages(run, city):
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


def test_programs_get_faults_as_data(run, city):
    path = scenario(city, weigts={"heritage": 1}, horizon={"start": -1})
    result = run("plan", path, "--json", "--lang", "en")
    report = json.loads(result.stdout)
    assert result.exit_code == 2 and report["error"] == "input"
    assert len(report["faults"]) >= 2
    assert all(fault["message"] and fault["key"] for fault in report["faults"])
    assert any(fault["field"] == "horizon.start" for fault in report["faults"])


def test_a_missing_file_is_bad_input(run, language):
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
def test_a_wrong_command_line_is_bad_input_said_in_the_language(run, words, language):
    result = run(*words, "--lang", language)
    assert result.exit_code == 2 and result.stdout == ""
    assert result.stderr
    spoken_uk = bool(CYRILLIC & set(result.stderr.lower()))
    assert spoken_uk is (language == "uk")
    report = json.loads(run(*words, "--lang", language, "--json").stdout)
    assert report["error"] == "usage" and report["faults"]


def test_a_language_that_is_not_there_is_bad_input(run):
    assert run("--lang", "de", "validate", REPAIR_FIRST).exit_code == 2
    assert run("validate", REPAIR_FIRST, env={"VIDNOVA_LANG": "de"}).exit_code == 2


def test_a_bug_is_not_swallowed(run, monkeypatch):
    def broken(_: Path) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(planner.cli.work, "load_scenario", broken)
    with pytest.raises(RuntimeError, match="a bug"):
        run("validate", REPAIR_FIRST)
