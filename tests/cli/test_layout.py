"""Text that lines up in a terminal, whatever the letters."""

import pytest

from planner.cli.layout import Head, columns, display_width, pad, printable, wrap


def test_ukrainian_columns_line_up():
    heads = [Head("№", "right"), Head("Назва"), Head("млн грн", "right")]
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
