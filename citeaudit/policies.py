"""What a settings file says of single hosts and links: how a host is asked, what is sent to it, which links are left alone and why (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
    """Links that are left alone: the pattern of their addresses (`*` stands for anything), why, and the last day on which that holds, if it has one."""

    url: str
    reason: str
    until: date | None = None
