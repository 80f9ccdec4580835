"""Modules of the browser as one script: what is taken, in which order, and what is refused."""

import re
from pathlib import Path

import pytest

from planner.ui.controls import weight_rows
from planner.ui.keep import draft, line
from planner.ui.list import listing
from planner.ui.look.browser_files import browser_file
from planner.ui.look.component import Component, call_of, script_of
from planner.ui.look.linking import LinkError, linked, read_module
from planner.ui.look.pages import page_script
from planner.ui.map import city_map
from tests.places import ROOT

BROWSER = ROOT / "planner" / "ui" / "browser"
TRIALS = ROOT / "tests" / "browser"
PARTS = (listing.PART, weight_rows.PART, city_map.PART, draft.PART, line.PART)
ENTRANCES = {
    "draw",  # what a part exports to the component that mounts it
    "keep",
    "offering",
    "calling",
    "speak",
    "closing",
    "popovers",
    "sheets",
    "shown",
}
HEALTH = "fetch(healthOf(globalThis.location.pathname)"
"""Whether the page's own server is there."""
FORBIDDEN = (
    "http",
    "//www",
    "fetch(",
    "XMLHttpRequest",
    "import(",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "WebSocket",
    "webgl",
)


def joined(source: str, **files: str) -> str:
    """A text with files of that name beside it, linked."""

    def read(name: str) -> str:
        try:
            return files[name.removesuffix(".js")]
        except KeyError:
            raise FileNotFoundError(name) from None

    return linked(source, read)


def refused(source: str, **files: str) -> str:
    with pytest.raises(LinkError) as raised:
        joined(source, **files)
    return str(raised.value)


def test_a_module_stands_once_and_after_all_that_it_imports():
    script = joined(
        'import { b } from "./b.js";\nimport { c } from "./c.js";\nb(c);\n',
        a="export const a = 1;\n",
        b='import { a } from "./a.js";\nexport function b() {\n  return a;\n}\n',
        c='import { a } from "./a.js";\nexport const c = a + 1;\n',
    )
    assert re.findall(r"^const \$(\w+) = \(", script, re.MULTILINE) == ["a", "b", "c"]
    assert "import" not in script and "export" not in script


def test_what_a_module_does_not_export_stays_its_own():
    script = joined(
        'import { one } from "./a.js";\nimport { two } from "./b.js";\none(two);\n',
        a="let count = 0;\nexport const one = () => (count += 1);\n",
        b="let count = 5;\nexport const two = () => (count += 1);\n",
    )
    inside = re.findall(r"=> \{\n(.*?)\nreturn \{ (\w+) \};\n\}\)\(\);", script, re.DOTALL)
    assert [offered for _, offered in inside] == ["one", "two"]
    assert all(body.count("let count") == 1 for body, _ in inside)


def test_names_over_several_lines_and_remarks_at_the_margin_are_read():
    script = joined(
        'import {\n  a,\n  b,\n} from "./a.js";\na(b);\n',
        a="// a remark\n/**\n * Another * of them.\n */\nexport const a = 1; // stays\n"
        "export class b {\n  // stays\n}\n",
    )
    assert "remark" not in script and "Another" not in script and script.count("// stays") == 2
    assert "const { a, b, } = $a;" in script


def test_the_whole_alone_may_have_a_default():
    assert "export default a;" in joined(
        'import { a } from "./a.js";\nexport default a;\n', a="export const a = 1;\n"
    )
    assert "a.js" in refused('import { a } from "./a.js";\n', a="export default 1;\n")


def test_what_a_file_does_not_export_cannot_be_imported():
    said = refused('import { a, b, c } from "./a.js";\n', a="export const a = 1;\nconst b = 2;\n")
    assert said == "the whole: a.js exports no b, c"


def test_a_file_that_is_not_there_is_named_with_who_asks_for_it():
    said = refused('import { a } from "./a.js";\n', a='import { b } from "./b.js";\n')
    assert said == "a.js imports b.js, which is not there"


def test_circles_are_refused_and_told_step_by_step():
    files = {
        "a": 'import { b } from "./b.js";\nexport const a = 1;\n',
        "b": 'import { c } from "./c.js";\nexport const b = 1;\n',
        "c": 'import { b } from "./b.js";\nexport const c = 1;\n',
    }
    said = refused('import { a } from "./a.js";\n', **files)
    assert said == "a circle: b.js -> c.js -> b.js"
    assert refused('import { a } from "./a.js";\n', a='import { a } from "./a.js";\n') == (
        "a circle: a.js -> a.js"
    )


def test_a_file_is_asked_for_in_one_line_only():
    twice = 'import { a } from "./a.js";\nimport { b } from "./a.js";\n'
    assert refused(twice, a="") == "the whole imports a.js twice"


@pytest.mark.parametrize(
    "line",
    [
        'import a from "./a.js";',
        'import * as a from "./a.js";',
        'import { a as b } from "./a.js";',
        "import { a } from './a.js';",
        'import { a } from "./a.js"',
        'import { a } from "../a.js";',
        'import { a } from "a";',
        'import "./a.js";',
        '  import { a } from "./a.js";',
        'const a = await import("./a.js");',
        "const here = import.meta.url;",
        "export let a = 1;",
        "export var a = 1;",
        "export { a };",
        "export const { a, b } = c;",
        "export function* a() {}",
        'export * from "./a.js";',
        'export { a } from "./a.js";',
        "export default a;",
    ],
)
def test_what_is_written_otherwise_is_refused_with_its_line(line):
    with pytest.raises(LinkError, match=re.escape(line.strip().partition(";")[0][:30])):
        read_module("m.js", f"const x = 1;\n{line}\n")


def test_every_script_of_a_page_can_be_put_together_and_a_part_that_cannot_says_so():
    for part in PARTS:
        assert script_of(part).count("export default") == 1
        for does in part.does:
            assert len(call_of(part, does)) < 500, "it goes over the wire with each change"
    assert "export" not in page_script("uk") and "import" not in page_script("uk")
    with pytest.raises(LinkError, match=r"list\.js exports no keep"):
        script_of(Component(name="x", script="list.js", styles=(), keeps=True))


def test_every_export_is_imported_somewhere_or_tried_by_itself():
    modules = [read_module(path.name, browser_file(path.name)) for path in BROWSER.glob("*.js")]
    taken = {
        (file, name)
        for module in modules
        for file, names in module.imports.items()
        for name in names
    }
    offered = {(module.name, name) for module in modules for name in module.exports}
    tried = "".join(path.read_text(encoding="utf-8") for path in TRIALS.glob("*.py"))
    left = {name for _, name in offered - taken if not re.search(rf"\b{name}\b", tried)}
    assert {name for _, name in offered - taken} >= ENTRANCES and left <= ENTRANCES


def test_the_scripts_ask_nobody_but_their_server_and_never_write_markup_of_data():
    files = [*BROWSER.glob("*.js"), *BROWSER.glob("*.html")]
    assert len(files) >= 20
    for path in files:
        words = path.read_text(encoding="utf-8").replace(HEALTH, "")
        for forbidden in FORBIDDEN:
            assert forbidden not in words, (path.name, forbidden)
    written = [path.name for path in files if "innerHTML" in Path(path).read_text("utf-8")]
    assert written == ["offering.js"]
    assert browser_file("offering.js").count("innerHTML = inside; // constant text") == 1
