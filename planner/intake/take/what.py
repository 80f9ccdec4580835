"""What buildings are: use, listing, owner, damage, and when they were struck."""

import re
from datetime import date
from typing import Final, Literal

import numpy as np

from planner.arrays import Flags
from planner.domain import NOT_CHECKED
from planner.intake.take.source import Source
from planner.intake.values.damage import (
    NOT_SAID,
    YES_NO,
    Scale,
    grade_beside,
    percent_grade,
    scales,
)
from planner.intake.values.dates import ambiguous, iso_of, order_of
from planner.intake.values.distinct import Cells, Distinct
from planner.intake.values.wording import meant

OTHER: Final = "other"
REPORTED, INFERRED, JUDGED = "reported", "inferred", "judgement"
"""Words of quality: stated by the list, following from what it states, set by hand."""
KINDS: Final = {
    "residential": "residents",
    "education": "pupils",
    "health": "patients",
    "culture": "visitors",
    "religious": "visitors",
    "sport": "visitors",
    "administration": "workers",
    "commerce": "workers",
    "industry": "workers",
    OTHER: "none",
}
"""Who mostly is in a building of a use."""
_TOLD: Final = 4
"""Words of another scale that are told by name."""
_LIVED_IN: Final = re.compile(
    r"(?<!не)житлов|багатокварт|гуртожит|residential|apartment|dwelling|dormitory", re.IGNORECASE
)
_Word = Literal["use", "heritage_status", "owner"]


def blank(n: int) -> Cells:
    """(n,) blanks."""
    return np.full(n, "", dtype=object)


def uses(source: Source) -> Cells:
    """(n,) use of each building; `other` where the list does not say it in known words."""
    found, unknown = _worded(source, "use")
    named = _use_of_name(source, np.asarray(found == "", dtype=bool))
    rows = np.asarray(named != "", dtype=bool)
    found[rows] = named[rows]
    source.journal.infer("use_of_name", "use", rows)
    unknown &= ~rows
    found[found == ""] = OTHER
    if unknown.any():
        source.journal.infer("use_unknown", "use", unknown)
    return found


def _use_of_name(source: Source, open_: Flags) -> Cells:
    """(n,) use that the name of a building tells, where nothing else does; that it is a house tells
    none, unless it says that people live there."""
    column = Distinct.of(np.where(open_, source.get("name"), "").astype(object))
    found = [(word, meant("use", word) if word else "") for word in column.words]
    told = [
        "" if use == OTHER or (use == "residential" and not _LIVED_IN.search(word)) else use
        for word, use in found
    ]
    return column.spread(told)


def listings(source: Source) -> Cells:
    """(n,) legal status; `not_checked` wherever the list does not say, never `none`."""
    found, unknown = _worded(source, "heritage_status")
    source.journal.correct(
        "unknown_word", "heritage_status", unknown, source.get("heritage_status"), blank(source.n)
    )
    found[found == ""] = NOT_CHECKED
    return found


def owners(source: Source) -> Cells:
    """(n,) whose buildings are; blank where the list does not say it in known words."""
    found, unknown = _worded(source, "owner")
    if unknown.any():
        source.journal.note("owner_unknown", n=int(unknown.sum()))
    return found


def _worded(source: Source, field: _Word) -> tuple[Cells, Flags]:
    """(n,) words of a column in the tool's own; (n,) where they are none of those known."""
    cells = source.get(field)
    said = source.mapping.words.get(field, {})
    column = Distinct.of(cells)
    found = column.spread([(said.get(w) or meant(field, w)) if w else "" for w in column.words])
    return found, np.asarray((cells != "") & (found == ""), dtype=bool)


def grades(source: Source) -> tuple[Cells, Cells]:
    """(n,) grade 0 to 5, blank where not known; (n,) how it is known."""
    mapping, n = source.mapping, source.n
    found, quality = blank(n), blank(n)
    if source.has("damage"):
        cells = source.get("damage")
        scale = scales().get(mapping.scale)
        column = Distinct.of(cells)
        read = [_grade(word, source) if word else "" for word in column.words]
        found = column.spread(read)
        unknown = (cells != "") & (found == "")
        source.journal.correct("unknown_damage", "damage", unknown, cells, blank(n))
        found[found == NOT_SAID] = ""
        guessed = scale is not None and scale.guess
        quality[found != ""] = INFERRED if guessed else mapping.quality
        if scale is not None:
            source.journal.note("scale", scale=scale.id, column=source.heading("damage"))
            _tell_beside(source, scale, column)
    if source.has("damage_percent"):
        column = Distinct.of(source.get("damage_percent"))
        percents = column.spread([percent_grade(word) if word else "" for word in column.words])
        rows = (found == "") & (percents != "")
        found[rows], quality[rows] = percents[rows], mapping.quality
        source.journal.infer("grade_of_percent", "damage", np.asarray(rows, dtype=bool))
    if mapping.assume.damage is not None:
        rows = found == ""
        found[rows], quality[rows] = str(mapping.assume.damage), JUDGED
        source.journal.infer("grade_assumed", "damage", np.asarray(rows, dtype=bool))
    return found, quality


def _tell_beside(source: Source, scale: Scale, column: Distinct) -> None:
    """Words that are none of the column's scale, and the grades that another one gives them."""
    said = source.mapping.damage
    beside = [w for w in column.words if w and w not in said and not scale.grade(w)]
    told = [
        f"{word} → {grade}"
        for word in beside
        if (grade := _grade(word, source)) not in ("", NOT_SAID)
    ]
    if told:
        more = " …" if len(told) > _TOLD else ""
        source.journal.note("scale_beside", words=", ".join(told[:_TOLD]) + more)


def _grade(word: str, source: Source) -> str:
    """The grade of a word: as the mapping says, else by the scale, else by any that knows it."""
    mapping = source.mapping
    if word in mapping.damage:
        return mapping.damage[word]
    if mapping.scale in scales():
        grade = scales()[mapping.scale].grade(word)
        if grade and mapping.scale == YES_NO and grade not in ("0", NOT_SAID):
            return str(mapping.assume.damaged)
        if grade:
            return grade
    return (percent_grade(word) if "%" in word else "") or grade_beside(word)


def strikes(source: Source) -> Cells:
    """(n,) ISO date of the last strike; what is none, or lies ahead, is told and left out."""
    cells = source.get("damage_date")
    column = Distinct.of(cells)
    order = source.mapping.dates or order_of(column.words)
    if not source.mapping.dates and ambiguous(column.words):
        source.journal.note("dates_ambiguous", column=source.heading("damage_date"))
    today = date.today().isoformat()
    read = [iso_of(word, order) if word else "" for word in column.words]
    ahead = column.spread(["x" if r > today else "" for r in read]) != ""
    found = column.spread(["" if r > today else r for r in read])
    wrong = (cells != "") & (found == "") & ~ahead
    source.journal.correct("date_unreadable", "damage_date", wrong, cells, found)
    source.journal.correct("date_ahead", "damage_date", np.asarray(ahead, dtype=bool), cells, found)
    return found


def kinds_of(use: Cells) -> Cells:
    """(n,) who mostly is in a building."""
    column = Distinct.of(use)
    return column.spread([KINDS[word] for word in column.words])
