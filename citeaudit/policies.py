"""What a settings file says of single hosts and links: how a host is asked, what is sent to it, which links are left alone and why (pure)."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPolicy:
    """How one host is asked.

    `host` is its name in lower case, `*.example.org` for every host below a domain, with `:port` for one port alone. `gap_s` are the seconds between
    two requests to it (None: those of all hosts), `skip` says why it is not asked at all (empty: it is), `headers` are sent to it and to no other.
    """

    host: str
    gap_s: float | None = None
    skip: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """Links that are left alone: the pattern of their addresses (`*` stands for anything), why, and the last day on which that holds, if any."""

    url: str
    reason: str
    until: date | None = None


# ---------------------------------------------------------------- which one holds


def policy_for(policies: Collection[HostPolicy], host: str, port: int) -> HostPolicy | None:
    """The one policy of a host as `web.target` spells it: its own, else its nearest domain's; of either the one for the port, else for all."""
    if not policies:
        return None
    named = {policy.host: policy for policy in policies}
    labels = host.split(".")
    spellings = [host, *("*." + ".".join(labels[start:]) for start in range(1, len(labels)))]
    keys = (key for name in spellings for key in (with_port(name, port), name))
    return next((named[key] for key in keys if key in named), None)


def with_port(name: str, port: int) -> str:
    """A host with its port, an IPv6 address in brackets."""
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"


def ignore_for(ignores: Iterable[Ignore], url: str, today: date) -> Ignore | None:
    """The first ignore that fits a URL and still holds."""
    return next((ignore for ignore in ignores if not is_expired(ignore, today) and fits(ignore, url)), None)


def is_expired(ignore: Ignore, today: date) -> bool:
    """Whether the last day of an ignore is over."""
    return ignore.until is not None and today > ignore.until


# Scheme and host; in a pattern a `*` may stand before and between them.
_HEAD = re.compile(r"\*?[^/?#*]*//(?:\*\.)?[^/?#*]*")


def fits(ignore: Ignore, url: str) -> bool:
    """Whether the pattern of an ignore fits the whole URL. Case counts, but not in scheme and host (`//host`, where the pattern has that)."""
    return _pattern(ignore.url).match(_with_small_head(url)) is not None


@cache
def _pattern(written: str) -> re.Pattern[str]:
    # Of the shell's signs only `*` is one here; `fnmatch` sees to it that many of them cost no more than one.
    return re.compile(fnmatch.translate(re.sub(r"[?\[]", r"[\g<0>]", _with_small_head(written))))


def _with_small_head(address: str) -> str:
    head = _HEAD.match(address)
    return address if head is None else head[0].lower() + address[head.end() :]
