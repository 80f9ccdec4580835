"""Links: what they carry comes back, what is forged is told and left out, nothing else is opened."""

import shutil
from dataclasses import replace
from decimal import Decimal
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain import Names
from planner.errors import InputError
from planner.exchange import decisions
from planner.exchange.link import (
    LONGEST_PART,
    Link,
    address,
    from_query,
    link_of,
    to_query,
)
from planner.exchange.opening import came_by_link, open_link
from planner.plan import make_plan, plan_of
from planner.scenario import Forced, load_scenario, with_settings
from planner.scenario.settings import Settings
from planner.scenario.store import store
from planner.text import LANGUAGES, fault_sentence
from tests.places import SMALL
from tests.saying import said

LABEL = "town/people.yaml"
ID = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,12}", fullmatch=True)
LOCK = Forced(subject="block-7", way="must", reason="Олена хворіє", author="Іван Петренко")
FREE = Forced(subject="hall", way="free")


@pytest.fixture
def root(tmp_path):
    """A root with the small city in the folder `town`."""
    shutil.copytree(SMALL, tmp_path / "town")
    return tmp_path


@pytest.fixture
def filed(root):
    return load_scenario(root / LABEL)


def changed(filed):
    return with_settings(
        filed,
        weights={"heritage": Decimal(30), "green": Decimal(70)},
        budget={"state": {2027: Decimal("100.5"), 2028: Decimal(10), 2029: Decimal(0)}},
        forced=(LOCK, FREE),
    )


def shared(loaded, plan, kept=""):
    return replace(
        said("uk", link_of, loaded, plan, LABEL, kept),
        settings=Settings(
            shares=(("heritage", 30), ("green", 70)),
            budget=(("state", ((2027, 10_050_000_000), (2028, 1_000_000_000), (2029, 0))),),
            forced=(LOCK, FREE),
        ),
        locked=("green",),
    )


def told(faults):
    """Keys of faults; each has its words in both languages."""
    for fault in faults:
        plain = replace(fault, value="")
        assert all("{" not in said(language, fault_sentence, plain) for language in LANGUAGES)
    return [fault.key for fault in faults]


def read(query):
    link, faults = from_query(query)
    assert link is not None
    return link, told(faults)


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_every_link_reads_back_as_it_was_written(data):
    names = data.draw(st.lists(ID, unique=True, min_size=1, max_size=6))
    cuts = sorted(
        data.draw(st.lists(st.integers(0, 100), min_size=len(names) - 1, max_size=len(names) - 1))
    )
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    years = st.dictionaries(st.integers(2000, 2200), st.integers(0, 10**17), min_size=1, max_size=4)
    funds = data.draw(st.dictionaries(ID, years, max_size=3))
    ways = st.one_of(
        st.builds(Forced, subject=ID, way=st.sampled_from(["must", "never"]), works=st.none() | ID),
        st.builds(Forced, subject=ID, way=st.just("free")),
    )
    link = Link(
        scenario=data.draw(st.text(min_size=1, max_size=40)),
        settings=Settings(
            shares=tuple(zip(names, shares, strict=True)),
            budget=tuple((fund, tuple(amounts.items())) for fund, amounts in funds.items()),
            forced=tuple(data.draw(st.lists(ways, unique=True, max_size=5))),
        ),
        locked=tuple(sorted(names[:2])),
        language=data.draw(st.sampled_from(LANGUAGES)),
        file="0" * 16,
        kept="f" * 64,
    )
    read_back, faults = from_query(dict(parse_qsl(urlsplit(address("http://h/", link)).query)))
    if link.scenario.encode("utf-8", "replace").decode() == link.scenario:
        assert (read_back, faults) == (link, ())


def test_the_link_carries_no_reason_no_author_and_no_title(filed):
    loaded = changed(filed)
    link = shared(loaded, make_plan(loaded))
    whole = address("http://localhost:8501/compare?x=1", link)
    assert whole.startswith("http://localhost:8501/?scenario=town/people.yaml&")
    query = dict(parse_qsl(urlsplit(whole).query))
    assert query["forced"] == "must.block-7~free.hall"
    for words in (LOCK.reason, LOCK.author, filed.scenario.name.uk):
        assert not any(word in value for value in query.values() for word in words.split())
    assert len(whole) < 2_000


