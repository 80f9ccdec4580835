"""Tuning: every number has its sentence, and every number is used."""

import ast
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from planner.optimise import tuning

ROOM = Path(tuning.__file__).parent
FILES = sorted(path for path in ROOM.glob("*.py") if path.name != "__init__.py")
STEPS = [name for name in tuning.__all__ if name.isupper()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_number_has_a_sentence(path: Path) -> None:
    for kind in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(kind, ast.ClassDef):
            told = [
                isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                for before, after in zip(kind.body, [*kind.body[1:], ast.Pass()], strict=True)
                if isinstance(before, ast.AnnAssign)
            ]
            assert told and all(told), kind.name


@pytest.mark.parametrize("name", STEPS)
def test_every_number_is_used(name: str) -> None:
    step = getattr(tuning, name)
    sources = [path for path in ROOM.parent.rglob("*.py") if path.parent != ROOM]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    assert is_dataclass(step)
    unused = [f.name for f in fields(step) if not re.search(rf"\b{name}\.{f.name}\b", text)]
    assert not unused
