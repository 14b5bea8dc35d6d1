"""Rows 16-26 of the decision table: what an answered page shows (design: verdicts, "Decision table"). Row 22 needs the host's other answers."""

from __future__ import annotations

from citeaudit.content.missing import NOT_FOUND_WORDS, maintenance_phrase, not_found_phrase
from citeaudit.content.parked import is_gambling, parking_sign
from citeaudit.content.shell import is_shell
from citeaudit.content.titles import Agreement, is_absent
from citeaudit.content.walls import DOOR_WORDS
from citeaudit.links.landing import error_part, is_ancestor, is_home, is_other_host
from citeaudit.links.observed import Observed, Rule, Ruling
from citeaudit.links.siblings import is_like, sibling_of
from citeaudit.links.statuses import is_ok
from citeaudit.model import FailureKind, LinkState, Page, Purpose, Request, text


def odd_status(seen: Observed) -> Ruling | None:
    """What no row names; the rows below are for 2xx only."""
    if is_ok(seen):
        return None
    reason = text("{host} answered {status}, which has no meaning here", host=seen.host, status=seen.status)
    return Ruling(state=LinkState.UNKNOWN, rule="odd-status", reason=reason)


def nothing_to_read(seen: Observed) -> Ruling | None:
    """Row 16, the part on what arrived."""
    failure = seen.exchange.failure
    if failure and failure.kind is FailureKind.UNDECODABLE:
        return Ruling(state=LinkState.UNKNOWN, rule="undecodable", reason=text("the host answered in an encoding that cannot be read"))
    if seen.exchange.size:
        return None
    reason = text("the host answered, but nothing of the page arrived") if failure else text("the host answered, but with an empty page")
    return Ruling(state=LinkState.UNKNOWN, rule="empty", reason=reason)


def maintenance(seen: Observed) -> Ruling | None:
    """Row 16, the part on what the page says."""
    words = maintenance_phrase(seen.page)
    if not words:
        return None
    reason = text("the site is down for now (“{words}”)", words=words)
    return Ruling(state=LinkState.TRANSIENT, rule="maintenance", reason=reason, confidence=0.3)


def parked(seen: Observed) -> Ruling | None:
    """Row 17."""
    is_article = seen.agreement is Agreement.AGREES and seen.page.words >= NOT_FOUND_WORDS
    # A page that was cited on the site of a parking company is not parked there.
    if (sign := parking_sign(seen.page, seen.landed, is_article=is_article)) and not parking_sign(Page(), seen.url):
        reason = text("the domain is parked, for sale or suspended ({sign})", sign=sign)
        return Ruling(state=LinkState.PARKED, rule="parked", reason=reason, confidence=0.9)
    if seen.agreement is not Agreement.AGREES and is_gambling(seen.page) and is_absent(seen.title, seen.page, seen.asked):
        reason = text("the domain was taken over: {url} now advertises gambling", url=seen.asked)
        return Ruling(state=LinkState.PARKED, rule="taken-over", reason=reason, confidence=0.9)
    return None


def to_home(seen: Observed) -> Ruling | None:
    """Row 18, home page. On another host whose title agrees it is row 23's: the site moved there."""
    if is_home(seen.url) or not is_home(seen.landed):
        return None
    if seen.agreement is Agreement.AGREES and is_other_host(seen.url, seen.landed):
        return None
    reason = text("the link leads to the home page {url} instead of the page", url=seen.landed)
    return Ruling(state=LinkState.SOFT_404, rule="redirect-to-home", reason=reason, confidence=0.9)


def to_shared(seen: Observed) -> Ruling | None:
    """Row 18, where several cited paths of the host lead."""
    if seen.agreement is Agreement.AGREES or not seen.is_moved or seen.landed not in seen.shared:
        return None
    reason = text("other cited pages of the site lead to {url} too, which does not carry the cited title", url=seen.landed)
    return Ruling(state=LinkState.SOFT_404, rule="redirect-of-many", reason=reason, confidence=0.7)


def to_section(seen: Observed) -> Ruling | None:
    """Row 18, ancestor folder."""
    if seen.agreement is Agreement.AGREES or not is_ancestor(seen.landed, seen.url):
        return None
    reason = text("the link leads to the section page {url}, which does not carry the cited title", url=seen.landed)
    return Ruling(state=LinkState.SOFT_404, rule="redirect-to-section", reason=reason, confidence=0.6)


