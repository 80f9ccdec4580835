"""One row of the ranked list, as short arrays for the browser: words that many share go once."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from planner.insight.changes import Changes
from planner.insight.orders import Order
from planner.insight.without import signed, without_words
from planner.insight.words import (
    choice,
    criterion_name,
    entry_use,
    field_name,
    reason,
    step_years,
    works_name,
)
from planner.plan import Entry, Plan
from planner.text import amount, decimal, name_of, text
from planner.ui.look.markup import Markup, tag
from planner.ui.look.palette import WORKS, criterion_ink

TAGS: Final = ("new", "must", "promise", "never", "project")
"""A row names its tags by their place here; the first marks what has just entered."""
NAMES: Final = 3
"""How many displaced sites a row names before it counts the rest."""
THIN: Final = 4
"""Thousandths of the bar below which a piece would not be seen."""


def shape(works: str) -> str:
    """The symbol of a kind of works, as the style sheet names it."""
    return works if works in WORKS else "other"


def symbol(works: str) -> Markup:
    """The symbol of a kind of works; its name stands beside it, so it is hidden from readers."""
    return tag("span", class_=f"sym sym-{shape(works)}", aria_hidden="true")


def longest(plan: Plan) -> float:
    """Points that fill the contribution bar: the most that anything in the plan brings or takes."""
    points = plan.listing.points[plan.listing.in_plan]
    most = np.abs(points).sum(axis=1).max(initial=0.0)
    return float(most) or 1.0


def digits_for(size: float) -> int:
    """Decimals with which points of this size keep two or three digits that tell."""
    return min(6, max(2, 2 - math.floor(math.log10(size))))


@dataclass(slots=True, kw_only=True)
class ListRows:
    """Makes the rows of one list, and gathers the words they share."""

    plan: Plan
    climbed: Mapping[str, int]
    entered: frozenset[str]
    longest: float
    digits: int
    order: Order = "loss"
    works: dict[str, int] = field(default_factory=dict)
    about: dict[str, int] = field(default_factory=dict)
    moves: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, changed: Changes, order: Order = "loss") -> "ListRows":
        """For the list of a plan in an order, with what changed against the baseline."""
        most = longest(plan)
        return cls(
            plan=plan,
            climbed=changed.climbed,
            entered=frozenset(changed.entered),
            longest=most,
            digits=digits_for(most),
            order=order,
        )

    def row(self, entry: Entry) -> list[Any]:
        """[id, rank, places climbed, name, tags, works with years, what it is, pieces of the bar,
        points, money with its range, what the plan loses without it, reasons]; nothing in the last places without works."""
        climbed = self._climbed(entry)
        name, about = name_of(entry.name), self._place(self.about, self._what(entry))
        head = [entry.id, entry.rank, climbed, name, self._tags(entry), self._course(entry), about]
        why = why_of(self.plan, entry)
        if not entry.steps:
            return [*head, [], "", 0, "", why]
        points = decimal(entry.importance, self.digits)
        return [*head, self._pieces(entry), points, self._money(entry), self._worth(entry), why]

    @staticmethod
    def _place(table: dict[str, int], words: str) -> int:
        return table.setdefault(words, len(table))

    def _climbed(self, entry: Entry) -> int:
        climbed = int(self.climbed.get(entry.id, 0))
        if climbed and climbed not in self.moves:
            way, n = ("up" if climbed > 0 else "down"), abs(climbed)
            self.moves[climbed] = text(f"plan.row.{way}", n=n, n_text=n)
        return climbed

    def _what(self, entry: Entry) -> str:
        if entry.heritage_status != "none":
            return choice("heritage_status", entry.heritage_status)
        return entry_use(entry)

    def _tags(self, entry: Entry) -> list[int]:
        is_project = "project" if entry.kind == "project" else ""
        new = "new" if entry.id in self.entered else ""
        return [TAGS.index(name) for name in (new, entry.forced, is_project) if name]

    def _course(self, entry: Entry) -> list[list[Any]]:
        return [[self._place(self.works, s.works), step_years(s)] for s in entry.steps]

    def _pieces(self, entry: Entry) -> list[list[Any]]:
        """[criterion, thousandths of the bar, points]; a loss is negative, none is left out that
        is seen or told."""
        pieces: list[list[Any]] = []
        for order, points in enumerate(entry.points.values()):
            width = round(min(1.0, abs(points) / self.longest) * 1000)
            told = round(points, self.digits) != 0
            if told or width >= THIN:
                signed = math.copysign(width, points) if width >= THIN else 0
                words = decimal(points, self.digits) if told else ""
                pieces.append([order, int(signed), words])
        return pieces

    def _money(self, entry: Entry) -> list[str]:
        amounts = (entry.cost, entry.cost_low, entry.cost_high)
        return [amount(minor, self.plan.scenario.money.tender) for minor in amounts]

    def _worth(self, entry: Entry) -> str:
        """What the plan loses without it; value for money where that is what orders the list."""
        if self.order == "value":
            return text("list.value", n=signed(entry.margin, 2))
        return without_words(entry, self.digits)

    def shared(self) -> dict[str, Any]:
        """Words and colours that the rows refer to by their place."""
        scenario = self.plan.scenario
        criteria = self.plan.listing.columns
        return {
            "tags": [text(f"plan.row.{name}") for name in TAGS],
            "works": [[works_name(scenario, w), shape(w)] for w in self.works],
            "about": list(self.about),
            "moves": self.moves,
            "criteria": [
                [criterion_name(scenario, criterion), criterion_ink(criterion, order).css]
                for order, criterion in enumerate(criteria)
            ],
        }


def why_of(plan: Plan, entry: Entry) -> str:
    """Why it stands where it stands, what a survey must find out, and what makes way for what."""
    words = [reason(entry)]
    if entry.missing:
        fields = ", ".join(field_name(column) for column in entry.missing)
        words.append(text("plan.row.survey", fields=fields))
    if entry.displaced_by is not None:
        project = name_of(plan.entry(entry.displaced_by).name)
        words.append(text("plan.row.cleared_for", project=project))
    if entry.displaces and entry.group != "unplannable":
        words.append(text("plan.row.displaces", sites=_names(plan, entry)))
    return " ".join(word for word in words if word)


def _names(plan: Plan, entry: Entry) -> str:
    named = [name_of(plan.entry(i).name) for i in entry.displaces[:NAMES]]
    rest = len(entry.displaces) - NAMES
    if rest > 0:
        named.append(text("list.rest", n=rest, n_text=rest))
    return ", ".join(named)
