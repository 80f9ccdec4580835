"""Help and answers in the language that is asked for."""

import pytest

from planner.cli.speaking import asked_for
from planner.text import text
from tests.places import KHARKIV
from tests.saying import said

REPAIR_FIRST = KHARKIV / "repair-first.yaml"

CYRILLIC = set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")


@pytest.mark.parametrize("command", ["", "plan", "validate", "compare", "sure", "lp", "generate"])
def test_help_speaks_one_language(run, command, language):
    words = [command, "--help"] if command else ["--help"]
    result = run("--lang", language, *words)
    assert result.exit_code == 0
    assert bool(CYRILLIC & set(result.stdout.lower())) is (language == "uk")
    if language == "uk":
        for english in ("Usage", "Options", "Commands", "Show", "COMMAND", "exit"):
            assert english not in result.stdout
    if command:
        assert said(language, text, f"cli.{command}.help").split()[0] in result.stdout


def test_without_a_command_the_help_is_shown(run, language):
    result = run("--lang", language)
    assert result.exit_code == 0 and said(language, text, "cli.help.usage") in result.stdout


def test_the_language_may_stand_before_or_after_the_command_or_in_the_environment(run):
    english = run("validate", REPAIR_FIRST, "--lang", "en").stdout
    assert run("--lang", "en", "validate", REPAIR_FIRST).stdout == english
    assert run("validate", REPAIR_FIRST, "--lang=en").stdout == english
    assert run("validate", REPAIR_FIRST, env={"VIDNOVA_LANG": "en"}).stdout == english
    ukrainian = run("validate", REPAIR_FIRST).stdout
    assert ukrainian != english
    assert (
        run("validate", REPAIR_FIRST, "--lang", "uk", env={"VIDNOVA_LANG": "en"}).stdout
        == ukrainian
    )


def test_the_last_language_counts_and_words_after_two_dashes_do_not():
    assert asked_for(["--lang", "uk", "plan", "--lang", "en"], {}) == "en"
    assert asked_for(["--", "--lang", "en"], {}) == "uk"
    assert asked_for([], {"VIDNOVA_LANG": "en"}) == "en"
    assert asked_for([], {}) == "uk"
