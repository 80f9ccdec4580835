"""A link: the settings of a plan as the query of an address, and back.

    ?scenario=kharkiv/balanced.yaml&shares=heritage.30~damage.70&money=state.2027.30000000000
    &locked=heritage&forced=must.derzhprom.conserve~free.hall&protect=on&lang=uk
    &file=0c1d2e3f4a5b6c7d&tables=...&plan=...&kept=<sha256>

It carries no personal data: of what was forced only subject and way, since reasons and authors
are people's words and stay with the saved scenario. Ids hold letters, digits, `-` and `_`, so
`.` and `~` part them and nothing has to be escaped.

Anybody can write a link, so none is trusted: each part has its form and its limits, the scenario
must be one of those listed (no path is made of it), and what cannot be read is told and left out
while the rest is opened. Parts that are not ours are ignored: other programs add their own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlencode, urlsplit, urlunsplit

from planner.errors import Fault
from planner.plan import Plan
from planner.scenario import Forced, Loaded, Way
from planner.scenario.settings import NOTHING_CHANGED, Budget, Settings, Shares
from planner.text import LANGUAGES, Language, spoken

SHORT: Final = 16
"""Hexadecimal digits of the hashes that are only compared."""
LONGEST_PART: Final = 16_000
LONGEST_LABEL: Final = 400
MOST_FORCED: Final = 200
_WHOLE: Final = 100
_ID: Final = r"[a-z0-9][a-z0-9_-]{0,79}"
_SHARE: Final = re.compile(rf"({_ID})\.(\d{{1,3}})", re.ASCII)
_AMOUNT: Final = re.compile(rf"({_ID})\.(\d{{4}})\.(\d{{1,18}})", re.ASCII)
_FORCED: Final = re.compile(rf"(must|never|free)\.({_ID})(?:\.({_ID}))?", re.ASCII)
_RULE: Final = re.compile(rf"(rule)\.({_ID}(?:\.{_ID}){{0,4}})()", re.ASCII)
"""A rule that was released, by what it is called."""
_NAME: Final = re.compile(_ID, re.ASCII)
_HASH: Final = re.compile(rf"[0-9a-f]{{{SHORT}}}", re.ASCII)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)

_SWITCH: Final[dict[bool | None, str]] = {True: "on", False: "off"}
_HASHES: Final = ("file", "tables", "plan", "kept")
PARTS: Final = ("scenario", "shares", "money", "locked", "forced", "protect", "lang", *_HASHES)
"""Names in the query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a link says; blank or empty where it says nothing."""

    scenario: str
    """Path below the root of the scenarios, with `/`."""
    settings: Settings = NOTHING_CHANGED
    """What is forced comes without reasons and authors."""
    locked: tuple[str, ...] = ()
    """Criteria whose sliders are locked."""
    language: Language | None = None
    file: str = ""
    """Beginning of the hash of the scenario's files as they were."""
    tables: str = ""
    """Beginning of the hash of the tables as they were."""
    plan: str = ""
    """Beginning of the hash of the decisions."""
    kept: str = ""
    """What recalls the decisions, where they were kept."""


def link_of(loaded: Loaded, plan: Plan, label: str, kept: str = "") -> Link:
    """The link of a plan, without its settings; add those with `dataclasses.replace`."""
    return Link(
        scenario=label,
        language=spoken(),
        file=loaded.filed_sha256[:SHORT],
        tables=loaded.inventory.sha256[:SHORT],
        plan=plan.provenance.decisions_sha256[:SHORT],
        kept=kept,
    )


def to_query(link: Link) -> dict[str, str]:
    """The link as names and values of a query; blank parts are left out."""
    parts = {
        "scenario": link.scenario,
        "shares": "~".join(f"{name}.{share}" for name, share in link.settings.shares or ()),
        "money": "~".join(
            f"{fund}.{year}.{minor}"
            for fund, years in link.settings.budget
            for year, minor in years
        ),
        "locked": "~".join(sorted(link.locked)),
        "forced": "~".join(
            ".".join([choice.way, choice.subject, *([choice.works] if choice.works else [])])
            for choice in link.settings.forced
        ),
        "protect": _SWITCH.get(link.settings.protect, ""),
        "lang": link.language or "",
        "file": link.file,
        "tables": link.tables,
        "plan": link.plan,
        "kept": link.kept,
    }
    return {name: value for name, value in parts.items() if value}


def address(page: str, link: Link) -> str:
    """The link to hand on. page: the address of any page of the tool; its query is dropped."""
    scheme, host, path, _, _ = urlsplit(page)
    base = re.sub(r"/(plan|compare|data)?/?$", "/", path)
    return urlunsplit((scheme, host, base or "/", in_address(to_query(link)), ""))


