"""Styles: each can be read, and styles nothing that nobody writes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import planner

ROOM = Path(planner.__file__).parent
BROWSER = ROOM / "ui" / "browser"
STYLES = sorted(file.name for file in BROWSER.glob("*.css"))
RULE = re.compile(r"\s*([^{}]+?)\s*\{([^{}]*)\}")
GROUP = re.compile(r"@(?:media|container)[^{}]*\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
DECLARATION = re.compile(r"\s*(--)?[a-z][\w-]*\s*:\s*[^:;]+(?:\([^)]*\))?\s*", re.DOTALL)
LITERAL = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
MARK = re.compile(r"[.#]([A-Za-z][\w-]*)")
OTHERS = frozenset({"katex", "katex-display"})
"""Classes of Streamlit's own pages that are none of ours."""


def rules(style: str) -> list[tuple[str, str]]:
    """(selector, declarations) of a style sheet; asserts that there is nothing else in it."""
    plain = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    flat = GROUP.sub(r"\1", plain)
    assert RULE.sub("", flat).strip() == ""
    return RULE.findall(flat)


def said_in_python(file: Path) -> Iterator[str]:
    """Texts of the code, those with a place to fill in up to it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.fixture(scope="module")
def written() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words in the texts of the code, and those that go on with something filled in."""
    texts = [text for file in ROOM.rglob("*.py") for text in said_in_python(file)]
    for file in BROWSER.glob("*.js"):
        texts += (quoted[1:-1] for quoted in LITERAL.findall(file.read_text(encoding="utf-8")))
    texts += (file.read_text(encoding="utf-8") for file in BROWSER.glob("*.html"))
    words = frozenset(re.findall(r"[A-Za-z][\w-]*", " ".join(texts)))
    return words, tuple(word for word in words if word[-1] in "-_" and len(word) > 1)


def test_styles_are_read_whole_and_no_rule_of_them_is_dead(
    written: tuple[frozenset[str], tuple[str, ...]],
) -> None:
    words, begun = written
    dead = set()
    for name in STYLES:
        for selector, declarations in rules((BROWSER / name).read_text(encoding="utf-8")):
            stated = [part for part in declarations.split(";") if part.strip()]
            assert stated and all(map(DECLARATION.fullmatch, stated)), (name, selector)
            for mark in MARK.findall(selector):
                known = mark.removeprefix("st-key-")
                if known not in words | OTHERS and not known.startswith(begun):
                    dead.add((name, mark))
    assert not dead


WHOLE = re.compile(
    r"(^|[\s>+~,]):(has|not\(:has)\(|^body\S*:has\(|:has\([^()]*(\([^()]*\))*[^()]*\)\s*>?\s*\*"
)
"""Looks into elements of every kind, or from the body, or lets what it finds restyle all that there is."""


def test_no_style_has_the_whole_page_looked_at_whenever_a_row_changes() -> None:
    named = [name for name in STYLES if name.endswith(".css")]
    selectors = [
        (name, part)
        for name in named
        for selector, _ in rules((BROWSER / name).read_text(encoding="utf-8"))
        for part in re.split(r",(?![^(]*\))", selector)
    ]
    assert [found for found in selectors if WHOLE.search(found[1].strip())] == []
    for bad in (".a>:has(.b)", ".a>:not(:has(.b))", "body:has(.b) .c", ".t tr:has(b)>*"):
        assert WHOLE.search(bad), bad
