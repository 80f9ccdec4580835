"""What a file adds to those that it extends: settings take the place of others, rules add up.

A rule that is inherited stays unless the file takes it out by name, with a reason and an author
(`rules.without`). All of it is plain here, as files hold it, so that rules add up whatever else is
at fault in them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.text import in_each, text
from planner.text.written import STROKE

WITHOUT: Final = "without"
LISTS: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    ("must",): ("site", "project", "works"),
    ("never",): ("site", "project", "works"),
    ("promises",): ("site", "project", "works"),
    ("requires",): ("start", "after"),
    ("district_floor",): ("criterion",),
    ("status_lifted",): ("site",),
    ("recreation",): ("site",),
    ("targets", "people_back"): ("who", "by"),
}
"""Where lists of rules stand -> the fields by which one of them is called."""
BOUNDS: Final = ("at_least", "at_most")
"""Of a share, each a rule of its own."""
AT_WORK: Final = ("targets", "sites_at_work")
SWITCHED: Final = "protect"
"""A rule with a switch of its own (`holds`): what a file states of it takes the place of what stands
below, as settings do."""

Plain = Mapping[str | int, Any]
Path = tuple[str | int, ...]
"""Where a rule stands, below `rules`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One rule: what it is called, where it stands, what it says."""

    name: str
    """`never.town-hall.clear`, `share.new.at_most`."""
    path: Path
    says: object

    @property
    def single(self) -> bool:
        """Whether it can stand only once: a bound of a share, the most sites at work."""
        return not isinstance(self.path[-1], int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What the rules of a file and of those that it extends come to."""

    rules: dict[str | int, Any]
    came: Mapping[Path, Path]
    """Where an entry of a list stands in the sum -> where in the file that adds."""
    stayed: Mapping[Path, Path]
    """The same of those below that stay."""
    unknown: tuple[int, ...]
    """Entries of `without` that name no rule below."""
    anew: tuple[Held, ...]
    """Single rules that are stated otherwise than below, where nobody took them out."""


def merged(below: Plain, above: Plain) -> dict[str | int, Any]:
    """`below` with everything that `above` states; neither is changed."""
    result = dict(below)
    names = {str(key): key for key in below}
    for key, value in above.items():
        known = names.get(str(key), key)
        old = result.get(known)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        result[known] = merged(old, value) if both else value  # type: ignore[arg-type]
    return result


def held(rules: Plain) -> Iterator[Held]:
    """Every rule of some, in the order in which they are told; what cannot be read is none."""
    for spending, bounds in _mapping(rules, "share").items():
        for bound in BOUNDS:
            if isinstance(bounds, Mapping) and bounds.get(bound) is not None:
                name = f"share.{spending}.{bound}"
                yield Held(name=name, path=("share", spending, bound), says=bounds[bound])
    for kind, fields in LISTS.items():
        for i, item in enumerate(_items(rules, kind)):
            if isinstance(item, Mapping):
                said = [str(item[field]) for field in fields if item.get(field) is not None]
                yield Held(name=".".join([kind[-1], *said]), path=(*kind, i), says=item)
    at_work = _mapping(rules, AT_WORK[0]).get(AT_WORK[1])
    if at_work is not None:
        yield Held(name=AT_WORK[1], path=AT_WORK, says=at_work)


def speaks_of(word: object, name: str) -> bool:
    """Whether a word of `without` names a rule: `never.hall` all that begin so, with any works."""
    return isinstance(word, str) and (name == word or name.startswith(f"{word}."))


def added(below: Plain, above: Plain) -> Sum:
    """The rules of a file added to those that it extends; a rule stated again is the same one."""
    words = [e.get("rule") if isinstance(e, Mapping) else None for e in _items(above, (WITHOUT,))]
    before = list(held(below))
    kept, stayed = _pruned(below, lambda name: any(speaks_of(word, name) for word in words))
    single = {rule.name: rule.says for rule in held(kept) if rule.single}
    rules, came = merged(kept, above), dict[Path, Path]()
    for kind in (*LISTS, (WITHOUT,)):
        old, new = _items(kept, kind), _items(above, kind)
        fresh = [i for i, item in enumerate(new) if item not in old]
        if new or (old and _at(above, kind) in ([], ())):
            _put(rules, kind, [*old, *(new[i] for i in fresh)])
        came |= {(*kind, len(old) + k): (*kind, i) for k, i in enumerate(fresh)}
    return Sum(
        rules=rules,
        came=came,
        stayed=stayed,
        unknown=tuple(
            i
            for i, word in enumerate(words)
            if isinstance(word, str) and not any(speaks_of(word, rule.name) for rule in before)
        ),
        anew=tuple(
            rule
            for rule in held(above)
            if rule.single and rule.name in single and single[rule.name] != rule.says
        ),
    )


