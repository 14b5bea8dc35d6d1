"""What Markdown's parser must tell of an article beyond CommonMark: footnotes, brackets with numbers, bare addresses, and where each stands.

A rule pushes a token with `meta["at"]` = (start, end) in its inline content. The footnotes' syntax is pandoc's and GitHub's
(https://pandoc.org/MANUAL.html#footnotes, https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#footnotes).
"""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.image import image
from markdown_it.rules_inline.link import link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from citeaudit.articles.links import printed_urls

NOTE, BRACKET, INLINE_NOTE = "note_marker", "bracket_marker", "inline_note"
"""The kinds of tokens that the rules push."""

LONGEST_ADDRESS = 4000
LONGEST_PIECE = 20_000
"""Characters of a block that are read in one go."""
_MOST_BRACKETS = 1500

_NOTE = re.compile(r"\[\^([^\s\]\[]{1,200})\]")
_BRACKET = re.compile(r"\[(\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,20})\](?![(\[:])")
_SUP = re.compile(r"<sup\b[^<>]{0,200}>\s{0,9}\[?(\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,20})\]?\s{0,9}</sup>", re.IGNORECASE)
# What a raised number is a power of: a number, or a unit or variable of one or two letters.
_POWER = re.compile(r"\d$|(?:^|[\W_])[^\W_]{1,2}$")
_SCHEME = re.compile(r"(?<![a-z0-9.+-])(?:https?|ftp)$", re.IGNORECASE)


class Reader(MarkdownIt):
    """Markdown with tables, strikethrough, footnotes; addresses stay as they are written."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": True, "store_labels": True})
        self.enable(["table", "strikethrough"])
        self.use(footnote_plugin, inline=False, move_to_end=False)
        self.core.ruler.at("inline", _in_pieces)
        ruler = self.inline.ruler
        ruler.at("footnote_ref", _note)
        ruler.at("link", _link)
        ruler.at("image", _picture)
        ruler.before("link", "inline_note", _inline_note)
        ruler.before("link", "bracket", _bracket)
        ruler.before("html_inline", "sup", _sup)
        ruler.before("escape", "address", _address)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's own name
        """The address as it is written."""
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser's own name
        """Every address is the article's own word."""
        return True


def _in_pieces(state: StateCore) -> None:
    """Reads the inline content of every block; of a very long one piece by piece, as the parser takes time with the square of its length."""
    for block in state.tokens:
        if block.type != "inline":
            continue
        block.children = []
        start = 0
        while start < len(block.content):
            end = start + LONGEST_PIECE
            end = block.content.rfind(" ", start, end) + 1 or end if end < len(block.content) else len(block.content)
            tokens: list[Token] = []
            state.md.inline.parse(block.content[start:end], state.md, state.env, tokens)
            for token in tokens:
                if "at" in token.meta:
                    token.meta["at"] = (token.meta["at"][0] + start, token.meta["at"][1] + start)
            block.children += tokens
            start = end


def numbers_of(shown: str) -> tuple[str, ...]:
    """The numbers of `1, 3–5`."""
    found: list[str] = []
    for part in re.split(r"[,;]", shown):
        bounds = [int(number) for number in re.findall(r"\d+", part)]
        found += map(str, range(bounds[0], min(bounds[-1], bounds[0] + 99) + 1))
    return tuple(found)


def _push(state: StateInline, kind: str, start: int, end: int, **meta: object) -> None:
    token = state.push(kind, "", 0)
    token.meta = {"at": (start, end), **meta}


def _note(state: StateInline, silent: bool) -> bool:
    """`[^name]`; what nothing defines is one too in a text with footnotes, and where it is a number."""
    found = _NOTE.match(state.src, state.pos, state.posMax)
    if silent or found is None or not (state.env.get("footnotes") or found[1].isdecimal()):
        return False
    _push(state, NOTE, found.start(), found.end(), name=found[1].casefold(), shown=f"^{found[1]}")
    state.pos = found.end()
    return True


def _inline_note(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith("^[", start) or _is_crowded(state.src):
        return False
    end = parseLinkLabel(state, start + 1)
    # Pandoc writes raised links so: `^[\[1\]](#note)^`.
    if end < 0 or state.src.startswith("(", end + 1):
        return False
    if not silent:
        tokens: list[Token] = []
        state.md.inline.parse(state.src[start + 2 : end], state.md, state.env, tokens)
        _push(state, INLINE_NOTE, start, end + 1, tokens=tokens)
    state.pos = end + 1
    return True


def _bracket(state: StateInline, silent: bool) -> bool:
    # Asked silently, the parser looks for links, and these brackets may be the words of one: `[[1]](#ref1)`.
    found = _BRACKET.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" and not silent else None
    if found is None or normalizeReference(found[1]) in state.env.get("references", {}):
        return False
    _push(state, BRACKET, found.start(), found.end(), numbers=numbers_of(found[1]), shown=found[0])
    state.pos = found.end()
    return True


def _sup(state: StateInline, silent: bool) -> bool:
    found = _SUP.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    if found is None or _POWER.search(state.src[max(0, state.pos - 3) : state.pos]):
        return False
    if not silent:
        _push(state, BRACKET, found.start(), found.end(), numbers=numbers_of(found[1]), shown=found[1])
    state.pos = found.end()
    return True


@lru_cache(maxsize=4)
def _is_crowded(content: str) -> bool:
    """Whether a block has more brackets that are no links than any text: the parser would take time with their square."""
    return content.count("[") - min(content.count("]("), content.count(")")) - content.count("[^") > _MOST_BRACKETS or (
        content.count("[^") - content.count("]") > _MOST_BRACKETS
    )


def _picture(state: StateInline, silent: bool) -> bool:
    return state.src[state.pos] == "!" and not _is_crowded(state.src) and image(state, silent)


def _link(state: StateInline, silent: bool) -> bool:
    """CommonMark's own rule, which does not say where the link stands."""
    start, count = state.pos, len(state.tokens)
    if state.src[start] != "[" or _is_crowded(state.src) or not link(state, silent):
        return False
    if not silent:
        opened = next(token for token in state.tokens[count:] if token.type == "link_open")
        opened.meta["at"] = (start, state.pos)
    return True


def _address(state: StateInline, silent: bool) -> bool:
    """A bare address, as GitHub links it (https://github.github.com/gfm/#autolinks-extension-)."""
    if silent or state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-8:])
    start = state.pos - len(scheme[0]) if scheme else 0
    url = next(printed_urls(state.src[start : min(state.posMax, start + LONGEST_ADDRESS)]), "") if scheme else ""
    url = url.rstrip("*_~|\\")
    if scheme is None or not url.startswith(f"{scheme[0]}://"):
        return False
    state.pending = state.pending[: -len(scheme[0])]
    opened = state.push("link_open", "a", 1)
    opened.attrs = {"href": url}
    opened.meta = {"at": (start, start + len(url))}
    state.push("text", "", 0).content = url
    state.push("link_close", "a", -1)
    state.pos = start + len(url)
    return True
