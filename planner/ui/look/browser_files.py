"""Files that the browser runs or shows: constant texts of this package, no value of the data."""

from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parents[1] / "browser"


@cache
def browser_file(name: str) -> str:
    """The text of a file in `browser/`. Raises FileNotFoundError."""
    return (_FOLDER / name).read_text(encoding="utf-8")
