"""Where the title stands in a citation's words: where the markup says, or in quotation marks (pure). Without either: `unquoted.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citeaudit.articles.words.names import LEAD_IN
from citeaudit.articles.words.phrases import CUT, LAST_CUT, take_accessed, take_archived
from citeaudit.articles.words.sentences import is_abbreviation

# Opening mark → its closing marks. Straight marks are their own closing ones and are told apart by what follows them.
_MARKS = {"“": "”“", "„": "“”‟", "«": "»", "»": "«", "「": "」", "『": "』", "《": "》", "〈": "〉", "‹": "›"}
_STRAIGHT = '"'
_STRAIGHTS, _OPENING = re.compile(_STRAIGHT), re.compile(f"[{_STRAIGHT}{''.join(_MARKS)}]")
_CLOSING = re.compile(r"^[\s.,]*[\"”“»「」『』》]+")
# A title in italics, as Markdown and text browsers show them.
_EMPHASISED = re.compile(r"^([_*]{1,2})(?=[^\s_*])([^_*]+)(?<=\S)\1$")
_STARTS = re.compile(r"\s+[^\Wa-z]")
_AFTER = re.compile(rf"\s*(?:[.,;:(\[{CUT}{LAST_CUT}]|$)")

EDITION = r"\([^()]{1,30}\s(?:ed|edn|éd|Aufl|изд|wyd)\.?\)"
# What links show that have no title: the number that the wiki gives them, a format, pages.
NO_TITLE = re.compile(r"\[\d*\]|\(?(?:PDF|DOCX?|XLSX?)(?:[;,]\s[\d.,]+\s?[kKMG]B)?\)?|(?:pp?|S|s|с|стр)\.\s?\d[\d\s,–-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A citation's words around its title: `lead` before, `rest` after it. `by_hand` where an unquoted title was told from its publisher."""

    lead: str = ""
    title: str = ""
    rest: str = ""
    quoted: bool = False
    by_hand: bool = False


def split_at_title(words: str, given: str = "") -> Split | None:
    """Splits at the title that the markup gives, else at the first words in quotation marks; None where there are neither."""
    title = "" if NO_TITLE.fullmatch(given) else bare(given)
    at = words.find(title) if title else -1
    if at >= 0:
        lead, rest = words[:at], words[at + len(title) :]
        mark = lead.rstrip()[-1:]
        quoted = bool(mark) and (mark == _STRAIGHT or mark in _MARKS)
        return Split(lead=lead.rstrip()[:-1] if quoted else lead, title=title, rest=_CLOSING.sub("", rest) if quoted else rest, quoted=quoted)
    found = _quoted(words)
    if found is None or not (title or _leads(words[: found[0]], words[found[1] :])):
        return None
    start, end = found
    return Split(lead=words[:start], title=title or bare(words[start:end]), rest=words[end:], quoted=True)


def _leads(lead: str, rest: str) -> bool:
    """Whether the words before a quotation lead to a title: none, or names with a stop behind them; not `… – by Ada "Otter" Quill`.

    After a note no title is printed. Names without a stop lead to one only where the quotation is at the end of its part.
    """
    lead = lead.strip()
    if take_accessed(lead)[1] != lead or take_archived(lead)[1] != lead:
        return False
    return not lead or lead[-1] in ".,:;)–—-" or bool(LEAD_IN.fullmatch(lead) or _AFTER.match(rest))


def bare(title: str) -> str:
    """A title without the marks around it and without the stop that American usage puts inside them."""
    title = _EMPHASISED.sub(r"\2", title.strip(" ,;:(").removeprefix(": "))
    title = title[1:] if title[:1] == "." and title[1:2].isalpha() else title
    if len(title) > 1 and title[-1] in (_STRAIGHT if title[0] == _STRAIGHT else _MARKS.get(title[0], "")) and _end(title, 0) == len(title) - 1:
        title = title[1:-1].strip()
    if title.endswith(".") and not title.endswith("..") and not is_abbreviation(title[:-1].rpartition(" ")[2]):
        title = title[:-1]
    return title.rstrip(", ")


def _quoted(words: str) -> tuple[int, int] | None:
    """The (start, end) of the first words in quotation marks, with the marks; marks inside belong to them."""
    opening = _OPENING.search(words)
    end = _end(words, opening.start()) if opening else None
    return None if opening is None or end is None else (opening.start(), end + 1)


def _end(words: str, opening: int) -> int | None:
    return _straight_end(words, opening) if words[opening] == _STRAIGHT else _nested_end(words, opening)


def _straight_end(words: str, opening: int) -> int | None:
    """Inner quotations come in pairs, so the closing mark is an even one; a stop, a bracket or the end follows it, or a stop stands before it.

    None where the words only go on in small letters: then they begin with a quotation and are not in quotation marks.
    """
    marks = [mark.start() for mark in _STRAIGHTS.finditer(words, opening)]
    even = marks[1::2]
    closed = [at for at in even if _AFTER.match(words, at + 1) or (words[at - 1] in ".,?!" and _STARTS.match(words, at + 1))]
    return next(iter([*closed, *(at for at in even if not words[at + 1 :].lstrip()[:1].islower())]), None)


def _nested_end(words: str, opening: int) -> int | None:
    opens, closes = words[opening], _MARKS[words[opening]]
    depth = 0
    for mark in re.finditer(f"[{opens}{closes}]", words[opening:]):
        at = opening + mark.start()
        if at == opening or (mark[0] == opens and opens not in closes):
            depth += 1
        elif mark[0] in closes:
            depth -= 1
            if depth == 0:
                return at
    return None
