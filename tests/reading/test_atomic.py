"""A file is written whole or not at all, and never over another by accident."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from planner.errors import ConflictError, InputError
from planner.reading import write_atomic


def test_a_new_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a.yaml", b"new", overwrite=False)
    assert (tmp_path / "a.yaml").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_an_existing_file_is_kept_unless_overwriting_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    with pytest.raises(ConflictError):
        write_atomic(path, b"new", overwrite=False)
    assert path.read_bytes() == b"old"
    write_atomic(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["a.yaml"]


def test_of_many_writers_at_once_exactly_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"

    def attempt(i: int) -> int | None:
        try:
            write_atomic(path, str(i).encode(), overwrite=False)
        except ConflictError:
            return None
        return i

    with ThreadPoolExecutor(8) as pool:
        winners = [i for i in pool.map(attempt, range(32)) if i is not None]
    assert [path.read_bytes()] == [str(i).encode() for i in winners]


def test_a_full_disk_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError) as caught:
        write_atomic(path, b"new", overwrite=True)
    assert [fault.key for fault in caught.value.faults] == ["disk_full"]
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.yaml"]


def test_a_file_system_without_links_still_refuses_to_overwrite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "a.yaml"
    write_atomic(path, b"first", overwrite=False)
    with pytest.raises(ConflictError):
        write_atomic(path, b"second", overwrite=False)
    assert path.read_bytes() == b"first"
    assert [p.name for p in tmp_path.iterdir()] == ["a.yaml"]


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_atomic(tmp_path / "none" / "a.yaml", b"x", overwrite=False)
