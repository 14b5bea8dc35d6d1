"""The register by address: the row with the longest host and path prefix (docs/sources.md, "What wins")."""

from __future__ import annotations

from citeaudit.model import Publisher, SourceType, text
from citeaudit.ports import SourceRule, Spoken, Strength, Traces
from citeaudit.sources.publisher import publisher_of, said_by
from citeaudit.sources.register import at_address, register

NAME = "register-host"


def judge(found: Traces) -> tuple[Spoken, ...]:
    """The row of the register that the address leads to.

    A row whose host is wider than the domain (`blogspot.com`) is a platform: it tells the kind of all that stand on it, and each is a publisher of
    its own. A wrapper (DOI, shortener) publishes nothing: anything that is printed beside it speaks louder.
    """
    match = at_address(register(), found.host, found.path) if found.host else None
    if match is None:
        return ()
    row, host, path = match
    strength, publisher, message, at = (
        Strength.HOST,
        publisher_of(found, row),
        "the register's row {id} ({basis}) has the address {at}",
        f"{host}{path}",
    )
    if path:
        strength = Strength.PATH
    if row.kind is SourceType.WRAPPER:
        strength, publisher, message = Strength.OWN_WORD, Publisher(), "the register's row {id} ({basis}) says that {at} only leads on"
    elif not path and found.domain.endswith(f".{host}"):
        publisher, message, at = publisher_of(found), "{at} stands on the platform of the register's row {id} ({basis})", found.domain
    reason = text(message, id=row.id, basis=row.known.basis.value, at=at)
    return (Spoken(strength=strength, identification=said_by(row, publisher, rule=NAME, reason=reason, matched=f"{host}{path}")),)


RULE = SourceRule(name=NAME, judge=judge)
