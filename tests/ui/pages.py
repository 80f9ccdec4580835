"""What tests do on pages, and what they read there."""

import json
import re
from html import unescape


def bodies(app):
    """The HTML on the page, without its style sheet."""
    found = [element.proto.body for element in app.get("html")]
    return [body for body in found if not body.startswith("<style>")]


def html_of(app):
    return "\n".join(bodies(app))


def words_of(app):
    """The words on the page as they are read."""
    return unescape(re.sub(r"<[^>]+>", "", html_of(app)))


def sliders(app):
    """Shares as the page shows them."""
    return app.session_state["desk"].shares


def move(app, *moves):
    """What the weights tell of: a criterion and its new share, or whether to lock it."""
    app.session_state["weight_moves"] = list(moves)
    return app.run()


def plan_of(app):
    return app.session_state["good"].plan


def unfold(app, *keys):
    """Opens the folds of saving and sharing, or those named."""
    for key in keys or ("keep_save", "keep_share"):
        app.session_state[key] = True
    return app.run()


def balanced(root):
    return root / "kharkiv" / "balanced.yaml"


def fill(app, name, prefix="save_name", button="save"):
    """Types a title in Ukrainian, and presses the button beside it."""
    app.text_input(key=f"{prefix}_uk").set_value(name)
    return app.button(key=button).click().run()


def shared(app):
    """The link to what is on the desk."""
    app.button(key="share_make").click().run()
    (code,) = app.code
    return code.value


def reopen(open_app, root, link, language=""):
    """Another session that opens a link, and speaks its language unless another one is stated."""
    return open_app(root, language, link=link)


def left_with_the_tab(app):
    """(query of the address, note) that a browser would hold now."""
    drawn = app.get("bidi_component")
    (proto,) = (one.proto for one in drawn if one.proto.component_name == "vidnova_draft_draw")
    data = json.loads(proto.bytes)
    return data["query"], data["note"]


def reloaded(open_app, root, app, undone=()):
    """Another session that is handed what the tab of a first one held, and what that did unheard."""
    query, note = left_with_the_tab(app)
    again = open_app(root, "", link=f"http://h/?{query}")
    again.session_state["note"], again.session_state["note_left"] = note, list(undone)
    return again.run()
