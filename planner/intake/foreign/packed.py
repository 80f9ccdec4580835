"""Archives: what is in them is counted before it is unpacked, and nothing is written anywhere."""

import io
import stat
import zipfile
import zlib
from typing import IO, Final

from planner.intake.foreign.sheet import UNPACKED_LIMIT, refuse

BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError)
"""What reading a file of an archive raises where it is not what was packed."""
_NO_ARCHIVE: Final = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError)
"""What opening one raises where its directory is torn, points outside it or is of an unknown kind."""
_LOCKED: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError)
"""What opening a file of it raises: torn, packed in an unknown way, or asking for a password."""
_MOST_FILES: Final = 2_000
_RATIO: Final = 400
"""Times by which text may have been packed; workbooks reach some forty, bombs thousands."""
_SMALL: Final = 20_000_000
"""Bytes of a file in an archive below which the ratio does not matter."""


class Archive:
    """A ZIP archive in memory."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _NO_ARCHIVE:
            refuse("intake_zip_broken")
        entries = self._zip.infolist()
        if len(entries) > _MOST_FILES:
            refuse("intake_zip_files", limit=_MOST_FILES)
        if any(entry.flag_bits & 1 for entry in entries):
            refuse("intake_password")
        if any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries):
            refuse("intake_zip_link")
        for entry in entries:
            huge = entry.file_size > max(_SMALL, _RATIO * entry.compress_size)
            if huge or entry.file_size > UNPACKED_LIMIT:
                refuse("intake_zip_bomb", name=entry.filename[:80])
        if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
            refuse("intake_zip_large", limit=UNPACKED_LIMIT // 1_000_000)
        self._sizes = {entry.filename: entry.file_size for entry in entries}

    @property
    def names(self) -> list[str]:
        """Files in it."""
        return list(self._sizes)

    def open(self, name: str) -> IO[bytes]:
        """A file of it to be read, which ends where the archive said that it would."""
        if name not in self._sizes:
            refuse("intake_zip_lacks", name=name[:80])
        try:
            return self._zip.open(name)
        except _LOCKED:
            refuse("intake_zip_broken")

    def read(self, name: str) -> bytes:
        """The whole of a file."""
        try:
            with self.open(name) as stream:
                return stream.read(self._sizes[name])
        except BROKEN:
            refuse("intake_zip_broken")
