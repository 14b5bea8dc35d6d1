"""Whether two names are of one publisher: in full, in part, by initials, or as its host spells it (pure)."""

from __future__ import annotations

from rapidfuzz import fuzz

from citeaudit.recovery.rows import Row, numbers_in

_ALIKE = 90
_SHORTEST = 3
_ARTICLES = ("the ", "la ", "le ", "el ", "die ", "der ", "das ", "il ", "o ", "a ")
_COMMON_LABELS = frozenset(("com", "co", "org", "net", "gov", "gob", "gouv", "edu", "ac", "info", "int", "mil"))


def agree(one: Row, other: Row) -> bool | None:
    """Whether any name or host of one is one of the other; None where one of them names nobody, or only an address could tell."""
    if any(is_name_of(name, one, other) for name in one.names) or any(is_name_of(name, other, one) for name in other.names):
        return True
    return False if one.names and other.names else None


def is_name_of(name: str, of: Row, other: Row) -> bool:
    """Whether a folded name (of the first source) is a publisher's name or host of the other."""
    if any(_same(name, theirs) for theirs in other.names):
        return True
    labels = [label for host in other.hosts for label in _labels(host)]
    if any(_spells(name, label) for label in labels):
        return True
    mine = [label for host in of.hosts for label in _labels(host) if plain_host(host) == name]
    return any(_spells(theirs, label) for label in mine for theirs in other.names)


def plain_host(host: str) -> str:
    """A host as a folded title or name shows it: `astanatimes.com` is `astanatimes com`."""
    return " ".join(host.replace("-", ".").split("."))


def _labels(host: str) -> list[str]:
    """The labels of a host that can spell a name."""
    return [label for label in host.replace("-", "").split(".")[:-1] if label not in _COMMON_LABELS and len(label) >= _SHORTEST]


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if f" {short} " in f" {long} " and len(short) >= _SHORTEST:
        return True
    if initials(long) == short.replace(" ", ""):
        return True
    return fuzz.ratio(one, other, score_cutoff=_ALIKE) > 0 and numbers_in(one) == numbers_in(other)


def _spells(name: str, label: str) -> bool:
    bare = next((name.removeprefix(article) for article in _ARTICLES if name.startswith(article)), name)
    closed = bare.replace(" ", "")
    return label in (closed, initials(name), initials(bare)) or (len(closed) >= _SHORTEST and (label.startswith(closed) or closed.startswith(label)))


def initials(name: str) -> str:
    """The first letters of a name of several words; empty for one word."""
    words = name.split()
    return "".join(word[0] for word in words) if len(words) > 1 else ""