def taken_out(rules: Plain, gone: Sequence[Mapping[str, str]]) -> dict[str | int, Any]:
    """The rules without some, which `without` then names: rule, reason and author of each."""
    kept, _ = _pruned(rules, lambda name: any(name == one["rule"] for one in gone))
    return {**kept, WITHOUT: [*_items(kept, (WITHOUT,)), *gone]}


def stated(below: Plain, wanted: Plain) -> dict[str | int, Any]:
    """What a file must state so that, added to the rules `below`, it comes to those `wanted`.

    Where nobody gave a reason for taking one out, it says that it was released at the desk.
    """
    ours = list(held(wanted))
    entries: list[Mapping[str, Any]] = []
    for rule in held(below):
        if any(rule.says == one.says and rule.name == one.name for one in ours):
            continue
        known = [e for e in _items(wanted, (WITHOUT,)) if speaks_of(e["rule"], rule.name)]
        entry = dict(known[-1]) if known else _released(rule.name)
        if entry not in entries:
            entries.append(entry)
    stays = list(held(_pruned(below, lambda n: any(speaks_of(e["rule"], n) for e in entries))[0]))
    rules: dict[str | int, Any] = {}
    for rule in ours:
        if all(rule.says != one.says or rule.name != one.name for one in stays):
            place = rule.path if rule.single else rule.path[:-1]
            there = _at(rules, place) or []
            _put(rules, place, rule.says if rule.single else [*there, rule.says])
    before, after = _mapping(below, SWITCHED), _mapping(wanted, SWITCHED)
    turned = {key: value for key, value in after.items() if before.get(key) != value}
    return rules | ({SWITCHED: turned} if turned else {}) | ({WITHOUT: entries} if entries else {})


def _released(name: str) -> dict[str, str]:
    """What is said of a rule that a planner released without a word."""
    said = {}
    for key in ("reason", "author"):
        by_language = in_each(lambda key=key: text(f"rule.released.{key}"))  # type: ignore[misc]
        said[key] = STROKE.join(by_language.values())
    return {"rule": name, **said}


def _pruned(
    rules: Plain, gone: Callable[[str], bool]
) -> tuple[dict[str | int, Any], dict[Path, Path]]:
    """Without those that are taken out; where each entry of a list stands now -> where it stood."""
    out = {rule.path for rule in held(rules) if gone(rule.name)}
    kept, stayed = dict(rules), dict[Path, Path]()
    for kind in (*LISTS, (WITHOUT,)):
        items = _items(rules, kind)
        stay = [i for i in range(len(items)) if (*kind, i) not in out]
        stayed |= {(*kind, k): (*kind, i) for k, i in enumerate(stay)}
        if len(stay) < len(items):
            _put(kept, kind, [items[i] for i in stay])
    for *parts, last in (path for path in out if not isinstance(path[-1], int)):
        left = {key: value for key, value in _at(kept, parts).items() if key != last}
        _put(kept, parts, left)
        if not left:
            above = {k: v for k, v in _at(kept, parts[:-1]).items() if k != parts[-1]}
            kept = above if len(parts) == 1 else _with(kept, parts[:-1], above)
    return kept, stayed


def _with(rules: Plain, place: Sequence[str | int], value: object) -> dict[str | int, Any]:
    """A copy with a value at a place."""
    first, *rest = place
    inner = rules.get(first)
    below = inner if isinstance(inner, Mapping) else {}
    return {**rules, first: _with(below, rest, value) if rest else value}


def _put(rules: dict[str | int, Any], place: Sequence[str | int], value: object) -> None:
    """The same in `rules` itself, whose inner mappings stay as they were."""
    rules |= _with(rules, place, value)


def _at(rules: Plain, place: Sequence[str | int]) -> Any:
    """What stands at a place, of mappings; None where there is nothing."""
    found: Any = rules
    for part in place:
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _mapping(rules: Plain, name: str) -> Plain:
    found = rules.get(name)
    return found if isinstance(found, Mapping) else {}


def _items(rules: Plain, kind: Sequence[str]) -> Sequence[Any]:
    found = _at(rules, kind)
    return found if isinstance(found, (list, tuple)) else ()
