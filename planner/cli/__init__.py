"""The terminal: `vidnova plan`, `validate`, `compare`, `lp`, `generate`,
`import`, `new-city`, `format`.

Nothing is imported here but what it takes to be stopped politely: reading in the libraries takes a
second, and Ctrl-C comes in that second too.
"""

import sys
from collections.abc import Sequence
from typing import NoReturn

STOPPED = 130


def main(args: Sequence[str] | None = None) -> NoReturn:
    """The command `vidnova`; args: those of the process where none are given."""
    try:
        from planner.cli.command import Vidnova
    except KeyboardInterrupt:
        sys.exit(STOPPED)
    Vidnova(name="vidnova").main(args)


__all__ = ["main"]
