"""Words and names in the language that is spoken."""

from collections.abc import Mapping

from planner.text.catalogue import message
from planner.text.speaking import spoken


def text(key: str, **values: object) -> str:
    """The message `key` with its named values filled in.

    A message with plural forms is chosen by the value `n`; `n_text` may hold its printed form.
    Raises KeyError for a key or a value that is missing: a page never shows a bare key.
    """
    return message(key, spoken(), values)


def name_of(names: Mapping[str, str]) -> str:
    """The name in the language spoken, or in another one where it is blank."""
    return names.get(spoken()) or next((n for n in names.values() if n), "")
