"""One pass over a page of wikitext: its footnote tags, lists, templates, links to files and the stretches that are not read as wikitext (pure).

As MediaWiki's preprocessor does it (https://www.mediawiki.org/wiki/Preprocessor_ABNF): the first `>` ends a tag, the first `</ref>` a footnote, a tag
without its end is text; comments, `nowiki` and their like are skipped. Where brackets do not match, what can be read is read. Linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from citeaudit.articles.wikitext.notetemplates import template_name

Span = tuple[int, int]

# Tags whose content is no wikitext; of these `includeonly` is text elsewhere. (The tags that MediaWiki and the extensions of Wikipedia register.)
_RAW = (
    *("nowiki", "pre", "math", "chem", "ce", "syntaxhighlight", "source", "score", "timeline", "hiero", "templatedata", "graph"),
    *("mapframe", "maplink", "templatestyles", "inputbox", "categorytree", "imagemap", "includeonly", "ref"),
)
# A link without markup inside is one token.
_TOKEN = re.compile(
    r"(?P<link>\[\[[^\[\]{}<>|]*(?:\|[^\[\]{}<>]*)?\]\])|<!--"
    rf"|<(?P<open>{'|'.join(_RAW)}|references)(?=[\s/>])(?P<attributes>[^<>]*)>|</(?P<close>references)\s*>"
    r"|\{\{+|\}\}+|\[\[|\]\]|\|",
    re.IGNORECASE,
)
_BAR = re.compile(r"\|")
_FOOTNOTE = re.compile(r"<ref(?=[\s/>])[^<>]*>", re.IGNORECASE)
_QUOTED = re.compile(r"<!--.*?-->|<nowiki\s*>.*?</nowiki\s*>", re.IGNORECASE | re.DOTALL)
# What MediaWiki folds in attributes (Sanitizer::decodeTagAttributes); a no-break space is a sign of a name.
_FOLDED = re.compile(r"[ \t\r\n]+")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s"'][^\s]*))""")
_KINDS = r"\.(?:jpe?g|png|svg|gif|tiff?|webp|og[gva]|webm|mp[34]|mpe?g|wav|flac|mid|pdf|djvu|stl|xcf)"
FILE = re.compile(rf"\s*[^\[\]|{{}}<>\n:]{{1,40}}:[^\[\]|{{}}<>\n]{{1,300}}{_KINDS}\s*(?=[|\]\n]|\Z)", re.IGNORECASE)
"""The name of a file with its namespace, in any language: the formats that Wikimedia Commons takes tell it from a page's name."""

GALLERY_FILE = re.compile(rf"[^\[\]|{{}}<>\n:]{{1,300}}{_KINDS}\s*(?=\|)", re.IGNORECASE)
"""A line of a gallery, where the namespace may be left out (https://www.mediawiki.org/wiki/Help:Images#Gallery_syntax)."""

_LONGEST_QUOTED = 20_000
"""Characters; in a longer stretch no quoted `<ref>` is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A `ref` or `references` tag with its attributes, small letters in their names; `body` is None where it closes itself."""

    name: str
    attributes: dict[str, str]
    span: Span
    body: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template or parser function, its name as `template_name` gives it, or a link to a file, whose name is empty; the spans of what stands
    between its pipes, without the first."""

    name: str
    span: Span
    arguments: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What was found, each in order of its start. `hidden` is not shown as text, `unclosed` are places of `ref` tags without an end."""

    tags: tuple[Tag, ...]
    templates: tuple[Template, ...]
    hidden: tuple[Span, ...]
    unclosed: tuple[int, ...]


@dataclass(slots=True)
class _Frame:
    """Something that was opened: `sign` is `{`, `[` or `<`, `count` the braces that are left, `pipes` the places of its own pipes."""

    sign: str
    start: int
    count: int
    end: int
    attributes: dict[str, str] = field(default_factory=dict)
    pipes: list[int] = field(default_factory=list)


def scan(page: str, start: int = 0, end: int | None = None) -> Scan:
    """Scans a page, or a stretch of it."""
    return _Scanner(page, start, len(page) if end is None else end).found()