@pytest.mark.parametrize(
    ("page", "base"),
    [
        ("http://h:1/", "http://h:1/"),
        ("http://h:1", "http://h:1/"),
        ("https://h/plans/compare", "https://h/plans/"),
        ("https://h/plans/data/?a=b#c", "https://h/plans/"),
        ("https://h/plans/", "https://h/plans/"),
    ],
)
def test_a_link_leads_to_the_plan_wherever_it_was_made(page, base):
    assert address(page, Link(scenario="a.yaml")) == f"{base}?scenario=a.yaml"


def test_a_link_opens_the_identical_plan(root, filed):
    loaded = changed(filed)
    plan = make_plan(loaded)
    link = shared(loaded, plan, decisions.keep(root, loaded, plan.solution))
    received, _ = read(to_query(link))
    opened = said("en", open_link, received, root)
    assert opened.faults == () and opened.changed == ()
    assert opened.recalled.solution is not None
    again = plan_of(opened.loaded, opened.recalled.solution).provenance
    assert again.decisions_sha256 == plan.provenance.decisions_sha256
    assert opened.loaded.scenario.weights == loaded.scenario.weights
    assert opened.loaded.scenario.money == loaded.scenario.money
    assert all(came_by_link(choice) for choice in opened.link.settings.forced)


def test_without_stored_decisions_the_settings_open_and_the_reason_is_told(root, filed):
    loaded = changed(filed)
    plan = make_plan(loaded)
    opened = said("uk", open_link, shared(loaded, plan), root)
    assert (opened.recalled.solution, opened.recalled.why) == (None, "missing")
    again = make_plan(opened.loaded).provenance.decisions_sha256
    assert again.startswith(opened.link.plan)


def test_a_changed_scenario_file_is_told(root, filed):
    plan = make_plan(filed)
    link = said("uk", link_of, filed, plan, LABEL, decisions.keep(root, filed, plan.solution))
    other = with_settings(filed, weights={"green": Decimal(9), "heritage": Decimal(1)})
    store.save_over(other, filed.filed_sha256)
    opened = said("uk", open_link, link, root)
    assert opened.changed == ("file",) and opened.recalled.why == "settings"


def test_another_title_changes_the_file_but_not_the_plan(root, filed):
    plan = make_plan(filed)
    link = said("uk", link_of, filed, plan, LABEL, decisions.keep(root, filed, plan.solution))
    store.rename(filed.path, Names(uk="Інша", en="Other"), filed.filed_sha256)
    opened = said("uk", open_link, link, root)
    assert opened.changed == ("file",) and opened.recalled.solution is not None


def test_changed_tables_are_told(root, filed):
    plan = make_plan(filed)
    link = said("uk", link_of, filed, plan, LABEL, decisions.keep(root, filed, plan.solution))
    sites = root / "town" / "sites.csv"
    sites.write_bytes(sites.read_bytes() + b"\r\n")
    opened = said("uk", open_link, link, root)
    assert opened.changed == ("tables",) and opened.recalled.why == "data"


