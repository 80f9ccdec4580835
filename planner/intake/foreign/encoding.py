"""Text out of bytes whose encoding nobody states: by marks, by form, by how likely the letters are.

Files from Ukrainian offices come in Windows-1251 mostly, then UTF-8, UTF-16 (Excel's "Unicode
text"), KOI8-U and the two of DOS and of old Macs. One-byte encodings hold the same letters at
other places, so that a wrong one shows as rare letters and capitals within words.
"""

import codecs
import re
from collections import Counter
from math import log
from typing import Final, Literal

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE: Final = {
    "cp1251": 0.0,
    "koi8-u": -2.0,
    "cp1125": -6.0,
    "iso8859-5": -8.0,
    "mac-cyrillic": -12.0,
    "cp1252": -8.0,
}
"""Encoding -> how likely files of offices are in it, as a logarithm; by experience."""
_MANGLED_BY: Final = ("cp1251", "cp1252", "latin-1")
_LETTERS: Final = re.compile(rb"(?:[\xc2-\xf4][\x80-\xbf]+){3}")
"""Three letters of UTF-8 one after the other."""
_PROBED: Final = 200_000
"""Bytes by which an encoding is judged."""
_STRANGE_LETTERS: Final = 6
"""So many letters at least show that text was read in a wrong encoding before it was saved."""
# fmt: off
_PER_MILLE: Final = {
    "о": 94, "а": 72, "н": 65, "и": 61, "і": 57, "т": 55, "в": 52, "р": 47, "е": 46, "с": 41, "к": 36,
    "л": 35, "у": 32, "д": 32, "м": 30, "п": 29, "я": 23, "з": 22, "ь": 18, "б": 16, "г": 16, "ч": 12,
    "й": 12, "х": 12, "ц": 8, "ж": 8, "ю": 8, "ї": 6, "є": 6, "ш": 6, "щ": 4, "ф": 3, "ы": 3, "э": 1,
    "ъ": 1, "ё": 1, "ґ": 5,
}
# fmt: on
"""Letters of Ukrainian texts, and a few of Russian ones; approximate."""
_LIKELIHOOD: Final = {letter: log(share / 1000) for letter, share in _PER_MILLE.items()}
_PLAIN_MARKS: Final = frozenset("«»“”„’‘–—№°²³…§±ʼ\u00a0")
_RARE, _MARK, _FOREIGN, _LOST, _RAISED = -7.5, -4.0, -9.0, -12.0, -4.0
_CAPITAL_WITHIN: Final = re.compile(r"(?<=[а-яіїєґыэъё])[А-ЯІЇЄҐЫЭЪЁ]")


Note = Literal["mangled", "mixed_encodings", ""]
"""What was put right: letters that an earlier program had mangled, or lines of two encodings."""


def decoded(data: bytes) -> tuple[str, str, Note]:
    """(text, encoding, what was put right)."""
    for mark, name in _MARKS:
        if data.startswith(mark) and (name != "utf-8-sig" or _is_utf8(data)):
            return data.decode(name, "replace"), name.removesuffix("-sig"), ""
    wide = _utf16(data)
    if wide:
        return data.decode(wide, "replace"), wide, ""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _by_lines(data.removeprefix(codecs.BOM_UTF8))
    mended = _unmangled(text)
    return (mended or text), "utf-8", "" if mended is None else "mangled"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _by_lines(data: bytes) -> tuple[str, str, Note]:
    """Text of one byte a letter, but for lines that were put in as UTF-8: such letters make no UTF-8 by
    chance, so that each line tells what it is in."""
    lines = data.splitlines(keepends=True)
    wide = [_LETTERS.search(line) is not None and _is_utf8(line) for line in lines]
    name = _likeliest(
        b"".join(line for line, is_wide in zip(lines, wide, strict=True) if not is_wide)
    )
    if not any(wide):
        return data.decode(name, "replace"), name, ""
    text = "".join(
        line.decode("utf-8" if is_wide else name, "replace")
        for line, is_wide in zip(lines, wide, strict=True)
    )
    return text, name, "mixed_encodings"


def _utf16(data: bytes) -> str:
    """UTF-16 without a mark: of plain letters every other byte is 0."""
    probe = data[:4096]
    if len(probe) < 8:
        return ""
    odd, even = probe[1::2].count(0), probe[::2].count(0)
    if max(odd, even) < 0.2 * (len(probe) // 2):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _likeliest(data: bytes) -> str:
    probe = data[:_PROBED]
    return max(
        _ONE_BYTE, key=lambda name: _ONE_BYTE[name] + _likelihood(probe.decode(name, "replace"))
    )


def _likelihood(text: str) -> float:
    """Log-likelihood of the letters that are not ASCII."""
    strange = sum(n * _weight(sign) for sign, n in Counter(text).items() if sign > "\x7f")
    return strange + _RAISED * len(_CAPITAL_WITHIN.findall(text))


def _weight(letter: str) -> float:
    known = _LIKELIHOOD.get(letter)
    if known is None:
        known = _LIKELIHOOD.get(letter.lower())
    if known is not None:
        return known
    if letter == "\ufffd":
        return _LOST
    if letter in _PLAIN_MARKS:
        return _MARK
    return _RARE if letter.isalpha() else _FOREIGN


def _unmangled(text: str) -> str | None:
    """Text that was UTF-8, read in a one-byte encoding and saved so; None where it was not."""
    if sum(letter > "\x7f" for letter in text[:_PROBED]) < _STRANGE_LETTERS:
        return None
    for name in _MANGLED_BY:
        try:
            return text.encode(name).decode("utf-8")
        except UnicodeError:
            continue
    return None
