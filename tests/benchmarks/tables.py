"""What was measured, as tables to read and to paste, and the machine it was measured on."""

import os
import platform
import unicodedata
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

PACKAGES: Final = ("numpy", "scipy", "pulp", "highspy")
Line = Sequence[str]


def machine() -> list[str]:
    """Processor, cores, memory, system, versions."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return [
        f"{_processor()}, {os.cpu_count()} cores, {_memory()}",
        platform.platform(),
        f"Python {platform.python_version()}, {packages}",
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return "memory unknown"
    return f"{size / 2**30:.0f} GiB"


def table(heads: Line, lines: Sequence[Line]) -> str:
    """Columns of equal width, the first to the left, the others to the right."""
    widths = [max(map(_width, column)) for column in zip(heads, *lines, strict=True)]
    return "\n".join("  ".join(_cells(line, widths)).rstrip() for line in (heads, *lines))


def markdown(heads: Line, lines: Sequence[Line]) -> str:
    """The same for a README."""
    rule = ["---", *("---:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, rule, *lines))


def _width(word: str) -> int:
    return sum(not unicodedata.combining(letter) for letter in word)


def _cells(line: Line, widths: Sequence[int]) -> list[str]:
    return [
        cell.ljust(width) if k == 0 else cell.rjust(width)
        for k, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]


def time_words(seconds: float) -> str:
    """Seconds, or milliseconds below a tenth of one."""
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds:,.2f} s"


def gap_words(gap: float | None) -> str:
    """A gap, or a dash where there is none to tell."""
    return "–" if gap is None else f"{gap:.1e}"
