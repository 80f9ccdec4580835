"""The ranked list: which rows of which groups are sent, and what the reader picks."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast

import numpy as np
import streamlit as st

from planner.arrays import Flags, Integers
from planner.insight.changes import Changes
from planner.insight.orders import Order, ordered
from planner.plan import GROUPS, Plan
from planner.plan.columns import Group
from planner.text import in_money, money, money_unit, spoken, text, whole
from planner.ui.list.rows import ListRows
from planner.ui.look.component import Component, event, mount
from planner.ui.look.seal import seal

FIRST: Final = 30
"""Rows of a group sent at first: each move of a weight sends and draws all of them anew."""
PORTION: Final = 50
"""Rows added by each request for more."""
MOST: Final = 5 * PORTION
"""Rows of a group sent at once; beyond, those at the other end are dropped."""
BEFORE: Final = 10
"""Rows sent above one that is brought into sight."""
FOLDED: Final[frozenset[Group]] = frozenset({"deferred", "unplannable", "settled"})
HELPED: Final = FOLDED | {"clearing"}
"""Groups that say what they are."""
UNUSUAL: Final[frozenset[Group]] = frozenset({"settled"})
"""Groups that are not spoken of where there is nothing in them."""
ACTS: Final = ("open", "fold", "more", "earlier")
PART: Final = Component(name="list", script="list.js", styles=("list.css", "schedule.css"))
_WORDS: Final = {
    "bar": "plan.row.bar",
}
_HELP: Final = {"value": "list.value.help"}
"""What the figure of a row means, by the order of the list; else of what is lost without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """How the reader has the list before them."""

    folded: frozenset[Group] = FOLDED
    windows: Mapping[Group, tuple[int, int]] = field(default_factory=dict)
    """First row sent and the one after the last, within what is found of a group."""
    of: str = ""
    """What the windows count in: the inventory and what is found in it."""
    revealed: str = ""
    """The id last brought into what is sent."""

    def window(self, group: Group) -> tuple[int, int]:
        """The rows of a group that are sent."""
        return self.windows.get(group, (0, FIRST))

    def after(self, group: Group, act: str) -> "ListView":
        """The view once the reader has opened or folded a group, or asked for further rows."""
        start, stop = self.window(group)
        match act:
            case "open":
                return replace(self, folded=self.folded - {group})
            case "fold":
                return replace(self, folded=self.folded | {group})
            case "more":
                stop += PORTION
                return self._with(group, max(start, stop - MOST), stop)
        start = max(0, start - PORTION)
        return self._with(group, start, min(stop, start + MOST))

    def _with(self, group: Group, start: int, stop: int) -> "ListView":
        return replace(self, windows={**self.windows, group: (start, stop)})

    def over(self, plan: Plan, found: Flags | None, order: Order = "loss") -> "ListView":
        """The view for this inventory, order and filter: other ones begin at the first row.

        A search opens every group, since what it has found may stand anywhere.
        """
        searched = "" if found is None else hashlib.sha1(found.tobytes()).hexdigest()
        of = f"{plan.provenance.inventory_sha256} {order} {searched}"
        if of == self.of:
            return self
        if found is not None:
            return ListView(folded=frozenset(), of=of, revealed=self.revealed)
        was_searched = not self.of.endswith(" ")
        return ListView(
            folded=FOLDED if was_searched else self.folded, of=of, revealed=self.revealed
        )

    def with_sight_of(
        self, subject: str, plan: Plan, found: Flags | None, order: Order = "loss"
    ) -> "ListView":
        """The view with one id among what is sent, if it has not been brought there before."""
        if subject == self.revealed:
            return self
        seen = replace(self, revealed=subject)
        place = plan.listing.place.get(subject)
        if place is None:
            return seen
        group = GROUPS[plan.listing.group[place]]
        among = np.flatnonzero(rows_of(plan, group, found, ordered(plan, order)) == place)
        if not len(among):
            return seen
        seen, at = seen.after(group, "open"), int(among[0])
        start, stop = seen.window(group)
        if start <= at < stop:
            return seen
        first = max(0, at - BEFORE)
        return seen._with(group, first, first + FIRST)


def _words(plan: Plan, order: Order) -> dict[str, str]:
    """What rows say beside their own words; `{low}` and such are filled in by the browser."""
    tender = plan.scenario.money.tender
    amounts = text("plan.row.range", money=in_money("{low}–{high}", tender))
    words = {name: text(word) for name, word in _WORDS.items()}
    told = text(_HELP.get(order, "list.loss.help"))
    heads = {name: text(f"list.head.{name}") for name in ("rank", "subject", "points", "jumps")}
    return {**words, **heads, "range": amounts, "unit": money_unit(tender), "loss": told}


