"""Which characters a page's bytes are, found as browsers find it (pure).

The order: https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
"""

from __future__ import annotations

import codecs
import re

PRESCAN_BYTES = 1024
"""How far browsers look for a declaration in the page itself."""

_FALLBACK = "cp1252"
"""What browsers take where nothing is declared and nothing speaks against it: windows-1252."""

_FOREIGN_FROM = 0.3
"""Of a page's letters outside its markup, the share of bytes above ASCII from which its script cannot be Latin: French has under 0.1."""

_FOREIGN_BYTES = 16
"""Fewer of them are no ground for a guess."""

_GUESSED_BYTES = 16_384
"""Enough for a guess; the guess costs a millisecond a kilobyte."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTTP = re.compile(r"charset\s*=[\s\"']*([^\s\"';,]+)", re.I)
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.I)
_XML = re.compile(rb"\A\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([^\"']+)", re.I)
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_MARKUP = re.compile(rb"<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^>]*(?:>|\Z)", re.S | re.I)

# Labels that browsers read as another encoding (https://encoding.spec.whatwg.org/#names-and-labels), Python's own aliases aside.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Python knows codecs besides (idna, unicode_escape, base64, …) that no browser reads a page by.
_ON_THE_WEB = ("ascii", "big5", "cp", "euc_", "gb", "iso", "koi8", "mac", "shift_jis", "tis", "utf-16", "utf-8")
_NAMES = {"cp1252": "windows-1252", "cp1251": "windows-1251", "cp1254": "windows-1254", "cp874": "windows-874", "iso8859-5": "iso-8859-5"}

# What undeclared pages in other scripts are written in; more candidates only make short pages look like exotic ones.
_CANDIDATES = ["cp1251", "koi8_r", "gb18030", "cp932", "cp949", "big5hkscs", "cp1256", "cp1253", "cp1255", "euc_jp", "iso8859_5", "cp866"]


def decode_page(body: bytes, content_type: str) -> tuple[str, str]:
    """Decodes a page: byte order mark, the header's charset, the page's own declaration, valid UTF-8, a guess, windows-1252.

    Returns:
        The text, with what cannot be decoded as U+FFFD, and the name of the encoding used.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace"), encoding
    encoding = _declared(body, content_type) or ("utf-8" if _is_utf8(body) else _guessed(body))
    return body.decode(encoding, "replace"), _NAMES.get(encoding, encoding)


def _declared(body: bytes, content_type: str) -> str:
    said = _HTTP.search(content_type)
    if said and (encoding := _known(said[1])):
        return encoding
    head = _COMMENT.sub(b"", body[:PRESCAN_BYTES])
    found = _META.search(head) or _XML.search(head)
    encoding = _known(found[1].decode("ascii", "replace")) if found else ""
    return "utf-8" if encoding.startswith("utf-16") else encoding


def _known(label: str) -> str:
    """Python's name of a declared encoding, as browsers read it; empty where they know none of the name."""
    try:
        name = codecs.lookup(label.strip().lower().removeprefix("x-")).name
    except (LookupError, ValueError):  # unknown; a NUL in the label
        return ""
    return _READ_AS.get(name, name) if name.startswith(_ON_THE_WEB) else ""


def _is_utf8(body: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)  # not final: a cut body may end within a character
    except UnicodeDecodeError:
        return False
    return True


def _guessed(body: bytes) -> str:
    shown = _MARKUP.sub(b" ", body)[:_GUESSED_BYTES]
    foreign = sum(byte > 0x7F for byte in shown)
    letters = foreign + sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in shown)
    if foreign < _FOREIGN_BYTES or foreign / letters < _FOREIGN_FROM:
        return _FALLBACK
    from charset_normalizer import from_bytes

    best = from_bytes(shown, cp_isolation=_CANDIDATES, threshold=1.0).best()
    return best.encoding if best else _FALLBACK
