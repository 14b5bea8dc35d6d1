"""The shape of a case, and the pages and answers that many cases share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from citeaudit.model import LinkState
from citeaudit.web.misbehaving import Behaviour, Line, answer

TITLE = "Report on the rights of journalists"
"""The title by which most cases are cited."""

ARTICLE = (
    "The commission has published the report that it was asked for in spring. It describes how reporters in four regions work, what "
    "the courts made of the new law, and which of the earlier recommendations were followed. "
) * 6
"""A text of some 200 words: more than any rule takes for an error page, a wall or a login."""


IN_CHUNKS = {"Content_Length": "", "Transfer_Encoding": "chunked"}
"""The headers of a body in chunks."""


class Way(StrEnum):
    """How the links of a run are asked.

    GUARDED: loopback may not be asked. PROXIED: nor through a proxy. CUT_OFF: without a network. USUAL: as any run does, but loopback may be asked.
    """

    # The usual run is the last one: what is loaded when it is first needed is there by then, and holds none of its many links up.
    GUARDED = auto()
    PROXIED = auto()
    CUT_OFF = auto()
    USUAL = auto()


class Place(StrEnum):
    """Where the cited host leads: to the server over HTTP alone, with a certificate that holds at https too, or to something worse."""

    SERVER = auto()
    SECURE = auto()
    NO_TLS = auto()
    EXPIRED = auto()
    WRONG_HOST = auto()
    SELF_SIGNED = auto()
    INCOMPLETE = auto()
    OLD_PROTOCOL = auto()
    RESETS_FIRST_HANDSHAKE = auto()
    RESETS = auto()
    REFUSES = auto()
    SWALLOWS = auto()
    NO_NAME = auto()
    NAME_AT_SECOND_LOOK = auto()
    NAME_UNSURE = auto()
    NAME_NEVER_ANSWERED = auto()


Served = tuple[tuple[str, Behaviour], ...]
"""What is done for which path, in order: '' is the cited URL's, `/x` another one of its host, `//host/x` one of another host, `*` all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One link and what it does.

    `name` says it in words, `title` is the cited one. `failed_before` counts earlier failing checks of the link, three days apart.
    """

    name: str
    url: str
    expected: LinkState
    title: str = TITLE
    served: Served = ()
    place: Place = Place.SERVER
    way: Way = Way.USUAL
    failed_before: int = 0


def page(title: str = TITLE, text: str = ARTICLE, *, head: str = "", body: str = "") -> bytes:
    """An HTML page in UTF-8: its title is its heading too; `head` and `body` are more markup."""
    heading = f"<h1>{title}</h1>" if title else ""
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{heading}<p>{text}</p>{body}</body></html>".encode()


def here(*behaviours: Behaviour) -> Served:
    """What is done at the cited URL, one after another."""
    return tuple(("", behaviour) for behaviour in behaviours)


def sends(body: bytes = b"", status: int = 200, **headers: str) -> Behaviour:
    """A whole answer (`misbehaving.answer`)."""
    whole = answer(body, status, **headers)
    return lambda line: line.send(whole)


def leads(to: str, status: int = 301, **headers: str) -> Behaviour:
    """A redirect."""
    return sends(b"", status, Location=to, **headers)


def to(location: str, landing: Behaviour, status: int = 302) -> Served:
    """A redirect to a path of the same host, or to another URL, and what is there."""
    return (*here(leads(location, status)), (location.partition(":")[2] if "://" in location else location, landing))


def refreshes(location: str) -> bytes:
    """A page that leads on by itself, at once."""
    return page("One moment", "", head=f'<meta http-equiv="refresh" content="0; url={location}">')


def says(sent: bytes) -> Behaviour:
    """Bytes as they are, whatever HTTP makes of them."""
    return lambda line: line.send(sent)


def chunked(body: bytes, size: int = 100) -> bytes:
    """A body in chunks (RFC 9112 7.1)."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def to_browsers(behaviour: Behaviour, otherwise: Behaviour) -> Behaviour:
    """One answer for what calls itself a browser, another for all others."""
    return lambda line: (behaviour if line.headers.get("user-agent", "").startswith("Mozilla/") else otherwise)(line)


def resets(line: Line) -> None:
    """Reads the request, and ends the connection with a reset."""
    line.reset()


def closes(line: Line) -> None:
    """Reads the request, and closes the connection without a word."""


def to_https(line: Line) -> None:
    """The cited page over TLS, and a redirect there from anywhere else."""
    (ARTICLE_PAGE if line.is_secure else leads(f"https://{line.headers['host']}{line.path}"))(line)


ABSENT = sends(page("Not found", "There is no such page here."), 404)
"""What an honest site says of an address that it does not have: the answer to every path of which a case says nothing."""

ARTICLE_PAGE = sends(page())
"""The cited page as it was cited."""
