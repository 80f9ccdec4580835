"""What pydantic finds wrong in a file, as faults with place, value and remedy."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.domain import Strict
from planner.errors import Fault
from planner.reading.dates import date_fault
from planner.reading.letters import STEERING, code_of
from planner.reading.tables import has_decimal_comma
from planner.scenario.tree import Tree, as_number

Model = TypeVar("Model", bound=Strict)
Maker = Callable[[Tree, tuple[str | int, ...], ErrorDetails], Fault]
_ONE_FOR_ALL = "constrained-float"
_UNION_MARKS = ("Eligibility", "literal['all']", "Strikes", _ONE_FOR_ALL)

FAULT_BY_TYPE: Final = {
    "missing": "missing_key",
    "finite_number": "not_finite",
    "decimal_max_digits": "too_many_digits",
    "decimal_max_places": "too_many_digits",
    "decimal_whole_digits": "too_many_digits",
    "decimal_type": "number",
    "decimal_parsing": "number",
    "float_type": "number",
    "float_parsing": "number",
    "int_type": "whole",
    "int_parsing": "whole",
    "int_parsing_size": "whole",
    "int_from_float": "whole",
    "bool_type": "true_false",
    "bool_parsing": "true_false",
    "string_type": "text_expected",
    "string_too_short": "blank",
    "string_too_long": "text_too_long",
    "model_type": "mapping_expected",
    "model_attributes_type": "mapping_expected",
    "dict_type": "mapping_expected",
    "tuple_type": "list_expected",
    "too_short": "list_empty",
    "date_type": "date",
    "date_parsing": "date",
    "date_from_datetime_parsing": "date",
    "date_from_datetime_inexact": "date",
}
"""Type of pydantic error -> the message of ours."""
RAISED: Final = frozenset(
    {
        "range_order",
        "appraisal_too_short",
        "lock_names_one",
        "plural_other",
        "said_where",
        "said_when",
        "sides_uneven",
    }
)
"""Messages that the model's own checks raise by name."""


_KEY_SIGNS: Final = {
    "1": "grade_key",
    "conservation": "class_key",
    "few": "plural_key",
    "tender": "readiness_key",
    "": "status_key",
}
"""A key that only this kind of choice knows -> the message of a key that it does not."""


def validate(tree: Tree, model: type[Model]) -> tuple[Model | None, list[Fault]]:
    """What the tree states, as a model, or every fault of its form."""
    faults = [*_misplaced_booleans(tree), *_steering_letters(tree), *_date_faults(tree)]
    try:
        stated = model.model_validate(tree.data)
    except ValidationError as error:
        found = _faults(tree, error, model)
        named = {fault.field for fault in found}
        return None, [*found, *(fault for fault in faults if fault.field not in named)]
    return (None if faults else stated), faults


def _faults(tree: Tree, error: ValidationError, model: type[Strict]) -> list[Fault]:
    found = (_fault(tree, details, model) for details in error.errors(include_url=False))
    faults = list({_identity(fault): fault for fault in found if fault is not None}.values())
    meant = {
        fault.field.removesuffix(fault.value) + str(fault.details["near"])
        for fault in faults
        if fault.key == "unknown_key_near"
    }
    return [f for f in faults if f.key != "missing_key" or f.field not in meant]


def _identity(fault: Fault) -> tuple[object, ...]:
    """Two faults of the same identity say the same."""
    return (*fault.kind, fault.key, fault.row, fault.field, fault.value, *fault.details.items())


def _fault(tree: Tree, error: ErrorDetails, model: type[Strict]) -> Fault | None:
    loc = error["loc"]
    place = tuple(part for part in loc if part not in (*_UNION_MARKS, "[key]"))
    value = _shown(error["input"])
    if "literal['all']" in loc:
        # `eligible` may be a word or a mapping: speak of the one that was tried
        return None if isinstance(error["input"], Mapping) else tree.fault("eligible", place, value)
    if loc[-1:] in (("Eligibility",), ("Strikes",)):
        return None
    if _ONE_FOR_ALL in loc and isinstance(error["input"], Mapping):
        return None  # a probability may be one number or one for each district, likewise
    if loc[-1:] == ("[key]",):
        return tree.fault(_key_fault(error), place, loc[-2])
    if error["type"] == "value_error":
        return tree.fault(str(error["ctx"]["error"]), place)
    if error["type"] == "extra_forbidden":
        return _unknown_key(tree, place, model)
    maker = _MAKERS.get(error["type"])
    if maker:
        return maker(tree, place, error)
    key = FAULT_BY_TYPE.get(error["type"], "setting")
    return tree.fault(_narrowed(key, value), place, "" if key == "missing_key" else value)


def _narrowed(key: str, value: str) -> str:
    word = value.strip().casefold()
    if key in {"number", "whole"} and has_decimal_comma(word):
        return "decimal_comma"
    return "not_finite" if key == "number" and word in {"nan", "inf", "infinity", "-inf"} else key


