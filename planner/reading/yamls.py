"""YAML without its traps: a plain tree of mappings, lists, words and exact numbers.

Aliases, anchors, tags, repeated keys and deep nesting are refused while the file is scanned, so
no small file can grow into a large one. Numbers are read as YAML 1.2 writes them and stay exact
(int or Decimal); what YAML 1.1 would silently change (`NO`, `010`, `1_000`, `1:30`) is a fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np
import yaml

from planner.errors import Fault, InputError
from planner.reading.files import decode, read_bytes
from planner.reading.scalars import ScalarError, scalar

SIZE_LIMIT: Final = 5_000_000
DEPTH_LIMIT: Final = 20
BRACKET_LIMIT: Final = 500
_FAULT_LIMIT = 200
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[str | int, ...]
"""The way from the top of a file to a value: keys as words, list positions as numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's tree, and the line on which each value stands."""

    label: str
    data: dict[str | int, object]
    lines: Mapping[Place, int]
    complete: bool
    """False where a part of the file could not be read at all."""


def read_yaml(path: Path, *, label: str = "") -> dict[str | int, object]:
    """The mapping in a YAML file; raises InputError with every fault of its form."""
    name = label or path.name
    document, faults = scan_yaml(read_bytes(path, limit=SIZE_LIMIT, label=name), label=name)
    if faults:
        raise InputError(faults)
    return document.data


def scan_yaml(data: bytes, *, label: str) -> tuple[Document, list[Fault]]:
    """What can be read of a YAML file, and every fault of its form."""
    builder = _Builder(label)
    too_deep = _line_too_deep(data)
    if too_deep is not None:
        builder.complete = False
        builder.refuse("yaml_deep", too_deep, limit=DEPTH_LIMIT)
        return builder.document(), builder.faults
    try:
        text = decode(data, label=label)
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
            if len(builder.faults) >= _FAULT_LIMIT:
                builder.complete = False
                break
    except InputError as error:
        builder.complete = False
        builder.faults += error.faults
    except yaml.MarkedYAMLError as error:
        builder.complete = False
        mark = error.problem_mark or error.context_mark
        row = mark.line + 1 if mark else None
        builder.faults.append(Fault(key="yaml_syntax", file=label, row=row))
    except (yaml.YAMLError, ValueError, RecursionError):
        builder.complete = False
        builder.faults.append(Fault(key="yaml_syntax", file=label))
    return builder.document(), builder.faults


def _line_too_deep(data: bytes) -> int | None:
    """The line on which so many brackets are open, quoted or not, that no scanner may see them:
    one of PyYAML's takes the square of their number, the other gives up with words of its own."""
    signs = np.zeros(256, dtype=np.int64)
    signs[list(b"[{")], signs[list(b"]}")] = 1, -1
    deep = np.flatnonzero(np.cumsum(signs[np.frombuffer(data, dtype=np.uint8)]) > BRACKET_LIMIT)
    return data.count(b"\n", 0, int(deep[0])) + 1 if len(deep) else None


@dataclass(slots=True)
class _Level:
    """A mapping or a list that is being filled."""

    place: Place
    content: dict[str | int, object] | list[object]
    key: str | int | None = None
    key_line: int = 0
    has_key: bool = False
    repeats: bool = False
    """The key stood here before: its first value is kept."""
    seen: set[str] = field(default_factory=set)
    faults_before: int = 0
    """How many there were before the key."""
    last: tuple[str | int, object] = ("", None)
    """The entry before."""


