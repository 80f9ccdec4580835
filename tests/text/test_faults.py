"""Every fault that the code can name has its words, in both languages, that can be filled in."""

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import planner
from planner.errors import ConflictError, Fault, InfeasiblePlanError, InputError, SolverError
from planner.reading.nearest import UNKNOWN
from planner.scenario.checks.schema import FAULT_BY_TYPE, RAISED
from planner.text import LANGUAGES, fault_lines, fault_sentence, fault_summary, has
from planner.text.catalogue import _words
from tests.saying import said

SOURCE = Path(next(iter(planner.__path__)))
MAKERS = {"fault", "_fault", "_report", "refuse", "ScalarError"}
"""What the lower rooms call with the key as the first argument."""


def keys_in(tree: ast.AST) -> Iterator[str]:
    """Keys of all faults made in a module: given at once, or assigned to `key` before."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            named = [word.value for word in node.keywords if word.arg == "key"]
            if name == "Fault":
                yield from (key for value in named for key in _constants(value))
            elif name in MAKERS and node.args:
                yield from _constants(node.args[0])
        elif isinstance(node, ast.FunctionDef):
            yield from _assigned(node)


def _assigned(function: ast.FunctionDef) -> Iterator[str]:
    """What a function that says Fault(key=key) assigns to `key`."""
    nodes = list(ast.walk(function))
    words = [node for node in nodes if isinstance(node, ast.keyword) and node.arg == "key"]
    if any(isinstance(word.value, ast.Name) and word.value.id == "key" for word in words):
        for node in nodes:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "key":
                yield from _constants(node.value)


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_constants(node.body), *_constants(node.orelse))


@cache
def used() -> set[str]:
    """Keys of faults in the source of every room."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py"))
    found = {key for tree in trees for key in keys_in(tree)}
    tables = {*FAULT_BY_TYPE.values(), *RAISED, *(k for pair in UNKNOWN.values() for k in pair)}
    return found | tables


def stated() -> dict[str, dict[str, str | dict[str, str]]]:
    return {key: words for key, words in _words().items() if key.startswith("fault.")}


def forms(words: str | dict[str, str]) -> list[str]:
    return list(words.values()) if isinstance(words, dict) else [words]


def fields(message: str) -> set[str]:
    """Values that a message names; one that comes in both languages counts as one."""
    names = {name for _, name, _, _ in string.Formatter().parse(message) if name}
    return {name.removesuffix("_uk").removesuffix("_en") for name in names}


def test_the_scan_finds_faults_of_every_kind() -> None:
    assert {"negative", "duplicate_id", "yaml_alias", "weights_zero", "file_exists"} <= used()


def test_every_fault_in_the_code_has_words() -> None:
    keys = used()
    assert len(keys) > 100
    assert [key for key in sorted(keys) if not has(f"fault.{key}")] == []


def test_both_languages_fill_in_the_same_values() -> None:
    assert len(stated()) > 100
    assert {key: wrong for key, words in stated().items() if (wrong := _wrong(words))} == {}


def _wrong(words: str | dict[str, str | dict[str, str]]) -> str:
    """What is wrong with the words of a fault; nothing is ""."""
    if not isinstance(words, dict) or set(words) != set(LANGUAGES):
        return "languages"
    said = [form for language in LANGUAGES for form in forms(words[language])]
    if len({frozenset(fields(form)) for form in said}) != 1:
        return "values"
    return "" if all(form.strip() == form and form for form in said) else "blanks"


@pytest.mark.parametrize("key", sorted(UNKNOWN))
def test_suggestions_are_shown_and_the_plain_message_has_none(key: str) -> None:
    for language in LANGUAGES:
        plain, near = (stated()[f"fault.{name}"][language] for name in UNKNOWN[key])
        assert "near" not in fields(str(plain))
        assert "near" in fields(str(near))


@pytest.mark.parametrize("kind", [InputError, ConflictError, InfeasiblePlanError, SolverError])
@pytest.mark.parametrize("n", [1, 2, 5, 11, 21, 22, 100])
def test_summaries_count_in_both_languages(kind: type[InputError], n: int) -> None:
    error = kind([Fault(key="blank")] * n)
    for language in LANGUAGES:
        assert str(n) in said(language, fault_summary, error)
        assert len(said(language, fault_lines, error)) == n


def test_a_sentence_says_file_line_field_and_value() -> None:
    fault = Fault(key="negative", file="sites.csv", row=7, field="people", value="-3")
    for language in LANGUAGES:
        sentence = said(language, fault_sentence, fault)
        assert sentence.startswith("sites.csv, ")
        assert all(part in sentence for part in ("7", "people", "-3"))
