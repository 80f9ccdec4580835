"""Another city: thousands of euros, no outlines of districts; nothing on any surface is of Kharkiv."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from planner.cli.command import Vidnova
from planner.exchange import comparison as compared
from planner.exchange import csv_file, data_files, json_file, xlsx_file
from planner.insight import Comparison, compare
from planner.plan import make_plan
from planner.scenario import load_scenario
from planner.text import LANGUAGES, Language, speaking
from planner.ui.data import datum
from tests.places import ROOT
from tests.ui.pages import html_of, unfold, words_of

PORT = ROOT / "tests" / "port"
ELSEWHERE = re.compile(
    r"kharkiv|харк|UAH|₴|\bгрн|гривн|hryvn|kopeck|копій|млн|\bmillion", re.IGNORECASE
)
from tests.releasing import our_data, our_pair, ours

"""Words of one city, and of a unit that the port does not reckon in."""


@pytest.fixture(scope="module")
def pair() -> Comparison:
    plans = [(key, make_plan(load_scenario(PORT / f"{key}.yaml"))) for key in ("even", "new")]
    return compare(plans)


def check(surface: str, words: str) -> None:
    strangers = {match.group() for match in ELSEWHERE.finditer(words)}
    assert strangers == set(), surface


def cells(book: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(book)):
        yield sheet.title
        yield from (str(cell) for row in sheet.values for cell in row if cell is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_files_say_what_their_money_is_in(pair: Comparison, language: Language) -> None:
    plan, loaded = pair.plans["even"], load_scenario(PORT / "even.yaml")
    unit = {"uk": "тис.\u00a0євро", "en": "EUR\u00a0thousand"}[language]
    with speaking(language):
        table = csv_file.to_csv(ours(plan)).decode("utf-8-sig")
        books = {
            "plan": " ".join(cells(xlsx_file.to_xlsx(ours(plan)))),
            "comparison": " ".join(cells(compared.comparison_xlsx(our_pair(pair)))),
            "data": " ".join(cells(data_files.to_xlsx(our_data(loaded), ours(plan)))),
        }
        whole = json_file.to_dict(ours(plan))
        method = data_files.to_text(our_data(loaded), ours(plan)).decode("utf-8-sig")
    head, first = (line.split(",") for line in table.splitlines()[:2])
    stated = dict(zip(head, first, strict=False))
    assert {"currency", "money_unit"} <= set(head) and ",EUR,thousand," in table
    assert stated["id"] == "light" and stated["cost"] == "220"
    for name, words in (*books.items(), ("csv", table), ("json", str(whole)), ("method", method)):
        check(name, words)
    for words in books.values():
        assert unit in words
    assert (whole["currency"], whole["money_unit"]) == ("EUR", "thousand")
    cost = next(entry["cost"] for entry in whole["plan"] if entry["id"] == "light")
    assert cost == 220 * whole["minor_per_money_unit"] == 220_000 * whole["minor_units"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_tells_it_in_its_own_money(language: Language, tmp_path: Path) -> None:
    unit = {"uk": "тис.\u00a0євро", "en": "EUR\u00a0thousand"}[language]
    commands: dict[str, list[object]] = {
        "validate": [PORT / "even.yaml"],
        "plan": [PORT / "even.yaml", "--all"],
        "compare": [PORT / "even.yaml", PORT / "new.yaml"],
        "lp": [PORT / "even.yaml", tmp_path / "port.lp"],
        "generate": ["--help"],
    }
    for command, words in commands.items():
        given = ["--lang", language, command, *map(str, words)]
        found = CliRunner().invoke(Vidnova(name="vidnova"), given)
        assert found.exit_code == 0, found.output
        check(command, found.output)
        assert command not in ("plan", "compare") or unit in found.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_pages_are_its_own(open_app, language: Language) -> None:
    for page in ("plan", "compare", "data"):
        app = open_app(PORT, language, page)
        assert not app.exception
        unfold(app)
        shown = f"{words_of(app)} {html_of(app)}"
        labels = " ".join(
            str(getattr(box, "label", "")) for kind in (app.text_input, app.button) for box in kind
        )
        check(page, f"{shown} {labels}")
        assert len(shown) > 500
    assert {"uk": "євро", "en": "EUR"}[language] in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_building_without_a_district_says_so(pair: Comparison, language: Language) -> None:
    plan = pair.plans["even"]
    with speaking(language):
        rows = datum.rows_of(plan.inventory, "light")
        check("datum", str(rows))
        unknown = {"uk": "невідомо", "en": "not known"}[language]
        assert rows[1][1] == unknown
