"""Files are told by their first bytes."""

from __future__ import annotations

import pytest

from citeaudit.content.media import kind_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        pytest.param(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3", "PDF", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF", "image", id="JPEG"),
        pytest.param(b"RIFF\x10\0\0\0WEBPVP8 ", "image", id="WebP"),
        pytest.param(b"RIFF\x10\0\0\0WAVEfmt ", "", id="sound"),
        pytest.param(b"<!doctype html>", "", id="page"),
        pytest.param(b"", "", id="nothing"),
    ],
)
def test_a_file_is_told_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind
