"""Writing a file whole or not at all."""

import errno
import os
import secrets
from pathlib import Path

from planner.errors import ConflictError, Fault, InputError

_NO_HARD_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


def write_atomic(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Put `data` at `path` so that a reader, or a crash, meets the old file or the new one.

    Raises ConflictError if the file exists and `overwrite` is False, even when two writers race,
    and InputError if the folder cannot be written.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _write_synced(temporary, data)
        try:
            if overwrite:
                os.replace(temporary, path)
            else:
                _place_new(temporary, path, data)
        finally:
            temporary.unlink(missing_ok=True)
        sync_directory(path.parent)
    except FileExistsError:
        raise ConflictError([Fault(key="file_exists", file=path.name)]) from None
    except (OSError, ValueError):
        raise InputError([Fault(key="not_writable", file=path.name)]) from None


def _write_synced(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _place_new(temporary: Path, path: Path, data: bytes) -> None:
    """A hard link appears at once and fails if the name is taken; some file systems have none."""
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        _write_synced_once(path, data)


def _write_synced_once(path: Path, data: bytes) -> None:
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    _write_synced(path, data)


def sync_directory(directory: Path) -> None:
    """Have the names in a folder outlive a power cut; raises OSError."""
    if os.name == "nt":
        return  # Windows opens no directories and orders renames itself
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
