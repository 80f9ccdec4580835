"""Titles that people type, and the file names that are made of them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Final

from planner.domain import Names
from planner.errors import Fault, InputError
from planner.scenario.files.naming import DEVICES
from planner.text import PLAIN, Language, in_all

LONGEST_TITLE: Final = 120
LONGEST_NAME: Final = 60
"""Letters of a file name before its ending."""
RESERVED: Final = frozenset({"base", "about"}) | DEVICES
"""The base is extended and what is said of the city is no scenario; the others are devices of
Windows."""
_ROOM_FOR_NUMBER: Final = 6
_WITHOUT_WORDS: Final = "scenario"
_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’ʼ`"))
_JOINERS: Final = "\u200c\u200d"
"""Invisible, but a part of some letters and pictures."""
# fmt: off
_LATIN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "ы": "y", "э": "e",
    "ё": "e", "ъ": "",
}
_LATIN_AT_START: Final = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
# fmt: on
"""Resolution 55 of the Cabinet of Ministers of Ukraine, 27 January 2010."""
_STARTS: Final = re.compile(r"(?<![^\W\d_])[єїйюя]")
"""Where a word begins with a letter that is written otherwise there."""
_OTHERS: Final = str.maketrans(_LATIN)
_UNWRITTEN: Final = re.compile(r"[^a-z0-9]+")


def title_of(stated: Mapping[Language, str]) -> Names:
    """The title as typed, in one language or more; one serves for another where that is blank.

    Raises InputError where all are blank, one is too long, or holds signs that nobody can see.
    """
    typed = {language: _tidied(words) for language, words in stated.items()}
    faults = [fault for words in typed.values() for fault in _title_faults(words)]
    if not any(typed.values()):
        faults.append(Fault(key="ui_save_title"))
    if faults:
        raise InputError(faults)
    return Names(**in_all(typed))


def _tidied(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())


def _title_faults(words: str) -> Iterator[Fault]:
    if len(words) > LONGEST_TITLE:
        yield Fault(key="text_too_long", value=words, details={"limit": LONGEST_TITLE})
    if any(
        unicodedata.category(sign) in {"Cc", "Cf", "Cs"} and sign not in _JOINERS for sign in words
    ):
        yield Fault(key="control_character", value=repr(words)[1:-1])


def slug(words: str) -> str:
    """Lower-case Latin letters, digits and single hyphens, at most LONGEST_NAME; may be blank."""
    whole = unicodedata.normalize("NFC", words).casefold().translate(_APOSTROPHES)
    lower = whole.replace("зг", "zgh")
    begun = _STARTS.sub(lambda start: _LATIN_AT_START[start.group()], lower)
    plain = begun.translate(_OTHERS)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).casefold()
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    hyphenated = _UNWRITTEN.sub("-", plain).strip("-")
    return hyphenated[:LONGEST_NAME].rstrip("-")


def free_name(title: Names, is_taken: Callable[[str], bool]) -> str:
    """A file name, without its ending, made of a title: safe everywhere and not taken yet."""
    words = title.words
    slugs = map(slug, (words[PLAIN], *words.values()))
    stem = next(filter(None, slugs), _WITHOUT_WORDS)
    if stem not in RESERVED and not is_taken(stem):
        return stem
    stem = stem[: LONGEST_NAME - _ROOM_FOR_NUMBER].rstrip("-")
    return next(name for n in count(2) if not is_taken(name := f"{stem}-{n}"))
