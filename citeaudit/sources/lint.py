"""Finds what is wrong in a register: every mistake with its line and what to do (pure; the rules are in docs/sources.md, "How a row is written")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from citeaudit.archiveaddresses import unwrap
from citeaudit.model import Basis, Severity, SourceType
from citeaudit.sources.register import Cells, address_of, folded, parts_of
from citeaudit.urls import host_of, printed_host, registrable_domain, without_www

SUBTYPES = {
    SourceType.GOVERNMENT: frozenset({"executive", "embassy", "legislature", "court", "nhri", "military", "local", "regulator"}),
    SourceType.ACADEMIC: frozenset({"university", "journal", "publisher", "preprint"}),
    SourceType.IGO: frozenset({"court"}),
    SourceType.PRESS: frozenset({"fact-checker"}),
}
FORMS = frozenset({"agency", "broadcaster", "newspaper", "magazine", "online"})
EDITORIAL = frozenset({"yes", "no", "unknown"})
FUNDING = frozenset({"none", "partial", "main", "unknown"})
NEVER_ROWS = frozenset({SourceType.UNKNOWN, SourceType.PARKED})
PLATFORMS = frozenset({SourceType.WRAPPER, SourceType.BLOG, SourceType.SOCIAL, SourceType.WIKI})
"""Kinds that speak for nobody's country, and whose host may be one that others stand below (`blogspot.com`)."""

AUTHORITIES = {
    "legifrance.gouv.fr": "laws of France",
    "mylaw.my": "laws of Malaysia",
}
"""Hosts, other than the publisher's own, whose word is official: they print the law that creates the publisher."""

