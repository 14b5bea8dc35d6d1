"""The lists of phrases: complete, honest on where they were read, and found in texts."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from citeaudit.content.phrasebook import KNOWN, linked, phrases, said

LISTS = [
    (path.name.removesuffix(".toml"), kind)
    for path in (files("citeaudit.content") / "phrases").iterdir()
    for kind in tomllib.loads(path.read_text(encoding="utf-8"))
]
ADDRESSES = ("host", "parking_script", "wall_script", "widget")


@pytest.mark.parametrize(("file", "kind"), LISTS)
def test_every_entry_can_match_and_says_where_it_was_read(file: str, kind: str) -> None:
    listed = phrases(file, kind)
    assert all(phrase.folded and phrase.read_at for phrase in listed)
    assert all(bool(phrase.language) != (kind in ADDRESSES) for phrase in listed), "words have a language, addresses have none"


@pytest.mark.parametrize("language", ["en", "ru", "kk", "de", "fr", "es", "zh", "ar", "it", "pt", "tr", "uk", "pl", "ja", "ko", "nl"])
def test_not_found_pages_are_known_in_the_languages_that_articles_cite(language: str) -> None:
    read = [phrase for phrase in phrases("missing", "not_found") if phrase.language == language and phrase.read_at != KNOWN]
    assert read, "at least one phrase that was read somewhere"


@pytest.mark.parametrize("language", ["en", "ru", "kk", "de", "fr", "es", "it", "pt", "zh", "ar", "tr", "uk"])
@pytest.mark.parametrize(("file", "kind"), [("missing", "maintenance"), ("walls", "login")])
def test_upkeep_and_logins_are_known_in_twelve_languages(file: str, kind: str, language: str) -> None:
    assert any(phrase.language == language and phrase.read_at != KNOWN for phrase in phrases(file, kind))


def test_a_kind_that_is_not_listed_is_a_fault() -> None:
    with pytest.raises(KeyError):
        phrases("missing", "nonsense")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Sorry. JUST A MOMENT… please", "Just a moment...", id="marks and case aside"),
        pytest.param("He justified a momentous change", "", id="no parts of words"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_phrases_are_found_as_they_are_listed(text: str, found: str) -> None:
    assert said(text, "walls", "challenge") == found


def test_an_address_is_found_inside_a_longer_one() -> None:
    assert linked(("/a.js", "https://geo.captcha-delivery.com/captcha/?cid=1"), "walls", "wall_script") == "captcha-delivery.com"
    assert linked(("/a.js",), "walls", "wall_script") == ""
