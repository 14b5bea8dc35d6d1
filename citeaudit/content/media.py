"""What a body is by its first bytes, whatever its Content-Type says (pure)."""

from __future__ import annotations

# (what it is, offset, bytes), from https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern and ISO 32000 for PDF.
_SIGNATURES = (
    ("PDF", 0, b"%PDF-"),
    ("image", 0, b"\x89PNG\r\n\x1a\n"),
    ("image", 0, b"\xff\xd8\xff"),
    ("image", 0, b"GIF87a"),
    ("image", 0, b"GIF89a"),
    ("image", 8, b"WEBPVP"),
    ("image", 0, b"BM"),
    ("image", 0, b"II*\0"),
    ("image", 0, b"MM\0*"),
)


def kind_of(head: bytes) -> str:
    """`PDF`, `image`, or empty for anything else."""
    return next((kind for kind, at, signature in _SIGNATURES if head[at : at + len(signature)] == signature), "")