STALE_AFTER_DAYS = 3 * 365
SEEN_WORDS = 12
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_IN_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+:[^@#]+@[0-9a-f]{7,40}(?:#.+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong in a line of a register, and what to do; a warning where it will only be wrong with time."""

    line: int
    row: str
    severity: Severity
    what: str
    hint: str

    def __str__(self) -> str:
        return f"line {self.line} ({self.row or 'no id'}): {self.what}; {self.hint}"


Said = tuple[str, str]
Numbered = tuple[int, Cells]


def lint(rows: Sequence[Numbered], today: date) -> tuple[Mistake, ...]:
    """Every mistake in the rows of a register, in the order of its lines.

    Args:
        rows: (line, cells) pairs as `register.read_cells` gives them.
        today: no fact can have been read after it, and what was read long before it is stale.
    """
    checks: tuple[Callable[[Cells], Iterator[Said]], ...] = (
        _id,
        _hosts,
        _names,
        _kind,
        _country,
        _control,
        _period,
        _note,
        _known_kind,
        _known_control,
    )
    found = [_mistake(line, cells, said) for line, cells in rows for check in checks for said in check(cells)]
    found += [_mistake(line, cells, said) for line, cells, said in _shared(rows)]
    for line, cells in rows:
        for which in ("", "control_"):
            found += [_mistake(line, cells, said, severity) for severity, said in _reading_day(cells, which, today)]
    return tuple(sorted(found, key=lambda mistake: (mistake.line, mistake.what)))


def _mistake(line: int, cells: Cells, said: Said, severity: Severity = Severity.ERROR) -> Mistake:
    what, hint = said
    return Mistake(line=line, row=cells["id"], severity=severity, what=what, hint=hint)


# ---------------------------------------------------------------- who and what


def _id(cells: Cells) -> Iterator[Said]:
    if not _SLUG.fullmatch(cells["id"]):
        yield f"“{cells['id']}” is no id", "write small letters, digits and single hyphens, such as human-rights-watch"


def _hosts(cells: Cells) -> Iterator[Said]:
    entries = parts_of(cells["hosts"])
    if not entries and not parts_of(cells["names"]):
        yield "the row has neither host nor name", "nothing can lead to it: give it one"
    for entry in entries:
        host, path = address_of(entry)
        may_be_suffix = cells["kind"] in PLATFORMS or path
        if printed_host(host) != host and not (may_be_suffix and _HOST.fullmatch(host) and without_www(host) == host):
            yield f"“{entry}” is no host", "write it in small letters without scheme, port and www., such as hrw.org or gov.kz/memleket"
        if any(entry != other and _covers(other, entry) for other in entries):
            yield f"“{entry}” is covered by a shorter entry of the row", "leave it out"


def _covers(short: str, long: str) -> bool:
    (host, path), (other, below) = address_of(short), address_of(long)
    same = other == host or other.endswith(f".{host}")
    return same and (not path or below == path or below.startswith(f"{path}/"))


def _names(cells: Cells) -> Iterator[Said]:
    names = parts_of(cells["names"])
    if not names:
        yield "the row has no name", "give the display name first, then its aliases"
    keys = [folded(name) for name in names]
    for name, key in zip(names, keys, strict=True):
        if not key:
            yield f"“{name}” has no letters", "leave it out"
        elif keys.count(key) > 1 and keys.index(key) != names.index(name):
            yield f"“{name}” stands twice in the row", "names are compared without case, accents, punctuation and a leading “the”: leave one out"


def _kind(cells: Cells) -> Iterator[Said]:
    kinds = {kind.value: kind for kind in SourceType if kind not in NEVER_ROWS}
    kind = kinds.get(cells["kind"])
    if kind is None:
        yield f"“{cells['kind']}” is no kind", f"write one of {', '.join(kinds)}"
        return
    subtypes = SUBTYPES.get(kind, frozenset())
    if cells["subtype"] and cells["subtype"] not in subtypes:
        yield f"“{cells['subtype']}” is no subtype of {kind.value}", f"write one of {', '.join(sorted(subtypes))}" if subtypes else "leave it empty"
    if cells["form"] and cells["form"] not in FORMS:
        yield f"“{cells['form']}” is no form of a medium", f"write one of {', '.join(sorted(FORMS))}"
    if kind is SourceType.STATE_MEDIA and not cells["state"]:
        yield "state_media of no state", "name the controlling state, or choose the kind that needs none"


def _country(cells: Cells) -> Iterator[Said]:
    country, state = cells["country"], cells["state"]
    if country and country != "INT" and not _is_country(country):
        yield f"“{country}” is no country code", "write ISO 3166-1 alpha-2, or INT for international bodies"
    if state and not _is_country(state):
        yield f"“{state}” is no country code", "name the state by ISO 3166-1 alpha-2"
    if not country and cells["kind"] not in PLATFORMS:
        yield "the row has no country", "write its code, or INT for international bodies"
    if cells["kind"] == SourceType.GOVERNMENT and (country == "INT" or state not in ("", country)):
        yield "a government body of another state, or of none", "give its own state as country and leave the state empty"


def _is_country(code: str) -> bool:
    import pycountry

    return len(code) == 2 and code.isupper() and pycountry.countries.get(alpha_2=code) is not None


def _control(cells: Cells) -> Iterator[Said]:
    if cells["editorial_control"] and cells["editorial_control"] not in EDITORIAL:
        yield f"“{cells['editorial_control']}” is no answer on editorial control", f"write one of {', '.join(sorted(EDITORIAL))}"
    if cells["state_funding"] and cells["state_funding"] not in FUNDING:
        yield f"“{cells['state_funding']}” is no answer on the state's money", f"write one of {', '.join(sorted(FUNDING))}"
    said = cells["state"] or cells["owner"] or cells["editorial_control"] or cells["state_funding"]
    if said and not cells["control_basis"]:
        yield "control is set, but not how it is known", "fill control_basis; general knowledge is `known`"
    if cells["control_basis"] and not said:
        yield "control_basis is set, but nothing on control", "fill state, owner, editorial_control or state_funding, or empty control_basis"


def _period(cells: Cells) -> Iterator[Said]:
    first, last = _date(cells["valid_from"]), _date(cells["valid_to"])
    for cell, day in ((cells["valid_from"], first), (cells["valid_to"], last)):
        if cell and day is None:
            yield f"“{cell}” is no date", "write it as 2013-12-31"
    if first and last and first > last:
        yield "valid_from is later than valid_to", "change one of them"


def _note(cells: Cells) -> Iterator[Said]:
    if "://" in cells["note"]:
        yield "the note holds an address", "an address that was read belongs in evidence, one that was not read nowhere"


# ---------------------------------------------------------------- how it is known


def _known_kind(cells: Cells) -> Iterator[Said]:
    yield from _known(cells, "")


def _known_control(cells: Cells) -> Iterator[Said]:
    if cells["control_basis"] == Basis.NAME:
        yield "control cannot be read off a name", "write `known`, or find where it can be read"
    elif cells["control_basis"]:
        yield from _known(cells, "control_")
    if cells["editorial_control"] == "no" and cells["control_basis"] in (Basis.REFERENCE, Basis.KNOWN):
        yield "editorial_control = no needs a list or the law", "leave it unknown: that a publisher says so of itself, or others of it, is not enough"


def _known(cells: Cells, which: str) -> Iterator[Said]:
    basis, cell = cells[f"{which}basis"], cells[f"{which}evidence"]
    if basis not in list(Basis):
        yield f"“{basis}” is no basis ({which}basis)", f"write one of {', '.join(Basis)}"
        return
    read = (cell, cells[f"{which}read_on"], cells[f"{which}seen"])
    if basis in (Basis.KNOWN, Basis.NAME):
        if any(read):
            yield f"{which}basis is {basis}, but something was read", "give the basis of what was read, or empty evidence, read_on and seen"
        return
    if not all(read):
        yield (
            f"{which}basis is {basis}, but what was read is missing",
            f"fill {which}evidence, {which}read_on and {which}seen; what nobody read is `known`",
        )
    if len(cells[f"{which}seen"].split()) > SEEN_WORDS:
        yield f"{which}seen has more than {SEEN_WORDS} words", "keep the words that lead the next person to the place"
    places = parts_of(cell)
    for place in places:
        if not _is_place(place):
            yield f"“{place}” is no place ({which}evidence)", "write an address, or owner/repo:path@commit#key with at least 7 digits of the commit"
    if basis == Basis.LIST and not any(_IN_REPOSITORY.fullmatch(place) for place in places):
        yield f"{which}basis is list, but no version of a list is named", "write owner/repo:path@commit#key"
    if basis == Basis.OFFICIAL and not any(_is_official(place, cells) for place in places):
        yield f"{which}basis is official, but no place is the publisher's own or the law", "name one on a host of the row, or write `reference`"


def _is_place(place: str) -> bool:
    return bool(_IN_REPOSITORY.fullmatch(place)) or (urlsplit(place).scheme in ("http", "https") and bool(host_of(place)))


def _is_official(place: str, cells: Cells) -> bool:
    wrapped = unwrap(place)
    host = without_www(host_of(wrapped.original if wrapped else place))
    own = {address_of(entry)[0] for entry in parts_of(cells["hosts"])}
    return registrable_domain(host) in AUTHORITIES or any(host == mine or host.endswith(f".{mine}") for mine in own)


def _reading_day(cells: Cells, which: str, today: date) -> Iterator[tuple[Severity, Said]]:
    cell = cells[f"{which}read_on"]
    day = _date(cell)
    if cell and day is None:
        yield Severity.ERROR, (f"“{cell}” is no date ({which}read_on)", "write it as 2026-11-24")
    elif day and day > today:
        yield Severity.ERROR, (f"{which}read_on {cell} lies in the future", "write the day it was read")
    elif day and (today - day).days > STALE_AFTER_DAYS:
        yield Severity.WARNING, (f"{which}read_on {cell} is more than 3 years ago", "read it again")


def _date(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


# ---------------------------------------------------------------- rows beside rows


def _shared(rows: Sequence[Numbered]) -> Iterator[tuple[int, Cells, Said]]:
    """Ids and hosts that two rows have, and names that two rows of one country have (papers of different countries may share a name)."""
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in rows:
        keys: list[tuple[tuple[str, ...], str]] = [(("id", cells["id"]), f"the id “{cells['id']}”")]
        keys += [(("host", entry), f"“{entry}”") for entry in dict.fromkeys(parts_of(cells["hosts"]))]
        names = dict.fromkeys(folded(name) for name in parts_of(cells["names"]))
        keys += [(("name", cells["country"], name), f"the name “{name}”") for name in names]
        for key, shown in keys:
            if key in seen:
                yield line, cells, (f"{shown} stands in line {seen[key]} too", "one publisher is one row: join them, or give it to one")
            seen.setdefault(key, line)