def _key_fault(error: ErrorDetails) -> str:
    if error["type"] == "literal_error":
        expected = str(error["ctx"]["expected"])
        return next(key for sign, key in _KEY_SIGNS.items() if sign in expected)
    return "id_pattern" if error["type"].startswith("string") else "year_key"


def _unknown_key(tree: Tree, place: tuple[str | int, ...], model: type[Strict]) -> Fault:
    present = tree.mapping(*place[:-1])
    free = [key for key in _keys_at(place[:-1], model) if key not in present]
    return tree.unknown("key", str(place[-1]), free, place)


def _unknown_choice(tree: Tree, place: tuple[str | int, ...], error: ErrorDetails) -> Fault:
    if place == ("format",):
        return tree.fault("format", place, _shown(error["input"]))
    expected = str(error["ctx"]["expected"]).replace(" or ", ", ")
    known = [word.strip().strip("'") for word in expected.split(",")]
    return tree.unknown("choice", _shown(error["input"]), known, place)


def _limit(tree: Tree, place: tuple[str | int, ...], error: ErrorDetails) -> Fault:
    limit = next(iter(error["ctx"].values()))
    low = error["type"].startswith("greater")
    if error["type"] == "greater_than":
        return tree.fault("not_positive", place, _shown(error["input"]))
    if low and limit == 0:
        return tree.fault("negative", place, _shown(error["input"]))
    number = as_number(error["input"])
    if not low and limit == 1 and number is not None and 1 < number <= 100:
        fraction = f"{number / 100:f}"
        return tree.fault("share_percent", place, _shown(error["input"]), fraction=fraction)
    key = "below_limit" if low else "above_limit"
    return tree.fault(key, place, _shown(error["input"]), limit=f"{float(limit):g}")


def _pattern(tree: Tree, place: tuple[str | int, ...], error: ErrorDetails) -> Fault:
    key = "currency" if place[-1:] == ("currency",) else "id_pattern"
    return tree.fault(key, place, _shown(error["input"]))


_MAKERS: Final[Mapping[str, Maker]] = {
    "literal_error": _unknown_choice,
    "greater_than_equal": _limit,
    "greater_than": _limit,
    "less_than_equal": _limit,
    "less_than": _limit,
    "string_pattern_mismatch": _pattern,
}


def _shown(value: object) -> str:
    """A value as it would stand in the file; collections are too long to repeat."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if isinstance(value, (Mapping, list, tuple)) or value is None else str(value)


def _misplaced_booleans(tree: Tree) -> list[Fault]:
    """True and false where a number or a word belongs: pydantic would read them as 1 and 0."""
    faults = []
    pending: list[tuple[tuple[str | int, ...], object]] = [((), tree.data)]
    while pending:
        place, value = pending.pop()
        if isinstance(value, Mapping):
            pending += [((*place, key), item) for key, item in value.items()]
        elif isinstance(value, (list, tuple)):
            pending += [((*place, i), item) for i, item in enumerate(value)]
        elif isinstance(value, bool) and place[-1] not in _SWITCHES:
            faults.append(tree.fault("boolean", place, _shown(value)))
    return faults[::-1]


def _steering_letters(tree: Tree) -> list[Fault]:
    """Letters in names and other words that steer a terminal or turn the reading direction."""
    found = ((place, STEERING.search(tree.word(*place))) for place in tree.places)
    return [
        tree.fault("control_character", place, code_of(match.group()))
        for place, match in found
        if match
    ]


def _date_faults(tree: Tree) -> list[Fault]:
    """A bare number for a date, which pydantic would read as seconds since 1970; a day to come."""
    place = ("money", "exchange", "date")
    number, word = tree.number(*place), tree.word(*place)
    if number is not None:
        return [tree.fault("date", place, number)]
    late = bool(word) and date_fault(word) == "date_range"
    return [tree.fault("date_range", place, word)] if late else []


_SWITCHES: Final = frozenset({"holds", "carry_over", "keeps_fabric", "synthetic"})


@cache
def _schema(model: type[Strict]) -> dict[str, Any]:
    return model.model_json_schema()


@cache
def _keys_at(place: tuple[str | int, ...], model: type[Strict]) -> list[str]:
    """Keys that the model knows at a place."""
    nodes = [_schema(model)]
    for part in place:
        nodes = [_resolved(i, model) for node in nodes for i in _inside(node, part)]
    return [key for node in nodes for key in node.get("properties", {})]


def _inside(node: dict[str, Any], part: str | int) -> list[dict[str, Any]]:
    found = node.get("properties", {}).get(part) or node.get("items")
    if found is None:
        found = node.get("additionalProperties") or next(
            iter(node.get("patternProperties", {}).values()), None
        )
    if not isinstance(found, dict):
        return []
    options: list[dict[str, Any]] = found.get("anyOf", [found])
    return options


def _resolved(node: dict[str, Any], model: type[Strict]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    name = str(node["$ref"]).rsplit("/", 1)[-1]
    found: dict[str, Any] = _schema(model)["$defs"][name]
    return found
