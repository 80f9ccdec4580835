"""Words that came out of a file damaged: two alphabets in one, signs that an encoding lost."""

import re
from typing import Final

_LOOKS: Final = str.maketrans("ABCEHIKMOPTXaceiopxy", "АВСЕНІКМОРТХасеіорху")
"""Latin letters and the Cyrillic ones that look the same."""
_ALIKE: Final = frozenset("ABCEHIKMOPTXaceiopxy")
_TOKEN: Final = re.compile(r"[^\W\d_]+")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_LATIN: Final = re.compile("[A-Za-z]")
_LOST: Final = re.compile(r"(?<=[бпвмфкрсдтнзлБПВМФКРСДТНЗЛ])\?(?=[яюєїЯЮЄЇ])")
"""An apostrophe that an encoding did not have."""
_LOST_SQUARE: Final = re.compile(r"(?<=\d )(м)\?|\bм\?(?!\w)")


def mended(word: str) -> str:
    """A word in one alphabet, and with the signs that its encoding lost."""
    if "?" in word:
        word = _LOST_SQUARE.sub("м²", _LOST.sub("’", word))
    if not word.isascii() and _LATIN.search(word) and _CYRILLIC.search(word):
        word = _TOKEN.sub(_one_alphabet, word)
    return word


def _one_alphabet(match: re.Match[str]) -> str:
    token = match.group()
    if not _CYRILLIC.search(token) or not _LATIN.search(token):
        return token
    foreign = [letter for letter in token if _LATIN.match(letter)]
    return token.translate(_LOOKS) if _ALIKE.issuperset(foreign) else token
