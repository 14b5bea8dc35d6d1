"""Rows 1-7 of the decision table: what ended before an answer's headers were in (design: verdicts, "Decision table")."""

from __future__ import annotations

from citeaudit.links.observed import Observed, Rule, Ruling
from citeaudit.model import Exchange, FailureKind, LinkState, Phase, Purpose, Request, Text, text
from citeaudit.urls import registrable_domain

SILENCE = frozenset(("no-answer", "host-silent"))
"""The rules of row 6: checks that end there are failing checks, and make a dead host once confirmed."""

RESET_WAIT_S = 2.0
"""Before a connection that was reset is tried once more (design: row 6)."""

_NO_ANSWER = (FailureKind.CONNECTION_REFUSED, FailureKind.UNREACHABLE, FailureKind.SILENT, FailureKind.DEADLINE, FailureKind.RESET)


def malformed(seen: Observed) -> Ruling | None:
    """Row 1. A malformed target of a redirect is row 15's."""
    if seen.failure is None or not _failed(seen, FailureKind.INVALID_URL) or seen.exchange.hops or _phase(seen) is Phase.REDIRECT:
        return None
    reason = text("the address cannot be asked: {mistake}", mistake=seen.failure.detail or "it is malformed")
    return Ruling(state=LinkState.INVALID_URL, rule="invalid-url", reason=reason, confidence=1.0)


def not_asked(seen: Observed) -> Ruling | None:
    """Row 2, at any hop."""
    if _failed(seen, FailureKind.OTHER_SCHEME):
        hops = seen.exchange.hops
        url = hops[-1].location if hops and hops[-1].location else seen.asked
        reason = text("{url} is not asked: it is no http or https address", url=url)
        return Ruling(state=LinkState.REFUSED, rule="other-scheme", reason=reason, confidence=1.0)
    if _failed(seen, FailureKind.PRIVATE_ADDRESS):
        reason = text("{url} is not asked: its host is this machine or in a private network", url=seen.asked)
        return Ruling(state=LinkState.REFUSED, rule="private-address", reason=reason, confidence=1.0)
    return None


def skipped(seen: Observed) -> Ruling | None:
    """A redirect to a host that the user's settings leave alone."""
    if seen.failure is None or not _failed(seen, FailureKind.SKIPPED):
        return None
    reason = text("the link leads to {host}, which is not asked, as the settings say: {reason}", host=seen.host, reason=seen.failure.detail)
    return Ruling(state=LinkState.NOT_CHECKED, rule="skipped", reason=reason)


def own_proxy(seen: Observed) -> Ruling | None:
    """Row 10, the part on 407: what our own proxy fails at says nothing of the host, so it stands before what would."""
    if seen.status != 407 and not _failed(seen, FailureKind.PROXY) and _phase(seen) is not Phase.PROXY:
        return None
    return Ruling(state=LinkState.UNKNOWN, rule="proxy", reason=text("the proxy on our side did not pass the request on"))


def own_limit(seen: Observed) -> Ruling | None:
    """What no row names: this machine could open no more connections, which says nothing of the host."""
    if not _failed(seen, FailureKind.OUT_OF_FILES):
        return None
    return Ruling(state=LinkState.UNKNOWN, rule="own-limit", reason=text("this machine could open no more connections, so the host was not asked"))


def no_such_name(seen: Observed) -> Ruling | None:
    """Row 4. The registrable domain is looked up too: where it is gone with the host, nobody keeps the site any more."""
    if not _failed(seen, FailureKind.NO_SUCH_NAME):
        return None
    second = seen.name_look(seen.host)
    if _is_absent(second):
        return _dead_name(seen, registrable_domain(seen.host))
    once = text("the name {host} was not found once, and not looked up again with the same answer", host=seen.host)
    found = second is not None and second.failure is None
    again = Request(url=seen.url, purpose=Purpose.REPEAT) if found else Request(url=seen.asked, purpose=Purpose.NAME)
    return Ruling(state=LinkState.TRANSIENT, rule="name-unsure", reason=once, confidence=0.3, again=again)


