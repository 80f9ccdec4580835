"""One row of the ranked list, as short arrays for the browser: words that many share go once."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from planner.insight.changes import Changes
from planner.insight.orders import Order
from planner.insight.without import without_words
from planner.insight.words import (
    criterion_name,
    entry_use,
    field_name,
    reason,
    step_years,
    works_name,
)
from planner.plan import Entry, Plan
from planner.text import amount, decimal, name_of, percent, text
from planner.ui.look.markup import Markup, tag
from planner.ui.look.palette import WORKS, criterion_ink

TAGS: Final = (
    *("new", "must", "promise", "never", "project"),
    *("national", "local", "newly_identified", "unlisted_valuable", "not_checked"),
    *("always", "sometimes", "never_in"),
)
"""A row names its tags by their place here; the first marks what has just entered, some say in a word
how a building is protected, the last whether plans as good work on it, where that is known."""
_STANDING: Final = {"always": "always", "sometimes": "sometimes", "never": "never_in"}
WITHIN: Final = 97.0
"""Per cent of what is in the plan whose bars are not cut."""
MOST_TICKS: Final = 3
MOST_TOLD: Final = 9.99
"""Times what it brings, beyond which it is only said that elsewhere they would bring more."""
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


def scale_of(plan: Plan) -> float:
    """Points that fill the contribution bar: more than nearly all that is in the plan brings.

    A few giants would leave the others bars of two pixels: theirs are cut, and say so.
    """
    sizes = np.abs(plan.listing.points[plan.listing.in_plan]).sum(axis=1)
    most = float(np.percentile(sizes, WITHIN)) if len(sizes) else 0.0
    return most or float(sizes.max(initial=0.0)) or 1.0


def ticks(scale: float) -> list[float]:
    """Points that the axis of the bars names: 0 and round numbers, no more than three of them."""
    power = 10.0 ** math.floor(math.log10(scale))
    step = next(n * power for n in (0.5, 1.0, 2.0, 5.0) if scale / (n * power) < MOST_TICKS + 1)
    return [step * n for n in range(int(scale / step + 1e-9) + 1)]


def money_digits(plan: Plan) -> int:
    """Decimals of amounts in the list: none where all are whole units."""
    return 1 if (plan.listing.cost % plan.scenario.money.tender.size).any() else 0


def digits_for(size: float) -> int:
    """Decimals with which points of this size keep two or three digits that tell."""
    return min(6, max(2, 2 - math.floor(math.log10(size))))


@dataclass(slots=True, kw_only=True)
class ListRows:
    """Makes the rows of one list, and gathers the words they share."""

    plan: Plan
    climbed: Mapping[str, int]
    entered: frozenset[str]
    scale: float
    digits: int
    money_digits: int
    order: Order = "loss"
    works: dict[str, int] = field(default_factory=dict)
    about: dict[str, int] = field(default_factory=dict)
    moves: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, changed: Changes, order: Order = "loss") -> "ListRows":
        """For the list of a plan in an order, with what changed against the baseline."""
        scale = scale_of(plan)
        return cls(
            plan=plan,
            climbed=changed.climbed,
            entered=frozenset(changed.entered),
            scale=scale,
            digits=digits_for(scale),
            money_digits=money_digits(plan),
            order=order,
        )

    def row(self, entry: Entry) -> list[Any]:
        """[id, rank, places climbed, name, tags, works with years, what it is for, pieces of the bar,
        points, money with its range, what the plan loses without it, reasons, whether the bar is
        cut]; nothing of points and money without works."""
        climbed, name = self._climbed(entry), name_of(entry.name)
        protected = entry.heritage_status != "none"
        about = -1 if protected else self._place(self.about, entry_use(entry))
        head = [entry.id, entry.rank, climbed, name, self._tags(entry), self._course(entry), about]
        why = why_of(self.plan, entry)
        if not entry.steps:
            return [*head, [], "", 0, "", why, 0]
        points, cut = decimal(entry.importance, self.digits), int(self._size(entry) > self.scale)
        told = self._pieces(entry), points, self._money(entry), self._worth(entry)
        return [*head, *told, why, cut]

    @staticmethod
    def _size(entry: Entry) -> float:
        return sum(map(abs, entry.points.values()))

    @staticmethod
    def _place(table: dict[str, int], words: str) -> int:
        return table.setdefault(words, len(table))

    def _climbed(self, entry: Entry) -> int:
        climbed = int(self.climbed.get(entry.id, 0))
        if climbed and climbed not in self.moves:
            way, n = ("up" if climbed > 0 else "down"), abs(climbed)
            self.moves[climbed] = text(f"plan.row.{way}", n=n, n_text=n)
        return climbed

    def _tags(self, entry: Entry) -> list[int]:
        is_project = "project" if entry.kind == "project" else ""
        new = "new" if entry.id in self.entered else ""
        status = "" if entry.heritage_status == "none" else entry.heritage_status
        standing = _STANDING.get(self.plan.standing.get(entry.id, ""), "")
        names = (new, status, entry.forced, is_project, standing)
        return [TAGS.index(name) for name in names if name]

    def _course(self, entry: Entry) -> list[list[Any]]:
        return [[self._place(self.works, s.works), step_years(s)] for s in entry.steps]

    def _pieces(self, entry: Entry) -> list[list[Any]]:
        """[criterion, thousandths of the bar, points]; a loss is negative, none is left out that
        is seen or told. What is longer than the bar is drawn as long as that, in its proportions."""
        full, pieces = max(self.scale, self._size(entry)), list[list[Any]]()
        for order, points in enumerate(entry.points.values()):
            width = round(abs(points) / full * 1000)
            told = round(points, self.digits) != 0
            if told or width >= THIN:
                signed = math.copysign(width, points) if width >= THIN else 0
                words = decimal(points, self.digits) if told else ""
                pieces.append([order, int(signed), words])
        return pieces

    def _money(self, entry: Entry) -> list[str]:
        amounts = (entry.cost, entry.cost_low, entry.cost_high)
        tender = self.plan.scenario.money.tender
        return [amount(minor, tender, self.money_digits) for minor in amounts]

    def _worth(self, entry: Entry) -> str:
        """What the plan loses without it; value for money where that is what orders the list."""
        if self.order == "value":
            return value_words(entry.margin)
        return without_words(entry, self.digits)

    def shared(self) -> dict[str, Any]:
        """Words and colours that the rows refer to by their place."""
        scenario = self.plan.scenario
        criteria, marks = self.plan.listing.columns, ticks(self.scale)
        tick_digits = max(0, -math.floor(math.log10(marks[1]))) if len(marks) > 1 else 0
        return {
            "tags": [text(f"plan.row.{name}") for name in TAGS],
            "works": [[works_name(scenario, w), shape(w)] for w in self.works],
            "about": list(self.about),
            "moves": self.moves,
            "axis": [
                [round(1000 * points / self.scale), decimal(points, tick_digits)]
                for points in marks
            ],
            "criteria": [
                [criterion_name(scenario, criterion), criterion_ink(criterion, order).css]
                for order, criterion in enumerate(criteria)
            ],
        }


def value_words(margin: float) -> str:
    """Value for money in words: of what it brings the share that its means would bring elsewhere.

    margin: (worth - use) / (worth + use), so that use / worth = (1 - margin) / (1 + margin).
    """
    share = (1.0 - margin) / (1.0 + margin) if margin > -1.0 else math.inf
    if share > MOST_TOLD:
        return text("list.value.most", share=percent(MOST_TOLD))
    return text("list.value", share=percent(share))


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
