"""Rows 8-15 of the decision table: walls, refusals, and what a status says (design: verdicts, "Decision table")."""

from __future__ import annotations

from citeaudit.content.titles import Agreement
from citeaudit.content.walls import captcha_widget, door, region_notice, robot_wall
from citeaudit.headers import retry_after_s
from citeaudit.links.landing import is_door
from citeaudit.links.observed import Observed, Rule, Ruling
from citeaudit.model import FailureKind, LinkState, Purpose, Request, text

_TOO_MANY = 429
_UNAVAILABLE = 503
_BLOCKING = (403, 406, 418)
_BROKEN_REDIRECT = (FailureKind.REDIRECT_LOOP, FailureKind.TOO_MANY_HOPS, FailureKind.BAD_LOCATION, FailureKind.INVALID_URL)


def wall(seen: Observed) -> Ruling | None:
    """Row 8. A captcha widget is no wall where the page carries the cited title (short pages with a form), nor on the site's own 404."""
    sign = robot_wall(seen.exchange)
    if not sign and seen.agreement is not Agreement.AGREES and seen.status not in (404, 410):
        sign = captcha_widget(seen.page)
    if not sign:
        return None
    reason = text("{host} turns programs away ({sign}); people may see the page", host=seen.host, sign=sign)
    return Ruling(state=LinkState.BLOCKED, rule="robot-wall", reason=reason, confidence=0.9)


def too_many(seen: Observed) -> Ruling | None:
    """Row 9: waits once, if the host says how long and it is not too long: an audit of hundreds of links cannot wait for one host."""
    if seen.status != _TOO_MANY and not (seen.status == _UNAVAILABLE and seen.exchange.header("retry-after")):
        return None
    wait_s = retry_after_s(seen.exchange.header("retry-after"), seen.exchange.asked_at)
    again = Request(url=seen.url, purpose=Purpose.REPEAT, wait_s=wait_s) if wait_s is not None and wait_s <= seen.max_wait_s else None
    reason = text("{host} asks to come back later (it answered {status})", host=seen.host, status=seen.status)
    return Ruling(state=LinkState.RATE_LIMITED, rule=f"http-{seen.status}", reason=reason, confidence=0.95, again=again)


def restricted(seen: Observed) -> Ruling | None:
    """Row 10, by status."""
    match seen.status:
        case 401:
            reason = text("the page asks for a login (it answered 401)")
        case 402:
            reason = text("the page asks for a payment (it answered 402)")
        case 451:
            reason = text("the page is withheld for legal reasons (it answered 451)")
        case _:
            return None
    return Ruling(state=LinkState.RESTRICTED, rule=f"http-{seen.status}", reason=reason, confidence=0.9)


def restricted_page(seen: Observed) -> Ruling | None:
    """Row 10, by what the page or its address shows."""
    if seen.status == 403 and (notice := region_notice(seen.page)):
        reason = text("the page is not shown in every country (“{notice}”)", notice=notice)
        return Ruling(state=LinkState.RESTRICTED, rule="region", reason=reason, confidence=0.9)
    if (is_ok(seen) or seen.status == 403) and (words := door(seen.page)):
        reason = text("the page asks for a login or for consent first (“{words}”)", words=words)
        return Ruling(state=LinkState.RESTRICTED, rule="login-or-consent", reason=reason, confidence=0.9)
    if not is_ok(seen):
        return None
    if seen.agreement is not Agreement.AGREES and is_door(seen.landed, seen.url):
        reason = text("the link leads to a login or consent page, {url}", url=seen.landed)
        return Ruling(state=LinkState.RESTRICTED, rule="redirect-to-login", reason=reason, confidence=0.9)
    return None


def blocked(seen: Observed) -> Ruling | None:
    """Row 11."""
    if seen.status not in _BLOCKING:
        return None
    reason = text("{host} refuses the request without saying why (it answered {status}); people may see the page", host=seen.host, status=seen.status)
    return Ruling(state=LinkState.BLOCKED, rule=f"http-{seen.status}", reason=reason, confidence=0.5, again=_browser_like(seen))


def gone(seen: Observed) -> Ruling | None:
    """Rows 12 and 13: 410 is said on purpose, a 404 is asked once more."""
    if seen.status == 410:
        reason = text("the page was removed (the host answered 410)")
        return Ruling(state=LinkState.GONE, rule="http-410", reason=reason, confidence=0.9)
    if seen.status == 404:
        reason = text("the page is not there (the host answered 404)")
        return Ruling(state=LinkState.GONE, rule="http-404", reason=reason, confidence=0.8, again=_browser_like(seen, seen.repeat_after_s))
    return None


def server_error(seen: Observed) -> Ruling | None:
    """Row 14, on the server's side."""
    if 500 <= seen.status <= 599:
        reason = text("{host} has a fault (it answered {status})", host=seen.host, status=seen.status)
        return Ruling(state=LinkState.TRANSIENT, rule=f"http-{seen.status}", reason=reason, confidence=0.3)
    is_broken = seen.failure.kind is FailureKind.BROKEN_HTTP if seen.failure else seen.status == 0
    if not is_broken:
        return None
    reason = text("{host} answered with something that is no proper HTTP", host=seen.host)
    return Ruling(state=LinkState.TRANSIENT, rule="broken-http", reason=reason, confidence=0.3)


def other_refusal(seen: Observed) -> Ruling | None:
    """Row 14, the rest of 4xx."""
    if not 400 <= seen.status <= 499:
        return None
    reason = text("{host} answered {status}, which does not say whether the page is there", host=seen.host, status=seen.status)
    return Ruling(state=LinkState.UNKNOWN, rule=f"http-{seen.status}", reason=reason, confidence=0.3, again=_browser_like(seen))


def broken_redirect(seen: Observed) -> Ruling | None:
    """Row 15."""
    is_unfollowed = 300 <= seen.status <= 399 and seen.failure is None and not seen.page.words
    if not is_unfollowed and not (seen.failure and seen.failure.kind in _BROKEN_REDIRECT):
        return None
    return Ruling(state=LinkState.GONE, rule="broken-redirect", reason=text("the link redirects, but to no page"), confidence=0.8)


# Rows 14 and 15 exclude each other; a redirect that broke has no answer of its own, so it is asked for first.
RULES: tuple[Rule, ...] = (
    wall,
    too_many,
    restricted,
    restricted_page,
    blocked,
    gone,
    broken_redirect,
    server_error,
    other_refusal,
)


def is_ok(seen: Observed) -> bool:
    """Whether the host answered with a page: 2xx."""
    return 200 <= seen.status <= 299 and seen.failure is None


def _browser_like(seen: Observed, wait_s: float = 0.0) -> Request:
    return Request(url=seen.url, purpose=Purpose.BROWSER_LIKE, wait_s=wait_s)
