"""A scenario as the text of a file that extends another one: only what differs."""

from collections.abc import Mapping

from planner.domain import Names
from planner.reading import write_yaml_text


def scenario_text(title: Names, base: str, changes: Mapping[str, object]) -> str:
    """The YAML of a scenario that extends the file named `base` and differs by `changes`."""
    data = {"format": 1, "extends": base, "name": title.model_dump()}
    rest = {key: value for key, value in changes.items() if key not in data}
    return write_yaml_text({**data, **rest})
