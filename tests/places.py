"""Where the project, its Kharkiv case and the small city of the tests lie."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
KHARKIV: Final = ROOT / "scenarios" / "kharkiv"
SMALL: Final = ROOT / "tests" / "scenario" / "small"
GOLDEN: Final = ROOT / "tests" / "golden"
