"""The language that words are asked for in: set once, where a page, a command or a file begins.

    with speaking("uk"):
        text("plan.title")

Whoever writes words further down need not hand the language on, and cannot hand on another one by
mistake. Each thread has its own: one that is started speaks none until it is told (`carried`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import ParamSpec, TypeVar

from planner.text.catalogue import LANGUAGES, Language

P = ParamSpec("P")
T = TypeVar("T")
_spoken: ContextVar[Language] = ContextVar("language")


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within it words are in this language."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> Language:
    """The language spoken here. Raises LookupError where none was set: no words by default."""
    return _spoken.get()


def carried(call: Callable[P, T]) -> Callable[P, T]:
    """A function to be called elsewhere, in another thread say, that speaks as here."""
    context = copy_context()
    return lambda *args, **kwargs: context.copy().run(call, *args, **kwargs)


def in_each(say: Callable[[], T]) -> dict[Language, T]:
    """What is said in every language."""
    said = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = say()
    return said
