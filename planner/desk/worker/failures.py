"""Exceptions that travel from a worker to the server."""

import pickle
import traceback

from planner.errors import PlannerError


class WorkerFailureError(Exception):
    """Stands for an exception of a worker that cannot be pickled; says what it said."""


def packed(error: Exception, cut: bool) -> bytes:
    """A pickle of whether the task was told to end early, and of what it raised.

    What no planner caused carries where it happened, for the log.
    """
    where = "".join(traceback.format_exception(error))
    if not isinstance(error, PlannerError):
        error.add_note(f"In a worker process:\n{where}")
    try:
        body = pickle.dumps((cut, error))
        pickle.loads(body)
    except Exception:  # noqa: BLE001  an exception may refuse to be pickled with any other
        return pickle.dumps((cut, WorkerFailureError(where)))
    return body
