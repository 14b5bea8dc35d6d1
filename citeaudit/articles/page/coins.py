"""COinS: what citation templates say of a source for machines (`span.Z3988`, keys of ANSI/NISO Z39.88), https://en.wikipedia.org/wiki/Wikipedia:COinS.

It is the article's own statement, in the same keys on every wiki, so it goes before what the printed words suggest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import unescape
from urllib.parse import unquote_to_bytes

from citeaudit.archiveaddresses import unwrap
from citeaudit.articles.source import Stated
from citeaudit.articles.words.dates import read_date
from citeaudit.model import Identifier, PartialDate
from citeaudit.urls import identifier_in

# `info:` names of identifiers (http://info-uri.info) and the keys of Z39.88, as our schemes.
_INFO = {"arxiv": "arxiv", "bibcode": "bibcode", "doi": "doi", "hdl": "hdl", "lccn": "lccn", "oclcnum": "oclc", "pmc": "pmc", "pmid": "pmid"}
_NUMBERS = {"rft.isbn": "isbn", "rft.issn": "issn", "rft.eissn": "issn", "rft.doi": "doi"}

_KEYS = frozenset(
    (
        *("rft.atitle", "rft.btitle", "rft.title", "rft.jtitle", "rft.pub", "rft.inst", "rft.date", "rft_val_fmt", "rft_id"),
        *("rft.aulast", "rft.aufirst", "rft.au", "rft.aucorp", *_NUMBERS),
        # The form for Dublin Core, which de.wikipedia.org uses for pages of the web (https://de.wikipedia.org/wiki/Vorlage:Internetquelle).
        *("rft.creator", "rft.publisher", "rft.source", "rft.identifier", "rft.language"),
    )
)
"""The keys that are read."""

_ISO = re.compile(r"([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?")


def read_coins(context: str) -> Stated:
    """Reads the `title` attribute of a `span.Z3988` (a query string, entities already resolved)."""
    keys: dict[str, list[str]] = {}
    for pair in context.split("&"):
        key, _, value = pair.partition("=")
        if value and key in _KEYS:
            plain = value.replace("+", " ")
            keys.setdefault(key, []).append(_decoded(plain) if "%" in plain else plain)
    title = _first(keys, "rft.atitle", "rft.btitle", "rft.title")
    work = _first(keys, "rft.jtitle") or (_first(keys, "rft.btitle", "rft.title") if "rft.atitle" in keys else "")
    form = keys.get("rft_val_fmt", [""])[0].rpartition(":")[2]
    return Stated(
        title=title,
        authors=_authors(keys),
        work="" if work == title else work,
        gives_work=form != "dc",
        publisher=_first(keys, "rft.pub", "rft.inst", "rft.publisher"),
        gives_publisher=form != "journal",
        published=_date(_first(keys, "rft.date")),
        url=next(_addresses(keys), ""),
        language=_first(keys, "rft.language"),
        identifiers=tuple(_identifiers(keys)),
    )


def _addresses(keys: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The addresses of the source itself; that of Dublin Core's identifier may be its archived copy, beside which the source's own stands."""
    known = (address for key in ("rft_id", "rft.source", "rft.identifier") if key in keys for address in keys[key])
    return (address for address in known if address.startswith(("http://", "https://")) and not (identifier_in(address) or unwrap(address)))


def _decoded(quoted: str) -> str:
    """What percent-encoding says: UTF-8, or the Windows-1252 of what editors pasted (`%92` for ’)."""
    said = unquote_to_bytes(quoted)
    try:
        return said.decode()
    except UnicodeDecodeError:
        return said.decode("cp1252", "replace")


_NO_WORD = re.compile(r"\W+")
_EMPHASIS = re.compile(r"'{2,}")
# What an interlanguage hint adds (https://zh.wikipedia.org/wiki/Template:Internal_link_helper), other tags, and the marks of language variants.
_HINT = re.compile(r'<span class="noprint.*', re.S)
_TAG = re.compile(r"<[^<>]*>|-\{|\}-")


def _first(keys: Mapping[str, Sequence[str]], *names: str) -> str:
    """The words of the first of some keys that has any."""
    for name in names:
        if name in keys and (words := _plain(keys[name][0])):
            return words
    return ""


def _plain(words: str) -> str:
    """The words without what templates leave in: character references, tags, and the quotes of wikitext's italics and bold."""
    if words.isalnum():
        return words
    words = unescape(words) if "&" in words else words
    words = _TAG.sub("", _HINT.sub("", words)) if "<" in words or "-{" in words else words
    return " ".join((_EMPHASIS.sub("", words) if "''" in words else words).split())


def _authors(keys: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The first author stands in two keys, the others in `rft.au`; some templates put all into one, with semicolons, or the first into both."""
    last, first = _first(keys, "rft.aulast"), _first(keys, "rft.aufirst")
    named = [", ".join((last, first))] if last and first else last.split(";")
    others = (names for key in ("rft.au", "rft.aucorp", "rft.creator") for names in keys.get(key, ()))
    named += [name for names in others for name in _plain(names).split(";")]
    named = [name.strip() for name in named if name.strip()]
    if len(named) < 2:
        return tuple(named)
    once: dict[str, str] = {}
    for name in named:
        once.setdefault(_NO_WORD.sub(" ", name).casefold(), name)
    return tuple(once.values())


def _date(words: str) -> PartialDate | None:
    """The date to the precision given. A second part above 12 is a season (EDTF), which has no month here."""
    parts = _ISO.fullmatch(words)
    if parts is None:
        return read_date(words) if words else None
    year, month, day = (int(part) if part else None for part in parts.groups())
    if year is None or month is None or not 1 <= month <= 12:
        return PartialDate(year=int(parts[1]))
    try:
        date(year, month, day or 1)
    except ValueError:
        return PartialDate(year=year, month=month)
    return PartialDate(year=year, month=month, day=day)


def _identifiers(keys: Mapping[str, Sequence[str]]) -> Iterator[Identifier]:
    for known in keys.get("rft_id", ()):
        name, _, value = known.removeprefix("info:").partition("/")
        if known.startswith("info:") and name in _INFO and value:
            yield Identifier(scheme=_INFO[name], value=value)
        elif identified := identifier_in(f"https:{known}" if known.startswith("//") else known):
            yield identified
    for key, scheme in _NUMBERS.items():
        yield from (Identifier(scheme=scheme, value=value) for value in map(_plain, keys.get(key, ())) if value)
