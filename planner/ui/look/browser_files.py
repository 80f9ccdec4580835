"""Scripts and styles that run in the browser: constant texts of this package, no value of the data."""

import json
from functools import cache
from pathlib import Path
from typing import Final

from planner.text import LANGUAGES, Language, keys, text

_FOLDER: Final = Path(__file__).parents[1] / "browser"


@cache
def browser_file(name: str) -> str:
    """The text of a file in `browser/`."""
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def page_script(language: Language) -> str:
    """A script that tells the browser the page's language and puts Streamlit's own words into it."""
    others = [other for other in LANGUAGES if other != language]
    words = {
        text(key, other): text(key, language)
        for key in sorted(keys())
        if key.startswith("builtin.")
        for other in others
    }
    stated = json.dumps(words, ensure_ascii=True).replace("<", "\\u003c")
    lines = [line for line in browser_file("page.js").splitlines() if not line.startswith("//")]
    script = "\n".join(lines).strip()
    return f"<script>({script})({json.dumps(language)}, {stated})</script>"
