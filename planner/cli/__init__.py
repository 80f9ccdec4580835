"""The terminal: `vidnova plan`, `validate`, `compare`, `lp`, `generate`."""

from planner.cli.command import Vidnova

main = Vidnova(name="vidnova")
"""The command `vidnova`."""

__all__ = ["main"]
