"""The formats of a city's files, told by the readers themselves: every column and key, and what may
stand there. A reader is asked with values that cannot be, and its faults say what can."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from planner.errors import Fault
from planner.inventory import gains, projects, sites
from planner.scenario.scenario import Scenario
from planner.text import text

_NEITHER: Final = "§"
"""A word that no column takes but those of words."""
_HUGE: Final = 1e11
_PART: Final = "1.5"
_PART_OF: Final = ".part"
"""How schemas of files that extend others are named."""
_GENERAL: Final = 1e12
"""Limit of every number of a table: none of the column's own."""
Read = Callable[[bytes], list[Fault]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One column or key."""

    name: str
    allowed: str
    """What may stand there, in words."""
    required: bool


def site_columns() -> list[Entry]:
    """Columns of sites.csv, those that must be there first."""
    read = partial(sites.read_sites, label="", outlined=False)
    valid = {
        "id": "a",
        "name_en": "a",
        "use": "other",
        "heritage_status": "none",
        "people_kind": "none",
    }
    columns = (sites.REQUIRED, sites.OPTIONAL)
    return list(_entries(columns, valid, lambda data: read(data)[2]))


def project_columns() -> list[Entry]:
    """Columns of projects.csv."""
    read = partial(projects.read_projects, label="", outlined=False)
    valid = {
        "id": "a",
        "name_en": "a",
        "kind": "housing",
        "people_kind": "none",
        "lat": "0",
        "lon": "0",
    }
    columns = (projects.REQUIRED, projects.OPTIONAL)
    return list(_entries(columns, valid, lambda data: read(data)[2]))


def gain_columns() -> list[Entry]:
    """Columns of gains.csv."""
    valid = {"project": "a", "criterion": "a", "amount": "1"}
    columns = (gains.REQUIRED, gains.OPTIONAL)
    return list(_entries(columns, valid, lambda data: gains.read_gains(data, "")[2]))


def _entries(
    columns: tuple[tuple[str, ...], tuple[str, ...]], valid: Mapping[str, str], read: Read
) -> Iterator[Entry]:
    required, optional = columns
    names = list(dict.fromkeys([*required, *optional]))

    def faults(column: str, value: str) -> list[Fault]:
        row = {**dict.fromkeys(names, ""), **valid, column: value}
        lines = io.StringIO(newline="")
        csv.writer(lines, lineterminator="\n").writerows([row.keys(), row.values()])
        return [fault for fault in read(lines.getvalue().encode()) if fault.field == column]

    for name in names:
        yield Entry(name=name, allowed=_allowed(partial(faults, name)), required=name in required)


def _allowed(faults: Callable[[str], list[Fault]]) -> str:
    """What a column takes, by what its reader says of what it does not."""
    strange = {fault.key.removesuffix("_near"): fault for fault in faults(_NEITHER)}
    if "unknown_choice" in strange:
        return str(strange["unknown_choice"].details["known"])
    if "number" in strange:
        kind = "whole" if any(f.key == "whole" for f in faults(_PART)) else "number"
        return text(f"format.{kind}") + _limits(faults)
    return text(
        f"format.{next((key for key in ('id_pattern', 'date') if key in strange), 'words')}"
    )


def _limits(faults: Callable[[str], list[Fault]]) -> str:
    details = [
        f.details for value in (-_HUGE, _HUGE) for f in faults(f"{value:.0f}") if "low" in f.details
    ]
    if not details:
        return ""
    low, high = details[0]["low"], details[0]["high"]
    return f" {low} …" if float(high) >= _GENERAL else f" {low} … {high}"


def scenario_schema() -> str:
    """JSON Schema of a scenario file: of one that extends nothing all that a scenario needs, of others
    what they may say."""
    whole = Scenario.model_json_schema()
    part = _loose(whole)
    named = {**whole.pop("$defs"), **{f"{k}{_PART_OF}": v for k, v in part.pop("$defs").items()}}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": whole["title"],
        "$defs": {**named, "Scenario": whole, f"Scenario{_PART_OF}": part},
        "if": {"required": ["extends"], "properties": {"extends": {"type": "string"}}},
        "then": {"$ref": f"#/$defs/Scenario{_PART_OF}"},
        "else": {"$ref": "#/$defs/Scenario"},
    }
    return json.dumps(schema, ensure_ascii=False, indent=1)


def _loose(node: Any) -> Any:
    """A schema of which nothing must be said."""
    if isinstance(node, list):
        return [_loose(part) for part in node]
    if not isinstance(node, dict):
        return node
    kept = {k: _loose(v) for k, v in node.items() if k != "required" or isinstance(v, dict)}
    return {**kept, "$ref": f"{kept['$ref']}{_PART_OF}"} if "$ref" in kept else kept


def scenario_keys() -> list[Entry]:
    """Keys of a scenario by their dotted path; `*` stands for any name or year, `[]` for an item."""
    schema = Scenario.model_json_schema()
    return list(_keys(schema, schema["$defs"], "", required=True))


def _keys(
    node: Mapping[str, Any], named: Mapping[str, Any], path: str, *, required: bool
) -> Iterator[Entry]:
    node = named[node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    inner = [part for part in node.get("anyOf", ()) if part.get("type") != "null"]
    whole = [part for part in inner if "$ref" in part or part.get("type") in ("object", "array")]
    patterns = node.get("patternProperties", {})
    member = next(iter(patterns.values()), node.get("additionalProperties"))
    if "properties" in node:
        for key, part in node["properties"].items():
            must = required and key in node.get("required", ())
            yield from _keys(part, named, f"{path}.{key}" if path else key, required=must)
    elif isinstance(member, dict):
        yield from _keys(member, named, f"{path}.*", required=required)
    elif "items" in node:
        yield from _keys(node["items"], named, f"{path}[]", required=required)
    elif whole:
        for part in inner:
            yield from _keys(part, named, path, required=required)
    else:
        yield Entry(name=path, allowed=_value(node, inner), required=required)


def _value(node: Mapping[str, Any], inner: list[Mapping[str, Any]]) -> str:
    """What a single value may be."""
    kinds = inner or [node]
    said = next((k for k in kinds if k.get("type") in ("number", "integer")), kinds[0])
    if "enum" in said or "const" in said:
        return ", ".join(map(str, said.get("enum", [said.get("const")])))
    kind = {"number": "number", "integer": "whole", "boolean": "flag"}.get(
        said.get("type", ""), "words"
    )
    if said.get("format") == "date":
        kind = "date"
    low = said.get("minimum", said.get("exclusiveMinimum"))
    high = said.get("maximum")
    limits = (
        f" {'' if low is None else f'{low:g}'} … {'' if high is None else f'{high:g}'}".rstrip()
    )
    return text(f"format.{kind}") + (limits if (low, high) != (None, None) else "")


def formats_text() -> str:
    """All of it as Markdown, in the language spoken."""
    parts = []
    for key, entries in (
        ("sites", site_columns()),
        ("projects", project_columns()),
        ("gains", gain_columns()),
        ("scenario", scenario_keys()),
    ):
        heads = " | ".join(text(f"format.head.{head}") for head in ("name", "allowed", "required"))
        lines = [f"## {text(f'format.{key}')}", "", f"| {heads} |", "|---|---|---|"]
        lines += [f"| `{e.name}` | {e.allowed} | {'✓' if e.required else ''} |" for e in entries]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)
