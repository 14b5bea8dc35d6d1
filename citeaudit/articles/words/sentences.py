"""Where sentences end, in any language, with the full stops that end none: initials, abbreviations, ordinals (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise

from citeaudit.articles.words.dates import is_month

# Abbreviations after which a capital may follow; what usually ends a name ("Inc.", "Ltd.") is not among them.
_ABBREVIATION = re.compile(
    r"adm|art|bd|capt|cf|ch|col|dra?|eds?|figs?|fr|gen|gov|hon|hr|hrsg|jr|lt|maj|messrs|mgr|mlle|mme|mrs?|ms|mt|nr|nos?|op|pp?|pres|prof|rev"
    r"|sen|sgr|sgt|sra?|ste?|univ|vgl|vols?|vs|wm|акад|им|ок|проф|рис|см|стр|ул",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_END = re.compile(r"[.!?…؟۔।]+[\"'”’»›)\]]*|[。！？｡]+[」』”’）》\"]*")
_SMALL_PART = re.compile(r"[\w-]+\.[\w.-]*\w|[^\W\d_]{1,4}\.?\s\d|pp?\.\s[ivxlc]+(?!\w)")
_NEAR = 60
"""Characters; so far around a stop it is looked what it ends."""
_WIDE = "。！？｡"
_LETTER_OR_SIGN = re.compile(r"[^\W_]|[\"'“„«‹(\[¿¡#$€£—–-]")


@lru_cache(4096)
def is_abbreviation(word: str) -> bool:
    """Whether the full stop after a word belongs to it: an initial, several (`U.S`), or a known abbreviation."""
    word = word.lstrip("(\"'“„«[")
    is_initial = len(word) == 1 and word.isupper()
    return is_initial or bool(_INITIALS.fullmatch(word) or _ABBREVIATION.fullmatch(word))


def ends_part(before: str, following: str) -> bool:
    """Whether a full stop between these words ends a part of a citation: not after an abbreviation, nor before small letters, unless a host
    or `p. 5` follows."""
    if _belongs(before, following):
        return False
    return not following[:1].islower() or bool(_SMALL_PART.match(following))


def sentence_spans(words: str, closings: Collection[int] = ()) -> tuple[tuple[int, int], ...]:
    """The (start, end) of every sentence, one after the other; together they are all of the words.

    Args:
        words: running text.
        closings: places where a marker stood: a stop right before one ends its sentence, unless the text goes on in small letters.
    """
    ends = [match.end() for match in _END.finditer(words) if _is_end(words, match, match.end() in closings)]
    bounds = [0, *ends, len(words)]
    return tuple([(start, end) for start, end in pairwise(bounds) if start < end and not words[start:end].isspace()])


def _is_end(words: str, stop: re.Match[str], is_closing: bool) -> bool:
    after = words[stop.end() : stop.end() + _NEAR]
    following = after.lstrip()
    if not following or stop[0][0] in _WIDE:
        return True
    if following[0].islower() or not _LETTER_OR_SIGN.match(following):
        return False
    if is_closing:
        return True
    if not after[0].isspace():
        return False
    return not (stop[0][0] in ".…" and _is_no_stop(words[max(0, stop.start() - _NEAR) : stop.start()], stop[0], following))


def _is_no_stop(before: str, stop: str, following: str) -> bool:
    """Whether full stops end nothing: those that stand alone stand for words left out, one behind an abbreviation belongs to it."""
    return not before.rstrip() or before[-1].isspace() or (stop == "." and _belongs(before, following))


def _belongs(before: str, following: str) -> bool:
    """Whether a full stop belongs to the word before it: an abbreviation, or the number of a day (`10. Oktober`)."""
    last = before[-_NEAR:].split()
    word = last[-1] if last and not before[-1].isspace() else ""
    if word.isdigit() and len(word) <= 2:
        return is_month(re.split(r"[\s.,]", following.lstrip())[0])
    return is_abbreviation(word)
