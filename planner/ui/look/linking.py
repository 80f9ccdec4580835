"""Modules of `browser/` as one script, for a browser that is given a script and no addresses.

Streamlit hands the script of a component over as text, so its modules have no address at which one
could find another. Here they are put into one text, each after those that it imports and in a
function of its own: names that a module does not export stay its own, as they do in any module.
Remarks at the margin are left out.

It takes less than the language allows, so that it can be right about all that it takes:

    import { one, other } from "./file.js";
    export function name ... / export async function name ... / export class name ...
    export const name = ...

each at the margin. All else that imports or exports is refused, and so are circles. A module that
waits at its top level has no place in a function, and is refused by the browser.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from planner.ui.look.browser_files import browser_file

_IMPORT: Final = re.compile(
    r'^import \{(?P<names>\s*\w+(?:\s*,\s*\w+)*\s*,?\s*)\} from "\./(?P<stem>\w+)\.js";$',
    re.MULTILINE,
)
_EXPORT: Final = re.compile(
    r"^export (?=(?:(?:async )?function|const|class) (?P<name>\w+))", re.MULTILINE
)
_OTHER: Final = re.compile(r"^[ \t]*(?:import|export)\b.*|^.*\bimport\s*[(.].*", re.MULTILINE)
_DEFAULT: Final = re.compile(r"^export default ", re.MULTILINE)
_REMARK: Final = re.compile(r"^(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)
"""At the margin, where no text between backticks is expected to go on."""

Read = Callable[[str], str]
"""Name of a file -> its text; raises FileNotFoundError."""


class LinkError(ValueError):
    """Modules that cannot be put together; says which and why."""


@dataclass(frozen=True, slots=True)
class Module:
    """What a module asks of others and offers them."""

    name: str
    imports: dict[str, tuple[str, ...]]
    """File -> names taken from it."""
    exports: tuple[str, ...]
    body: str
    """Its text, where imports read from what stands before it, and exports are told afterwards."""


def read_module(name: str, source: str) -> Module:
    """A module from its text. Raises LinkError for what is not told of above."""
    imports: dict[str, tuple[str, ...]] = {}
    for found in _IMPORT.finditer(source):
        taken = tuple(one for one in re.split(r"[\s,]+", found["names"]) if one)
        file = f"{found['stem']}.js"
        if file in imports:
            raise LinkError(f"{name} imports {file} twice")
        imports[file] = taken
    exports = tuple(found["name"] for found in _EXPORT.finditer(source))
    body = _IMPORT.sub(_taking, _EXPORT.sub("", _REMARK.sub("", source))).lstrip()
    other = _OTHER.search(_DEFAULT.sub("", body) if name == _WHOLE else body)
    if other is not None:
        raise LinkError(f"{name}: not taken here: {other[0].strip()}")
    return Module(name, imports, exports, body)


_WHOLE: Final = "the whole"
"""Where all begins: a text and no file; the one module that may have a default."""


def _taking(found: re.Match[str]) -> str:
    names = " ".join(found["names"].split())
    return f"const {{ {names} }} = ${found['stem']};"


def linked(source: str, read: Read = browser_file) -> str:
    """A module with all that it imports, from `browser/` or from where `read` finds it, as one.

    What `source` exports by default is what the answer exports; without that the answer does as a
    plain script within braces too. Raises LinkError.
    """
    done: dict[str, Module] = {}
    whole = read_module(_WHOLE, source)
    _visit(whole, [], done, read)
    wrapped = [_wrapped(module) for module in done.values()]
    return "\n".join([*wrapped, whole.body])


def _visit(module: Module, above: list[str], done: dict[str, Module], read: Read) -> None:
    """Puts into `done` what a module imports, first what is imported first."""
    path = [*above, module.name]
    for file, names in module.imports.items():
        if file in path:
            raise LinkError(f"a circle: {' -> '.join([*path[path.index(file) :], file])}")
        if file not in done:
            try:
                imported = read_module(file, read(file))
            except FileNotFoundError as missing:
                raise LinkError(f"{module.name} imports {file}, which is not there") from missing
            _visit(imported, path, done, read)
            done[file] = imported
        unknown = [name for name in names if name not in done[file].exports]
        if unknown:
            raise LinkError(f"{module.name}: {file} exports no {', '.join(unknown)}")


def _wrapped(module: Module) -> str:
    stem = module.name.removesuffix(".js")
    exports = ", ".join(module.exports)
    return f"const ${stem} = (() => {{\n{module.body}return {{ {exports} }};\n}})();"
