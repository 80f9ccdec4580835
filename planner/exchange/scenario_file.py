"""A scenario as a file for others: what it differs by from the root of its chain, by the gate."""

from planner.exchange.gate import Released, ReleasedData
from planner.exchange.stamp import stamp_words
from planner.reading import write_yaml_text
from planner.scenario import differences
from planner.scenario.files.chain import read_chain
from planner.scenario.store.saving import scenario_text
from planner.text import text


def scenario_of(data: ReleasedData, released: Released | None = None) -> bytes:
    """YAML that extends the root of the scenario's chain; the whole of one that extends nothing.

    It is written anew from what the profile gets, so that no comment of the file goes with it.
    released: a plan of it, whose stamp stands below as comments.
    """
    stamped = [text(f"gate.unsaid.{kind}") for kind in data.unsaid]
    stamped += [] if released is None else stamp_words(released)
    below = "".join(f"# {' '.join(line.split())}\n" for line in stamped)
    loaded = data.loaded
    root = read_chain(loaded.path).links[0].path
    changed = differences(loaded.base, loaded.scenario)
    if root != loaded.path:
        changed.pop("name", None)
        return scenario_text(loaded.scenario.name, root.name, changed).encode() + below.encode()
    whole = loaded.scenario.model_dump(exclude_none=True, exclude={"extends"})
    return (write_yaml_text(whole) + below).encode()
