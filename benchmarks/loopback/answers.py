"""What each link of a world answers (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.loopback.pages import Body, page
from benchmarks.loopback.world import CROWDED_S, PATIENCE_S, Behaviour, Link

_STATUSES = {
    Behaviour.NOT_FOUND: "404 Not Found",
    Behaviour.REMOVED: "410 Gone",
    Behaviour.REFUSED: "403 Forbidden",
    Behaviour.FAULT: "500 Internal Server Error",
}
_TOO_MANY = "429 Too Many Requests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: how long it takes, its status, its headers but those on the body, its body. `is_reset`: the connection is reset instead."""

    latency_s: float
    status: str = "200 OK"
    headers: str = ""
    body: Body = ()
    is_reset: bool = False

    @property
    def pieces(self) -> list[bytes]:
        """The bytes to send."""
        about = f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {sum(map(len, self.body))}\r\n"
        return [f"HTTP/1.1 {self.status}\r\n{self.headers}{about}\r\n".encode(), *self.body]


def answers_of(link: Link, others_s: float, filling: bytes, any_page: Body) -> Mapping[str, tuple[Answer, ...]]:
    """The answers of a link and of where it leads, by path, in the order in which they are given; the last one is given again and again.

    Args:
        link: none of a silent host.
        others_s: how long its host takes for addresses that nobody cites.
        filling: what stands on its page.
        any_page: the page of the folder where any address has the same.
    """
    answers: tuple[Answer, ...]
    takes_s, cited = link.latency_s, page(f"{link.title} | The Chronicle", filling, link.title)
    if link.behaviour in _STATUSES:
        status = _STATUSES[link.behaviour]
        return {link.path: (Answer(latency_s=takes_s, status=status, body=page(status, b"<p>Nothing is shown here.</p>")),)}
    match link.behaviour:
        case Behaviour.MOVED:
            first = Answer(latency_s=takes_s, status="301 Moved Permanently", headers=f"Location: {link.onward}\r\n")
            return {link.path: (first,), link.onward: (Answer(latency_s=link.onward_s, body=cited),)}
        case Behaviour.HOME:
            first = Answer(latency_s=takes_s, status="302 Found", headers=f"Location: {link.onward}\r\n")
            return {link.path: (first,), link.onward: (Answer(latency_s=others_s, body=page("The Chronicle", filling)),)}
        case Behaviour.ERROR_PAGE:
            answers = (Answer(latency_s=takes_s, body=page("Page not found", b"<p>We looked everywhere.</p>")),)
        case Behaviour.ANY_PAGE:
            answers = (Answer(latency_s=takes_s, body=any_page),)
        case Behaviour.CROWDED:
            answers = (Answer(latency_s=takes_s, status=_TOO_MANY, headers=f"Retry-After: {CROWDED_S}\r\n"),)
        case Behaviour.TOO_FAST:
            wait = Answer(latency_s=takes_s, status=_TOO_MANY, headers=f"Retry-After: {PATIENCE_S}\r\n")
            answers = (wait, Answer(latency_s=takes_s, body=cited))
        case Behaviour.RESET:
            answers = (Answer(latency_s=takes_s, is_reset=True),)
        case _:
            answers = (Answer(latency_s=takes_s, body=cited),)
    return {link.path: answers}
