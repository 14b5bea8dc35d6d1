"""Audit to audit.json and back: the machine-readable truth that all reports are drawn from."""

from __future__ import annotations

import msgspec

from citeaudit.errors import InputError
from citeaudit.model import Audit

SCHEMA = 1
"""The version of audit.json; it grows when a field is removed or means something else, not when one is added."""

_ENCODER = msgspec.json.Encoder()


def to_json(audit: Audit) -> bytes:
    """The whole audit as JSON: `{"schema": 1, …}` with the fields of `Audit`, indented, UTF-8."""
    # Written in place: every copy of an audit of thousands of sources is tens of megabytes.
    document = bytearray(b'{"schema":%d' % SCHEMA)
    opening = len(document)
    _ENCODER.encode_into(audit, document, opening)
    document[opening : opening + 1] = b","
    formatted = msgspec.json.format(document, indent=1)
    document.clear()
    return formatted + b"\n"


def from_json(data: bytes) -> Audit:
    """Reads audit.json.

    Raises:
        InputError: it is no audit.json, or of a version that this citeaudit does not read.
    """
    try:
        document = msgspec.json.decode(data, type=dict[str, object])
        version = document.pop("schema", None)
        if version != SCHEMA:
            raise InputError(f"is of schema {version}, this citeaudit reads schema {SCHEMA}", hint="make the audit anew")
        return msgspec.convert(document, Audit)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise InputError(f"is no audit.json ({wrong})", hint="name the --out folder of an earlier audit") from None
