"""Words as a search compares them: without case, accents and apostrophes, in either alphabet.

Romanisation follows the Ukrainian table (Cabinet of Ministers, 27 January 2010, no. 55), loosened
so that what people type is found: y and i count as one, so do g and h, and places in a word do
not matter (yu and iu, ya and ia, yi and i). Long texts are read letter by letter of the tables
below, which is quicker than `str.translate` where letters are not ASCII.
"""

import re
import unicodedata
from typing import Final

_APOSTROPHES: Final = "'’ʼ`´‘‛ʹ′\u02bb"
_UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ALIKE: Final = {
    **dict.fromkeys(_APOSTROPHES + _UNSEEN, ""),
    **dict.fromkeys("‐‑‒–—−", "-"),
    "ґ": "г",
}
_ACCENTS: Final = re.compile("(?<!и)\u0306|(?<!і)\u0308|[\u0300-\u0305\u0307\u0309-\u036f]")
"""Combining marks, other than those of й and ї."""
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_PAIRS: Final = (
    "зг=zh щ=shch ш=sh ч=ch ц=ts х=kh ж=zh є=ie ю=iu я=ia а=a б=b в=v г=h д=d е=e з=z и=i і=i ї=i "
    "й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f ь= ъ= ы=i э=e zgh=zh y=i g=h ii=i"
)
"""In the order in which letters are replaced."""
_ROMAN: Final = [pair.split("=") for pair in _PAIRS.split()]
_PLAIN: Final = re.compile("[\x00-\x7fа-щьюяєії«»“”„…№]*")
"""Letters that are their own plain form."""


def folded(words: str) -> str:
    """Words for comparing: case, accents and apostrophes go, ґ is г, all dashes are one."""
    plain = words.casefold()
    for letter, alike in _ALIKE.items():
        plain = plain.replace(letter, alike)
    if _PLAIN.fullmatch(plain):
        return plain
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", plain)))


def is_cyrillic(words: str) -> bool:
    """Whether any letter is Cyrillic."""
    return _CYRILLIC.search(words) is not None


def romanised(words: str) -> str:
    """Folded words of either alphabet in loose Latin: Сумська, Sumska -> sumska."""
    for letters, latin in _ROMAN:
        words = words.replace(letters, latin)
    return words
