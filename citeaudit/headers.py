"""What the headers of an answer say, for judges and for the pace alike (pure)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after_s(value: str, at: datetime) -> float | None:
    """Seconds that a Retry-After asks to wait, in seconds or as an HTTP date (RFC 9110, 10.2.3); None where it says nothing readable.

    Args:
        value: the header, empty where there is none.
        at: when the answer came, an aware time.
    """
    said = value.strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - at).total_seconds())
