"""`python -m planner.cli` is the command `vidnova`."""

from planner.cli import main

main()