def _dead_name(seen: Observed, domain: str) -> Ruling:
    if domain == seen.host:
        reason = text("there is no host of the name {host}; it was looked up twice", host=seen.host)
        return Ruling(state=LinkState.DEAD_HOST, rule="no-such-domain", reason=reason, confidence=0.8)
    look = seen.name_look(domain)
    if _is_absent(look):
        reason = text("there is no host of the name {host}, looked up twice, nor one of its domain {domain}", host=seen.host, domain=domain)
        return Ruling(state=LinkState.DEAD_HOST, rule="no-such-domain", reason=reason, confidence=0.8)
    reason = text("there is no host of the name {host}; it was looked up twice", host=seen.host)
    again = Request(url=f"{seen.asked.partition(':')[0]}://{domain}/", purpose=Purpose.NAME) if domain and look is None else None
    return Ruling(state=LinkState.DEAD_HOST, rule="no-such-name", reason=reason, confidence=0.6, again=again)


def name_unsure(seen: Observed) -> Ruling | None:
    """Row 5, and whatever else failed while the name was looked up."""
    if not _failed(seen, FailureKind.NAME_UNSURE) and _phase(seen) is not Phase.DNS:
        return None
    reason = text("the name {host} could not be looked up for now", host=seen.host)
    return Ruling(state=LinkState.TRANSIENT, rule="name-unsure", reason=reason, confidence=0.3)


def not_trusted(seen: Observed) -> Ruling | None:
    """Row 7. A reset inside the handshake that stays a reset with the old protocols too is no certificate: row 6."""
    is_reset = _failed(seen, FailureKind.RESET) and _phase(seen) is Phase.TLS and (seen.look is None or seen.look.status > 0)
    if not is_reset and not _failed(seen, FailureKind.CERTIFICATE, FailureKind.TLS):
        return None
    if _failed(seen, FailureKind.CERTIFICATE):
        reason = text("{host} answers, but its certificate does not hold", host=seen.host)
    else:
        reason = text("{host} answers, but makes no secure connection", host=seen.host)
    look = Request(url=seen.url, purpose=Purpose.UNVERIFIED)
    return Ruling(state=LinkState.TLS_ERROR, rule="tls", reason=reason, confidence=0.9, again=look)


def host_silent(seen: Observed) -> Ruling | None:
    """Row 6 for the other links of a host that stayed silent twice in this run."""
    if not _failed(seen, FailureKind.HOST_SILENT):
        return None
    reason = text("not asked: {host} had stayed silent twice in this run", host=seen.host)
    return Ruling(state=LinkState.TRANSIENT, rule="host-silent", reason=reason, confidence=0.3)


def no_answer(seen: Observed) -> Ruling | None:
    """Row 6."""
    if seen.failure is None or not _failed(seen, *_NO_ANSWER):
        return None
    again = Request(url=seen.url, purpose=Purpose.REPEAT, wait_s=RESET_WAIT_S) if seen.failure.kind is FailureKind.RESET and not seen.look else None
    return Ruling(state=LinkState.TRANSIENT, rule="no-answer", reason=_how(seen.failure.kind, seen.host), confidence=0.3, again=again)


# Row 7 stands before row 6: it takes only what row 6 does not name, and its own resets.
RULES: tuple[Rule, ...] = (malformed, not_asked, skipped, own_proxy, own_limit, no_such_name, name_unsure, not_trusted, host_silent, no_answer)


def _failed(seen: Observed, *kinds: FailureKind) -> bool:
    return seen.failure is not None and seen.failure.kind in kinds


def _is_absent(look: Exchange | None) -> bool:
    return look is not None and look.failure is not None and look.failure.kind is FailureKind.NO_SUCH_NAME


def _phase(seen: Observed) -> Phase | None:
    return seen.failure.phase if seen.failure else None


def _how(kind: FailureKind, host: str) -> Text:
    match kind:
        case FailureKind.CONNECTION_REFUSED:
            return text("{host} refused the connection", host=host)
        case FailureKind.UNREACHABLE:
            return text("{host} could not be reached", host=host)
        case FailureKind.RESET:
            return text("{host} broke the connection off before it answered", host=host)
        case FailureKind.DEADLINE:
            return text("{host} did not answer in the time allowed", host=host)
        case _:
            return text("{host} did not answer", host=host)
