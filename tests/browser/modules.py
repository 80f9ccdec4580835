"""The modules of `planner/ui/browser` themselves, for tests of what they reckon: no server, no copy.

A page of nobody's is answered here: an empty document, and beside it the files as they are, which
Chromium then imports as the modules that they are.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from playwright.sync_api import Page, Route

from planner.ui.look.browser_files import browser_file

ADDRESS: Final = "http://localhost:1/"
"""Nothing listens there, and nothing is asked: what begins so is answered below."""
TYPES: Final = {"js": "text/javascript", "css": "text/css"}


def _answer(route: Route) -> None:
    name = route.request.url.removeprefix(ADDRESS)
    if not name:
        route.fulfill(content_type="text/html", body="<!doctype html><title>modules</title>")
    else:
        kind = TYPES[name.rpartition(".")[2]]
        route.fulfill(content_type=f"{kind}; charset=utf-8", body=browser_file(name))


@contextmanager
def modules_in(page: Page) -> Iterator[Page]:
    """The page as one from which the modules can be imported, until the end."""
    page.route(f"{ADDRESS}**", _answer)
    page.goto(ADDRESS)
    yield page
    page.unroute(f"{ADDRESS}**", _answer)


def told(page: Page, module: str, names: str, body: str, given: Any = None) -> Any:
    """What a function answers that has `names` of a module, and `given`.

    names: "one, other"; body: what stands between the braces of an asynchronous function.
    """
    script = f"""async (given) => {{
      const {{ {names} }} = await import("{ADDRESS}{module}");
      {body}
    }}"""
    return page.evaluate(script, given)
