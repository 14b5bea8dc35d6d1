"""The names that a citation prints: its authors before the title, and work, publisher and agency after it (pure).

The order after the title is that of CS1, https://en.wikipedia.org/wiki/Help:Citation_Style_1: work, publisher, agency. In a text copy the
italics that tell a work from a publisher are lost, so a single name, a host too, is taken for the publisher, unless it is marked (`_Name_`) or
volume or issue follow it: a name with those is a journal, that is a work. Of two names the first is the work, unless the second is a news agency's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# News agencies whose text others print, as citations name them: read in https://en.wikipedia.org/wiki/News_agency and
# https://en.wikipedia.org/wiki/List_of_news_agencies up to the blank, from general knowledge below it. The table decides only which field a
# name goes into, never what kind of voice it is.
AGENCIES = re.compile(
    r"""AFP|Agence\sFrance-Presse|AP|(?:The\s)?Associated\sPress|(?:Thomson\s)?Reuters|UPI|United\sPress\sInternational|EFE|(?:ITAR-)?TASS
    |Xinhua(?:\sNews\sAgency)?

    |AAP|Anadolu\sAgency|ANI|ANSA|Australian\sAssociated\sPress|(?:The\s)?Canadian\sPress|dpa|Deutsche\sPresse-Agentur|IANS|Interfax|Kazinform
    |Kyodo(?:\sNews)?|PA\sMedia|Press\sAssociation|PTI|Press\sTrust\sof\sIndia|RIA\sNovosti|Yonhap""",
    re.IGNORECASE | re.VERBOSE,
)

# Words that are in names of bodies and not in those of people. They tell "Otter Watch, Title" from "Ada Quill, Title", which are written alike.
_BODY = re.compile(
    r"""\b(?:agency|association|authority|bank|board|bureau|cent(?:er|re)|chamber|church|coalition|college|commission(?:er)?|committee|company
    |corporation|council|court|department|directorate|embassy|federation|forum|foundation|fund|government|group|house|institut\w*|international
    |journal|league|library|media|ministry|mission|monitor|museum|nations|network|news|observatory|office|organi[sz]ation|parliament|party|post|press
    |programme|project|republic|review|rights|school|secretariat|senate|service|society|state|times|union|universi\w*|watch
    |министерство|комитет|комиссия|совет|центр|фонд|институт|университет|агентство|минист[еэ]рлігі|қоры|орталығы
    |minist\w+|comit\w+|consej\w+|conseil|fundaci\w+|fondation|stiftung|bundes\w*|organi[sz]a\w+)\b""",
    re.IGNORECASE | re.VERBOSE,
)

# Cities that citations print behind a newspaper's name, where its publisher might stand: `The Guardian. London.`; the parameter `location` of
# https://en.wikipedia.org/wiki/Template:Cite_news. Cities with a press of their own, from general knowledge; the table decides only that such a
# name is no publisher.
_CITIES = re.compile(
    r"""Amsterdam|Athens|Auckland|Bangkok|Beijing|Beirut|Berlin|Boston|Brussels|Budapest|Buenos\sAires|Cairo|Canberra|Chicago|Copenhagen|Delhi
    |Dhaka|Dublin|Edinburgh|Geneva|Glasgow|Helsinki|Hong\sKong|Istanbul|Jakarta|Jerusalem|Johannesburg|Karachi|Kolkata|Lagos|Lisbon|London
    |Los\sAngeles|Madrid|Manchester|Manila|Melbourne|Mexico\sCity|Milan|Montreal|Moscow|Mumbai|Munich|Nairobi|New\s(?:Delhi|York(?:\sCity)?)|Oslo
    |Ottawa|Oxford|Paris|Philadelphia|Prague|Rome|San\sFrancisco|Santiago|Seoul|Shanghai|Singapore|Stockholm|Sydney|Tehran|Tel\sAviv|Tokyo
    |Toronto|Vancouver|Vienna|Warsaw|Washington(?:,\sD\.?C\.?)?|Wellington|Zurich""",
    re.VERBOSE,
)

# Italics as text browsers and Markdown show them.
_EMPHASISED = re.compile(r"([_*]{1,2})(?=\S)(.+)(?<=\S)\1")
_AND_OTHERS = re.compile(r"[,;]?\s*\b(?:et al|u\. a|и др|等)\.?\s*$", re.IGNORECASE)
_EDITORS = r"(?:eds?|editors?|Hrsg|Hg|dir|ред|编|編)\.?"
_ROLE = re.compile(rf"[,;]?\s*(?:\((?:{_EDITORS}|trans\.)\)|(?<=[,;]\s){_EDITORS}$)", re.IGNORECASE)
EDITED = re.compile(rf"[^()]{{2,300}}\s\((?:[^()]{{2,80}},\s)?{_EDITORS}\)", re.IGNORECASE)
"""The editors of the book that a chapter is in, with what they are in brackets behind them."""
_AND = re.compile(r",?\s(?:&|and|und|et|y)\s")
_AND_FIRST = re.compile(r"^(?:&|and|und|et|y|e|и|vgl\.|siehe)\s", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_INITIAL_AT_END = re.compile(r"(?:^|[\s.,])\w\.$")
_VANCOUVER = re.compile(r"(?P<last>(?:[^\W\d_][\w'’-]*\s){0,3}[^\W\d_][\w'’-]+)\s(?P<initials>[A-Z]{1,3})")
_SMALL_WORD = re.compile(
    r"af|al|and|av|bin|da|dal|de|del|della|den|der|des|di|do|dos|du|el|et|for|in|ibn|la|le|of|on|or|ten|ter|the|to|und|van|vom|von|zu|zum|zur"
    r"|eds?|hrsg|[^\W\d_]",
    re.IGNORECASE,
)
LEAD_IN = re.compile(r"(?:see|see also|cf\.?|quoted in|cited in|via|in|e\.g\.?)[,:]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Work, publisher and agency, and the names that have no place in the order."""

    work: str = ""
    publisher: str = ""
    agency: str = ""
    unplaced: tuple[str, ...] = ()


