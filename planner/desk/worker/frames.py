"""What a server and its worker processes send each other: numbered frames over a pipe.

    server -> worker   HELLO  where to import from, and what to import at once
                       TASK   a function and its arguments
                       CANCEL the task of this number is not wanted any more
    worker -> server   BEGUN  everything is imported, and the task taken up
                       ASKED  the task has begun to ask whether it is wanted
                       TOLD   how far the task is
                       VALUE  what it returned, and whether it was told to end early
                       ERROR  what it raised, likewise

Bodies are pickles: both ends are this program, and no one else holds the pipe.
"""

import struct
from enum import IntEnum
from typing import IO, Final, NamedTuple

_HEAD: Final = struct.Struct("<BQQ")


class FrameKind(IntEnum):
    """What a frame says."""

    HELLO = 1
    TASK = 2
    CANCEL = 3
    BEGUN = 4
    ASKED = 5
    TOLD = 6
    VALUE = 7
    ERROR = 8


class Frame(NamedTuple):
    """One message; `number` is the task it is about."""

    kind: FrameKind
    number: int = 0
    body: bytes = b""


def write(stream: IO[bytes], frame: Frame) -> None:
    """Sends a frame at once. Raises OSError when nobody reads any more."""
    stream.write(_HEAD.pack(frame.kind, frame.number, len(frame.body)) + frame.body)
    stream.flush()


def read(stream: IO[bytes]) -> Frame | None:
    """The next frame, waited for; None when the other end is gone."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, number, length = _HEAD.unpack(head)
    body = stream.read(length)
    return Frame(FrameKind(kind), number, body) if len(body) == length else None
