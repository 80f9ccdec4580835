"""What every page carries: its style, and the script that gives it its language."""

import json
from functools import cache

from planner.text import LANGUAGES, Language, keys
from planner.text.catalogue import message
from planner.ui.look.browser_files import browser_file
from planner.ui.look.linking import linked
from planner.ui.look.palette import Theme


@cache
def page_style(theme: Theme) -> str:
    """The style of a page on light or on dark ground."""
    pages = (
        "page.css",
        "desk.css",
        "card.css",
        "beside.css",
        "contest.css",
        "sure.css",
        "phone.css",
    )
    files = "".join(map(browser_file, pages))
    return f"<style>:root{{color-scheme:{theme}}}{files}</style>"


@cache
def page_script(language: Language) -> str:
    """A script that tells the browser the page's language and puts Streamlit's own words into it."""
    others = [other for other in LANGUAGES if other != language]
    words = {
        message(key, other, {}): message(key, language, {})
        for key in sorted(keys())
        if key.startswith("builtin.")
        for other in others
    }
    stated = json.dumps(words, ensure_ascii=True).replace("<", "\\u003c")
    spoken = f"speak({json.dumps(language)}, {stated})"
    begun = f"{spoken}; closing(); popovers(); pressing(); sheets(); shown(); staying();"
    script = linked(
        'import { closing, speak } from "./page.js";\nimport { popovers } from "./popovers.js";\n'
        'import { pressing } from "./pressing.js";\nimport { sheets } from "./sheets.js";\n'
        'import { shown } from "./shown.js";\nimport { staying } from "./staying.js";\n'
        f"{begun}\n"
    )
    # In braces: it runs anew on every page, where its names may stand already.
    return f"<script>{{{script}}}</script>"
