"""Markup: nothing unescaped, nothing that runs or loads."""

import ast
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.ui.look.markup import ATTRIBUTES, ELEMENTS, Markup, div, join, span, table, tag
from tests.places import ROOT

UI = ROOT / "planner" / "ui"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.titles: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.titles += [value for key, value in attrs if key == "title"]

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00")))
def test_any_text_comes_out_as_text(words):
    reader = _Reader()
    reader.feed(div("a", words, span("b", words, title=words)).html)
    reader.close()
    assert reader.tags == ["div", "span"]
    assert reader.text == words * 2
    assert reader.titles == ([words] if words else [])


@pytest.mark.parametrize("name", ["script", "img", "iframe", "a", "svg", "style", "input"])
def test_elements_that_run_or_load_are_refused(name):
    assert name not in ELEMENTS
    with pytest.raises(ValueError, match="not on the safe list"):
        tag(name)


@pytest.mark.parametrize("name", ["onclick", "href", "src", "srcdoc", "formaction"])
def test_attributes_that_link_or_listen_are_refused(name):
    assert name not in ATTRIBUTES
    with pytest.raises(ValueError, match="not on the safe list"):
        tag("div", **{name: "x"})


def test_markup_inside_markup_is_not_escaped_twice():
    assert join([tag("b", "<"), "&"]) == Markup("<b>&lt;</b>&amp;")


def test_a_table_heads_its_rows_and_columns():
    html = table("c", ["h"], [["r", "<x>"]]).html
    assert '<th scope="col">h</th>' in html
    assert '<th scope="row">r</th><td>&lt;x&gt;</td>' in html


def _calls(path: Path, name: str) -> list[ast.Call]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [
        node
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr) == ("st", name)
    ]


def test_html_reaches_the_page_through_show_or_as_a_constant():
    found = {path.name for path in UI.rglob("*.py") if _calls(path, "html")}
    assert found == {"widgets.py", "shell.py"}
    assert len(_calls(UI / "look" / "widgets.py", "html")) == 1


def test_nothing_is_rendered_as_markdown_or_unsafe_html():
    for path in UI.rglob("*.py"):
        assert not _calls(path, "markdown"), path.name
        assert not _calls(path, "write"), path.name
        assert "unsafe_allow_html" not in path.read_text(encoding="utf-8")


def test_markup_is_made_in_one_place_only():
    for path in UI.rglob("*.py"):
        if path.name != "markup.py":
            words = path.read_text(encoding="utf-8").replace('Markup("")', "")
            assert "Markup(" not in words, path.name
