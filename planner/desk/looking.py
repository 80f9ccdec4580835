"""One look at the files for one drawing of a page.

A page asks some forty times whether files have changed. Each time costs system calls, and after
each of them the thread may have to wait for its turn; and a page of which one half was made from a
file before it changed and one half from it afterwards would contradict itself.
"""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar, cast

_own: Final = threading.local()
Seen = TypeVar("Seen")


@contextmanager
def one_look() -> Iterator[None]:
    """Within it this thread sees files as they were when it first looked."""
    before: dict[Hashable, Any] | None = getattr(_own, "seen", None)
    _own.seen = {} if before is None else before
    try:
        yield
    finally:
        _own.seen = before


def looked(at: Hashable, look: Callable[[], Seen]) -> Seen:
    """What `look` returns; the same as before within one look. Raises what it raises."""
    seen: dict[Hashable, Any] | None = getattr(_own, "seen", None)
    if seen is None:
        return look()
    if at not in seen:
        seen[at] = look()
    return cast(Seen, seen[at])
