"""Reading `about.yaml`, the words that stand beside the scenarios of a city."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from planner.errors import Fault, InputError
from planner.reading import read_bytes, scan_yaml
from planner.reading.yamls import SIZE_LIMIT
from planner.scenario.about import About
from planner.scenario.checks.schema import validate
from planner.scenario.files.naming import leads_outside
from planner.scenario.tree import Tree, merge
from planner.text import LANGUAGES

ABOUT: Final = "about.yaml"


def read_about(folder: Path) -> tuple[About | None, list[Fault]]:
    """What the city says of itself, or every fault in it; a city may say nothing."""
    path = folder / ABOUT
    if not path.exists():
        return About(), []
    if leads_outside(path):
        return None, [Fault(key="link_outside", file=ABOUT)]
    try:
        about, faults = _read(read_bytes(path, limit=SIZE_LIMIT, label=ABOUT))
    except InputError as error:
        return None, list(error.faults)
    return about, list(faults)


@lru_cache(maxsize=16)
def _read(content: bytes) -> tuple[About | None, tuple[Fault, ...]]:
    """The same for all scenarios of a city, which are read one after the other."""
    document, faults = scan_yaml(content, label=ABOUT)
    if faults:
        return None, tuple(faults)
    tree = merge([document])
    about, found = validate(tree, About)
    return about, (*found, *_blank_faults(tree))


def _blank_faults(tree: Tree) -> list[Fault]:
    """Words that are stated are not blank: whoever reads one of them is owed what the other says."""
    return [
        tree.fault("words_blank", place)
        for place in tree.places
        if place[-1] in LANGUAGES and not tree.word(*place).strip()
    ]
