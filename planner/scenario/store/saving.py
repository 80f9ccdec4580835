"""Saving a scenario: only what differs, under a checked name, never over another file."""

import re
from collections.abc import Mapping
from pathlib import Path

from planner.domain import Names
from planner.errors import ConflictError, Fault, InputError
from planner.reading import write_atomic, write_yaml_text
from planner.scenario.files.chain import read_chain
from planner.scenario.files.loading import Loaded, assemble
from planner.scenario.settings import differences

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
_RESERVED = frozenset(
    {
        "base",
        "about",
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{d}{n}" for d in ("com", "lpt") for n in range(10)),
    }
)
_SUFFIX = ".yaml"


def save_scenario(
    directory: Path,
    file_name: str,
    title: Names,
    base: Loaded,
    changes: Mapping[str, object] | None = None,
) -> Path:
    """Write a scenario that extends the file of `base`; returns its path.

    changes: what differs, as it would stand in the file; without it, the settings made on `base`
    since it was loaded. Raises InputError for a name or content that cannot be used, and
    ConflictError if the file exists; in either case nothing is written.
    """
    path = _checked_path(directory, file_name, base)
    stated = differences(base.filed, base.scenario) if changes is None else changes
    content = scenario_text(title, base, stated).encode()
    assemble(read_chain(base.path).extended_by(path, content), path)
    write_atomic(path, content, overwrite=False)
    return path


def scenario_text(title: Names, base: Loaded, changes: Mapping[str, object]) -> str:
    """The YAML of a scenario that extends the file of `base` and differs by `changes`."""
    data = {"format": 1, "extends": base.path.name, "name": title.model_dump()}
    rest = {key: value for key, value in changes.items() if key not in data}
    return write_yaml_text({**data, **rest})


def _checked_path(directory: Path, file_name: str, base: Loaded) -> Path:
    name = file_name.removesuffix(_SUFFIX)
    key = ""
    if not _NAME.fullmatch(name):
        key = "save_name"
    elif name in _RESERVED:
        key = "save_reserved"
    elif directory.resolve() != base.directory.resolve():
        key = "save_elsewhere"
    if key:
        raise InputError([Fault(key=key, value=file_name)])
    path = directory / f"{name}{_SUFFIX}"
    if path.exists():
        raise ConflictError([Fault(key="file_exists", file=path.name)])
    return path