def place_names(names: Sequence[str], *, is_journal: bool = False, is_book: bool = False) -> Names:
    """Gives the names after a title their fields.

    Args:
        names: as printed, in order; the same name twice counts once.
        is_journal: whether a volume or an issue follows the first of them.
        is_book: whether the title is printed without quotation marks; a place may stand before its publisher.
    """
    is_work = is_journal or any(_EMPHASISED.fullmatch(name) for name in names[:1])
    once = [_EMPHASISED.sub(r"\2", name) if "*" in name or "_" in name else name for name in dict.fromkeys(names)]
    placed = [_without_place(name) if n or is_book else name for n, name in enumerate(once) if not (n and _CITIES.fullmatch(name))]
    is_work = is_work or len(placed) < len(once)
    agencies: list[str] = []
    while len(placed) > 1 and AGENCIES.fullmatch(placed[-1]):
        agencies.insert(0, placed.pop())
    agency = ", ".join(agencies)
    if is_work or len(placed) > 1:
        return Names(work="".join(placed[:1]), publisher="".join(placed[1:2]), agency=agency, unplaced=tuple(placed[2:]))
    return Names(publisher="".join(placed), agency=agency)


def _without_place(name: str) -> str:
    """The publisher of "London: Penguin Books"; the place is no field of ours."""
    place, colon, publisher = name.partition(": ")
    return publisher.strip() if colon and 1 < len(place) <= 40 and len(place.split()) <= 4 else name


def read_authors(words: str) -> tuple[str, ...]:
    """Reads the words before a title as authors, each as printed ("Last, First", or a body's name); none where they cannot be names."""
    words = _AND_FIRST.sub("", _AND_OTHERS.sub("", words))
    words = words.strip(" ,;:")
    words = _ROLE.sub("", words).strip(" ,;:") if words.endswith((")", "s.", "d.", "s", "d", "g.", "r.", "д.")) else words
    words = words if _INITIAL_AT_END.search(words[-3:]) else words.rstrip(".")
    if not words or LEAD_IN.fullmatch(words) or not may_be_name(words):
        return ()
    return tuple(part.strip(" ,;&") for part in _split_authors(words) if part.strip(" ,;&"))


def _split_authors(words: str) -> list[str]:
    """Splits at semicolons, at commas between names with initials behind (Vancouver style), and before the last one at an ampersand or `and`.

    CS1 prints the ampersand where it is told to; one in the name of a body joins no names.
    """
    commaed = [_VANCOUVER.fullmatch(part.strip()) for part in words.split(",")]
    if ";" not in words and all(commaed):
        # Their metadata, and so every other form of the article, has a comma in each.
        return [f"{found['last']}, {found['initials']}" for found in commaed if found]
    *others, last = words.split(";")
    is_joined = bool(others) or ("," in last and not is_body(last))
    return [*others, *(_AND.split(last) if is_joined else [last])]


def is_body(name: str) -> bool:
    """Whether a name is certainly no person's: an acronym, or a word that only bodies have."""
    return name.isupper() or bool(_BODY.search(name))


@lru_cache(4096)
def is_sentence(words: str) -> bool:
    """Whether words are no name because most of them begin small: quotations of a source are printed behind its title too."""
    parts = [part for part in _NAME_WORD.findall(words) if not _SMALL_WORD.fullmatch(part)]
    small = sum(part[0].islower() for part in parts)
    is_small = len(parts) > 4 and small > 0.75 * len(parts)
    return (is_small and not is_body(words)) or (len(parts) > 3 and words[:1].islower())


def may_be_name(words: str) -> bool:
    """Whether words can be names: not too many, and none begins small but the small words of names. Scripts without capitals pass."""
    parts = _NAME_WORD.findall(words)
    return 0 < len(parts) <= 60 and len(words) <= 400 and not any(part[0].islower() and not _SMALL_WORD.fullmatch(part.rstrip(".")) for part in parts)
