"""The table of fields: which class each belongs to, and what a profile gets of a class."""

from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, cast

import yaml

from planner.profiles import Profile

Treatment = Literal["whole", "form", "grid", "district", "year", "gone", "withheld"]
_ANY: Final = "*"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _table() -> dict[str, dict[str, Any]]:
    path = Path(__file__).parent / "fields.yaml"
    return cast(dict[str, dict[str, Any]], yaml.load(path.read_text(encoding="utf-8"), _LOADER))


def treatment(class_of: str, profile: Profile) -> Treatment:
    """What a profile gets of a class. Raises KeyError for a class that the table does not know."""
    return cast(Treatment, _table()["classes"][class_of][profile])


def of_inventory(column: str, profile: Profile) -> Treatment:
    """What a profile gets of a column of the tables of sites and projects."""
    return treatment(_table()["inventory"][column], profile)


def passes(kind: str, field: str, profile: Profile) -> bool:
    """Whether a field of a kind of export leaves as it stands.

    Of a family (`money_2027`) the table names the first word, `money_*`. What was coarsened before
    (names, dates) passes unless its class is withheld; what the table does not know never does.
    """
    known = _table().get(kind, {})
    family = f"{field.partition('_')[0]}_{_ANY}"
    found = known.get(field, known.get(family))
    return found is not None and treatment(found, profile) not in ("withheld", "gone")


def branch(kind: str) -> Any:
    """What the table knows below a kind of tree: a class, or the same again by key; `*` any key."""
    return _table().get(kind, {})
