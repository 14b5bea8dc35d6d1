"""What a reader sees of a piece of wikitext: links as their labels, marks and tags off, the templates that only lay words out as those (pure).

Every step is linear, and nothing recurses on how deep the input nests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape

from citeaudit.articles.wikitext.languagenames import english_name
from citeaudit.articles.wikitext.templates import normal_name, settled

DEEPEST = 40
"""Calls nested deeper than this show nothing, as in MediaWiki (https://www.mediawiki.org/wiki/Manual:$wgMaxTemplateDepth)."""

_MARKED = re.compile(r"[\[\]{}<&]|''")
_REFERENCE = re.compile(r"<(/?)(?:ref|references|style|templatestyles)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:br|p|div|li|ul|ol|blockquote|center|hr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[\[:?([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_EXTERNAL = re.compile(r"\[(?:(?:https?|ftp):)?//[^\s\[\]<>\"]+(?:\s([^\[\]]*))?\]", re.IGNORECASE)
_MARKS = re.compile(r"'{2,}")
_NUMBERED = re.compile(r"\s*\d+\s*=")
_IN_ADDRESS = re.compile(r"[^=]*://")
# MediaWiki reads an entity only with its semicolon: `&copy=1` in an address is none.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_BRACES = re.compile(r"(\{\{)|(\}\})")

# What templates that only lay words out show. Read at https://en.wikipedia.org/wiki/Category:Typing-aid_templates and
# https://en.wikipedia.org/wiki/Category:Formatting_templates; the French ones at https://fr.wikipedia.org/wiki/Catégorie:Modèle_typographie.
_SIGNS = {
    **dict.fromkeys(("snd", "spnd", "spaced ndash", "spaced en dash"), " – "),
    **dict.fromkeys(("ndash", "en dash", "–"), "–"),
    **dict.fromkeys(("mdash", "em dash", "—"), "—"),
    **dict.fromkeys(("nbsp", "space", "spaces", "thinsp", "pb", "br", "break"), " "),
    **dict.fromkeys(("ellipsis", "..."), "…"),
    **dict.fromkeys(("·", "middot"), "·"),
    **dict.fromkeys(("•", "bull"), "•"),
    **{sign: sign for sign in ("=", "'", "'s", "1er", "er", "re", "ère", "e", "et al.", "'\"", "\"'")},
    "!": "|",
    "(": "{",
    ")": "}",
    "((": "{{",
    "))": "}}",
}
QUOTING = frozenset(("quote", "blockquote", "cquote", "quotation", "citation", "citation bloc", "zitat", "citazione", "citat", "cytat", "цитата"))
"""Templates that show the words given to them as a quotation; `citation` does on the French wikis
(https://fr.wikipedia.org/wiki/Modèle:Citation, https://en.wikipedia.org/wiki/Template:Blockquote)."""

_FIRST = frozenset(
    (
        *("abbr", "abbreviation", "abbrv", "abr", "tooltip", "nowrap", "nobr", "nobreak", "noitalic", "noitalics", "nobold", "rtl", "ltr"),
        *("small", "smaller", "big", "larger", "sc", "smallcaps", "small caps", "caps", "petites capitales", "sup", "sub", "exp", "exposant"),
        *("i", "em", "bold", "italic", "strong", "not a typo", "as written", "proper name", "keypress", "kbd", "code", "mono", "samp", "var", "tt"),
        *("iw", "ill", "interlanguage link", "lien", "noredlink", "transl"),
        *QUOTING,
    )
)
_LAST = frozenset(("lang", "langue", "language", "lang2", "transliteration", "translit", "script", "unicode", "color", "colour", "font color"))
# The language of a source: `{{pt icon}}`, `{{ref-en}}`, `{{in lang|de}}` (https://en.wikipedia.org/wiki/Template:In_lang,
# https://ru.wikipedia.org/wiki/Шаблон:Ref-en, https://it.wikipedia.org/wiki/Template:Lingue).
_LANGUAGE_MARK = re.compile(r"([a-z]{2}) (?:icon|ikona)|ref-([a-z]{2})|in lang|lingue|simboli jezika")
_AGES = ("start date and age", "end date and age", "birth date", "birth date and age", "death date", "death date and age", "birth-date")
_SPACED = frozenset(
    ("date", "date-", "dts", "start date", "end date", *_AGES, "release date", "film date", "formatnum", "convert", "cvt", "unité", "circa")
)
# Words with a letter before them (https://fr.wikipedia.org/wiki/Catégorie:Modèle_typographie).
_LETTERED = {**{sign: sign for sign in ("p.", "pp.", "vol.", "chap.", "t.", "ch.")}, "n°": "nº", "numéro": "nº"}
_BOOKS = ("google books", "google book", "googlebooks", "gbook", "gbooks", "google buch")
_IDENTIFIERS = {
    **{name: name for name in ("doi", "isbn", "issn", "oclc", "pmid", "pmc", "arxiv", "jstor", "bibcode", "hdl", "s2cid", "lccn")},
    "eissn": "issn",
    "isbnt": "isbn",
}


def plain(words: str) -> str:
    """The words as a reader sees them, white space folded."""
    if not _MARKED.search(words):
        return " ".join(words.split())
    words = settled(words)
    if "{{" in words:
        words = expanded(words)
    if "<" in words:
        words = _TAG.sub("", _BREAK.sub(" ", without_references(words)))
    if "[" in words:
        words = _EXTERNAL.sub(r"\1", with_labels(words)).replace("[[", "").replace("]]", "")
    if "''" in words:
        words = _MARKS.sub(_apostrophes, words)
    return " ".join(decoded(words).split())


def decoded(words: str) -> str:
    """Words with the signs that entities stand for in their place."""
    return _ENTITY.sub(lambda entity: unescape(entity[0]), words) if "&" in words else words


def expanded(words: str) -> str:
    """Settled words with every call replaced by what it shows, the inner ones first; an unclosed call stays as it is."""
    stack: list[list[str]] = [[]]
    at = 0
    for brace in _BRACES.finditer(words):
        stack[-1].append(words[at : brace.start()])
        at = brace.end()
        if brace[1]:
            stack.append([])
        elif len(stack) > 1:
            inside = stack.pop()
            stack[-1].append(_shown("".join(inside)) if len(stack) <= DEEPEST else "")
        else:
            stack[-1].append("}}")
    tail = [words[at:]]
    return "".join([*stack[0], *("{{" + "".join(pieces) for pieces in stack[1:]), *tail])


def shown_of(name: str, values: Sequence[str]) -> str:
    """What a template that lays words out shows of its pieces (`lang=kk` too); any other shows nothing."""
    folded = name.casefold()
    if folded in _SIGNS:
        return _SIGNS[folded]
    plain_values = [_NUMBERED.sub("", value).strip() for value in values if _NUMBERED.match(value) or "=" not in value or _IN_ADDRESS.match(value)]
    if _LANGUAGE_MARK.fullmatch(folded):
        return in_language(marked_language(folded, plain_values))
    if folded in _BOOKS:
        named = (value.partition("=") for value in values)
        return _google_book(plain_values, {name.strip(): given.strip() for name, _, given in named})
    if not plain_values:
        return ""
    if folded in _FIRST or folded.startswith("lang-"):
        return plain_values[0]
    if folded in _LAST or folded == "langx":
        return plain_values[1 if len(plain_values) > 1 else 0]
    if folded in _SPACED:
        return " ".join(plain_values[:3])
    if folded in _LETTERED:
        return f"{_LETTERED[folded]} {plain_values[0]}"
    if folded in ("url", "uri"):
        return _address(*plain_values[:2])
    return f"{_IDENTIFIERS[folded]} {plain_values[0]}" if folded in _IDENTIFIERS else ""


def marked_language(name: str, values: Sequence[str]) -> str:
    """The code of the language that a template marks a source as of; empty where it marks none.

    `{{de}}` does so among the words of a source; elsewhere it may be a flag or a word.
    """
    folded = name.casefold()
    mark = _LANGUAGE_MARK.fullmatch(folded)
    if mark:
        return mark[1] or mark[2] or "".join(values[:1]).strip()
    return folded if len(folded) == 2 and folded.isascii() and folded.isalpha() and not values and folded not in _SIGNS else ""


def in_language(code: str) -> str:
    """The mark of a source's language as English citations print it, which the reader of citations knows; empty for what is no language."""
    name = english_name(code)
    return f"(in {name})" if name else ""


def with_labels(words: str) -> str:
    """Words with the label of each link to a page of a wiki in its place."""
    return _LINK.sub(_label, words) if "[[" in words else words


def without_references(words: str) -> str:
    """Words without the footnotes and style sheets that stand in them; of one that is not closed only the tag goes."""
    tags = list(_REFERENCE.finditer(words))
    last = max((tag.start() for tag in tags if tag[1]), default=-1)
    pieces: list[str] = []
    at, depth = 0, 0
    for tag in tags:
        if depth == 0:
            pieces.append(words[at : tag.start()])
        if tag[1]:
            depth = max(0, depth - 1)
        elif not tag[0].endswith("/>") and tag.start() < last:
            depth += 1
        at = tag.end()
    return "".join([*pieces, words[at:]])


def _shown(inside: str) -> str:
    # A bar inside a link is the link's.
    kept = _LINK.sub(lambda link: link[0].replace("|", "\0"), inside) if "[[" in inside else inside
    name, *values = kept.split("|")
    return shown_of(normal_name(name), values).replace("\0", "|")


def _google_book(unnamed: Sequence[str], named: Mapping[str, str]) -> str:
    """The link to a scanned book, or only its address (https://en.wikipedia.org/wiki/Template:Google_books,
    https://de.wikipedia.org/wiki/Vorlage:Google_Buch)."""
    book = named.get("id") or named.get("BuchID") or "".join(unnamed[:1])
    title = named.get("title") or named.get("Linktext") or "".join(unnamed[1:2])
    if not book:
        return ""
    page = next((named[key] for key in ("SeitenID", "page", "pg", "p", "Seite") if named.get(key)), "")
    url = f"https://books.google.com/books?id={book}" + (f"&pg={'PA' if page.isdecimal() else ''}{page}" if page else "")
    return url if named.get("plainurl") else f"[{url} {title}]"


def _address(url: str, label: str = "") -> str:
    """An address or a link to it (https://en.wikipedia.org/wiki/Template:URL)."""
    url = url if "//" in url or not url else f"http://{url}"
    return f"[{url} {label}]" if label else url


def _label(link: re.Match[str]) -> str:
    target, label = link[1], link[2]
    if label is not None:
        return label.rpartition("|")[2]
    return target


def _apostrophes(marks: re.Match[str]) -> str:
    """Two, three or five are marks of italics and bold, of four one is an apostrophe, of more than five all but five."""
    return "'" * {2: 0, 3: 0, 4: 1}.get(len(marks[0]), len(marks[0]) - 5)
