"""CSV: readable by machines, harmless in spreadsheets, traceable row by row."""

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.exchange import to_csv
from planner.exchange.csv_text import neutral
from planner.text import LANGUAGES
from tests.altered import with_entries
from tests.saying import said

STARTS = "=+-@\t\r\x00\uff1d\uff0b\uff0d\uff20"
HOSTILE = st.text(
    alphabet=st.sampled_from(list(STARTS + "\"' ;,\nabcЇ1|!(\u00a0\u200b")), max_size=12
)
from tests.releasing import ours


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def may_run(cell: str) -> bool:
    """Whether a spreadsheet that trims blanks and quotation marks would see a formula."""
    return bool(cell.lstrip(" \u00a0\u200b\ufeff\n\"'")[:1] in set(STARTS) and cell[:1] != "'")


def test_it_starts_with_a_mark_that_spreadsheets_understand(masterplan):
    assert said("uk", to_csv, ours(masterplan)).startswith(b"\xef\xbb\xbfrank,")


def test_the_header_is_the_same_in_both_languages(masterplan):
    headers = {said(language, to_csv, ours(masterplan)).splitlines()[0] for language in LANGUAGES}
    assert len(headers) == 1


def test_every_row_says_which_plan_it_comes_from(masterplan):
    source = masterplan.provenance
    for row in read(said("en", to_csv, ours(masterplan))):
        assert row["scenario_sha256"] == source.scenario_sha256
        assert row["inventory_sha256"] == source.inventory_sha256
        assert row["plan_sha256"] == source.decisions_sha256
        assert float(row["value"]) == masterplan.value
        assert float(row["bound"]) == masterplan.bound
        assert float(row["gap"]) == masterplan.gap
        assert row["proven"] == str(masterplan.proven).lower()


def test_costs_are_exact_to_the_kopeck(masterplan):
    entries = (replace(masterplan.entries[0], cost=1_234_567_890_123), *masterplan.entries[1:])
    rows = read(said("uk", to_csv, ours(with_entries(masterplan, entries))))
    assert rows[0]["cost"] == "12345.67890123"
    for row, entry in zip(rows, entries, strict=True):
        if row["cost"]:
            assert Decimal(row["cost"]) * 100_000_000 == entry.cost


def test_negative_numbers_stay_numbers(masterplan):
    entries = (replace(masterplan.entries[0], margin=-0.25), *masterplan.entries[1:])
    assert read(said("uk", to_csv, ours(with_entries(masterplan, entries))))[0]["margin"] == "-0.25"


@given(HOSTILE)
def test_no_text_can_run(words):
    assert not may_run(neutral(words))


@given(HOSTILE)
def test_no_text_can_run_after_a_split_at_semicolons_tabs_or_lines(words):
    first, *rest = re.split("[;\t\r\n]", neutral(words))
    assert not may_run(first)
    # TAB and CR are separators here, so only what follows them can still be a cell of its own
    assert not [cell for cell in rest if may_run(cell)]


@given(HOSTILE)
def test_guarding_a_text_keeps_all_its_letters(words):
    assert neutral(words).replace("'", "") == words.replace("'", "")


@pytest.mark.parametrize("words", ["Держпром", "вул. Ужвій, 60", "O'Neill", "a = b", "3 - 4", ""])
def test_harmless_text_stays_as_it_is(words):
    assert neutral(words) == words


@settings(max_examples=30, deadline=None)
@given(name=HOSTILE)
def test_a_hostile_name_cannot_run_in_the_file(masterplan, name):
    entries = tuple(replace(e, name={"uk": name, "en": name}) for e in masterplan.entries[:2])
    for row in read(said("uk", to_csv, ours(with_entries(masterplan, entries)))):
        assert not may_run(row["name_uk"]) and not may_run(row["name_en"])