def in_address(query: Mapping[str, str]) -> str:
    """Names and values as an address writes them."""
    return urlencode(query, safe="/")


def is_name(words: str) -> bool:
    """Whether words are the id of a site, a project or the like."""
    return _NAME.fullmatch(words) is not None


def from_query(query: Mapping[str, str]) -> tuple[Link | None, tuple[Fault, ...]]:
    """The link in a query, and a fault for each part that cannot be read and is left out.

    None where the query names no scenario, as in an address that is no link.
    """
    faults: list[Fault] = []
    parts: dict[str, str] = {}
    for name in PARTS:
        value = query.get(name, "")
        if len(value) > (LONGEST_LABEL if name == "scenario" else LONGEST_PART):
            faults.append(fault("link_long", name, value))
        elif value:
            parts[name] = value
    if "scenario" not in parts:
        return None, tuple(faults)
    language = parts.get("lang", "")
    if language and language not in LANGUAGES:
        faults.append(fault("link_lang", "lang", language, known=", ".join(LANGUAGES)))
    hashes = {name: _hash(name, parts.get(name, ""), faults) for name in _HASHES}
    shares = _shares(parts.get("shares", ""), faults)
    budget = _budget(parts.get("money", ""), faults)
    locked = _names(parts.get("locked", ""), faults)
    forced = _forced(parts.get("forced", ""), faults)
    protect = _switch(parts.get("protect", ""), faults)
    settings = Settings(shares=shares, budget=budget, forced=forced, protect=protect)
    link = Link(
        scenario=parts["scenario"],
        settings=settings,
        locked=locked,
        language=next((known for known in LANGUAGES if known == language), None),
        file=hashes["file"],
        tables=hashes["tables"],
        plan=hashes["plan"],
        kept=hashes["kept"],
    )
    return link, tuple(faults)


def _shares(stated: str, faults: list[Fault]) -> Shares | None:
    if not stated:
        return None
    found = [_SHARE.fullmatch(part) for part in stated.split("~")]
    shares = tuple((match[1], int(match[2])) for match in found if match)
    sound = len(shares) == len(found) == len(dict(shares))
    if sound and sum(share for _, share in shares) == _WHOLE:
        return shares
    faults.append(fault("link_shares", "shares", stated))
    return None


def _budget(stated: str, faults: list[Fault]) -> Budget:
    """Funds of which every year can be read; a part of a fund's money would be another budget."""
    funds: dict[str, dict[int, int]] = {}
    spoilt: set[str] = set()
    for part in filter(None, stated.split("~")):
        match = _AMOUNT.fullmatch(part)
        if match is None or int(match[2]) in funds.get(match[1], {}):
            faults.append(fault("link_money", "money", part))
            spoilt.add(part.partition(".")[0])
        else:
            funds.setdefault(match[1], {})[int(match[2])] = int(match[3])
    return tuple((f, tuple(years.items())) for f, years in funds.items() if f not in spoilt)


def _names(stated: str, faults: list[Fault]) -> tuple[str, ...]:
    names = [name for name in stated.split("~") if name]
    faults += [fault("link_locked", "locked", n) for n in names if not _NAME.fullmatch(n)]
    return tuple(sorted({name for name in names if _NAME.fullmatch(name)}))


def _forced(stated: str, faults: list[Fault]) -> tuple[Forced, ...]:
    parts = list(dict.fromkeys(part for part in stated.split("~") if part))
    if len(parts) > MOST_FORCED:
        faults.append(fault("link_long", "forced", stated))
        return ()
    forced = []
    for part in parts:
        match = _FORCED.fullmatch(part) or _RULE.fullmatch(part)
        if match is None or (match[1] == "free" and match[3]):
            faults.append(fault("link_forced", "forced", part))
        else:
            way = cast(Way, match[1])
            forced.append(Forced(subject=match[2], way=way, works=match[3] or None))
    return tuple(forced)


def _switch(stated: str, faults: list[Fault]) -> bool | None:
    found = next((on for on, word in _SWITCH.items() if word == stated), None)
    if stated and found is None:
        faults.append(fault("link_switch", "protect", stated))
    return found


def _hash(name: str, stated: str, faults: list[Fault]) -> str:
    if not stated or (_DIGEST if name == "kept" else _HASH).fullmatch(stated):
        return stated
    faults.append(fault("link_hash", name, stated))
    return ""


def fault(key: str, name: str, value: str, **details: str) -> Fault:
    return Fault(key=key, field=name, value=value, details=details)
