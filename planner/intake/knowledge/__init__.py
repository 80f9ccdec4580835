"""What intake knows of the world, as data: names of columns, scales of damage, words of uses."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def known(name: str) -> dict[str, Any]:
    """One of the tables beside this file."""
    path = Path(__file__).parent / f"{name}.yaml"
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    return dict(found)
