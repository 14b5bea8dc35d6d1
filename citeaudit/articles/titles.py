"""Where the title stands in a citation's words: in quotation marks, where the markup says, or where an unquoted citation has it (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citeaudit.articles.dates import find_dates, read_date
from citeaudit.articles.names import may_be_name
from citeaudit.articles.phrases import CUT, LAST_CUT
from citeaudit.articles.sentences import ends_part, is_abbreviation

# Opening mark → its closing marks. Straight marks are their own closing ones and are told apart by what follows them.
_MARKS = {"“": "”“", "„": "“”‟", "«": "»", "»": "«", "「": "」", "『": "』", "《": "》", "〈": "〉", "‹": "›"}
_STRAIGHT = '"'
_AFTER = re.compile(rf"\s*(?:[.,;:(\[{CUT}{LAST_CUT}]|$)")

# Editors by hand: the publisher, a colon and the link right behind it; a name, a comma and the title.
_GLUED = re.compile(r"(?P<name>[^:\W][^:]{1,100}):(?P<title>(?=[^\W\d_a-z]|\[|\").+)")
_COMMAED = re.compile(r"(?P<name>(?:[^,:;.\d]|(?<=\b\w)\.){2,80}),\s(?P<title>[^\Wa-z_].+)")
# Books print no quotation marks: `Last, First (2010). Title. Place: Publisher`, and `Last, F. 2010. Title.` in other styles.
_DATED_AUTHORS = re.compile(r"(?P<names>[^\"(]{2,300}?)\s(?:\((?P<date>[^()]{4,40})\)[.,:]?|(?<=[.,]\s)(?P<year>[12]\d{3})\.)\s+(?P<rest>.+)")
_PAGE_AT_END = re.compile(r",\s(?:pp?|S|с|стр)\.?\s?\d[\d–-]*[.\s]*$")
_YEAR_AT_END = re.compile(r"\s?[,(]\s?[12]\d{3}\)?[.\s]*$")
# The title in italics, as Markdown and text browsers show them.
_EMPHASISED = re.compile(r"([_*]{1,2})(?=\S)(.+?)(?<=\S)\1(?=[\s.,:;]|$)")
_NUMBERED_PART = re.compile(r"[^\W\d_]+\.?\s[\dIVX]+\.?\s*")
_LEADING_ON = re.compile(r"[,.]\s[^,.]{1,20}:\s*$")
# A link without a title: the wiki shows its number.
_NUMBERED_LINK = re.compile(r"\[\d*\]")


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
    title = "" if _NUMBERED_LINK.fullmatch(given) else bare(given)
    at = words.find(title) if title else -1
    if at >= 0:
        lead, rest = words[:at], words[at + len(title) :]
        quoted = bool(lead) and (lead[-1] == _STRAIGHT or lead[-1] in _MARKS)
        return Split(lead=lead[:-1] if quoted else lead, title=title, rest=rest.lstrip('"”“»」』》') if quoted else rest, quoted=quoted)
    found = _quoted(words)
    if found is None:
        return None
    start, end = found
    return Split(lead=words[:start], title=title or bare(words[start:end]), rest=words[end:], quoted=True)


def split_unquoted(words: str) -> Split:
    """Splits words without quotation marks: `Authors (date). Title. …`, `Publisher:Title`, `Publisher, Title`, else the first part is the title.

    The missing space after the colon is what tells a publisher from a title that has a colon; what stands before a comma is a name only if
    it has two capitalised words at least, or is an acronym.
    """
    dated = _DATED_AUTHORS.match(words)
    if dated and read_date(_date_of(dated)) and may_be_name(dated["names"]):
        title, rest = _first_part(dated["rest"])
        return Split(lead=f"{dated['names']} ({_date_of(dated)})", title=bare(title), rest=rest)
    before, cut, after = _before_notes(words)
    glued = _GLUED.match(before)
    if glued and may_be_name(glued["name"]):
        return _by_hand(glued["name"] + ":", glued["title"], cut + after)
    commaed = _COMMAED.match(before)
    if commaed and _may_lead(commaed["name"]) and _may_be_title(commaed["title"]):
        return _by_hand(commaed["name"] + ",", commaed["title"], cut + after)
    marked = _EMPHASISED.match(words)
    title, rest = (marked[2], words[marked.end() :]) if marked else _first_part(words)
    end = _tail(title)
    return Split(title=bare(title[:end]), rest=CUT + title[end:] + rest)


def _date_of(dated: re.Match[str]) -> str:
    return str(dated["date"] or dated["year"])


def bare(title: str) -> str:
    """A title without the marks around it and without the stop that American usage puts inside them."""
    title = title.strip(" ,;")
    if len(title) > 1 and (title[0] == _STRAIGHT or title[0] in _MARKS) and _end(title, 0) == len(title) - 1:
        title = title[1:-1].strip()
    if title.endswith(".") and not title.endswith("..") and not is_abbreviation(title[:-1].rpartition(" ")[2]):
        title = title[:-1]
    return title.rstrip(", ")


def _by_hand(lead: str, title: str, rest: str) -> Split:
    """The title of a hand-written citation goes up to a note, or to a date or a page at its end."""
    end = _tail(title)
    title, rest = title[:end], CUT + title[end:] + rest
    return Split(lead=lead, title="" if _NUMBERED_LINK.fullmatch(title.strip()) else bare(title), rest=rest, by_hand=True)


def _tail(title: str) -> int:
    """Where the date or the page at the end of unquoted words begins, with the comma or bracket before it; their length where there is none.

    Words that lead on to an address (`available at:`) are no part of a title either.
    """
    title = _LEADING_ON.sub("", title)
    paged = _PAGE_AT_END.search(title)
    last = [printed.span[0] for printed in find_dates(title) if not title[printed.span[1] :].strip(" .)")]
    dated = re.search(r"[,.(]\s*$", title[: last[0]]) if last else _YEAR_AT_END.search(title)
    return paged.start() if paged else dated.start() if dated else len(title)


def _before_notes(words: str) -> tuple[str, str, str]:
    """The words before the first note or address, what stands in its place, and the words after it."""
    cut = re.search(f"[{CUT}{LAST_CUT}]", words)
    return (words[: cut.start()], cut[0], words[cut.end() :]) if cut else (words, "", "")


def _may_be_title(words: str) -> bool:
    """Whether words after a comma can be a title: no date, and no numbered part of what stands before them."""
    first = next(find_dates(words), None)
    return not (_NUMBERED_PART.fullmatch(words) or (first and first.span[0] == 0))


def _may_lead(name: str) -> bool:
    """Whether words before a comma can name a body or a person: an acronym, or two capitalised words at least."""
    parts = name.split()
    return name.isupper() or (1 < len(parts) <= 7 and may_be_name(name) and sum(part[0].isupper() for part in parts) > 1)


def _first_part(words: str) -> tuple[str, str]:
    """The words up to the first stop that ends a part, and the rest."""
    for stop in re.finditer(rf"\.\s+|[{CUT}{LAST_CUT}]", words):
        if stop[0][0] != "." or ends_part(words[: stop.start()], words[stop.end() :]):
            return words[: stop.start()], words[stop.start() :]
    return words, ""


def _quoted(words: str) -> tuple[int, int] | None:
    """The (start, end) of the first words in quotation marks, with the marks; marks inside belong to them."""
    opening = next((at for at, mark in enumerate(words) if mark == _STRAIGHT or mark in _MARKS), None)
    end = None if opening is None else _end(words, opening)
    return None if opening is None or end is None else (opening, end + 1)


def _end(words: str, opening: int) -> int | None:
    return _straight_end(words, opening) if words[opening] == _STRAIGHT else _nested_end(words, opening)


def _straight_end(words: str, opening: int) -> int | None:
    """Inner quotations come in pairs, so the closing mark is an even one; a stop, a bracket or the end follows it, or a stop stands before it.

    None where the words only go on in small letters: then they begin with a quotation and are not in quotation marks.
    """
    marks = [at for at in range(opening, len(words)) if words[at] == _STRAIGHT]
    even = marks[1::2]
    closed = [at for at in even if _AFTER.match(words, at + 1) or (words[at - 1] in ".,?!" and words[at + 1].isspace())]
    return next(iter([*closed, *(at for at in even if not words[at + 1 :].lstrip()[:1].islower())]), None)


def _nested_end(words: str, opening: int) -> int | None:
    opens, closes = words[opening], _MARKS[words[opening]]
    depth = 0
    for at in range(opening, len(words)):
        if at == opening or (words[at] == opens and opens not in closes):
            depth += 1
        elif words[at] in closes:
            depth -= 1
            if depth == 0:
                return at
    return None
