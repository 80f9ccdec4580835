"""What is said in one language, whatever the test speaks otherwise."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from planner.text import Language, speaking

T = TypeVar("T")


def said(language: Language, say: Callable[..., T], *args: Any, **values: Any) -> T:
    """What `say(*args, **values)` returns, in a language; all of it, where it comes bit by bit."""
    with speaking(language):
        result = say(*args, **values)
        if isinstance(result, Iterator):
            return list(result)  # type: ignore[return-value]
        return result
