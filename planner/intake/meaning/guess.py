"""What a table seems to mean: its columns by their headings and by what stands in them."""

from collections.abc import Callable
from typing import Final, Literal

import numpy as np

from planner.intake.headings import likeness
from planner.intake.layout import Table
from planner.intake.meaning.mapping import Mapping
from planner.intake.values.damage import PERCENT, likely_scales, percent_grade, scales
from planner.intake.values.dates import iso_of
from planner.intake.values.numbers import reader
from planner.intake.values.places import degrees_of, pair_of
from planner.intake.values.wording import is_blank, is_error, meant
from planner.text.folding import is_cyrillic

_LEAST: Final = 0.35
"""Below it a column is left out."""
_PROBED: Final = 300
"""Distinct words by which a column is judged."""
_BY_NAME: Final = 0.35
"""What a heading counts for where nothing in the column fits it."""
_DISTINCT: Final = {"id": 0.7, "name": 0.2}
"""Share of a column's words that must differ for it to tell buildings apart."""
_ENOUGH_ROWS: Final = 20
_ENOUGH: Final = 0.5
"""Share of a column's words of a scale that makes it a column of damage."""
_MEASURES: Final = frozenset(
    ("storeys", "height", "floor_area", "footprint", "area", "damaged_area", "people", "pupils",
     "patients", "workers", "damaged_share")
)  # fmt: skip
_LATITUDES: Final = 90.0
_PLAINLY, _CERTAINLY = 0.6, 0.9
"""Share of a column's words that must be of a field for it to be that without being called so."""


def guess(table: Table) -> Mapping:
    """The columns that fit a field best, each field once, and the scale of damage."""
    samples = {name: sample(table, name) for name in table.columns}
    offers = [
        (score, field, name)
        for name in table.columns
        for field, score in _scores(name, samples[name]).items()
        if field not in _DISTINCT or _distinct(table, name) >= _DISTINCT[field]
    ]
    columns: dict[str, str] = {}
    taken: set[str] = set()
    for score, field, name in sorted(offers, key=lambda offer: -offer[0]):
        if score >= _LEAST and field not in columns and name not in taken:
            columns[field] = name
            taken.add(name)
    _drop_covered(columns)
    _add_by_content(columns, samples)
    return Mapping(
        sheet=table.sheet,
        header=table.header,
        depth=table.depth or None,
        columns=columns,
        scale=scale_of(table, columns.get("damage", "")),
        area=_area(columns),
    )


def _area(columns: dict[str, str]) -> Literal["", "floor", "footprint"]:
    """What a column called only "area" is of: offices list floors, maps outlines."""
    if "area" not in columns or "floor_area" in columns:
        return ""
    if is_cyrillic(columns["area"]):
        return "floor"
    return "" if "footprint" in columns else "footprint"


def _distinct(table: Table, name: str) -> float:
    """Share of the filled cells of a column that are not alike; 1 in a list too short to tell."""
    filled = table.cells[name][table.cells[name] != ""]
    return filled.nunique() / len(filled) if len(filled) >= _ENOUGH_ROWS else 1.0


def scale_of(table: Table, heading: str) -> str:
    """The scale that a column of damage seems to be on; blank where there is none."""
    likely = likely_scales(heading, sample(table, heading)) if heading else []
    return likely[0] if likely else ""


def sample(table: Table, name: str) -> list[str]:
    """Distinct words of a column that say something, the most usual first."""
    counts = table.cells[name].value_counts()
    words = [str(w) for w in counts.index[: 2 * _PROBED] if not is_blank(w) and not is_error(w)]
    return words[:_PROBED]


def _add_by_content(columns: dict[str, str], samples: dict[str, list[str]]) -> None:
    """Fields that no heading names, where the words of a column can hardly be anything else."""
    plain = scales()["plain"]
    rules: dict[str, tuple[float, Callable[[str], bool]]] = {
        "damage": (_PLAINLY, lambda w: bool(plain.grade(w))),
        "point": (_CERTAINLY, lambda w: pair_of(w) is not None),
        "use": (_PLAINLY, lambda w: bool(meant("use", w))),
    }
    graded = {"damage", "damage_percent"} & columns.keys()
    placed = {"point", "lat"} & columns.keys()
    for field, (least, fits) in rules.items():
        if field in columns or (field == "damage" and graded) or (field == "point" and placed):
            continue
        shares = {
            name: _share(words, fits)
            for name, words in samples.items()
            if name not in columns.values() and len(words) > 1
        }
        best = max(shares, key=lambda name: shares[name], default="")
        if best and shares[best] >= least:
            columns[field] = best


def _drop_covered(columns: dict[str, str]) -> None:
    """What a better column says already."""
    if "lat" in columns and "lon" in columns:
        columns.pop("point", None)
    for half, other in (("lat", "lon"), ("lon", "lat")):
        if half in columns and other not in columns:
            columns.pop(half)
    if "floor_area" in columns and "footprint" in columns:
        columns.pop("area", None)


def _scores(name: str, words: list[str]) -> dict[str, float]:
    """Field -> how well a column fits it."""
    found = {}
    for field, named in likeness(name).items():
        fit = _fit(field, words, name)
        found[field] = named * (_BY_NAME + (1 - _BY_NAME) * fit) if fit > 0 else 0.3 * named
    return found if words else {}


def _share(words: list[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, words)) / len(words) if words else 0.0


def _fit(field: str, words: list[str], name: str) -> float:
    """Share of the words that could be values of a field."""
    if field in _MEASURES:
        read = reader(words, decimals=False)
        return _share(words, lambda w: read(w).value is not None)
    if field in ("lat", "lon"):
        return _share(words, lambda w: not np.isnan(degrees_of(w)[0]))
    if field == "damage":
        return _damage_fit(words, name)
    rules: dict[str, Callable[[str], bool]] = {
        "point": lambda w: pair_of(w) is not None,
        "damage_percent": lambda w: bool(percent_grade(w)),
        "damage_date": lambda w: bool(iso_of(w, "dmy") or iso_of(w, "mdy")),
        "year_built": lambda w: iso_of(w, "dmy")[:2] in ("18", "19", "20", "17"),
        "use": lambda w: bool(meant("use", w)),
        "owner": lambda w: bool(meant("owner", w)),
        "heritage_status": lambda w: bool(meant("heritage_status", w)),
        "name": lambda w: not w.replace(".", "").isdigit(),
        "address": lambda w: not w.replace(".", "").isdigit(),
        "district": lambda w: len(w) < 60,
    }
    rule = rules.get(field)
    if field == "year_built":
        return max(_share(words, rule or bool), _share(words, _is_year))
    return _share(words, rule) if rule else 1.0


def _is_year(word: str) -> bool:
    return word.isdigit() and 1000 <= int(word) <= 2100


def _damage_fit(words: list[str], name: str) -> float:
    covered = [s.coverage(words) for s in scales().values() if s.id != PERCENT]
    best = max(covered, default=0.0)
    if best < _ENOUGH and "%" in "".join(words):
        best = max(best, scales()[PERCENT].coverage(words))
    return best
