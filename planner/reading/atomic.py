"""Writing a file whole or not at all."""

import errno
import os
import secrets
import stat
from pathlib import Path

from planner.errors import ConflictError, Fault, InputError

FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NO_HARD_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


def write_atomic(
    path: Path, data: bytes, *, overwrite: bool, like: Path | None = None, label: str = ""
) -> None:
    """Put `data` at `path` so that a reader, or a crash, meets the old file or the new one.

    It is as open to others as the file `like`, or as the one that it takes the place of. Raises
    ConflictError if the file exists and `overwrite` is False, even when two writers race, and
    InputError, which speaks of `label` or of the file, if the folder cannot be written.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        _write_synced(temporary, data, _access(like or path))
        try:
            if overwrite:
                os.replace(temporary, path)
            else:
                _place_new(temporary, path, data)
        finally:
            temporary.unlink(missing_ok=True)
        sync_directory(path.parent)
    except FileExistsError:
        raise ConflictError([Fault(key="file_exists", file=label or path.name)]) from None
    except (OSError, ValueError) as error:
        full = isinstance(error, OSError) and error.errno in FULL
        key = "disk_full" if full else "not_writable"
        raise InputError([Fault(key=key, file=label or path.name)]) from None


def _access(path: Path) -> os.stat_result | None:
    """Who may do what with a file; None where there is none."""
    try:
        return path.stat()
    except OSError:
        return None


def _grant(path: Path, access: os.stat_result) -> None:
    """Give a new file the mode and the group of another; a group that cannot be given gets nothing,
    since another one would read what was not meant for it."""
    mode = stat.S_IMODE(access.st_mode)
    if hasattr(os, "chown") and path.stat().st_gid != access.st_gid:
        try:
            os.chown(path, -1, access.st_gid)
        except OSError:
            mode &= ~stat.S_IRWXG
    path.chmod(mode)


def _write_synced(path: Path, data: bytes, access: os.stat_result | None = None) -> None:
    file = path.open("xb")  # one that is there already is not ours to remove
    try:
        with file:
            if access is not None:
                _grant(path, access)  # before there is anything in it to read
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
        _write_synced(path, data, _access(temporary))


def sync_directory(directory: Path) -> None:
    """Have the names in a folder outlive a power cut; raises OSError."""
    if os.name == "nt":
        return  # Windows opens no directories and orders renames itself
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
