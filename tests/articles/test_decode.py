"""Bytes to text: marks, UTF-16 without a mark, other encodings, and what is no text at all."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.decode import decode, decode_head
from citeaudit.errors import InputError

RUSSIAN = "Выдры долины хорошо изучены, и о них написано в трёх книгах.[1]\n\nПримечания\n\n1. ^ Отчёт. Северные вести. 2015.\n"
FRENCH = "La loutre de la vallée a été décrite très tôt ; elle vit près de l’eau, où la pêche est bonne.[1]\n"
POLISH = "Wydra żyje w dolinie od wieków, a jej zwyczaje opisało wielu badaczy. Gęś też się tam pojawia, choć rzadko.[1]\n"
JAPANESE = "カワウソは谷に住んでいる。多くの本に書かれている。\n"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        pytest.param(RUSSIAN, "utf-8", "utf-8", id="UTF-8"),
        pytest.param(RUSSIAN, "utf-8-sig", "utf-8", id="UTF-8 with its mark"),
        pytest.param(RUSSIAN, "utf-16", "utf-16-le", id="UTF-16 with its mark"),
        pytest.param(FRENCH, "utf-16-le", "utf-16-le", id="UTF-16 little-endian without a mark"),
        pytest.param(RUSSIAN, "utf-16-be", "utf-16-be", id="UTF-16 big-endian without a mark, Cyrillic"),
        pytest.param(RUSSIAN, "cp1251", "cp1251", id="Cyrillic of Windows"),
        pytest.param(RUSSIAN, "koi8-r", "koi8_r", id="KOI8-R"),
        pytest.param(FRENCH, "cp1252", "cp1252", id="Western of Windows"),
        pytest.param("café short", "cp1252", "cp1252", id="one letter beyond ASCII"),
        pytest.param(POLISH, "cp1250", "cp1250", id="Polish of Windows"),
        pytest.param(JAPANESE, "shift_jis", "cp932", id="Japanese"),
        pytest.param("", "utf-8", "utf-8", id="empty"),
    ],
)
def test_reads_text(text: str, encoding: str, named: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, named)


def test_a_stray_control_character_makes_no_text_binary() -> None:
    assert decode(b"Otters\x07 swim.[1]").text == "Otters\x07 swim.[1]"


def test_a_stray_zero_byte_is_dropped() -> None:
    assert decode(b"Otters\x00 swim in the valley, and it was long ago.[1]").text == "Otters swim in the valley, and it was long ago.[1]"
    assert decode_head(b"Otters\x00 swim in the valley, and it was long ago.[1]").startswith("Otters swim")


def test_many_zero_bytes_are_data() -> None:
    assert decode_head(b"Otters swim in the valley.\x00\x00\x00\x00" * 9) == ""
    assert decode_head(b"ab\x00cd") == ""


def test_keeps_line_ends() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


def test_a_damaged_character_does_not_change_the_encoding() -> None:
    data = RUSSIAN.encode()
    assert decode(data[:-30] + data[-29:]).encoding == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.4 1 0 obj", id="PDF"),
        pytest.param(b"PK\x03\x04 word/document.xml", id="DOCX"),
        pytest.param(bytes(range(256)) * 40, id="all bytes"),
        pytest.param(b"\x01\x00\x02\x00\xff\x00" * 100, id="numbers"),
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="looks like a binary file") as raised:
        decode(data)
    assert raised.value.hint
    assert decode_head(data) == ""


def test_a_mark_that_does_not_hold_is_an_error() -> None:
    with pytest.raises(InputError, match="utf-16-le"):
        decode(b"\xff\xfea")


def test_the_head_may_end_inside_a_character() -> None:
    assert decode_head("Выдра".encode()[:-1]).startswith("Выдр")
    assert decode_head("Выдра".encode("utf-16")) == "Выдра"


def test_utf_8_does_not_load_the_detector() -> None:
    code = "import sys; from citeaudit.articles.decode import decode; decode('é'.encode()); sys.exit('charset_normalizer' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co", "Cs")) | st.sampled_from("\n\t"), max_size=80)


@given(TEXTS, st.sampled_from(("utf-8", "utf-8-sig", "utf-16")))
def test_any_text_with_a_mark_or_in_utf_8_reads_back(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text.removeprefix("\ufeff" if encoding == "utf-8" else "")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(InputError):
        assert isinstance(decode(data).text, str)
