"""Earlier versions of scenario files: twenty of each, in a hidden folder beside them.

    .revisions/<name of the scenario>/000017_20261122T183501Z_0c1d2e3f4a5b.yaml

A version is put aside, byte by byte, before anything takes its place. Its name tells the order,
when that version was saved, and the beginning of the hash of its content.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from planner.domain import Names
from planner.errors import Fault, InputError
from planner.reading import read_bytes, scan_yaml, write_atomic
from planner.reading.atomic import sync_directory
from planner.reading.yamls import SIZE_LIMIT
from planner.text import LANGUAGES, in_all

KEPT: Final = 20
FOLDER: Final = ".revisions"
SUFFIX: Final = ".yaml"
_NAME: Final = re.compile(r"(\d{6,})_(\d{8}T\d{6}Z)_([0-9a-f]{12})", re.ASCII)
_TIME: Final = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An earlier version of a scenario."""

    id: str
    saved: datetime
    """When that version was saved, UTC."""
    title: Names | None
    """None where the version cannot be read."""


def folder_of(path: Path) -> Path:
    """Where the earlier versions of a scenario are kept, whether there are any or not."""
    return path.parent / FOLDER / path.stem


def revisions(path: Path) -> tuple[Revision, ...]:
    """The earlier versions of a scenario, the latest first; also of one that was deleted."""
    return tuple(_revision(file) for file in reversed(_files(path)))


def content_of(path: Path, revision: str) -> bytes:
    """An earlier version as it was saved. Raises InputError where there is none, or it is damaged."""
    file = file_of(path, revision)
    content = read_bytes(file, limit=SIZE_LIMIT, label=path.name)
    if not sha256(content).hexdigest().startswith(_parts(file)[2]):
        raise InputError([Fault(key="store_revision_damaged", file=path.name)])
    return content


def file_of(path: Path, revision: str) -> Path:
    """Where an earlier version is kept. Raises InputError where there is none."""
    file = next((file for file in _files(path) if file.stem == revision), None)
    if file is None:
        raise InputError([Fault(key="store_no_revision", file=path.name, value=revision)])
    return file


def put_aside(path: Path, content: bytes) -> None:
    """Keep `content`, what the file at `path` holds now. Call it while the folder is locked."""
    files = _files(path)
    digest = sha256(content).hexdigest()[:12]
    if files and _parts(files[-1])[2] == digest:
        return  # kept already, by a writer that was interrupted before it replaced the file
    number = int(_parts(files[-1])[0]) + 1 if files else 1
    try:
        saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        folder = folder_of(path)
        folder.mkdir(parents=True, exist_ok=True)
        for made in (folder.parent, path.parent):
            sync_directory(made)
    except OSError:
        raise InputError([Fault(key="not_writable", file=path.name)]) from None
    aside = folder / f"{number:06d}_{saved:{_TIME}}_{digest}{SUFFIX}"
    write_atomic(aside, content, overwrite=True, like=path, label=path.name)


def prune(path: Path) -> None:
    """Drop the oldest versions beyond KEPT."""
    for file in _files(path)[:-KEPT]:
        file.unlink(missing_ok=True)


def kept_names(directory: Path) -> tuple[str, ...]:
    """Names of scenarios, there or deleted, of which earlier versions are kept; sorted."""
    folder = directory / FOLDER
    if not folder.is_dir():
        return ()
    paths = (directory / f"{kept.name}{SUFFIX}" for kept in folder.iterdir() if kept.is_dir())
    return tuple(sorted(path.stem for path in paths if _files(path)))


def _files(path: Path) -> list[Path]:
    """Oldest first."""
    folder = folder_of(path)
    if not folder.is_dir():
        return []
    found = (file for file in folder.iterdir() if file.suffix == SUFFIX)
    return sorted((f for f in found if _NAME.fullmatch(f.stem)), key=lambda f: int(_parts(f)[0]))


def _parts(file: Path) -> tuple[str, str, str]:
    number, saved, digest = file.stem.split("_")
    return number, saved, digest


def _revision(file: Path) -> Revision:
    try:
        saved = datetime.strptime(_parts(file)[1], _TIME).replace(tzinfo=UTC)
    except ValueError:  # no such day: somebody else named this file
        saved = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    try:
        content = read_bytes(file, limit=SIZE_LIMIT, label=file.name)
    except InputError:
        return Revision(id=file.stem, saved=saved, title=None)
    return Revision(id=file.stem, saved=saved, title=stated_title(content))


def stated_title(content: bytes) -> Names | None:
    """The title in a scenario file, None where none can be read."""
    document, _ = scan_yaml(content, label="")
    name = document.data.get("name")
    words = name if isinstance(name, dict) else {}
    stated = {
        code: str(words[code]).strip() for code in LANGUAGES if isinstance(words.get(code), str)
    }
    return Names(**in_all(stated)) if any(stated.values()) else None
