"""The council's document as a PDF of two pages that a screen reader can read (PDF/UA-1).

All words go to the typesetter as data, never as markup, so that nothing in a name can be a command.
"""

import json
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from planner.exchange.council.content import Most, content
from planner.exchange.council.picture import FONTS, picture
from planner.exchange.gate import Released

PAGES: Final = 2
_TEMPLATE: Final = Path(__file__).parent / "council.typ"
_INSTEAD: Final = {"→": "–", "−": "–", "≤": "<", "≥": ">", "✓": "+", "′": "’", "ʼ": "’"}
"""What the typeface lacks -> what stands for it."""
_UNKNOWN: Final = "?"


def to_pdf(released: Released) -> bytes:
    """The document in the language spoken; tables are as long as two pages hold."""
    import typst  # not at the top: it is large, and nothing else needs it

    most, image = Most(), picture(released)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        if image is not None:
            (root / "map.png").write_bytes(image)
        source = root / "council.typ"
        source.write_bytes(_TEMPLATE.read_bytes())
        created = datetime.fromisoformat(released.plan.provenance.created)
        while True:
            told = {**content(released, most), "picture": image is not None}
            setting: dict[str, Any] = {
                "root": root,
                "font_paths": [FONTS],
                "ignore_system_fonts": True,
                "sys_inputs": {"content": json.dumps(_printable(told), ensure_ascii=False)},
            }
            pages = int(typst.query(source, "<end>", field="value", one=True, **setting))
            if pages <= PAGES or most.least:
                moment = int(created.timestamp())
                made = typst.compile(source, pdf_standards=["ua-1"], timestamp=moment, **setting)
                return bytes(made)
            most = most.fewer()


def _printable(part: Any) -> Any:
    """Words with only those characters that the typeface has: a missing one would be an empty box,
    which no screen reader can read."""
    if isinstance(part, dict):
        return {key: _printable(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_printable(value) for value in part]
    return "".join(map(_shown, part)) if isinstance(part, str) else part


def _shown(letter: str) -> str:
    letter = _INSTEAD.get(letter, letter)
    return letter if letter in _characters() else _UNKNOWN


@cache
def _characters() -> frozenset[str]:
    """What the typeface has: ranges of code points, one a line."""
    lines = (FONTS / "characters.txt").read_text(encoding="ascii").split()
    ranges = (line.split("-") for line in lines)
    return frozenset(chr(c) for low, high in ranges for c in range(int(low, 16), int(high, 16) + 1))
