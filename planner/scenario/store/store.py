"""Scenarios as files: saved, saved over, copied, renamed, deleted and brought back.

Nothing that somebody saved is lost: what takes the place of a version puts it aside first
(`revisions.py`), and it only takes the place of the version that its author had opened
(compare-and-swap on the hash of the file and of those that it extends, under a lock that holds
across processes). A file is replaced whole or not at all (`planner.reading.atomic`).

What is saved from a scenario extends the same base as that one, not the scenario itself: a copy
does not change when the original is saved over.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.domain import Names
from planner.errors import ConflictError, Fault, InputError
from planner.reading import read_bytes, scan_yaml, write_atomic, write_yaml_text
from planner.reading.atomic import sync_directory
from planner.reading.locking import locked
from planner.reading.yamls import SIZE_LIMIT
from planner.scenario.adding import added, merged, stated
from planner.scenario.files.chain import Chain, read_chain
from planner.scenario.files.loading import Loaded, assemble
from planner.scenario.settings import differences
from planner.scenario.store.naming import RESERVED, free_name
from planner.scenario.store.revisions import (
    FOLDER,
    SUFFIX,
    Revision,
    content_of,
    file_of,
    kept_names,
    prune,
    put_aside,
    revisions,
)
from planner.scenario.tree import CHOSEN, RULES, merge

_ABANDONED: Final = 3600.0
"""Seconds after which a half-written file is one that its writer left behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """A scenario that was deleted and can be brought back."""

    path: Path
    """Where it stood."""
    last: Revision


def revision_of(path: Path) -> str:
    """What a scenario's file and those it extends hold now, as `Loaded.filed_sha256` has it."""
    return read_chain(path).sha256()


def save_new(loaded: Loaded, title: Names) -> Path:
    """Save the scenario, with the settings made since it was loaded, as a file of its own.

    Returns its path, beside the other; the file name follows from the title. The note is left
    out where settings differ, since it describes others. Raises InputError where the content or
    the folder cannot be used; then nothing is written.
    """
    changes = differences(loaded.filed, loaded.scenario)
    chain = read_chain(loaded.path)
    if chain.sha256() != loaded.filed_sha256:
        raise _changed(loaded.path)
    return _add(chain, title, changes)


def save_over(loaded: Loaded, revision: str, title: Names | None = None) -> None:
    """Save the settings made on a scenario into its own file, the version before put aside.

    revision: of the version that was opened. Raises ConflictError where the file holds another
    one by now, and InputError for a base, for a scenario that others extend, and for content that
    cannot be used; the file then stays as it is.
    """
    changes = differences(loaded.filed, loaded.scenario)
    with _writing(loaded.path):
        chain = _unchanged(loaded.path, revision)
        if loaded.filed_sha256 != revision:
            raise _changed(loaded.path)
        _require_free(loaded.path, chain, "store_extended")
        _replace(chain, _text(_stated(chain, changes), title, changes))


def rename(path: Path, title: Names, revision: str) -> None:
    """Give a scenario another title; its file keeps its name. Raises as `save_over` does."""
    with _writing(path):
        chain = _unchanged(path, revision)
        _require_not_base(path, chain)
        _replace(chain, _text(_own(chain), title, {}))


def delete(path: Path, revision: str) -> None:
    """Delete a scenario; it can be restored from its revisions.

    Raises ConflictError where it was changed since it was opened, InputError for the base and for
    a scenario that others extend.
    """
    with _writing(path):
        chain = _unchanged(path, revision)
        if path.stem in RESERVED:
            raise InputError([Fault(key="store_base", file=path.name)])
        _require_free(path, chain, "store_extended_delete", may_be_root=True)
        put_aside(path, chain.links[-1].content)
        try:
            path.unlink()
            sync_directory(path.parent)
        except OSError:
            raise InputError([Fault(key="not_writable", file=path.name)]) from None
        prune(path)


def restore(path: Path, revision: str) -> None:
    """Bring an earlier version back, of a scenario that is there or was deleted.

    What the file holds now is put aside first. Raises InputError where the version is not there,
    is damaged, or can no longer be used beside the files of today.
    """
    with _writing(path):
        content = content_of(path, revision)
        now = read_bytes(path, limit=SIZE_LIMIT, label=path.name) if path.exists() else None
        if now is not None:
            _require_free(path, read_chain(path), "store_extended", may_be_root=True)
        _require_usable(path, content)
        if now is not None:
            put_aside(path, now)
        like = file_of(path, revision) if now is None else None
        write_atomic(path, content, overwrite=now is not None, like=like)
        prune(path)


def deleted(directory: Path) -> tuple[Deleted, ...]:
    """Scenarios of a folder that were deleted, the latest first."""
    paths = (directory / f"{name}{SUFFIX}" for name in kept_names(directory))
    found = [Deleted(path=path, last=revisions(path)[0]) for path in paths if not path.exists()]
    return tuple(sorted(found, key=lambda gone: gone.last.saved, reverse=True))


