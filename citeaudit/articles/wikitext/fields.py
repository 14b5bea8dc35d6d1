"""A call of a citation template → what it states of its source: fields, addresses, identifiers, and the names that short citations know it by (pure).

Which of title, chapter and work is which follows CS1's metadata (https://en.wikipedia.org/wiki/Module:Citation/CS1/COinS): the innermost is the
title, what holds it is the work.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from citeaudit.articles.links import completed, link_to, printed_urls
from citeaudit.articles.source import Stated
from citeaudit.articles.wikitext.citetemplates import field_of
from citeaudit.articles.wikitext.given import YEAR, Given, ascii_digits
from citeaudit.articles.wikitext.languagenames import language_code
from citeaudit.articles.wikitext.links import links_in
from citeaudit.articles.wikitext.people import authors_of, editors_of
from citeaudit.articles.wikitext.templates import settled
from citeaudit.articles.wikitext.words import decoded, expanded, plain
from citeaudit.articles.words.dates import find_dates, read_date
from citeaudit.articles.words.identifiers import take_identifiers
from citeaudit.articles.words.segments import read_after
from citeaudit.model import Identifier, LinkRole, PartialDate, ReferenceLink
from citeaudit.urls import identifier_in

SCHEMES = ("arxiv", "bibcode", "doi", "hdl", "isbn", "issn", "jstor", "lccn", "oclc", "pmc", "pmid", "s2cid")

_ADDRESSES = ("title", "chapter-url", "url", "archive-url")
_MARK = re.compile(r"\{\{\s*([a-z]{2})\s*\}\}")
_MARKED = re.compile(r"[\[{<&\s]")
_SPACE = re.compile(r"\s")
_PDF = re.compile(r"\.pdf(?:$|[?#])", re.IGNORECASE)
_SCRIPT = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?:\s*", re.IGNORECASE)


def stated_by(given: Given) -> Stated:
    """The fields of the source."""
    title, work = _title_and_work(given)
    url = own_address(given)
    return Stated(
        title=title,
        authors=tuple(authors_of(given)) or tuple(editors_of(given)),
        work="" if work == title else work,
        publisher=given.words("publisher"),
        agency=given.words("agency"),
        published=_published(given),
        accessed=_date(given, "accessed"),
        archived_on=_date(given, "archived"),
        url=url,
        language=language_code(_language(given), given.language),
        format=_format(given, url),
        identifiers=tuple(_identifiers(given)),
    )


def addresses(given: Given) -> dict[str, str]:
    """The addresses given, by field, the source's own first: the chapter's, the whole's or, where neither is given, one linked in the title
    or made of other parameters (https://en.wikipedia.org/wiki/Template:Cite_tweet)."""
    found = {field: url for field in _ADDRESSES[1:] if (url := _address(given.values.get((field, 1), "")))}
    if not found.keys() - {"archive-url"}:
        if url := _address(given.values.get(("title", 1), "")):
            return {"title": url, **found}
        if given.call.name.casefold() == "cite tweet" and (number := given.call.value("number")):
            return {"url": f"https://twitter.com/{given.call.value('user')}/status/{number}", **found}
    return found


def own_address(given: Given) -> str:
    """The source's own address, empty where none is given."""
    return next((url for field, url in addresses(given).items() if field != "archive-url"), "")


def links_of(given: Given) -> Iterator[ReferenceLink]:
    """The links that a call makes, the title's first, each once; identifiers are none of them."""
    seen: set[str] = set()
    for field, url in addresses(given).items():
        if url in seen:
            continue
        title = given.words("title") or given.words("chapter") if field != "archive-url" and not seen else ""
        seen.add(url)
        link = link_to(url, title)
        if link.role is not LinkRole.IDENTIFIER:
            yield link
    yield from _links_beside(given, seen)


def _links_beside(given: Given, seen: Container[str]) -> Iterator[ReferenceLink]:
    """The links that stand in what else is given: the pages (`page=[http://a.example 5]`), a quotation, a publisher."""
    for name, value in given.call.parameters:
        if "//" in value and not name.casefold().endswith("url") and field_of(name, given.template, given.language)[0] not in _ADDRESSES:
            yield from (link for link in links_in(expanded(settled(value))) if link.role is not LinkRole.IDENTIFIER and link.url not in seen)


def doubtful_dates(given: Given) -> tuple[str, ...]:
    """The dates given that can be read in two ways."""
    dates = (_dated(given, field) for field in ("date", "accessed", "archived"))
    return tuple(words for words in dates if words and any(found.date is None for found in find_dates(words)))


# ---------------------------------------------------------------- title and work


def _title_and_work(given: Given) -> tuple[str, str]:
    title, chapter = _title(given), given.words("chapter")
    work, book = given.words("work"), given.words("book")
    kind = given.template.kind
    if kind == "episode":
        return title or chapter, given.words("series") or work
    if book:
        inner = chapter or title
        return (inner, book) if inner else (book, work)
    if chapter:
        return chapter, title or work
    return (title, work) if title else (given.words("trans-title"), work)


def _title(given: Given) -> str:
    title, script = given.words("title"), _SCRIPT.sub("", given.words("script-title"), count=1)
    sub = given.words("subtitle")
    whole = f"{title} {script}".strip() if script and script not in title else title
    return f"{whole} : {sub}" if sub and whole else whole


# ---------------------------------------------------------------- dates


def _published(given: Given) -> PartialDate | None:
    return _date(given, "date") or _date(given, "publication-date")


def _date(given: Given, field: str) -> PartialDate | None:
    return read_date(_dated(given, field)) or read_date(_part(given, field, "year"))


def _dated(given: Given, field: str) -> str:
    """The words of a date, put together where day, month and year are given apart."""
    whole = ascii_digits(given.words(field))
    year = _part(given, field, "year")
    if whole and (YEAR.search(whole) or not year):
        return whole
    day, month = _part(given, field, "day"), _part(given, field, "month")
    if month.isdigit() and not whole:
        return "-".join(filter(None, (year, month, day)))
    return " ".join(filter(None, (day, whole, month, year)))


def _part(given: Given, field: str, part: str) -> str:
    return ascii_digits(given.words(part if field == "date" else f"{field}-{part}"))


# ---------------------------------------------------------------- addresses, language, format, identifiers


def _address(value: str) -> str:
    """The address that a value is, or the first that it links to (`[http://a.example online]`)."""
    if "//" not in value and "{{" not in value:
        return ""
    if _MARKED.search(value):
        shown = decoded(expanded(settled(value))).strip()
        value = shown if shown.startswith("//") and not _SPACE.search(shown) else next(printed_urls(shown), "")
    return completed(value)


def _language(given: Given) -> str:
    """The language as named, or marked by a template (`{{de}}`, `{{de icon}}`)."""
    mark = _MARK.fullmatch(given.values.get(("language", 1), "").strip())
    return mark[1] if mark else given.words("language").removeprefix("(in ").removesuffix(")")


def _format(given: Given, url: str) -> str:
    named = given.words("format")
    if named:
        return read_after(f"({named})").format
    return "PDF" if _PDF.search(url) and not given.template.language else ""


def _identifiers(given: Given) -> Iterator[Identifier]:
    scheme, first = given.call.name.casefold().removeprefix("cite "), plain(given.call.value("1"))
    if scheme in SCHEMES and first:
        # `{{cite doi|10.1000/1}}`, whose words stood in a page of their own until 2015 (https://en.wikipedia.org/wiki/Template:Cite_doi).
        yield Identifier(scheme=scheme, value=first)
    for (field, _), value in given.values.items():
        if field in SCHEMES:
            words = plain(value).strip("()")
            words = re.sub(r"^PMC", "", words, flags=re.IGNORECASE) if field == "pmc" else words
            if words and any(map(str.isalnum, words)):
                yield Identifier(scheme=field, value=re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", words, flags=re.IGNORECASE))
        elif field == "id":
            yield from take_identifiers(plain(value))[0]
        elif field in ("url", "chapter-url") and (found := identifier_in(_address(value))):
            yield found
