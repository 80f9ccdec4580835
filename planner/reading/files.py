"""Bytes from a file and text from bytes; whatever prevents either is a fault with a remedy."""

import codecs
from functools import partial
from pathlib import Path

from planner.errors import Fault, InputError

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOKS = {b"PK\x03\x04": "XLSX, ODS, ZIP", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "XLS"}
"""First bytes -> what a file is that is no text, whatever its name says."""
_MEGABYTE = 1_000_000
_ONE_BYTE = ("cp1251", "cp1252", "latin-1")
_LINES_PROBED = 1000
_LETTERS_PROBED = 6


def read_bytes(path: Path, *, limit: int, label: str) -> bytes:
    """The whole file, at most `limit` bytes; `label` names it in the fault.

    Raises InputError if it is missing, no ordinary file, not readable, or larger than `limit`.
    """
    try:
        if path.exists() and not path.is_file():
            raise InputError([Fault(key="not_a_file", file=label)])
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise InputError([Fault(key="file_missing", file=label)]) from None
    except (OSError, ValueError):
        raise InputError([Fault(key="unreadable", file=label)]) from None
    if len(data) > limit:
        details = {"limit": limit // _MEGABYTE}
        raise InputError([Fault(key="file_too_large", file=label, details=details)])
    return data


def decode(data: bytes, *, label: str) -> str:
    """UTF-8 text, with or without a byte order mark.

    Raises InputError for a workbook, naming what it is, and else naming the line that is not UTF-8
    and the encoding that it seems to be.
    """
    workbook = next((kind for mark, kind in _WORKBOOKS.items() if data.startswith(mark)), None)
    if workbook:
        raise InputError([Fault(key="workbook", file=label, value=workbook)])
    if data.startswith(_UTF16_MARKS) or data[1:2] == b"\x00" or data[:1] == b"\x00":
        raise InputError([Fault(key="encoding_utf16", file=label)])
    try:
        text = data.decode("utf-8").lstrip("\ufeff")  # a file that two programs marked has two
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise InputError([Fault(key="encoding", file=label, row=row)]) from None
    if "\ufffd" in text:
        row = text.count("\n", 0, text.index("\ufffd")) + 1
        raise InputError([Fault(key="encoding_lost", file=label, row=row)])
    garbled = _garbled_row(text)
    if garbled is not None:
        raise InputError([Fault(key="encoding_mojibake", file=label, row=garbled)])
    return text


def _garbled_row(text: str) -> int | None:
    """First line whose letters are UTF-8 bytes that somebody read in a one-byte encoding.

    Real text never happens to form valid UTF-8 when written in such an encoding.
    """
    if text.isascii():
        return None
    for row, line in enumerate(text.split("\n")[:_LINES_PROBED], start=1):
        strange = "".join(letter for letter in line if not letter.isascii())
        if len(strange) >= _LETTERS_PROBED and any(map(partial(_undone, strange), _ONE_BYTE)):
            return row
    return None


def _undone(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding).decode("utf-8")
    except UnicodeError:
        return False
    return True
