"""Locks that a planner sets or releases on the page, and what they make of the scenario's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from planner.errors import Fault
from planner.reading import unknown
from planner.scenario.adding import WITHOUT, held
from planner.scenario.files.loading import Loaded
from planner.scenario.scenario import Lock

Way = Literal["must", "never", "free", "rule"]
WAYS: Final[tuple[Way, ...]] = get_args(Way)
_Stated = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forced:
    """One site or project forced into the plan, barred from it, or released from its locks."""

    subject: str
    """Id of the site or project; of `rule` what the rule is called."""
    way: Way
    """`must` and `never` are locks C6; `free` takes away every lock that the scenario file sets, `rule`
    any other one of its rules by name."""
    works: str | None = None
    """With works only those (the last step of the course); without, any works."""
    reason: str = ""
    author: str = ""
    """Who decided, and why: needed for `must` and `never`, since a lock without them is refused; of
    `free` and `rule` they are kept with what was taken out (`rules.without`)."""


def forced_rules(loaded: Loaded, forced: Sequence[Forced]) -> _Stated:
    """`must` and `never` as they would stand in the scenario file; empty where nothing changes.

    Releases come first, so that a lock of the file has to be released before its opposite can be
    set; a lock that the file states already is not repeated. The order of `forced` is of no
    consequence.
    """
    free = {choice.subject for choice in forced if choice.way == "free"}
    rules: _Stated = {}
    for way in ("must", "never"):
        filed: tuple[Lock, ...] = getattr(loaded.scenario.rules, way)
        kept = [lock for lock in filed if lock.subject not in free]
        standing = {(lock.subject, lock.works) for lock in kept}
        added = [
            _stated(loaded, choice)
            for choice in sorted(forced, key=_key)
            if choice.way == way
            and (choice.subject, choice.works) not in standing
            and _is_known(loaded, choice.subject)
        ]
        if added or len(kept) < len(filed):
            rules[way] = [*(lock.model_dump(exclude_none=True) for lock in kept), *added]
    released = _taken_out(loaded, forced)
    if released:
        filed_out = (gone.model_dump() for gone in loaded.scenario.rules.without)
        rules[WITHOUT] = [*filed_out, *released]
    return rules


def _taken_out(loaded: Loaded, forced: Sequence[Forced]) -> list[dict[str, str]]:
    """The locks of the file that were released with a reason, as `rules.without` names them."""
    return [
        {"rule": f"{way}.{choice.subject}", "reason": choice.reason, "author": choice.author}
        for choice in sorted(forced, key=_key)
        if choice.way == "free" and choice.reason and choice.author
        for way in ("must", "never")
        if any(lock.subject == choice.subject for lock in getattr(loaded.scenario.rules, way))
    ]


def released_rules(loaded: Loaded, forced: Iterable[Forced]) -> list[dict[str, str]]:
    """Rules other than locks that were released, as `rules.without` names them; of those alone that
    the scenario states."""
    stated = {rule.name for rule in held(_rules(loaded))}
    return [
        {"rule": choice.subject, "reason": choice.reason, "author": choice.author}
        for choice in sorted(forced, key=_key)
        if choice.way == "rule" and choice.subject in stated
    ]


def _rules(loaded: Loaded) -> dict[str | int, Any]:
    return {
        key: value for key, value in loaded.scenario.rules.model_dump(exclude_none=True).items()
    }


def forced_faults(loaded: Loaded, forced: Sequence[Forced]) -> list[Fault]:
    """Subjects that no table holds, and rules that nothing states; everything else is found where the
    locks are merged."""
    inventory, rules = loaded.inventory, [rule.name for rule in held(_rules(loaded))]
    strange = [
        unknown("rule", c.subject, rules, file=loaded.path.name, field=f"rules.{WITHOUT}")
        for c in sorted(forced, key=_key)
        if c.way == "rule" and c.subject not in rules
    ]
    return strange + [
        unknown(
            "subject",
            choice.subject,
            [*inventory.sites.id, *inventory.projects.id],
            file=loaded.path.name,
            field=f"rules.{choice.way}",
        )
        for choice in sorted(forced, key=_key)
        if choice.way != "rule" and not _is_known(loaded, choice.subject)
    ]


def forced_with(forced: Iterable[Forced], choice: Forced) -> tuple[Forced, ...]:
    """`forced` with one more choice, which replaces any other about the same subject.

    A release of what the scenario file locks stays beside the lock that takes its place.
    """
    others = (
        known
        for known in forced
        if known.subject != choice.subject or (known.way == "free") != (choice.way == "free")
    )
    return tuple(sorted((*others, choice), key=_key))


def forced_without(forced: Iterable[Forced], subject: str) -> tuple[Forced, ...]:
    """`forced` without anything said of one subject: it stands again as the file has it."""
    return tuple(known for known in forced if known.subject != subject)


def _key(choice: Forced) -> tuple[str, str, str, str, str]:
    return choice.subject, choice.way, choice.works or "", choice.reason, choice.author


def _is_known(loaded: Loaded, subject: str) -> bool:
    return subject in loaded.inventory.sites.id or subject in loaded.inventory.projects.id


def _stated(loaded: Loaded, choice: Forced) -> _Stated:
    """A lock as it would stand in the scenario file."""
    kind = "project" if choice.subject in loaded.inventory.projects.id else "site"
    lock: _Stated = {kind: choice.subject, "reason": choice.reason, "author": choice.author}
    return lock if choice.works is None else {**lock, "works": choice.works}
