"""The loop of a worker process: one task after the other, until the server is gone."""

import os
import signal
import sys

from planner.desk.worker.loop import Worker


def main() -> None:
    """Takes the two pipes for itself, so that nothing a library prints gets between the frames."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's: it closes the pipe
    inbox, outbox = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    with os.fdopen(inbox, "rb") as orders, os.fdopen(outbox, "wb") as answers:
        sys.exit(Worker(orders, answers).run())


if __name__ == "__main__":
    main()
