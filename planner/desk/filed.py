"""A scenario as its files stood when a question was put."""

from pathlib import Path

from planner.desk.solving import Stamp, Variant, loaded_of, stamp
from planner.errors import Fault, SolverError
from planner.scenario import Loaded


def filed(variant: Variant, made: Stamp) -> Loaded:
    """The scenario as the files stood at `made`. Raises InputError, and SolverError where the
    files are other ones by now."""
    loaded = loaded_of(variant)
    if stamp(Path(variant.path)) != made:
        raise SolverError([Fault(key="files_changed", file=Path(variant.path).name)])
    return loaded