def to_error(seen: Observed) -> Ruling | None:
    """Row 19."""
    if not error_part(seen.landed, seen.url):
        return None
    reason = text("the link leads to an error address, {url}", url=seen.landed)
    return Ruling(state=LinkState.SOFT_404, rule="error-address", reason=reason, confidence=0.9)


def not_found(seen: Observed) -> Ruling | None:
    """Row 20."""
    # A page that leads on by itself is not the page: "Redirecting…" says nothing of the one behind it.
    phrase = "" if seen.refreshes else not_found_phrase(seen.page)
    if not phrase or not is_absent(seen.title, seen.page, seen.asked):
        return None
    reason = text("the host says that all is well, but the page says “{phrase}”", phrase=phrase)
    return Ruling(state=LinkState.SOFT_404, rule="not-found-page", reason=reason, confidence=0.9)


def script_shell(seen: Observed) -> Ruling | None:
    """Row 21."""
    if seen.refreshes or not is_shell(seen.page):
        return None
    return Ruling(state=LinkState.UNKNOWN, rule="script-shell", reason=text("the page is made by scripts in the browser, its text was not seen"))


def like_sibling(seen: Observed) -> Ruling | None:
    """Row 22. Whether a probe is needed say the rows below, which a page that is like any other would fall to."""
    if seen.probe is None or not _may_be_any_page(seen) or not is_like(seen.exchange, seen.probe, seen.url):
        return None
    # The cited title in the text of the page, and not of the made-up one: the rest may be a frame that all pages of the site share.
    if not is_absent(seen.title, seen.page, seen.asked) and is_absent(seen.title, seen.probe.page or Page()):
        return None
    reason = text("{host} answers a made-up address beside it, {url}, with the same page", host=seen.host, url=seen.probe.request.url)
    return Ruling(state=LinkState.SOFT_404, rule="like-any-page", reason=reason, confidence=0.85)


def moved(seen: Observed) -> Ruling | None:
    """Row 23."""
    if not seen.is_moved or seen.agreement is Agreement.DIFFERS:
        return None
    reason = text("the page is now at {url}", url=seen.landed)
    return Ruling(state=LinkState.MOVED, rule="redirect", reason=reason, confidence=0.9, again=_probe(seen))


def live(seen: Observed) -> Ruling | None:
    """Rows 24 and 25."""
    if seen.agreement is Agreement.AGREES:
        return Ruling(state=LinkState.LIVE, rule="title-agrees", reason=text("the page answers and carries the cited title"), confidence=0.95)
    if seen.media:
        return Ruling(state=LinkState.LIVE, rule="media", reason=text("the address answers with a file ({kind})", kind=seen.media), confidence=0.8)
    if seen.agreement is Agreement.NOTHING:
        reason = text("the page answers; there are no two titles to compare")
        return Ruling(state=LinkState.LIVE, rule="no-title", reason=reason, confidence=0.8, again=_probe(seen))
    return None


def drifted(seen: Observed) -> Ruling | None:
    """Row 26, for whatever is left."""
    title = seen.page.title or seen.page.h1
    if seen.is_moved:
        reason = text("the link leads to {url}, whose title “{title}” is another than the cited one", url=seen.landed, title=title)
    else:
        reason = text("the page answers, but its title “{title}” is another than the cited one", title=title)
    return Ruling(state=LinkState.DRIFTED, rule="title-differs", reason=reason, confidence=0.6, again=_probe(seen))


def _probe(seen: Observed) -> Request | None:
    return Request(url=sibling_of(seen.url), purpose=Purpose.PROBE) if _may_be_any_page(seen) else None


def _may_be_any_page(seen: Observed) -> bool:
    """Whether a probe can tell something: not of files, of a cited home page, nor where the title agrees.

    Nor of a login in words that row 10 does not know: such a site answers alike for every path, and the page is behind it.
    """
    is_login = seen.page.password_fields and seen.page.words < DOOR_WORDS
    return not (seen.media or seen.refreshes or is_login or seen.agreement is Agreement.AGREES or is_home(seen.url))


RULES: tuple[Rule, ...] = (
    odd_status,
    nothing_to_read,
    maintenance,
    parked,
    to_home,
    to_shared,
    to_section,
    to_error,
    not_found,
    script_shell,
    like_sibling,
    moved,
    live,
    drifted,
)
