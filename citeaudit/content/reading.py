"""Reads a page once: the bytes of an HTML body → what a Page keeps of it. The one file that knows lxml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from citeaudit.content.charset import decode_page
from citeaudit.content.jsonld import clean_name, read_jsonld
from citeaudit.content.words import count_words
from citeaudit.model import Page

PARSED_BYTES = 512 * 1024
"""2 MiB of tiny tags cost 75 MB of tree (design: fetching.md)."""

TEXT_LENGTH = 8_000
TITLE_LENGTH = 300

_LISTED = 100
_ATTRIBUTE_LENGTH = 300
_UNSEEN = ("style", "noscript", "template", "svg")

# Where a reader sees a gap though the markup has none: <p>one</p><p>two</p>.
# fmt: off
_BLOCKS = (
    "address", "article", "aside", "blockquote", "br", "button", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "label", "legend", "li", "main", "nav", "ol", "option", "p",
    "pre", "section", "select", "table", "tbody", "td", "textarea", "th", "thead", "tr", "ul",
)
# fmt: on
_LONG_TAG = 8_000
"""Characters from which a tag is looked at for floods of attributes; of one that has them so many are kept."""

_ATTRIBUTES = 2_000
"""More attributes than the tags of real pages have."""

_GAPS = re.compile(r"[\s/]+")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_REFRESH = re.compile(r"\s*(\d*\.?\d*)\s*[;,]?\s*(?:url\s*=\s*)?[\"']?\s*([^\"']*)", re.I)
_JSON = ("application/ld+json", "application/json")


def read_page(body: bytes, content_type: str) -> tuple[Page, str]:
    """Reads an HTML body, of which the first 512 kB are parsed.

    Args:
        body: decoded from its Content-Encoding; cut bodies and broken markup are read as far as they go.
        content_type: the header, for its charset.

    Returns:
        The page, empty where the body holds no markup and no text, and the name of the charset it was read with.
    """
    text, charset = decode_page(body[:PARSED_BYTES], content_type)
    tree = _parsed(text)
    return (Page() if tree is None else _read(tree)), charset


def _parsed(text: str) -> etree._Element | None:
    # Unclosed tags of old pages nest by the hundred; the parser's usual 256 levels would lose the text.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(_without_floods(text.replace("\0", "")).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # nothing in it that could be parsed
        return None


def _without_floods(text: str) -> str:
    """Text whose tags have no more attributes than any page needs: the parser compares each with all others of its tag (60,000 took 9 s)."""
    pieces = text.split(">")
    if max(map(len, pieces)) < _LONG_TAG:
        return text
    return ">".join(_without_flood(piece) if len(piece) >= _LONG_TAG else piece for piece in pieces)


def _without_flood(piece: str) -> str:
    """Text and the tag behind it, up to its `>`."""
    shown, _, tag = piece.partition("<")
    # What stands in quotes may hold anything: whole pages keep their state in one attribute.
    if len(_GAPS.findall(_QUOTED.sub(" ", tag))) < _ATTRIBUTES:
        return piece
    # A script with a `<` in it looks the same: its end must stay.
    return f"{shown}<{tag[:_LONG_TAG]}<{tag.rpartition('<')[2][:_LONG_TAG]}"


def _read(tree: etree._Element) -> Page:
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    frames = tuple(_attributes(tree, ("iframe", "frame"), "src"))
    scripts = [element for element in tree.iter("script") if _type(element) not in _JSON]
    sources = tuple(_attributes(tree, ("script",), "src"))
    said = read_jsonld([element.text or "" for element in tree.iter("script") if _type(element) == _JSON[0]])
    etree.strip_elements(tree, "script", "iframe", with_tail=False)
    metas = _metas(tree)
    shown = _shown(tree)
    refresh_s, refresh_url = _refresh(tree)
    return Page(
        title=_first(tree, "title") or _cut(_named(metas, "og:title")),
        h1=_first(tree, "h1"),
        site_name=clean_name(_named(metas, "og:site_name")),
        publisher=said.publisher,
        publisher_url=said.publisher_url[:_ATTRIBUTE_LENGTH],
        types=said.types,
        free=said.free,
        citation=tuple((name, _cut(value)) for name, value in islice((meta for meta in metas if _is_citation(meta[0])), _LISTED)),
        canonical=next(_attributes(tree, ("link",), "href", rel="canonical"), ""),
        words=count_words(shown),
        scripts=len(scripts),
        script_sources=sources,
        frame_sources=frames,
        html_attributes=tuple((str(name), str(tree.get(name))[:_ATTRIBUTE_LENGTH]) for name in islice(tree.attrib, _LISTED)),
        password_fields=sum(_type(element) == "password" for element in tree.iter("input")),
        consent_forms=sum(map(_asks_consent, tree.iter("form"))),
        refresh_s=refresh_s,
        refresh_url=refresh_url,
        text=shown[:TEXT_LENGTH].strip(),
    )


def _shown(tree: etree._Element) -> str:
    """The text a reader sees, with single spaces. Adds the gaps of blocks to the tree: everything else is read before, or does not mind."""
    body = tree.find("body")
    if body is None:
        return ""
    for block in body.iter(*_BLOCKS):
        block.tail = f" {block.tail or ''}"
        block.text = f" {block.text or ''}"
    return " ".join(etree.tostring(body, method="text", encoding="unicode", with_tail=False).split())


def _first(tree: etree._Element, tag: str) -> str:
    """The words of the first element of a tag that has any, of the first hundred: headings without an end lie in each other."""
    return next((words for element in islice(tree.iter(tag), _LISTED) if (words := _cut("".join(map(str, element.itertext()))))), "")


def _cut(words: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:TITLE_LENGTH].strip()


def _metas(tree: etree._Element) -> list[tuple[str, str]]:
    """The metas as (name or property in lower case, content)."""
    named = ((str(meta.get("name") or meta.get("property") or "").strip().lower(), meta) for meta in tree.iter("meta"))
    return [(name, str(meta.get("content") or "")) for name, meta in named if name]


def _named(metas: list[tuple[str, str]], wanted: str) -> str:
    return next((value for name, value in metas if name == wanted), "")


def _is_citation(name: str) -> bool:
    """The page's own citation, not the works it cites, of which there may be hundreds."""
    return name.startswith("citation_") and name != "citation_reference"


def _attributes(tree: etree._Element, tags: tuple[str, ...], name: str, rel: str = "") -> Iterator[str]:
    """An attribute of all elements of some tags, empty ones left out; the first hundred."""
    elements = (element for element in tree.iter(*tags) if not rel or rel in str(element.get("rel") or "").lower().split())
    found = (str(element.get(name) or "").strip()[:_ATTRIBUTE_LENGTH] for element in elements)
    for _, value in zip(range(_LISTED), filter(None, found), strict=False):
        yield value


def _type(element: etree._Element) -> str:
    return str(element.get("type") or "").strip().lower()


def _asks_consent(form: etree._Element) -> bool:
    return any("consent" in str(form.get(name) or "").lower() for name in ("action", "id", "class", "name"))


def _refresh(tree: etree._Element) -> tuple[float | None, str]:
    """Seconds and target of the first meta refresh; the target is empty where the page renews itself."""
    for meta in tree.iter("meta"):
        if str(meta.get("http-equiv") or "").strip().lower() == "refresh":
            found = _REFRESH.match(str(meta.get("content") or ""))
            if found and found[1].strip("."):
                return float(found[1]), found[2].strip()
    return None, ""
