"""The tables `hosts` and `ignore` of a settings file, read into policies; every mistake in them is told (pure)."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from ipaddress import ip_address
from typing import Any

from citeaudit.policies import HostPolicy, Ignore, with_port
from citeaudit.settingsfile import KeyPath, Mistake, MistakesError


def read_hosts(value: Any) -> tuple[HostPolicy, ...]:
    """The policies of `[hosts."example.org"]` tables, in their order.

    Raises:
        MistakesError: with every mistake in them.
        ValueError: no tables.
    """
    if not isinstance(value, dict):
        raise ValueError('must be tables, one a host: [hosts."example.org"]')
    mistakes: list[Mistake] = []
    policies: dict[str, HostPolicy] = {}
    for name, table in value.items():
        heading = f"[hosts.{json.dumps(name, ensure_ascii=False)}]"
        fields = _fields(table, _OF_A_HOST, (name,), heading, mistakes)
        try:
            host = _host(name)
            if host in policies:
                raise ValueError("names a host that has a table already")
            policies[host] = HostPolicy(host=host, **fields)
        except ValueError as wrong:
            mistakes.append(Mistake(path=(name,), words=f"{heading} {wrong}"))
    if mistakes:
        raise MistakesError(mistakes)
    return tuple(policies.values())


def read_ignores(value: Any) -> tuple[Ignore, ...]:
    """The ignores of `[[ignore]]` tables, in their order.

    Raises:
        MistakesError: with every mistake in them.
        ValueError: no tables.
    """
    if not isinstance(value, list):
        raise ValueError("must be tables, one an ignore: [[ignore]]")
    mistakes: list[Mistake] = []
    found = []
    for number, table in enumerate(value):
        fields = _fields(table, _OF_AN_IGNORE, (number,), "[[ignore]]", mistakes)
        missing = [key for key in ("url", "reason") if isinstance(table, dict) and key not in table]
        if missing:
            mistakes.append(Mistake(path=(number,), words=f"[[ignore]] needs a {' and a '.join(missing)}"))
        found.append(fields)
    if mistakes:
        raise MistakesError(mistakes)
    return tuple(Ignore(**fields) for fields in found)


def _fields(table: Any, readers: Mapping[str, Callable[[Any], Any]], path: KeyPath, heading: str, mistakes: list[Mistake]) -> dict[str, Any]:
    """What a table says, read; each mistake in it is added to `mistakes`."""
    if not isinstance(table, dict):
        mistakes.append(Mistake(path=path, words=f"{heading} must be a table; it has {', '.join(readers)}"))
        return {}
    values = {}
    for key, value in table.items():
        if key not in readers:
            mistakes.append(Mistake(path=(*path, key), words=f"{heading} has no '{key}'{_meant(key, value, path, readers)}"))
            continue
        try:
            values[key] = readers[key](value)
        except MistakesError as wrong:
            mistakes += [Mistake(path=(*path, key, *one.path), words=f"{heading} {key}: {one.words}") for one in wrong.mistakes]
        except ValueError as wrong:
            mistakes.append(Mistake(path=(*path, key), words=f"{heading} {key} {wrong}"))
    return values


def _meant(key: str, value: Any, path: KeyPath, readers: Mapping[str, Any]) -> str:
    """What a key that is none was probably meant for."""
    if isinstance(value, dict) and isinstance(path[0], str):
        # TOML takes the dots of [hosts.www.example.org] for tables in tables.
        labels = [path[0], key]
        while len(value) == 1 and isinstance(inner := next(iter(value.values())), dict) and not set(value) & set(readers):
            labels.append(next(iter(value)))
            value = inner
        return f'; a host stands in quotes: [hosts."{".".join(labels)}"]'
    near = difflib.get_close_matches(key, readers, n=1)
    return f"; did you mean '{near[0]}'?" if near else f"; it has {', '.join(readers)}"


# ---------------------------------------------------------------- one field

_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NO_HOST = "is no host name; write it as example.org, *.example.org or example.org:8080"


def _host(written: str) -> str:
    """A host as `web.target` spells it; `*.` and `:port` are kept."""
    if "/" in written or "@" in written:
        raise ValueError("is no host: leave scheme, user name and path out")
    literal = _literal(written)
    if literal:
        return literal
    bare, colon, port = written.rpartition(":")
    name = bare if colon else written
    if colon and not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise ValueError("has no usable port; ports go from 1 to 65535")
    host = f"*.{_name(name[2:])}" if name.startswith("*.") else _literal(name) or _name(name)
    return with_port(host, int(port)) if colon else host


def _literal(name: str) -> str:
    """An IP address in its usual spelling; empty where a name is none."""
    try:
        return str(ip_address(name.removeprefix("[").removesuffix("]")))
    except ValueError:
        return ""


def _name(name: str) -> str:
    if not name.isascii():
        import idna

        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except idna.IDNAError:
            raise ValueError(_NO_HOST) from None
    labels = name.lower().removesuffix(".").split(".")
    if labels[-1].isdigit() or len(name) > 254 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError(_NO_HOST)
    return ".".join(labels)


LONGEST_GAP_S = 3600
"""An hour between two requests to one host; whoever wants more wants `skip`."""


def _gap(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= LONGEST_GAP_S:
        raise ValueError(f"must be a number from 0 to {LONGEST_GAP_S}")
    return float(value)


def _reason(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must say why, in words")
    return " ".join(value.split())


_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token, RFC 9110 5.6.2

REFUSED_HEADERS = {
    **dict.fromkeys(("host",), "the host that was cited is asked, and no other"),
    **dict.fromkeys(("connection", "keep-alive", "proxy-connection", "te", "upgrade"), "how a connection is kept is not for one host to say"),
    **dict.fromkeys(("content-length", "transfer-encoding", "trailer", "expect"), "a request has no body here"),
    **dict.fromkeys(("cookie",), "a server's own cookies are sent back to it, and a request has one such header"),
    **dict.fromkeys(("accept-encoding",), "only what can be decoded may be asked for"),
    **dict.fromkeys(
        ("range", "if-range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since"),
        "part of a page, or none, could not be judged",
    ),
    **dict.fromkeys(("proxy-authorization",), "it would reach the host, not the proxy; put it into HTTPS_PROXY"),
}
"""Headers that are refused, in small letters, and why."""


def _headers(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise ValueError('must be a table such as { Authorization = "Bearer abc" }')
    mistakes = []
    found: dict[str, tuple[str, str]] = {}
    for name, words in value.items():
        wrong = _wrong_header(name, words) or ("is there twice" if name.lower() in found else "")
        if wrong:
            mistakes.append(Mistake(path=(name,), words=f"{json.dumps(name)} {wrong}"))
        found[name.lower()] = (name, words)
    if mistakes:
        raise MistakesError(mistakes)
    return tuple(found.values())


def _wrong_header(name: str, words: Any) -> str:
    """What is wrong with a header; its value may be a secret and is never quoted."""
    if not _HEADER_NAME.fullmatch(name):
        return "is no name of a header"
    if name.lower() in REFUSED_HEADERS:
        return f"cannot be set: {REFUSED_HEADERS[name.lower()]}"
    if not isinstance(words, str):
        return "must be text"
    # Beyond ASCII each server reads bytes as it likes (RFC 9110 5.5).
    if not (words.isascii() and words.isprintable()):
        return "must be one line of printable ASCII"
    return ""


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def _pattern(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be an address, in which * stands for anything")
    pattern = value.strip()
    scheme = _SCHEME.match(pattern)
    if not re.search(r"[^\W_]", re.sub(r"^https?\b", "", pattern[scheme.end() if scheme else 0 :], flags=re.I)):
        raise ValueError("would fit every link; name a host, or a part of the path")
    if any(sign.isspace() or not sign.isprintable() for sign in pattern):
        raise ValueError("must hold no spaces and control characters")
    if not scheme and not pattern.startswith("*"):
        raise ValueError(f"must fit the whole address: begin it with https:// or with *, as in *{pattern}")
    return pattern


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("must be a day such as 2027-01-31, without quotes and time")
    return value


_OF_A_HOST: Mapping[str, Callable[[Any], Any]] = {"gap_s": _gap, "skip": _reason, "headers": _headers}
_OF_AN_IGNORE: Mapping[str, Callable[[Any], Any]] = {"url": _pattern, "reason": _reason, "until": _day}
