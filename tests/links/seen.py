"""What links may show, built for tests of the judge: pages, exchanges, chains of them, and the two kinds of cases that the tables are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from citeaudit.links.judge import Context, judge, next_request
from citeaudit.model import Exchange, Failure, FailureKind, Hop, LinkState, Page, Phase, Purpose, Request, Verdict

SITE = "https://news.example.org"
URL = f"{SITE}/2015/10/rights-report"
SIBLING = f"{SITE}/2015/10/no-such-page-7f3a91"
TITLE = "Kazakhstan adopts a law on public assemblies"
NOON = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
REPEAT_S = 5.0
LIVE, MOVED, DRIFTED = LinkState.LIVE, LinkState.MOVED, LinkState.DRIFTED
GONE, SOFT_404, PARKED, DEAD_HOST = LinkState.GONE, LinkState.SOFT_404, LinkState.PARKED, LinkState.DEAD_HOST
BLOCKED, RESTRICTED, RATE_LIMITED, TLS_ERROR = LinkState.BLOCKED, LinkState.RESTRICTED, LinkState.RATE_LIMITED, LinkState.TLS_ERROR
TRANSIENT, INVALID_URL, REFUSED = LinkState.TRANSIENT, LinkState.INVALID_URL, LinkState.REFUSED
UNKNOWN, NOT_CHECKED = LinkState.UNKNOWN, LinkState.NOT_CHECKED
Chain = tuple[Exchange, ...]

PROSE = """
The commission met in the capital on Tuesday and heard twelve witnesses from three regions. Lawyers described how permits were refused
without a written answer, while officials said that every request had been dealt with in time. A draft published last spring would let organisers
give notice instead of asking for leave; its authors expect a first reading before summer. Observers who travelled north reported calm streets,
closed shops and many uniformed men near the old station. One teacher, sixty years old, remembered an earlier winter when nobody came home. Her
neighbours keep letters, photographs and receipts as proof. Several newspapers printed their names; others waited for confirmation from hospitals.
Parliament returns next month and may still change what it has promised."""


def page(title: str = "", *, h1: str = "", words: int = 400, text: str = "", **more: Any) -> Page:
    """A page that shows `h1`, then `text`, then prose until it has `words` words."""
    shown = f"{h1} {text}".split()
    shown += (PROSE.split() * 5)[: max(0, words - len(shown))]
    return Page(title=title, h1=h1, words=len(shown), text=" ".join(shown)[:8000], **more)


ARTICLE = page(f"{TITLE} | Example News", h1=TITLE)
OTHER_ARTICLE = page("Ten recipes with pumpkin | Example News", h1="Ten recipes with pumpkin")
FRONT_PAGE = page("Example News: politics, sport, weather", h1="Today")
ERROR = page("Error", words=8)
NOWHERE = page("Page not found", h1="Page not found", words=20)
MOMENT = page("Just a moment...", text="Enable JavaScript and cookies to continue", words=6)
LOGIN = page("Log in | Example News", h1="Log in", words=30, password_fields=1)
UPKEEP = page("Down for maintenance", h1="We'll be back soon", text="The site is down for scheduled maintenance.", words=25)
SHELL = page("Loading", words=4, scripts=6)
ADBLOCK_KEY = (("data-adblockkey", "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJB"),)
FOR_SALE = page("example", words=40, html_attributes=ADBLOCK_KEY)


def seen(
    status: int = 200,
    shown: Page | None = ARTICLE,
    *,
    url: str = URL,
    via: tuple[str, ...] = (),
    purpose: Purpose = Purpose.PAGE,
    failure: Failure | None = None,
    head: bytes = b"<!doctype html>\n",
    size: int = 20_000,
    hop_status: int = 301,
    **headers: str,
) -> Exchange:
    """One exchange: `via` are the URLs it was redirected to, the last one final; `cf_mitigated="x"` is the header cf-mitigated."""
    way = (url, *via)
    return Exchange(
        request=Request(url=url, purpose=purpose),
        hops=tuple(Hop(url=here, status=hop_status, location=there) for here, there in zip(way, via, strict=False)),
        status=status,
        headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
        failure=failure,
        final_url=way[-1],
        content_type="text/html" if shown else "",
        head=head if size else b"",
        size=size,
        truncated=failure is not None and failure.phase is Phase.BODY,
        page=shown,
        asked_at=NOON,
    )


def headed(exchange: Exchange, *headers: tuple[str, str]) -> Exchange:
    """The same answer with these headers."""
    return replace(exchange, headers=headers)


def failed(kind: FailureKind, phase: Phase, *, status: int = 0, detail: str = "", **more: Any) -> Exchange:
    """An exchange that ended without a body."""
    return seen(status, None, failure=Failure(kind=kind, phase=phase, detail=detail), size=0, **more)


def pdf(**more: Any) -> Exchange:
    """A PDF, told by its first bytes."""
    return seen(200, None, head=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", **more)


def probe(status: int = 200, shown: Page | None = NOWHERE, *, url: str = SIBLING, **more: Any) -> Exchange:
    """What the sibling that cannot exist answered."""
    return seen(status, shown, url=url, purpose=Purpose.PROBE, **more)


def again(exchange: Exchange, purpose: Purpose, *, url: str = "", number: int = 1) -> Exchange:
    """The same answer to a later request."""
    request = Request(url=url or exchange.request.url, purpose=purpose)
    return replace(exchange, request=request, asked_at=NOON + timedelta(minutes=number))


NO_NAME = failed(FailureKind.NO_SUCH_NAME, Phase.DNS)
NO_NAME_AGAIN = again(NO_NAME, Purpose.NAME)
NO_DOMAIN = again(NO_NAME, Purpose.NAME, url="https://example.org/")
NAME_AFTER_ALL = seen(0, None, purpose=Purpose.NAME, size=0)
DOMAIN_EXISTS = again(NAME_AFTER_ALL, Purpose.NAME, url="https://example.org/")
RESET = failed(FailureKind.RESET, Phase.HEADERS)
BAD_CERTIFICATE = failed(FailureKind.CERTIFICATE, Phase.TLS, detail="certificate has expired")
RESET_IN_TLS = failed(FailureKind.RESET, Phase.TLS)
NOT_FOUND = seen(404, NOWHERE)
BLANK_403 = seen(403, page("Forbidden", words=6))
TO_PRIVATE = failed(FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS, via=("http://192.168.0.4/admin",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row of a table: what was seen, the states that the words leave open, the bounds of the confidence, words that the reason must have."""

    name: str
    exchanges: Chain
    states: tuple[LinkState, ...]
    bounds: tuple[float, float]
    says: str
    context: Context

    def verdict(self) -> Verdict[LinkState]:
        """What is judged."""
        return judge(self.exchanges, self.context)

    def misses(self) -> Iterator[str]:
        """What of the verdict is not as the table has it, in words."""
        verdict = self.verdict()
        why = f"{verdict.rule}: {verdict.reason}"
        if verdict.value not in self.states:
            yield f"{verdict.value} is not {'/'.join(self.states)} ({why})"
        if not self.bounds[0] <= verdict.confidence <= self.bounds[1]:
            yield f"{verdict.confidence} is not within {self.bounds} ({why})"
        if self.says not in str(verdict.reason):
            yield f"“{self.says}” is not said ({why})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A row of a table: what was seen, and what is asked next: why, of which URL, after how many seconds (None: the table does not say).

    Where `purpose` is None nothing is asked.
    """

    name: str
    exchanges: Chain
    purpose: Purpose | None
    url: str | None
    wait_s: float | None
    context: Context

    def next(self) -> Request | None:
        """What is asked next."""
        return next_request(self.exchanges, self.context)

    def misses(self) -> Iterator[str]:
        """What of the request is not as the table has it, in words."""
        request = self.next()
        purpose = request.purpose if request else None
        if purpose is not self.purpose:
            yield f"asks for {purpose}, not {self.purpose}"
        elif request and self.url not in (None, request.url):
            yield f"asks {request.url}, not {self.url}"
        elif request and self.wait_s is not None and abs(request.wait_s - self.wait_s) > 0.01:
            yield f"waits {request.wait_s} s, not {self.wait_s} s"


Case = Judged | Asked


def context_of(exchanges: Chain, title: str = TITLE, **more: Any) -> Context:
    """The context of a chain: its first URL is the cited one."""
    return Context(url=exchanges[0].request.url, title=title, **{"repeat_after_s": REPEAT_S, **more})


def case(
    name: str,
    state: LinkState | tuple[LinkState, ...],
    *exchanges: Exchange,
    conf: float | tuple[float, float] = (0.0, 1.0),
    title: str = TITLE,
    says: str = "",
    **context: Any,
) -> Judged:
    """A chain and its verdict; `conf` is the confidence or its bounds, `says` a part of the reason."""
    return Judged(
        name=name,
        exchanges=exchanges,
        states=state if isinstance(state, tuple) else (state,),
        bounds=conf if isinstance(conf, tuple) else (conf, conf),
        says=says,
        context=context_of(exchanges, title, **context),
    )


def asked(
    name: str,
    purpose: Purpose | None,
    *exchanges: Exchange,
    url: str | None = None,
    wait_s: float | None = None,
    title: str = TITLE,
    **context: Any,
) -> Asked:
    """A chain and what is asked next."""
    return Asked(name=name, exchanges=exchanges, purpose=purpose, url=url, wait_s=wait_s, context=context_of(exchanges, title, **context))


def landed(
    name: str, state: LinkState | tuple[LinkState, ...], url: str, to: str, shown: Page = ARTICLE, *, status: int = 200, **more: Any
) -> Judged:
    """A case of a URL that redirects to another."""
    return case(name, state, seen(status, shown, url=url, via=(to,)), **more)