@pytest.mark.parametrize(
    "label",
    [
        "../secret.yaml",
        "/etc/passwd",
        "town/../town/people.yaml",
        "town/base.yaml",
        "town\\people.yaml",
        "TOWN/people.yaml",
        "town/people.yaml\n",
        ".revisions/x.yaml",
        "town/",
        "file:///etc/passwd",
    ],
)
def test_only_a_listed_scenario_opens(root, label):
    (root.parent / "secret.yaml").write_text("format: 1\n", encoding="utf-8")
    link, faults = read({"scenario": label})
    assert faults == []
    with pytest.raises(InputError) as caught:
        said("uk", open_link, link, root)
    assert told(caught.value.faults) == ["link_scenario"]


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("shares", "heritage.30", "link_shares"),
        ("shares", "heritage.30~green.71", "link_shares"),
        ("shares", "heritage.50~heritage.50", "link_shares"),
        ("shares", "heritage.-1~green.101", "link_shares"),
        ("shares", "heritage.1e2", "link_shares"),
        ("shares", "heritage.١٠٠", "link_shares"),
        ("shares", "<b>.100", "link_shares"),
        ("money", "state.2027", "link_money"),
        ("money", "state.2027.1~state.2027.2", "link_money"),
        ("money", "state.2027.-5", "link_money"),
        ("money", f"state.2027.{'9' * 19}", "link_money"),
        ("locked", "Гроші", "link_locked"),
        ("forced", "must", "link_forced"),
        ("forced", "burn.hall", "link_forced"),
        ("forced", "free.hall.repair", "link_forced"),
        ("forced", "must.hall.repair.now", "link_forced"),
        ("lang", "ru", "link_lang"),
        ("file", "xyz", "link_hash"),
        ("kept", "../" * 21 + "x", "link_hash"),
        ("kept", "0" * 63, "link_hash"),
        ("shares", "a.1~" * LONGEST_PART, "link_long"),
        ("forced", "~".join(f"free.a{n}" for n in range(300)), "link_long"),
    ],
)
def test_a_part_that_cannot_be_read_is_told_and_the_rest_is_opened(root, name, value, key):
    link, faults = read({"scenario": LABEL, "locked": "green", "shares": "green.100", name: value})
    assert faults == [key]
    assert link.locked == (() if name == "locked" else ("green",))
    assert link.settings.shares == (None if name == "shares" else (("green", 100),))
    assert said("uk", open_link, link, root).path == root / LABEL


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ({"shares": "heritage.50~beauty.50"}, ["link_criteria"]),
        ({"locked": "beauty~green"}, ["link_criteria"]),
        ({"money": "stat.2027.5"}, ["unknown_fund_near"]),
        ({"money": "state.1990.5~heritage.2027.100"}, ["year_key", "year_outside"]),
        ({"forced": "must.nobody~free.hall"}, ["unknown_subject"]),
        ({"forced": "must.hall"}, ["lock_both"]),
    ],
)
def test_a_part_that_does_not_fit_the_scenario_is_told_and_the_rest_is_opened(root, query, keys):
    link, faults = read({"scenario": LABEL, **query})
    opened = said("uk", open_link, link, root)
    assert faults == [] and told(opened.faults) == keys
    assert opened.loaded.scenario.name == load_scenario(root / LABEL).scenario.name


def test_of_what_is_forced_only_what_no_longer_fits_is_left_out(root):
    link, _ = read({"scenario": LABEL, "forced": "must.block-7~must.nobody~free.hall"})
    opened = said("uk", open_link, link, root)
    assert [choice.subject for choice in opened.link.settings.forced] == ["hall", "block-7"]


def test_an_address_without_a_scenario_is_no_link():
    assert from_query({"lang": "en", "utm_source": "x"}) == (None, ())
    assert from_query({"scenario": ""}) == (None, ())


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["shares", "money", "locked", "forced", "lang", "file", "kept", "x"]),
        st.text(max_size=80) | st.from_regex(r"[a-z0-9.~_-]{0,60}", fullmatch=True),
    )
)
def test_no_query_breaks_the_reading(query):
    link, faults = from_query({"scenario": LABEL, **query})
    assert link is not None
    told(faults)
    assert from_query(to_query(link)) == (link, ())


def test_a_rule_that_was_released_goes_along_by_name(root, filed):
    """And says, as every release that comes so, that its reason stayed behind."""
    gone = Forced(subject="share.new.at_most", way="rule", reason="r", author="a")
    link = replace(Link(scenario=LABEL, settings=Settings(forced=(gone, LOCK))), language="uk")
    back, faults = read(to_query(link))
    assert not faults
    assert {(c.way, c.subject) for c in back.settings.forced} == {
        ("rule", "share.new.at_most"),
        ("must", "block-7"),
    }