def extended_by(path: Path) -> tuple[str, ...]:
    """Names of the files beside a scenario that extend it."""
    beside = (other for other in path.parent.glob(f"*{SUFFIX}") if not other.name.startswith("."))
    others = sorted(other for other in beside if other != path)
    return tuple(other.name for other in others if _extends(other) == path.name)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    with locked(path.parent / FOLDER / "lock", label=path.name):
        _sweep(path.parent)
        yield


def _sweep(directory: Path) -> None:
    """Remove what writers left half-written when they were killed."""
    for part in (*directory.glob(".*.part"), *directory.glob(f"{FOLDER}/*/.*.part")):
        try:
            if time.time() - part.stat().st_mtime > _ABANDONED:
                part.unlink()
        except FileNotFoundError:
            continue  # its writer was quicker
        except OSError:
            return  # only tidying up: the write that follows says what is wrong with the folder


def _add(chain: Chain, title: Names, changes: Mapping[str, object]) -> Path:
    """One more file with what the last of the chain states, and with changes."""
    if not chain.links:
        raise InputError(chain.faults)
    last = chain.links[-1].path
    own = _stated(chain, changes)
    if changes:
        own.pop("note", None)
    content = _text(own, title, changes)
    with _writing(last):
        taken = _taken_names(last.parent)
        path = last.with_name(f"{free_name(title, lambda name: name in taken)}{SUFFIX}")
        _require_usable(path, content)
        write_atomic(path, content, overwrite=False, like=last)
    return path


def _taken_names(directory: Path) -> frozenset[str]:
    """Names of files, whatever their case, and of deleted scenarios, which may come back."""
    there = {file.stem.casefold() for file in directory.iterdir()}
    return frozenset(there | set(kept_names(directory)))


def _own(chain: Chain) -> dict[str | int, object]:
    """What the last file of a chain states itself."""
    return dict(chain.links[-1].document.data)


def _stated(chain: Chain, changes: Mapping[str, object]) -> dict[str | int, object]:
    """What the last file of a chain states itself, its rules with the changes of them; what extends
    nothing is a base, which a file of its own then extends."""
    own, change = _own(chain), changes.get(RULES)
    if chain.ends_in_base:
        base: dict[str | int, object] = {"extends": chain.links[-1].path.name}
        return base if change is None else {**base, RULES: change}
    if not isinstance(change, Mapping):
        return own
    documents = [link.document for link in chain.links]
    rules = merge(documents).mapping(RULES)
    below = merge(documents[:-1]).mapping(RULES)
    return {**own, RULES: stated(below, added(rules, change).rules)}


def _text(
    own: Mapping[str | int, object], title: Names | None, changes: Mapping[str, object]
) -> bytes:
    """A file that states what `own` does, with changes and under a title."""
    kept = {key: value for key, value in own.items() if key != CHOSEN or not changes}
    data = merged(
        kept, {key: value for key, value in changes.items() if key not in ("name", RULES)}
    )
    if title is not None:
        data["name"] = title.model_dump()
    first: dict[str | int, object] = {"format": 1}
    first |= {key: data[key] for key in ("extends", "name") if key in data}
    rest = {key: value for key, value in data.items() if key not in first}
    return write_yaml_text({str(key): value for key, value in {**first, **rest}.items()}).encode()


def _require_usable(path: Path, content: bytes) -> None:
    """That a file with this content at this path would load. Raises InputError with every fault."""
    assemble(read_chain(path, content), path)


def _replace(chain: Chain, content: bytes) -> None:
    """Put other content in the place of the last file of a chain."""
    last = chain.links[-1]
    if content == last.content:
        return
    _require_usable(last.path, content)
    put_aside(last.path, last.content)
    write_atomic(last.path, content, overwrite=True)
    prune(last.path)


def _unchanged(path: Path, revision: str) -> Chain:
    chain = read_chain(path)
    if not chain.links or chain.sha256() != revision:
        raise _changed(path)
    return chain


def _changed(path: Path) -> ConflictError:
    return ConflictError([Fault(key="store_changed", file=path.name)])


def _require_not_base(path: Path, chain: Chain) -> None:
    if path.stem in RESERVED or chain.ends_in_base:
        raise InputError([Fault(key="store_base", file=path.name)])


def _require_free(path: Path, chain: Chain, key: str, *, may_be_root: bool = False) -> None:
    """That no other scenario would change, or break, with this one."""
    if not may_be_root:
        _require_not_base(path, chain)
    others = extended_by(path)
    if others:
        raise InputError([Fault(key=key, file=path.name, value=", ".join(others))])


def _extends(path: Path) -> object:
    try:
        content = read_bytes(path, limit=SIZE_LIMIT, label=path.name)
    except InputError:
        return None  # it extends nothing that could be told; loading it says what is wrong
    return scan_yaml(content, label=path.name)[0].data.get("extends")