class _Builder:
    """Builds the tree from events; without recursion, so depth cannot exhaust the stack."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.faults: list[Fault] = []
        self.lines: dict[Place, int] = {}
        self.top: object = None
        self.levels: list[_Level] = []
        self.documents = 0
        self.complete = True
        self.skipped = 0
        """Open collections below the depth limit, or used as keys: none of them is built."""

    def document(self) -> Document:
        if not isinstance(self.top, dict) and not self.faults:
            self.complete = False
            key = "yaml_empty" if self.top is None else "yaml_no_mapping"
            self.faults.append(Fault(key=key, file=self.label))
        data = self.top if isinstance(self.top, dict) else {}
        return Document(label=self.label, data=data, lines=self.lines, complete=self.complete)

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                self.complete = False
                self.refuse("yaml_documents", line)
        if self.documents > 1:
            return
        if isinstance(event, yaml.NodeEvent):
            self._node(event, line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._close()

    def _node(self, event: yaml.NodeEvent, line: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.refuse("yaml_alias", line, f"*{event.anchor}", field=self._field())
            self._value(f"*{event.anchor}", line)
            return
        if event.anchor is not None:
            self.refuse("yaml_anchor", line, f"&{event.anchor}", field=self._field())
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.refuse("yaml_tag", line, str(tag), field=self._field())
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        else:
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], line)

    def _open(self, content: dict[str | int, object] | list[object], line: int) -> None:
        if self.skipped or len(self.levels) >= DEPTH_LIMIT:
            self.complete = False
            if not self.skipped:
                self.refuse("yaml_deep", line, limit=DEPTH_LIMIT)
            self.skipped += 1
        elif self._expects_key():
            self.complete = False
            self.refuse("yaml_key", line)
            self.skipped += 1
        else:
            place = self._value(content, line)
            self.levels.append(_Level(place, content))

    def _close(self) -> None:
        if not self.skipped:
            self.levels.pop()
            return
        self.skipped -= 1
        if not self.skipped and self.levels:
            level = self.levels[-1]
            if isinstance(level.content, dict):
                # the skipped collection was a value, or else a key, which now awaits its value
                level.key, level.has_key = "", not level.has_key

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if self.skipped:
            return
        value: object = event.value
        if self._expects_key():
            self.levels[-1].faults_before = len(self.faults)
        if not event.style:  # a plain word, not quoted
            try:
                value = scalar(event.value)
            except ScalarError as error:
                self.refuse(error.key, line, event.value, field=self._field())
        if not self._expects_key():
            self._value(value, line)
        else:
            self._key(value, line)

    def _expects_key(self) -> bool:
        level = self.levels[-1] if self.levels else None
        return level is not None and isinstance(level.content, dict) and not level.has_key

    def _key(self, value: object, line: int) -> None:
        level = self.levels[-1]
        key = value if isinstance(value, (str, int)) and not isinstance(value, bool) else str(value)
        if value is None or isinstance(value, (bool, Decimal)):
            self.complete = False
            self.refuse("yaml_key", line, str(value))
        level.repeats = str(key) in level.seen
        if level.repeats:
            self.refuse("yaml_repeated", line, str(key), field=dotted(level.place))
        level.seen.add(str(key))
        level.key, level.key_line, level.has_key = key, line, True

    def _value(self, value: object, line: int) -> Place:
        """Put a value where the tree is being filled; returns its place."""
        if self.skipped:
            return ()
        if not self.levels:
            self.top = value
            return ()
        level = self.levels[-1]
        if isinstance(level.content, list):
            place = (*level.place, len(level.content))
            level.content.append(value)
        elif level.has_key and level.key is not None:
            place = (*level.place, str(level.key))
            level.has_key = False
            line = level.key_line
            if _is_rest_of_a_number(level, value):
                del self.faults[level.faults_before :]
                key, number = level.last
                field = dotted((*level.place, str(key)))
                self.refuse("yaml_decimal_comma", line, f"{number},{level.key}", field=field)
                return place
            if not level.repeats:
                level.content[level.key] = value
            level.last = (level.key, value)
        else:  # an alias used as a key
            level.key, level.has_key = "", True
            return level.place
        self.lines[place] = line
        return place

    def _field(self) -> str:
        level = self.levels[-1] if self.levels else None
        if level is None:
            return ""
        if isinstance(level.content, list):
            return dotted((*level.place, len(level.content)))
        return dotted((*level.place, str(level.key)) if level.has_key else level.place)

    def refuse(
        self, key: str, line: int, value: str = "", *, field: str = "", limit: int = 0
    ) -> None:
        """Takes down a fault of the file's form."""
        details = {"limit": limit} if limit else {}
        self.faults.append(
            Fault(key=key, file=self.label, row=line, field=field, value=value, details=details)
        )


def _is_rest_of_a_number(level: _Level, value: object) -> bool:
    """Whether a key without a value is what follows a decimal comma, as in `{heritage: 40,5}`."""
    number = level.last[1]
    whole = isinstance(number, int) and not isinstance(number, bool)
    return value is None and whole and str(level.key).isdigit()


def dotted(place: Place) -> str:
    """A place as people write it: rules.must[0].site."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in place]
    return "".join(parts).removeprefix(".")
