"""Drawings, changes against the baseline, and the words of the pages."""

import inspect
import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.insight import method
from planner.problem import ROWS
from planner.text import LANGUAGES, has, keys, text
from planner.ui.look.palette import works_mark
from planner.ui.look.words import plain
from planner.ui.panels import spending
from tests.places import ROOT
from tests.saying import said

UI = ROOT / "planner" / "ui"
LINKED = re.compile(r"https?://|www\.|[\w.+-]+@[\w-]+\.", re.IGNORECASE)
"""What GitHub's Markdown makes a link of by itself."""


def test_spending_is_drawn_as_the_table_tells_it(plans):
    plan = plans[0]
    cells = spending.amounts(plan).values()
    assert sum(spent for spent, _ in cells) == plan.figures.spent
    assert sum(come for _, come in cells) == plan.figures.money_total
    drawn = said("uk", spending.chart, plan).html
    heights = [float(h) for h in re.findall(r"height:([\d.]+)%", drawn)]
    assert len(heights) == sum(spent > 0 for spent, _ in cells)
    most = max(
        sum(s for (_, y), (s, _) in spending.amounts(plan).items() if y == year)
        for year in plan.scenario.years
    )
    assert sum(heights) == pytest.approx(100 * plan.figures.spent / most, rel=0.1)
    table = said("uk", spending.spending_table, plan).html
    assert table.count("<tr>") == 1 + len(plan.scenario.money.funds)


def test_a_works_that_the_palette_does_not_know_is_drawn_as_well():
    assert works_mark("shelter").shape == "hexagon"


@given(st.text(max_size=20))
def test_words_in_a_label_are_never_markdown(words):
    escaped = plain(words)
    assert re.sub(r"\\(.)", r"\1", escaped).replace("\u2060", "") == words.replace("\u2060", "")
    assert not re.search(r"[\[\]!*_`<$:]", re.sub(r"\\.", "", escaped))


@pytest.mark.parametrize(
    "words", ["https://evil.example/x", "HTTP://a.b", "www.evil.example", "me@evil.example"]
)
def test_an_address_in_a_label_is_no_link(words):
    assert not LINKED.search(re.sub(r"\\(.)", r"\1", plain(words)))


def test_every_word_inside_a_formula_has_a_translation():
    for function in ROWS:
        formula = method.row_of(function).formula
        told = {lang: said(lang, method.formula_in, formula) for lang in LANGUAGES}
        assert said("en", method.formula_in, formula) == formula
        for words in re.findall(r"\\text\{([^}]+)\}", told["uk"]):
            assert not re.search("[A-Za-z]", words), words


def test_every_row_of_the_problem_is_explained_in_both_languages():
    for function in ROWS:
        number = method.row_of(function).number
        assert has(f"rule.{number}") and has(f"rule.{number}.title")


def test_a_function_without_a_formula_is_no_row():
    with pytest.raises(ValueError, match="no number or no formula"):
        method.row_of(inspect.getdoc)


def test_every_key_that_the_pages_name_is_in_the_catalogue():
    for path in UI.rglob("*.py"):
        words = path.read_text(encoding="utf-8")
        for key in re.findall(r"\btext\(\s*\"([a-z_.0-9]+)\"", words):
            assert has(key), (path.name, key)


def test_every_glossary_term_has_a_meaning():
    terms = [key for key in keys() if key.startswith("glossary.") and key.endswith(".term")]
    assert len(terms) > 20
    for key in terms:
        assert all(said(lang, text, key.removesuffix(".term")) for lang in LANGUAGES)


def test_settings_keep_the_page_to_this_machine_and_the_log_to_itself():
    file = UI.parents[1] / ".streamlit" / "config.toml"
    config = tomllib.loads(file.read_text(encoding="utf-8"))
    assert config["browser"] == {"gatherUsageStats": False, "serverAddress": "localhost"}
    assert config["client"]["showErrorDetails"] == "none"
    assert config["runner"]["postScriptGC"] is False
    assert config["server"]["enableCORS"] and config["server"]["enableXsrfProtection"]
    assert config["server"]["maxUploadSize"] <= 20