class _Scanner:
    """The pass: what is open, and what was found so far."""

    def __init__(self, page: str, start: int, end: int) -> None:
        self.page, self.start, self.end = page, start, end
        self.stack: list[_Frame] = []
        self.braces = self.lists = 0
        self.tags: list[Tag] = []
        self.templates: list[Template] = []
        self.hidden: list[Span] = []
        self.unclosed: list[int] = []
        self.closers: dict[str, tuple[list[int], list[int]]] = {}

    def found(self) -> Scan:
        at = self.start
        while token := _TOKEN.search(self.page, at, self.end):
            at = self._take(token)
        return Scan(
            tags=tuple(sorted(self.tags, key=lambda tag: tag.span)),
            templates=tuple(sorted(self.templates, key=lambda template: (template.span[0], -template.span[1]))),
            hidden=tuple(self.hidden),
            unclosed=tuple(self.unclosed),
        )

    def _take(self, token: re.Match[str]) -> int:
        """Takes a token; gives the place to go on from."""
        sign = self.page[token.start()]
        if sign == "|":
            if self.stack:
                self.stack[-1].pipes.append(token.start())
        elif sign == "{":
            self.stack.append(_Frame("{", token.start(), len(token[0]), token.end()))
            self.braces += 1
        elif token["link"]:
            self._add_file(*token.span(), [bar.start() for bar in _BAR.finditer(self.page, *token.span())] if "|" in token[0] else [])
        elif sign == "[":
            self.stack.append(_Frame("[", token.start(), 2, token.end()))
        elif sign == "}":
            self._close_braces(token.start(), len(token[0]))
        elif sign == "]":
            self._close_link(token.end())
        elif token["close"]:
            self._close_list(token)
        else:
            return self._take_tag(token) if token["open"] else self._comment(token.start())
        return token.end()

    # ------------------------------------------------------------ tags

    def _comment(self, start: int) -> int:
        found = self.page.find("-->", start + 4, self.end)
        end = self.end if found < 0 else found + 3
        self.hidden.append((start, end))
        return end

    def _take_tag(self, token: re.Match[str]) -> int:
        name = token["open"].lower()
        is_empty = token["attributes"].endswith("/")
        if name == "references":
            attributes = read_attributes(token["attributes"])
            if is_empty:
                self.tags.append(Tag(name=name, attributes=attributes, span=token.span(), body=None))
            elif self._closer(name, token.end()):
                self.stack.append(_Frame("<", token.start(), 0, token.end(), attributes))
                self.lists += 1
            return token.end()
        if name == "ref":
            return self._take_footnote(token, is_empty=is_empty)
        closer = None if is_empty else self._closer(name, token.end())
        end = closer[1] if closer else token.end()
        # What `nowiki` protects are words of the text, though none of wikitext.
        if name != "nowiki" or not closer:
            self.hidden.append((token.start(), end))
        return end

    def _take_footnote(self, token: re.Match[str], *, is_empty: bool) -> int:
        closer = None if is_empty else self._closer("ref", token.end())
        if not is_empty and (closer is None or self._holds_footnote(token.end(), closer[0])):
            self.unclosed.append(token.start())
            self.hidden.append(token.span())
            return token.end()
        end = closer[1] if closer else token.end()
        body = (token.end(), closer[0]) if closer else None
        self.tags.append(Tag(name="ref", attributes=read_attributes(token["attributes"]), span=(token.start(), end), body=body))
        return end

    def _holds_footnote(self, start: int, end: int) -> bool:
        """Whether another `ref` tag stands before the end of one: its own end was forgotten (Extension:Cite, Validator.php)."""
        found = _FOOTNOTE.search(self.page, start, end)
        if found is None or end - start > _LONGEST_QUOTED:
            return found is not None
        return bool(_FOOTNOTE.search(_QUOTED.sub("", self.page[start:end])))

    def _closer(self, name: str, at: int) -> Span | None:
        """The next end tag of a name."""
        if name not in self.closers:
            spans = [found.span() for found in re.compile(rf"</{name}\s*>", re.IGNORECASE).finditer(self.page, self.start, self.end)]
            self.closers[name] = ([start for start, _ in spans], [end for _, end in spans])
        starts, ends = self.closers[name]
        which = bisect_left(starts, at)
        return (starts[which], ends[which]) if which < len(starts) else None

    def _close_list(self, token: re.Match[str]) -> None:
        if not self.lists:
            return
        while (frame := self.stack.pop()).sign != "<":
            self.braces -= frame.sign == "{"
        self.lists -= 1
        body = (frame.end, token.start())
        self.tags.append(Tag(name="references", attributes=frame.attributes, span=(frame.start, token.end()), body=body))

    # ------------------------------------------------------------ brackets

    def _close_braces(self, at: int, count: int) -> None:
        """Closes what a run of braces closes; links that were left open inside are given up."""
        while count > 1 and self.braces and self._open_braces():
            frame = self.stack[-1]
            taken = min(frame.count, count, 3)
            if taken == 2:
                self._add_template(frame, at)
            frame.count -= taken
            count -= taken
            at += taken
            frame.pipes.clear()
            if frame.count < 2:
                self.stack.pop()
                self.braces -= 1

    def _open_braces(self) -> bool:
        """Gives up what was opened after the last braces; not beyond the start of a list of references."""
        while self.stack[-1].sign == "[":
            self.stack.pop()
        return self.stack[-1].sign == "{"

    def _add_template(self, frame: _Frame, end: int) -> None:
        start = frame.start + frame.count
        pieces = list(_between(start, [*frame.pipes, end]))
        name = template_name(_without_comments(self.page[slice(*pieces[0])])) if pieces[0][1] - pieces[0][0] < 500 else ""
        arguments = tuple(pieces[1:])
        if name.startswith("#"):
            # A parser function has its first argument behind a colon: `{{#tag:ref|…}}` is read as a template `#tag:ref`.
            name = name.replace(" ", "")
        if name:
            self.templates.append(Template(name=name, span=(start - 2, end + 2), arguments=arguments))

    def _close_link(self, end: int) -> None:
        if self.stack and self.stack[-1].sign == "[":
            frame = self.stack.pop()
            self._add_file(frame.start, end, frame.pipes)

    def _add_file(self, start: int, end: int, pipes: Sequence[int]) -> None:
        """Adds a link, if it is one to a file."""
        if FILE.match(self.page, start + 2):
            arguments = tuple(_between(start + 2, [*pipes, end - 2]))[1:]
            self.templates.append(Template(name="", span=(start, end), arguments=arguments))


def _between(start: int, stops: Sequence[int]) -> Iterator[Span]:
    for stop in stops:
        yield start, stop
        start = stop + 1


def _without_comments(words: str) -> str:
    return _QUOTED.sub("", words) if "<!--" in words else words


def read_attributes(words: str) -> dict[str, str]:
    """The attributes of a tag: the first of each name counts, white space in values is folded, entities are read."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(words):
        value = double or single or bare.removesuffix("/")
        found.setdefault(name.lower(), _FOLDED.sub(" ", unescape(value)).strip())
    return found
