"""The user's own keys of the Internet Archive: read from the environment, sent to Save Page Now alone, shown nowhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

from citeaudit.errors import UsageError
from citeaudit.model import Exchange

ACCESS, SECRET = "IA_ACCESS_KEY_ID", "IA_SECRET_ACCESS_KEY"
"""The variables that hold the keys: those that the Archive's own `ia` reads (https://archive.org/developers/internetarchive/configuration.html)."""

MADE_AT = "https://archive.org/account/s3.php"
"""Where the keys of an account are made."""

SHORTEST = 8
"""Signs from which a key is hidden where a server repeats it: real ones have 16, and fewer may be part of any word."""

HIDDEN = "[key]"
"""What stands in an answer that repeats a key, in the key's place."""


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """The two keys of an account. Neither `repr` nor `str` shows them."""

    access: str
    secret: str

    @property
    def authorization(self) -> str:
        """The header that Save Page Now wants ("Save Page Now 2 Public API Docs", Capture request)."""
        return f"LOW {self.access}:{self.secret}"

    def out_of(self, words: str) -> str:
        """Words without the keys."""
        for key in (self.secret, self.access):
            words = words.replace(key, HIDDEN) if len(key) >= SHORTEST else words
        return words


def read_keys(environ: Mapping[str, str] = os.environ) -> Keys:
    """The keys that the environment holds.

    Raises:
        UsageError: one is missing, or cannot be a key; neither is repeated.
    """
    names = f"{ACCESS} and {SECRET}"
    where = f"put the keys of your account, from {MADE_AT}, into the environment variables {names}"
    missing = [name for name in (ACCESS, SECRET) if not environ.get(name)]
    if missing:
        raise UsageError(f"the archive saves pages for accounts alone, and {' and '.join(missing)} {_is(missing)} not set", hint=where)
    keys = _usable(environ)
    if keys is None:
        spoiled = [name for name in (ACCESS, SECRET) if not _can_be_sent(environ[name])]
        raise UsageError(f"what {' and '.join(spoiled)} {'holds' if len(spoiled) == 1 else 'hold'} cannot be a key", hint=where)
    return keys


def keys_for(url: str, wayback_url: str, environ: Mapping[str, str] = os.environ) -> Keys | None:
    """The keys that go with a request: to Save Page Now of the Wayback Machine that the settings name, and to no other address."""
    service = f"{wayback_url}/save"
    return _usable(environ) if url == service or url.startswith(f"{service}/") else None


def without_keys(seen: Exchange, keys: Keys) -> Exchange:
    """What was seen, without the keys that a server may repeat."""
    return replace(
        seen,
        hops=tuple(replace(hop, location=keys.out_of(hop.location)) for hop in seen.hops),
        headers=tuple((name, keys.out_of(value)) for name, value in seen.headers),
        content_type=keys.out_of(seen.content_type),
        answer=keys.out_of(seen.answer),
    )


def _usable(environ: Mapping[str, str]) -> Keys | None:
    access, secret = environ.get(ACCESS, ""), environ.get(SECRET, "")
    return Keys(access, secret) if _can_be_sent(access) and _can_be_sent(secret) else None


def _can_be_sent(key: str) -> bool:
    """Whether a key can stand in a header: printable ASCII without spaces. An error of the library below would repeat it."""
    return key.isascii() and key.isprintable() and bool(key) and " " not in key


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"
