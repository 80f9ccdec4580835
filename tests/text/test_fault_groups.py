"""Faults that one remedy mends share a line, and any file comes to some thirty lines."""

import pytest

from planner.errors import LISTED, Fault, InputError, listed
from planner.text import LANGUAGES, Language, grouped_lines
from planner.text.faults import MOST_LINES
from tests.saying import said


def cells(key: str, column: str, rows: int, **details: str) -> list[Fault]:
    return [
        Fault(key=key, file="sites.csv", row=r, field=column, value=f"{r},5", details=details)
        for r in range(2, rows + 2)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_of_one_fault_is_one_line_with_its_count_its_first_places_and_a_remedy(
    language: Language,
) -> None:
    error = InputError(listed(cells("decimal_comma", "floor_area_m2", 803)))
    ((line, note),) = said(language, grouped_lines, error)
    assert not note and error.count == 803
    assert line.startswith("803 ")
    assert "2, 3, 4, 5, 6 …" in line and "floor_area_m2" in line
    values = "«2,5», «3,5», «4,5», …" if language == "uk" else "“2,5”, “3,5”, “4,5”, …"
    assert values in line and "40.5" in line


def test_what_a_suggestion_is_for_is_kept_apart() -> None:
    near = [
        Fault(key="unknown_choice_near", file="s.csv", row=r, field="use", value=v, details=d)
        for r, v, d in [
            (2, "scool", {"near": "school", "known": ""}),
            (3, "scool", {"near": "school", "known": ""}),
            (4, "hous", {"near": "house", "known": ""}),
        ]
    ]
    lines = [line for line, _ in said("en", grouped_lines, InputError(near))]
    assert len(lines) == 2
    assert "school" in lines[0] and lines[0].startswith("2 times")
    assert "house" in lines[1]


def test_no_file_comes_to_more_than_thirty_lines() -> None:
    many = [fault for c in range(200) for fault in cells("number", f"column_{c}", 3)]
    assert len(said("en", grouped_lines, InputError(many))) == 1
    keys = ["number", "whole", "blank", "negative", "date", "decimal_comma", "id_pattern"]
    files = [f"file-{k}.csv" for k in range(20)]
    kinds = [Fault(key=key, file=file) for key in keys for file in files]
    lines = said("en", grouped_lines, InputError(kinds))
    assert len(lines) == MOST_LINES
    assert f"{len(kinds) - MOST_LINES + 1} more" in lines[-1][0]


def test_every_kind_is_listed_up_to_a_limit_and_counted_beyond() -> None:
    kept = listed([*cells("number", "a", 1000), *cells("number", "b", 5)])
    assert len(kept) == LISTED + 5
    assert InputError(kept).count == 1005
    assert InputError(listed(kept)).count == 1005
