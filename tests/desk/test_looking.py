"""Files are looked at once for one drawing of a page."""

import pytest

from planner.desk.looking import looked, one_look


def test_within_one_look_a_file_is_as_it_was_first_seen_and_afterwards_as_it_is(tmp_path):
    file = tmp_path / "file"
    file.write_text("first")

    def read():
        return looked(file, file.read_text)

    with one_look():
        assert read() == "first"
        file.write_text("second")
        assert read() == "first"
        with one_look():
            assert read() == "first"
        assert read() == "first"
    assert read() == "second"
    with one_look():
        assert read() == "second"


def test_without_one_look_every_look_is_new(tmp_path):
    file = tmp_path / "file"
    for words in ("first", "second"):
        file.write_text(words)
        assert looked(file, file.read_text) == words


def test_a_look_that_ends_in_a_fault_leaves_nothing_behind(tmp_path):
    file = tmp_path / "file"
    file.write_text("first")
    with pytest.raises(ValueError), one_look():
        looked(file, file.read_text)
        raise ValueError
    file.write_text("second")
    assert looked(file, file.read_text) == "second"
