"""Saving scenarios, sharing links and taking files away, driven as a planner drives them."""

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pytest

from planner.errors import ConflictError, InputError
from planner.exchange import to_csv
from planner.scenario import Forced, load_scenario, store, with_settings
from planner.scenario.revisions import revisions
from planner.text import LANGUAGES, text
from planner.ui import data_files, exporting, saving, sharing
from planner.works import Names

HOSTILE = "![x](http://evil/x.png) <img src=x onerror=alert(1)> **b** :red[a] $x$ =1+1"
TITLE = Names(uk="Моя", en="Mine")


@pytest.fixture
def edited(own_city, open_app):
    """The app with heritage at 50 % and half the money, and everything unfolded."""
    app = open_app(own_city)
    app.session_state["weight_moves"] = [("heritage", 50)]
    app.run()
    app.number_input(key="budget_total").set_value(300.0).run()
    return unfold(app)


def unfold(app, *keys):
    for key in keys or ("keep_save", "keep_share"):
        app.session_state[key] = True
    return app.run()


def balanced(root):
    return root / "kharkiv" / "balanced.yaml"


def fill(app, name, prefix="save_name", button="save"):
    app.text_input(key=f"{prefix}_uk").set_value(name)
    return app.button(key=button).click().run()


def page(app):
    found = (element.proto.body for element in app.get("html"))
    return "\n".join(body for body in found if not body.startswith("<style>"))


def words(app):
    return unescape(re.sub(r"<[^>]+>", " ", page(app)))


def title_in_hand(app):
    return app.session_state["good"].loaded.scenario.name.uk


# Saving


def test_a_saved_scenario_loads_to_the_same_settings(own_city, edited):
    shares = edited.session_state["desk"].shares
    fill(edited, "Моя мрія")
    saved = load_scenario(own_city / "kharkiv" / "moia-mriia.yaml").scenario
    assert saved.name == Names(uk="Моя мрія", en="Моя мрія")
    assert {name: int(weight) for name, weight in saved.weights.items()} == shares
    assert sum(sum(f.amount.values()) for f in saved.money.funds.values()) == 300
    assert text("store.done.new", "uk") in words(edited)
    assert edited.session_state["desk"].path.endswith("moia-mriia.yaml")
    assert not edited.session_state["good"].settings.changed


def test_saving_as_new_never_overwrites(own_city, edited):
    before = {path: path.read_bytes() for path in (own_city / "kharkiv").glob("*.yaml")}
    fill(edited, "Balanced")
    assert not edited.exception
    assert all(path.read_bytes() == content for path, content in before.items())
    assert (own_city / "kharkiv" / "balanced-2.yaml").exists()


def test_a_scenario_needs_a_title(own_city, edited):
    before = sorted(own_city.rglob("*.yaml"))
    fill(edited, "   ")
    assert "vid-faults" in page(edited)
    assert sorted(own_city.rglob("*.yaml")) == before


def test_saving_over_keeps_the_version_before_and_brings_it_back(own_city, edited):
    path = balanced(own_city)
    before = path.read_bytes()
    edited.button(key="save_over").click().run()
    assert text("store.done.over", "uk") in words(edited)
    assert int(load_scenario(path).scenario.weights["heritage"]) == 50
    (kept,) = revisions(path)
    edited.button(key=f"restore_{kept.id}").click().run()
    assert path.read_bytes() == before
    assert text("store.done.restore", "uk") in words(edited)


def test_what_somebody_else_saved_meanwhile_is_never_saved_over(own_city, edited):
    """The page shows the newer file by now; what was moved by hand began from the older one."""
    path = balanced(own_city)
    store.rename(path, TITLE, store.revision_of(path))
    edited.run()
    edited.button(key="save_over").click().run()
    assert text("fault.store_changed", "uk") in words(edited)
    assert load_scenario(path).scenario.name == TITLE
    fill(edited, "Обидва")
    assert (
        int(load_scenario(own_city / "kharkiv" / "obydva.yaml").scenario.weights["heritage"]) == 50
    )


def test_an_untouched_desk_follows_the_file(own_city, open_app):
    app = open_app(own_city)
    path = balanced(own_city)
    store.rename(path, TITLE, store.revision_of(path))
    app.run()
    app.session_state["weight_moves"] = [("heritage", 50)]
    app.run()
    unfold(app).button(key="save_over").click().run()
    assert int(load_scenario(path).scenario.weights["heritage"]) == 50


def test_there_is_nothing_to_save_over_while_nothing_is_changed(city, open_app):
    app = unfold(open_app(city))
    assert text("store.unchanged", "uk") in words(app)
    assert "save_over" not in {button.key for button in app.button}


