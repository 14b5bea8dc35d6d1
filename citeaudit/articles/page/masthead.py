"""What a saved wiki page says about itself: its content, title, language, revision, and the address its links are relative to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree
from lxml.etree import _Element

from citeaudit.articles.links import WIKIMEDIA_DOMAINS, completed
from citeaudit.articles.page.footnotes import words_of
from citeaudit.articles.page.nesting import flattened
from citeaudit.articles.page.queries import elements, strings
from citeaudit.urls import host_of, registrable_domain

_CONTENT = frozenset(("mw-parser-output", "mw-content-text", "bodyContent"))
"""Classes and ids of the elements that MediaWiki puts an article's text into."""

_REVISION = re.compile(r"""["']?wgRevisionId["']?\s*:\s*([1-9]\d*)""")
_SERVER = re.compile(r"""["']?wgServer["']?\s*:\s*["']([^"']+)["']""")
_SAVED = re.compile(r"<!-- saved from url=\(\d+\)(https?://[^\s<>]+) -->")
_ABOUT = re.compile(r"/revision/(\d+)")
_OF_FOOTNOTES = elements(
    'descendant::a[contains(@href, "#cite_note") or contains(@href, "#_note-")] | descendant::ol[contains(@class, "references")]'
    ' | descendant::li[starts-with(@id, "cite_note") or starts-with(@id, "_note-")]'
)
_PERMANENT = strings('(descendant::div[contains(@class, "printfooter")] | descendant::li[@id="t-permalink"])/descendant::a/@href[. != ""]')
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """What a page says about itself; what it does not say is empty. `base` is the address that its links are relative to, `wiki` its wiki's host."""

    title: str
    language: str
    revision: str
    base: str
    wiki: str


def parse(page: str) -> _Element | None:
    """The tree of a page without its comments; None where there is nothing in it."""
    root, is_whole = _tree(page)
    return root if is_whole else _tree(flattened(page))[0]


def _tree(page: str) -> tuple[_Element | None, bool]:
    """The tree, and whether the parser went through the whole page."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(page.encode(errors="replace"), parser=parser)
    except etree.XMLSyntaxError:
        return None, True
    return root, not any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)


def content_of(root: _Element) -> _Element:
    """The element that holds the article's text: the narrowest of MediaWiki's containers with all footnotes in it, else the whole page."""
    footnotes = _OF_FOOTNOTES(root)
    if not footnotes:
        return root
    around_last = set(footnotes[-1].iterancestors())
    return next((outer for outer in footnotes[0].iterancestors() if outer in around_last and _names(outer) & _CONTENT), root)


def _names(element: _Element) -> set[str]:
    return {element.get("id", ""), *element.get("class", "").split()}


def read_masthead(root: _Element, content: _Element, saved_from: str = "") -> Masthead:
    """Reads what a page says about itself; scripts must still be in it.

    Args:
        root: of the page.
        content: the element that holds the article's text.
        saved_from: the address that the browser which saved the page noted, empty where it noted none.
    """
    base = _base(root, saved_from)
    return Masthead(title=_title(root), language=_language(root, content, base), revision=_revision(root), base=base, wiki=_wiki(root, base))


def saved_from(page: str) -> str:
    """The address that a browser noted in a comment before a page that it saved, empty where there is none."""
    noted = _SAVED.search(page, 0, 4096)
    return noted[1] if noted else ""


def _wiki(root: _Element, base: str) -> str:
    """The host of the page's own address, else that which its script names; `en.m.wikipedia.org` shows the pages of `en.wikipedia.org`."""
    server = next((found[1] for script in root.iter("script") if (found := _SERVER.search(script.text or ""))), "")
    host = host_of(base) or host_of(completed(server))
    return host.replace(".m.", ".", 1) if registrable_domain(host) in WIKIMEDIA_DOMAINS else host


def _stated(root: _Element, tag: str, wanted: Mapping[str, Collection[str]], name: str) -> list[str]:
    """An attribute of the elements with a tag name and one of the wanted values in each of some other attributes, where it is not empty."""
    fitting = (element for element in root.iter(tag) if all(element.get(other, "") in values for other, values in wanted.items()))
    return [value for element in fitting if (value := element.get(name, ""))]


def _words(element: _Element) -> str:
    return " ".join(words_of(element).split())


def _addresses(root: _Element) -> list[str]:
    """What the page calls its own address."""
    return _stated(root, "link", {"rel": ("canonical", "dc:isVersionOf")}, "href")


def _permanent(root: _Element) -> list[str]:
    """The links to this revision: in the print footer, and among the skin's tools."""
    return _PERMANENT(root)


def _base(root: _Element, saved: str) -> str:
    """`base href`, else the page's own address: canonical link, Open Graph, what the browser noted, or the permanent link."""
    shared = _stated(root, "meta", {"property": ("og:url",)}, "content")
    known = [*_stated(root, "base", {}, "href"), *_addresses(root), *shared, saved, *_permanent(root)]
    return next(filter(None, map(completed, known)), "")


def _title(root: _Element) -> str:
    """The heading of the page, else its `title` without the name of the site."""
    shown = (_words(element) for element in root.iter("h1") if "firstHeading" in _names(element) or element.get("data-id") == "0")
    return next(filter(None, shown), "") or _without_site(root, next(map(_words, root.iter("title")), ""))


def _without_site(root: _Element, title: str) -> str:
    """`Density - Wikipedia` → Density. The page's own address tells what of it is the title; Parsoid's pages name no site."""
    for address in _addresses(root):
        name = unquote(urlsplit(address).path.rpartition("/wiki/")[2]).replace("_", " ")
        if name and title.startswith(name):
            return name
    return title if root.get("about") else re.sub(r"(?<=\S)\s[-–—|]\s[^-–—|]*$", "", title)


def _language(root: _Element, content: _Element, base: str) -> str:
    """The language stated nearest to the content, else that of the address: `//zh.wikipedia.org/`."""
    stated = [element.get("lang", "") for element in (content, *content.iterancestors())]
    stated += _stated(root, "body", {}, "lang") + _stated(root, "meta", {"http-equiv": ("content-language", "Content-Language")}, "content")
    host = host_of(base)
    if registrable_domain(host) in WIKIMEDIA_DOMAINS and not host.startswith("www."):
        stated.append(host.partition(".")[0])
    return next((code.lower() for code in stated if _LANGUAGE.fullmatch(code)), "")


def _revision(root: _Element) -> str:
    """The revision that the page's script, its `about` (Parsoid) or the permanent link in its print footer names."""
    named = [_REVISION.search(script.text or "") for script in root.iter("script")] + [_ABOUT.search(root.get("about", ""))]
    permanent = [number for href in _permanent(root) for number in parse_qs(urlsplit(href).query).get("oldid", ()) if number.isdecimal()]
    return next((found[1] for found in named if found), "") or next(iter(permanent), "")
