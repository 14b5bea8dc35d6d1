"""Bytes to text, once for all article formats. A charset that a document declares inside itself is its format's business.

What has a byte order mark or is UTF-8 is read as such; UTF-16 without a mark is known by its zero bytes; what else is text is told
by charset-normalizer, which is imported only then.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from citeaudit.errors import InputError
from citeaudit.ports import ArticleInput

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How the files begin that are most likely given by mistake (their first bytes, as `file` knows them).
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"BZh", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_NO_TEXT = ("Cc", "Cn", "Co", "Cs")
_LINE_SIGNS = "\t\n\v\f\r\x85"
# What the web uses beside UTF-8 (the labels of https://encoding.spec.whatwg.org/#names-and-labels), commonest first; cp1254 stands before cp1252
# because they differ in six letters only, which are common in Turkish and rare elsewhere.
_OTHER_SCRIPTS = ("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic", "cp1256", "cp1253", "cp1255", "cp874", "tis_620")
_LATIN = ("cp1254", "cp1252", "cp1250", "iso8859_2", "cp1257", "cp1258")
_EAST_ASIAN = ("gb18030", "big5", "cp932", "shift_jis", "euc_jp", "euc_kr", "cp949", "iso2022_jp")
_WESTERN = "cp1252"
# A byte above ASCII in a word of ASCII letters: the text is in Latin letters, whatever single bytes might also mean.
_LATIN_WORD = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
_AS_LIKELY = 0.05
_WHOLE_TO_BROKEN = 20
_HINT = "give the article as plain text or as saved HTML"
_SAMPLE = 65536
_STRAY_CONTROLS = 4
_STRAY_ZEROS = 3
_CLEAN = 40
"""So many bytes of clean text stand around each stray zero byte at least; what has more of them is data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text without byte order mark, and the name of the encoding it was in (as Python knows it)."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Reads bytes as text; line ends stay as they are.

    Raises:
        InputError: the bytes are no text, or in no encoding that can be told.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if data.startswith(_BINARY):
        raise _looks_binary()
    wide = _wide(data)
    if wide:
        return _decoded(data, wide)
    if _has_controls(data):
        raise _looks_binary()
    data = data.replace(b"\0", b"")
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    # A few broken bytes among many whole characters: UTF-8 that was cut or damaged, not another encoding.
    if broken * _WHOLE_TO_BROKEN <= sum(sign > "\x7f" for sign in text) - broken:
        return Decoded(text=text, encoding="utf-8")
    return _guessed(data)


def text_of(given: ArticleInput) -> str:
    """All of an opened input as text.

    Raises:
        InputError: as `decode`, with the input's name.
    """
    try:
        return decode(given.stream.read()).text
    except InputError as wrong:
        raise InputError(wrong.message, where=given.file, hint=wrong.hint) from None


def decode_head(head: bytes) -> str:
    """The text at the beginning of an input, which may end inside a character; empty where it looks binary."""
    mark, encoding = next(((mark, encoding) for mark, encoding in _MARKS if head.startswith(mark)), (b"", ""))
    if not encoding and (head.startswith(_BINARY) or (not _wide(head) and _has_controls(head))):
        return ""
    return head[len(mark) :].decode(encoding or _wide(head) or "utf-8", errors="replace").replace("\0", "")


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: the zero bytes of spaces and ASCII stand on one side only, and what comes out is text; empty where it is not."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    zeros = (sample[::2].count(0), sample[1::2].count(0))
    if len(data) % 2 or max(zeros) <= 10 * min(zeros):
        return ""
    encoding = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    shown = sample.decode(encoding, errors="replace")
    odd = sum(unicodedata.category(sign) in _NO_TEXT and sign not in _LINE_SIGNS for sign in shown)
    return encoding if odd * 50 <= len(shown) else ""


def _has_controls(data: bytes) -> bool:
    """Whether there are more control characters than slip into texts by accident. A stray zero byte is one; it is dropped."""
    sample = data[:_SAMPLE]
    controls = sum(sample.count(byte) for byte in _CONTROLS)
    zeros = sample.count(0)
    return controls > _STRAY_CONTROLS + len(sample) // 300 or (zeros > 0 and (zeros > _STRAY_ZEROS or len(sample) < _CLEAN * controls))


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(text=data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError as wrong:
        raise InputError(f"is not the {encoding} text it begins as (byte {wrong.start})", hint="save the article again as UTF-8") from None


def _guessed(data: bytes) -> Decoded:
    """The likeliest encoding; among those that are as likely, as far as a text of this length can tell, the commonest."""
    from charset_normalizer import from_bytes

    order = _candidates(data)
    found = {match.encoding: match for match in from_bytes(data, cp_isolation=list(order))}
    if not found:
        raise InputError("is in no encoding that can be told", hint="save the article again as UTF-8")
    coherence = max(match.coherence for match in found.values())
    chaos = min(match.chaos for match in found.values())
    likely = [match for match in found.values() if match.coherence >= coherence - _AS_LIKELY and match.chaos <= chaos + _AS_LIKELY]
    best = min(likely or found.values(), key=lambda match: order.index(match.encoding))
    return Decoded(text=str(best), encoding=_WESTERN if _WESTERN in best.could_be_from_charset else best.encoding)


def _candidates(data: bytes) -> tuple[str, ...]:
    """The encodings that may be it, commonest first."""
    sample = data[:_SAMPLE]
    is_latin = 2 * len(_LATIN_WORD.findall(sample)) > sum(byte > 127 for byte in sample)
    return (*(() if is_latin else _OTHER_SCRIPTS), *_LATIN, *_EAST_ASIAN)


def _looks_binary() -> InputError:
    return InputError("looks like a binary file", hint=_HINT)
