"""What a plain-text copy shows of how it was made: its title, mojibake, link texts with underscores (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from citeaudit.articles.lines import Line
from citeaudit.articles.textcopy.headings import widest_heading
from citeaudit.articles.textcopy.origin import names_project

LONGEST_TITLE = 150
"""Characters; MediaWiki allows 255 bytes, and a sentence is longer than most titles."""

_SITE = re.compile(r"\s[-–—]\s(?=\S+$|Wikip)")

# Bytes of UTF-8 shown as letters of a Western encoding: a lead byte, then what stands for continuation bytes in Latin-1 or cp1252.
_LEADS = "ÂÃÄÅÆÇÎÏÐÑ×ØÙàáâãäåæçèé"
_RUN = re.compile(rf"[{_LEADS}][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{{1,2}}")
_MASTHEAD = 6
"""So many lines with words may end with the one that names the project."""
# Lynx shows the links of a page's head so: `#alternate Edit this page`.
_HEAD_LINKS = re.compile(r"#[^\s#]")
_UNDERSCORED = re.compile(r"(?<=\w)_(?=\w)")
_UNDERSCORE = re.compile(r"(?<=\S)_(?=\S|$)")
_ADDRESS = re.compile(r"\bhttps?://\S+")
_FEWEST_UNDERSCORES = 5


def masthead(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines above the text: the title's, and the one that names the project."""
    shown = _first_lines(lines)
    title = None if _first_title(lines) else widest_heading(lines)
    return frozenset([line.number for n, line in enumerate(shown) if not n or names_project(line.words)] + [*(title.lines if title else ())])


def title_of(lines: Sequence[Line]) -> str:
    """The title that a copy shows, empty where it shows none: a first short line with a blank line or the project's name after it, or the
    heading that is wider than all others and comes before them."""
    if first := _first_title(lines):
        return first
    widest = widest_heading(lines)
    return widest.words if widest else ""


def _first_lines(lines: Sequence[Line]) -> list[Line]:
    """The title's line and the one after it: the first two with words, or those above which a page has the names of its icons and head links."""
    first = list(islice((line for line in lines if line.words), _MASTHEAD))
    named = next((n for n, line in enumerate(first) if n and names_project(line.words) and len(line.words) <= LONGEST_TITLE), 0)
    start = named - 1 if named else int(bool(first) and bool(_HEAD_LINKS.match(first[0].words)))
    return first[start : start + 2]


def _first_title(lines: Sequence[Line]) -> str:
    shown = _first_lines(lines)
    if len(shown) < 2:
        return ""
    first, second = shown
    is_parted = second.number > first.number + 1 or names_project(second.words)
    if is_parted and not re.search(r"[.!?:;。！？]$|://|\[\d+\]", first.words) and len(first.words) <= LONGEST_TITLE:
        return _bare(first.words)
    return ""


def _bare(words: str) -> str:
    """A title without signs around it and without the project's name that browsers show after it."""
    words = words.strip("*=# ")
    site = _SITE.search(words)
    return words[: site.start()] if site and names_project(words[site.end() :]) else words


def is_mojibake(words: str) -> bool:
    """Whether words hold UTF-8 that was read in a Western encoding (`Ã©` for é): what looks like it can be read back."""
    for run in _RUN.finditer(words):
        try:
            b"".join(_byte(sign) for sign in run[0]).decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False


def _byte(sign: str) -> bytes:
    return sign.encode("latin-1") if ord(sign) < 256 else sign.encode("cp1252", errors="replace")


def has_underscored_links(text: str) -> bool:
    """Whether the copy writes the spaces of linked words as underscores, as some text browsers do; addresses do not count."""
    return len(_UNDERSCORED.findall(_ADDRESS.sub("", text))) >= _FEWEST_UNDERSCORES


def spaced(words: str) -> str:
    """Words with the underscores of linked words turned back into spaces; addresses stay as they are."""
    return "".join(part if "://" in part else _UNDERSCORE.sub(" ", part).rstrip() or part for part in re.split(r"(\s+)", words))
