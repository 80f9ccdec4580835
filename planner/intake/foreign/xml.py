"""XML of workbooks, event by event: no document type, no entities, nothing looked up elsewhere."""

from collections.abc import Callable
from typing import IO, Final, NoReturn
from xml.parsers import expat

from planner.intake.foreign.packed import BROKEN
from planner.intake.foreign.sheet import refuse

_CHUNK: Final = 1 << 18
Attributes = dict[str, str]


def parse(
    stream: IO[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    data: Callable[[str], None],
) -> None:
    """Hand every element, by its name without namespace, and all text to the three functions."""
    known: dict[str, str] = {}

    def local(name: str) -> str:
        found = known.get(name)
        if found is None:
            found = known[name] = name.rpartition(":")[2]
        return found

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    parser.EndElementHandler = lambda name: end(local(name))
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = _refused
    parser.EntityDeclHandler = _refused
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        refuse("intake_xml_broken")
    except BROKEN:
        refuse("intake_zip_broken")


def _refused(*_: object) -> NoReturn:
    refuse("intake_xml_entities")


def named(attributes: Attributes, name: str) -> str:
    """An attribute by its name, whatever prefix it has."""
    value = attributes.get(name)
    if value is not None:
        return value
    return next((v for key, v in attributes.items() if key.rpartition(":")[2] == name), "")
