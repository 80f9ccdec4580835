"""Addresses in the words of a source become links, and nothing else does."""

import re

import pytest

from planner.text import LANGUAGES
from planner.ui.look.markup import link
from planner.ui.look.sources import sourced
from tests.saying import said


def linked(words, language="en"):
    return re.findall(r'<a href="([^"]*)"', said(language, sourced, words).html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hosts_and_https_addresses_can_be_followed(language):
    words = "mcsc.gov.ua; https://kh.vgorode.ua/ukr/1?a=b&c=d (Oct 2024), zaxid.net."
    assert linked(words, language) == [
        "https://mcsc.gov.ua",
        "https://kh.vgorode.ua/ukr/1?a=b&amp;c=d",
        "https://zaxid.net",
    ]
    told = said(language, sourced, words).html
    assert told.count('rel="noopener noreferrer"') == told.count('target="_blank"') == 3


@pytest.mark.parametrize(
    "words",
    [
        "uk.wikipedia mirror",
        "sites.csv, base.yaml",
        "http://plain.example.com",
        "javascript:alert(1)//host.com",
        "mail@host.com",
        "Leibniz-GWZO/ukrainian-destroyed-heritage",
        "v. 1.2 of Oct.2024",
    ],
)
def test_what_is_no_address_of_a_page_stays_words(words):
    assert linked(words) == []
    assert said("en", sourced, words).html == words


def test_what_the_data_say_is_escaped_and_only_https_is_linked():
    told = said("en", sourced, '<b>x</b> host.com/"onclick="x').html
    assert "<b>" not in told and "onclick=&quot;" in told
    for address in ("javascript:alert(1)", "http://host.com", "https://", "https://me@host.com"):
        with pytest.raises(ValueError, match="https"):
            link("words", address)