def test_a_new_title_and_a_copy(own_city, open_app):
    app = unfold(open_app(own_city))
    fill(app, "Нова назва", "rename", "rename")
    assert title_in_hand(app) == "Нова назва" and balanced(own_city).exists()
    fill(app, "Копія")
    assert title_in_hand(app) == "Копія"
    assert (own_city / "kharkiv" / "kopiia.yaml").exists()


def test_after_a_new_title_the_changes_can_be_saved(own_city, edited):
    fill(edited, "Нова назва", "rename", "rename")
    edited.button(key="save_over").click().run()
    stored = load_scenario(balanced(own_city)).scenario
    assert (stored.name.uk, int(stored.weights["heritage"])) == ("Нова назва", 50)


def test_deleting_asks_first_and_can_be_undone(own_city, open_app):
    app = unfold(open_app(own_city))
    assert app.button(key="delete").disabled
    app.checkbox(key="delete_sure_balanced").check().run()
    app.button(key="delete").click().run()
    assert not balanced(own_city).exists() and not app.exception
    assert text("store.done.delete", "uk") in words(app)
    unfold(app).button(key="undelete_balanced").click().run()
    assert balanced(own_city).exists()
    assert app.session_state["desk"].path == str(balanced(own_city))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_never_becomes_markup(own_city, open_app, language):
    path = balanced(own_city)
    store.rename(path, Names(uk=HOSTILE, en=HOSTILE), store.revision_of(path))
    app = unfold(open_app(own_city, language))
    assert not app.exception
    assert "<img" not in page(app) and HOSTILE in unescape(page(app))
    for label in [box.label for box in app.checkbox] + [b.help or "" for b in app.button]:
        assert "![x]" not in label and "**b**" not in label


# Sharing


def shared(app):
    app.button(key="share_make").click().run()
    (code,) = app.code
    return code.value


def reopen(open_app, root, link, language=""):
    app = open_app(root, language)
    for name, value in parse_qsl(urlsplit(link).query):
        app.query_params[name] = value
    return app.run()


def test_a_link_opens_the_identical_plan_in_another_session(own_city, edited, open_app):
    edited.session_state["desk"] = replace(
        edited.session_state["desk"], locked=frozenset({"homes"})
    )
    edited.run()
    plan, desk = edited.session_state["good"].plan, edited.session_state["desk"]
    other = reopen(open_app, own_city, shared(edited))
    good = other.session_state["good"]
    assert good.plan.provenance.decisions_sha256 == plan.provenance.decisions_sha256
    assert good.settings == desk.settings
    assert other.session_state["desk"].locked == {"homes"}
    assert text("share.same", "uk") in words(other)
    assert not set(other.query_params) & {"scenario", "shares", "kept"}


def test_the_notice_goes_when_it_is_dismissed_or_the_settings_move(own_city, edited, open_app):
    link = shared(edited)
    other = reopen(open_app, own_city, link)
    other.button(key="link_dismiss").click().run()
    assert text("share.opened", "uk") not in words(other)
    moved = reopen(open_app, own_city, link)
    moved.session_state["weight_moves"] = [("heritage", 10)]
    moved.run()
    assert text("share.opened", "uk") not in words(moved)


def test_a_link_to_a_changed_scenario_says_so_and_solves_again(own_city, edited, open_app):
    link, path = shared(edited), balanced(own_city)
    other = with_settings(
        load_scenario(path), weights={"homes": Decimal(1), "heritage": Decimal(1)}
    )
    store.save_over(other, store.revision_of(path))
    base = path.with_name("base.yaml")
    base.write_bytes(
        base.read_bytes().replace(b"strike_probability: 0", b"strike_probability: 0.0")
    )
    opened = reopen(open_app, own_city, link)
    assert text("share.changed.file", "uk") in words(opened)
    assert opened.session_state["desk"].shares["heritage"] == 50


def test_a_link_without_stored_decisions_is_solved_again_and_compared(own_city, edited, open_app):
    link = shared(edited)
    for kept in (own_city / ".decisions").iterdir():
        kept.unlink()
    opened = words(reopen(open_app, own_city, link))
    assert text("share.solved.missing", "uk") in opened
    decisions = (text(f"share.decisions.{same}", "uk") for same in ("same", "other"))
    assert any(sentence in opened for sentence in decisions)


def test_a_forged_link_tells_its_faults_and_opens_the_rest(city, open_app):
    link = (
        "http://h/?scenario=kharkiv/masterplan.yaml&shares=heritage.999&locked=<b>&lang=en"
        "&forced=must.nobody&kept=../../x"
    )
    app = reopen(open_app, city, link)
    assert not app.exception
    told = words(app)
    assert app.session_state["desk"].path.endswith("masterplan.yaml")
    for key in ("link_shares", "link_locked", "link_hash"):
        assert text(f"fault.{key}", "en") in told
    assert "nobody" in told and "<b>»" not in page(app)


