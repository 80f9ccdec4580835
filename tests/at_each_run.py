"""Cases of a claim that are tried at each run, and those that `pytest -m slow` tries besides."""

from collections.abc import Sequence
from typing import Any

import pytest


def first(few: int, cases: Sequence[Any]) -> list[Any]:
    """Cases of which so many are tried at each run."""
    rest = [pytest.param(case, marks=pytest.mark.slow) for case in cases[few:]]
    return [*cases[:few], *rest]
