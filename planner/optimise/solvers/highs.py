"""Every HiGHS of this program is made here, and writes nothing.

HiGHS 1.16 greets the terminal, by C and so behind Python's back, when its callbacks are made
ready, unless it has been told to be silent before. `vidnova plan --json` would then be no JSON.
"""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

_OLDEST: Final = (1, 15)
"""Older ones answer some problems wrongly through PuLP."""


@cache
def highs_runs() -> bool:
    """Whether HiGHS can be used here, in a version that is right."""
    try:
        import highspy  # noqa: F401 - whether it loads is the question
    except ImportError:
        return False
    return _version() >= _OLDEST


def highs_name() -> str:
    """Its name and version, for provenance."""
    return f"HiGHS {version('highspy')}"


def _version() -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in version("highspy").split(".")[:2])
    except PackageNotFoundError:
        return (0,)


def new_highs(options: Mapping[str, Any]) -> Any:
    """A HiGHS without a model, silent, with the given options, on one thread unless they say more.

    Raises ValueError for an option that it does not know: HiGHS itself would pass over it.
    """
    highs = _silent()()
    for option, value in {"threads": 1, **options}.items():
        if highs.setOptionValue(option, value).name == "kError":
            raise ValueError(f"HiGHS does not take {option} = {value!r}")
    return highs


@cache
def _silent() -> Any:
    import highspy  # not at the top: HiGHS may be missing

    class Silent(highspy.Highs):
        """HiGHS that is silent from the first."""

        def enableCallbacks(self) -> None:
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Silent