def test_a_link_to_nowhere_is_told_and_changes_nothing(city, open_app):
    app = reopen(open_app, city, "http://h/?scenario=../../etc/passwd&shares=homes.100")
    assert text("fault.link_scenario", "uk") in words(app)
    assert app.session_state["desk"].path == str(balanced(city))
    assert not app.session_state["desk"].changed


def test_reasons_stay_behind_and_have_to_be_given_before_saving(own_city, open_app):
    app = open_app(own_city)
    good = app.session_state["good"]
    subject = good.plan.group("planned")[0].id
    lock = Forced(subject=subject, way="never", reason="Олена хворіє", author="Іван Петренко")
    app.session_state["desk"] = replace(app.session_state["desk"], forced=(lock,))
    link = shared(unfold(app.run()))
    assert "%" not in link and f"never.{subject}" in link
    opened = reopen(open_app, own_city, link)
    assert text("share.same", "uk") in words(opened)
    assert text("share.reasons.opened", "uk") in words(opened)
    assert lock.author not in words(opened) and lock.reason not in words(opened)
    before = sorted(own_city.rglob("*.yaml"))
    fill(unfold(opened), "Без причин")
    assert text("fault.store_unreasoned", "uk") in words(opened)
    assert sorted(own_city.rglob("*.yaml")) == before


def test_what_cannot_be_kept_is_told_beside_the_link(own_city, edited):
    (own_city / ".decisions").write_bytes(b"in the way")
    link = shared(edited)
    assert "kept=" not in link and "shares=" in link
    assert text("share.not_kept", "uk") in words(edited)


# Files


def test_the_downloaded_scenario_is_the_one_on_the_desk(own_city, edited):
    good = edited.session_state["good"]
    taken = own_city / "kharkiv" / "taken.yaml"
    taken.write_bytes(exporting.yaml_of(good))
    loaded = load_scenario(taken)
    assert loaded.scenario.weights == good.loaded.scenario.weights
    assert loaded.scenario.money == good.loaded.scenario.money


def test_an_untouched_scenario_is_downloaded_as_its_file(city, open_app):
    good = open_app(city).session_state["good"]
    assert exporting.yaml_of(good) == balanced(city).read_bytes()


@pytest.mark.parametrize(
    ("module", "keys"),
    [
        ("plan_page", {"download_csv", "download_xlsx", "download_json", "download_yaml"}),
        ("compare_page", {"download_comparison_csv", "download_comparison_xlsx"}),
        ("data_page", {"download_data_xlsx", "download_data_txt"}),
    ],
)
def test_every_page_offers_its_files(city, open_app, module, keys):
    app = open_app(city, "uk", module)
    assert keys <= {button.key for button in app.get("download_button")}


def test_every_row_of_the_list_carries_a_link_that_opens_the_plan(own_city, edited, open_app):
    good = edited.session_state["good"]
    taken = to_csv(good.plan, "uk", sharing.address_of(good, "", "uk"))
    rows = csv.DictReader(io.StringIO(taken.decode("utf-8-sig")))
    (link,) = {row["link"] for row in rows}
    other = reopen(open_app, own_city, link).session_state["good"]
    same = good.plan.provenance.decisions_sha256
    assert other.plan.provenance.decisions_sha256 == same


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_page_comes_as_a_workbook_and_as_text_without_places(city, open_app, language):
    good = open_app(city).session_state["good"]
    book = openpyxl.load_workbook(io.BytesIO(data_files.to_xlsx(good.loaded, good.plan, language)))
    assert book.sheetnames[0] == text("take.sheet.quality", language)
    method = data_files.to_text(good.loaded, good.plan, language).decode("utf-8-sig")
    assert "C10" in method and r"\sum" in method
    cells = {c.value for sheet in book for row in sheet.iter_rows() for c in row}
    sites = good.loaded.inventory.sites
    told = {*sites.address, *sites.address_uk, *sites.summary, *sites.summary_uk}
    assert not cells & {*told, *sites.lat.tolist()} - {"", None}
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


# The functions behind


def test_saving_over_an_older_version_is_a_conflict(own_city, edited):
    good = edited.session_state["good"]
    with pytest.raises(ConflictError):
        saving.save_over(good, "0" * 64)
    with pytest.raises(InputError):
        store.save_over(good.loaded, store.revision_of(own_city / "kharkiv" / "base.yaml"))
