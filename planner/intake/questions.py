"""What a list leaves open and only whoever brings it can say: asked once each, with a guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from planner.intake.looking import Look
from planner.intake.meaning.guess import sample
from planner.intake.take.ground import Ground
from planner.intake.values.damage import (
    PERCENT,
    grade_beside,
    is_ambiguous,
    likely_scales,
    scales,
)
from planner.intake.values.dates import ambiguous
from planner.intake.values.numbers import reader
from planner.intake.values.wording import is_blank, is_error
from planner.text import name_of, text, whole

MOST: Final = 12
"""Questions that anybody is asked of one file and one city."""
_GRADES: Final = ("1", "2", "3", "4", "5")
_STOREYS: Final = ("1", "2", "3", "5", "9")
_AREAS: Final = ("60", "120", "400", "1500", "4000")
_KNOWN_ENOUGH: Final = 20
"""Storeys stated from which their middle is a guess for the others."""
_OFTEN: Final = 0.02
"""Share of the rows from which an unknown word of damage is worth a question."""
_MOST_WORDS: Final = 3
_LONGEST: Final = 60
Kind = Literal["choice", "number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: which value of the mapping it sets, what may be answered, what is guessed."""

    key: str
    """Dotted name of the value: `assume.damage`."""
    words: str
    options: tuple[tuple[str, str], ...]
    """(value, words) of each answer."""
    guess: str
    """What holds unless it is answered."""


def questions(look: Look, ground: Ground) -> list[Question]:
    """What should be asked of a list, the weightiest first."""
    asked = [
        _sheet(look),
        _damage_column(look),
        _scale(look),
        _damaged(look),
        *_unknown_damage(look),
        _area(look),
        _storeys(look),
        _size(look),
        _dates(look),
        _quality(look),
    ]
    return [question for question in asked if question is not None][:MOST]


def _choice(key: str, options: Sequence[tuple[str, str]], guess: str, **values: object) -> Question:
    words = text(f"intake.ask.{key}", **values)
    return Question(key=key, words=words, options=tuple(options), guess=guess)


def _worded(key: str, values: Sequence[str]) -> list[tuple[str, str]]:
    return [(value, text(f"intake.ask.{key}.{value}")) for value in values]


def _sheet(look: Look) -> Question | None:
    if len(look.sheets) < 2:
        return None
    return _choice("sheet", [(name, name) for name in look.sheets], look.table.sheet)


def _damage_column(look: Look) -> Question | None:
    """Without any column of damage all rows are of one grade, or of none."""
    if {"damage", "damage_percent"} & look.mapping.columns.keys():
        return None
    stated = look.mapping.assume.damage
    options = [("", text("intake.ask.assume.damage.none"))]
    options += [(grade, text(f"choice.damage_grade.{grade}")) for grade in _GRADES]
    return _choice("assume.damage", options, "" if stated is None else str(stated))


def _scale(look: Look) -> Question | None:
    heading = look.mapping.columns.get("damage", "")
    if not heading:
        return None
    words = sample(look.table, heading)
    if not is_ambiguous(heading, words):
        return None
    options = [(i, name_of(scales()[i].names)) for i in likely_scales(heading, words)]
    return _choice("scale", options, look.mapping.scale, column=heading)


def _damaged(look: Look) -> Question | None:
    """What a building is that is said to be damaged and no more."""
    if look.mapping.scale != "yes_no":
        return None
    options = [(grade, text(f"choice.damage_grade.{grade}")) for grade in _GRADES]
    return _choice("assume.damaged", options, str(look.mapping.assume.damaged))


def _unknown_damage(look: Look) -> list[Question]:
    """Words in the column of damage that no scale knows: those of most rows are asked, one by one."""
    heading, said = look.mapping.columns.get("damage", ""), look.mapping.damage
    if not heading or look.mapping.scale == PERCENT:
        return []
    cells = look.table.cells[heading]
    known = scales().get(look.mapping.scale)
    found: list[tuple[str, int]] = []
    for word, n in cells[cells != ""].value_counts().items():
        unknown = not is_blank(str(word)) and not is_error(str(word))
        if word in said or (
            unknown and not (known and known.grade(str(word))) and not grade_beside(str(word))
        ):
            found.append((str(word), int(n)))
    options = [("", text("intake.ask.assume.damage.none"))]
    options += [(grade, text(f"choice.damage_grade.{grade}")) for grade in ("0", *_GRADES)]
    often = [(word, n) for word, n in found if word in said or n >= _OFTEN * len(cells)]
    return [
        Question(
            key=f"damage.{word}",
            words=text("intake.ask.damage", word=word[:_LONGEST], n=n, n_text=whole(n)),
            options=tuple(options),
            guess=said.get(word, ""),
        )
        for word, n in often[:_MOST_WORDS]
    ]


def _area(look: Look) -> Question | None:
    columns = look.mapping.columns
    if "area" not in columns or "floor_area" in columns or "footprint" in columns:
        return None
    options = _worded("area", ("floor", "footprint"))
    return _choice("area", options, look.mapping.area, column=columns["area"])


def _storeys(look: Look) -> Question | None:
    """A footprint says nothing of the floor without storeys."""
    columns, mapping = look.mapping.columns, look.mapping
    ground = "footprint" in columns or ("area" in columns and mapping.area == "footprint")
    if not ground or "floor_area" in columns:
        return None
    known = _known_storeys(look)
    n_open = len(look.table) - len(known)
    if n_open == 0:
        return None
    usual = f"{np.median(known):g}" if len(known) >= _KNOWN_ENOUGH else ""
    offered = sorted({*_STOREYS, usual} - {""}, key=float)
    options = [("", text("intake.ask.assume.storeys.none")), *((s, s) for s in offered)]
    stated = mapping.assume.storeys
    guess = "" if stated is None else f"{stated:g}"
    return _choice(
        "assume.storeys", options, guess, n=n_open, n_text=str(n_open), usual=usual or "—"
    )


def _size(look: Look) -> Question | None:
    """Without any size nothing can be planned."""
    if {"floor_area", "footprint", "area"} & look.mapping.columns.keys():
        return None
    options = [
        ("", text("intake.ask.assume.floor_area.none")),
        *((a, text("intake.ask.area_of", area=a)) for a in _AREAS),
    ]
    stated = look.mapping.assume.floor_area
    return _choice("assume.floor_area", options, "" if stated is None else f"{stated:g}")


def _known_storeys(look: Look) -> list[float]:
    heading = look.mapping.columns.get("storeys", "")
    if not heading:
        return []
    cells = look.table.cells[heading]
    counts = cells[cells != ""].value_counts()
    read = reader([str(word) for word in counts.index], decimals=False)
    values = [(read(str(word)).value, n) for word, n in counts.items()]
    return [value for value, n in values if value for _ in range(int(n))]


def _dates(look: Look) -> Question | None:
    heading = look.mapping.columns.get("damage_date", "")
    if not heading or not ambiguous(sample(look.table, heading)):
        return None
    return _choice(
        "dates", _worded("dates", ("dmy", "mdy")), look.mapping.dates or "dmy", column=heading
    )


def _quality(look: Look) -> Question | None:
    return _choice("quality", _worded("quality", ("reported", "estimated")), look.mapping.quality)
