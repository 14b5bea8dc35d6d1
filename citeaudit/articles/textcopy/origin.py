"""Which wiki a plain-text copy says it is from: the tagline below its title, or the article's own address at its head or foot (pure).

The taglines are those of `taglines.csv`, each with where it was read: the message `tagline` of each Wikipedia
(https://www.mediawiki.org/wiki/Manual:Interface/Skin). A name alone, in words that no row has, tells no language.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from citeaudit.articles.lines import Line
from citeaudit.articles.links import printed_urls

# Wikipedia's own name in the line below an article's title, as the languages' projects call it.
_PROJECT = re.compile(
    r"Wikip[eé]di|Viki?p[eé]di|Viquip[eè]di|Википед|Вікіпед|Уикипед|Βικιπαίδ|ویکی|ويكيبيد|ויקיפד|维基百科|維基百科|ウィキペディア|위키백과|วิกิพีเดีย"
    r"|উইকিপি|विकिपी|விக்கிப்|ვიკიპედ|Վիքիպեդ|විකිපී",
    re.IGNORECASE,
)
_HEAD = 40
"""So many lines with words a browser's copy may have above the article: its menus."""
_FOOT = 60
"""The same below it."""
_LONGEST = 200
# What may follow a tagline on its line: a stop, and how the reader came there ("(Redirected from …)").
_AFTER = re.compile(r"[.。]?\s*(?:[(（\[].*)?")
_HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_HOST = re.compile(r"(?P<wiki>[a-z][a-z-]{1,15})\.(?:m\.)?wikipedia\.org")
# A variant of the language may stand where `wiki` does (`/zh-tw/…`).
_PATH = re.compile(r"/(?:wiki|[a-z]{2,3}-[a-z]{2,4})/(.+)")
_NO_WIKI = ("www", "m", "meta", "download", "upload", "commons")
_LANGUAGE = re.compile(r"[a-z][a-z-]{1,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a copy says it is from: the wiki's host, its language and the revision; what it does not say is empty.

    `title` is the one in its address. `is_named`: it names Wikipedia, in whatever words.
    """

    wiki: str = ""
    language: str = ""
    revision: str = ""
    title: str = ""
    is_named: bool = False


def names_project(words: str) -> bool:
    """Whether words name Wikipedia in some language."""
    return bool(_PROJECT.search(words))


def origin_of(lines: Sequence[Line], listed: Collection[int], title: str, language: str = "") -> Origin:
    """Reads where a copy is from.

    Args:
        lines: of the whole text.
        listed: numbers of the lines that are in lists of references.
        title: that the copy shows, which the article's own address must have; empty where it shows none.
        language: the user's word, which decides.
    """
    shown = [line for line in lines if line.words and line.number not in listed and len(line.words) <= _LONGEST]
    head, rest = shown[:_HEAD], shown[_HEAD:]
    # "Retrieved from …oldid=…" stands below the references, but menus and categories of any length may follow it.
    permanent = [origin for origin in _addresses(rest, title) if origin.revision]
    printed = _only([*_addresses(head, title), *permanent, *_addresses(rest[-_FOOT:], title)])
    tagged = _only([found for line in head if (found := _tagged(line.words))])
    origin = printed if printed.wiki else tagged
    is_named = bool(origin.wiki) or any(names_project(line.words) for line in shown[:2])
    origin = Origin(wiki=origin.wiki, language=origin.language, revision=origin.revision, title=origin.title, is_named=is_named)
    return _in_language(origin, language) if language else origin


def _in_language(origin: Origin, language: str) -> Origin:
    """What the user's word of the language leaves of an origin."""
    if origin.language == language:
        return origin
    wiki = f"{language.lower()}.wikipedia.org" if origin.is_named and _LANGUAGE.fullmatch(language.lower()) else ""
    return Origin(wiki=wiki, language=language, title=origin.title, is_named=origin.is_named)


def _only(found: Sequence[Origin]) -> Origin:
    """What all the places say; nothing where they name different wikis. Of several revisions of one wiki none is known to be the copy's."""
    if len({origin.wiki for origin in found}) != 1:
        return Origin()
    revisions = {origin.revision for origin in found if origin.revision}
    return Origin(wiki=found[0].wiki, language=found[0].language, revision="".join(revisions) if len(revisions) == 1 else "", title=found[0].title)


# ---------------------------------------------------------------- taglines


def _tagged(words: str) -> Origin | None:
    folded = _folded(words)
    for wording, (wiki, language) in _taglines().items():
        if folded.startswith(wording) and _AFTER.fullmatch(folded, len(wording)):
            return Origin(wiki=f"{wiki}.wikipedia.org", language=language)
    return None


def _folded(words: str) -> str:
    """Words as they are compared: case, kinds of apostrophe, hidden signs, underscores of links and signs around them make no difference."""
    return " ".join(_HIDDEN.sub("", words).replace("’", "'").replace("_", " ").casefold().strip(" *_=#|").split())


@cache
def _taglines() -> Mapping[str, tuple[str, str]]:
    """The wiki and language of each tagline."""
    rows = csv.DictReader(Path(__file__).with_name("taglines.csv").read_text(encoding="utf-8").splitlines())
    return {_folded(row["wording"]): (row["wiki"], row["language"]) for row in rows}


# ---------------------------------------------------------------- addresses


def _addresses(lines: Sequence[Line], title: str) -> Iterator[Origin]:
    """The origins that addresses of the article itself give."""
    for line in lines:
        for url in printed_urls(line.words):
            origin = _origin_at(url)
            if origin and (_same(origin.title, title) if title else origin.revision or line.words == url):
                yield origin


def _origin_at(url: str) -> Origin | None:
    """What an address of a Wikipedia's page says; None for any other."""
    try:
        parts = urlsplit(url)
        host = _HOST.fullmatch((parts.hostname or "").lower())
    except ValueError:
        return None
    if host is None or host["wiki"] in _NO_WIKI:
        return None
    asked = parse_qs(parts.query)
    path = _PATH.fullmatch(parts.path)
    title = unquote(path[1]) if path else asked.get("title", [""])[0]
    revision = asked.get("oldid", [""])[0]
    language = next((language for wiki, language in _taglines().values() if wiki == host["wiki"]), host["wiki"])
    return Origin(
        wiki=f"{host['wiki']}.wikipedia.org",
        language=language,
        revision=revision if revision.isdecimal() else "",
        title=title.replace("_", " ").strip(),
    )


def _same(one: str, other: str) -> bool:
    return bool(one) and _folded(one) == _folded(other)