def rows_of(plan: Plan, group: Group, found: Flags | None, read: Integers) -> Integers:
    """Places in the list of what is found of a group. read: all places in the order they are read."""
    places = read[plan.listing.places(group)]
    return places if found is None else places[found[places]]


def packed(
    plan: Plan,
    changed: Changes,
    view: ListView,
    *,
    found: Flags | None = None,
    order: Order = "loss",
    selected: str = "",
    stale: str = "",
    key: str = "list",
) -> dict[str, Any]:
    """What is sent to the browser: the rows in the windows of the open groups, and their words."""
    rows = ListRows.of(plan, changed, order)
    read = ordered(plan, order)
    groups = [_group(rows, view, group, found, read) for group in GROUPS]
    if found is not None:
        groups = [group for group in groups if group[5]]
    groups = [group for group in groups if group[5] or group[0] not in UNUSUAL]
    return {
        "key": key,
        "seal": seal(plan),
        "plan": f"{plan.provenance.decisions_sha256} {dict(plan.shares)} {view.of} {spoken()}",
        "label": text("list.label"),
        "words": _words(plan, order),
        "groups": groups,
        **rows.shared(),
        "selected": selected,
        "stale": stale,
        "empty": "" if groups else text("list.none_found"),
    }


def _group(
    rows: ListRows, view: ListView, group: Group, found: Flags | None, read: Integers
) -> list[Any]:
    """[code, name, count, open, help, rows in all, first sent, rows, words for earlier ones,
    words for further ones, name of the jump to it, their number, what they cost in all]."""
    plan = rows.plan
    places, of = rows_of(plan, group, found, read), plan.listing.places(group)
    total, everyone = len(places), of.stop - of.start
    name, count = text(f"plan.group.{group}"), whole(total)
    if found is not None:
        count = text("list.found_of", n=count, total=whole(everyone))
    is_open = group not in view.folded
    helped = text(f"plan.group.{group}.help") if group in HELPED else ""
    if not total:
        helped = text("plan.group.empty")
    tender = plan.scenario.money.tender
    cost = int(plan.listing.cost[places].sum())
    summed = money(cost, tender, rows.money_digits) if cost else ""
    last = [text(f"list.jump.{group}"), whole(total), summed]
    if not is_open:
        return [group, name, count, False, "", total, 0, [], "", "", *last]
    start, stop = view.window(group)
    start = start if start < total else 0
    stop = min(total, max(stop, start + FIRST))
    sent = [rows.row(plan.entries[place]) for place in places[start:stop].tolist()]
    earlier = text("list.earlier", n_text=min(start, PORTION)) if start else ""
    left = total - stop
    further = ""
    if left:
        further = text("list.more", n_text=min(left, PORTION), left=whole(left))
    return [group, name, count, True, helped, total, start, sent, earlier, further, *last]


def listing(
    plan: Plan,
    changed: Changes,
    *,
    found: Flags | None = None,
    order: Order = "loss",
    selected: str | None = None,
    stale: str = "",
    key: str = "list",
    on_select: Callable[[str], None] | None = None,
) -> str | None:
    """The list on the page; the id that the reader has just picked, if any.

    found: (n,) in list order; none shows all. order: in which each group is read. selected: marked, and brought into sight where it
    was not picked here. stale: a sentence that says why the list is not up to date; it is dimmed.
    on_select is called with the id before the page is drawn again.
    """
    held = f"{key}_view"
    view = cast(ListView, st.session_state.get(held, ListView())).over(plan, found, order)
    view = view.with_sight_of(selected or "", plan, found, order)
    st.session_state[held] = view

    def picked() -> str | None:
        subject = event(key, "select")
        return subject if isinstance(subject, str) and subject in plan.listing.place else None

    def select() -> None:
        subject = picked()
        if subject is not None:
            # It was picked from what is sent, so it need not be brought there.
            st.session_state[held] = replace(st.session_state[held], revealed=subject)
            if on_select is not None:
                on_select(subject)

    def turn() -> None:
        asked = event(key, "view")
        if isinstance(asked, dict) and asked.get("group") in GROUPS and asked.get("act") in ACTS:
            now = cast(ListView, st.session_state[held])
            st.session_state[held] = now.after(asked["group"], asked["act"])

    data = packed(
        plan,
        changed,
        view,
        found=found,
        order=order,
        selected=selected or "",
        stale=stale,
        key=key,
    )
    mount(PART, data, key=key, on_select_change=select, on_view_change=turn)
    return picked()
