"""Bar charts as SVG that works without scripts and styles, in a page or alone (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

ROW, BAR, LABELS, WIDTH = 26, 16, 260, 760
"""Pixels: height of a row and of its bar, width of the labels' column and of the whole picture."""


def bars(title: str, rows: Sequence[tuple[str, int]], *, unit: str) -> str:
    """A horizontal bar for each (label, count), the count printed beside it. One colour for all: a bar says how many, not how good.

    Args:
        title: what the picture shows; also its accessible name.
        rows: labels and counts, from top to bottom.
        unit: what is counted, in the plural.
    """
    height = ROW * (len(rows) + 1) + 8
    widest = max((count for _, count in rows), default=0) or 1
    told = "; ".join(f"{label}: {count} {unit}" for label, count in rows)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label={quoteattr(f"{title}. {told}")} font-family="sans-serif" font-size="14">',
        f'<text x="0" y="17" font-weight="bold" fill="#1b1b1b">{escape(title)}</text>',
    ]
    for place, (label, count) in enumerate(rows, 1):
        top = ROW * place + 4
        length = round((WIDTH - LABELS - 60) * count / widest)
        drawn += [
            f'<text x="{LABELS - 8}" y="{top + 13}" text-anchor="end" fill="#1b1b1b">{escape(label)}</text>',
            f'<rect x="{LABELS}" y="{top}" width="{max(length, 1)}" height="{BAR}" fill="#33628a"/>',
            f'<text x="{LABELS + length + 6}" y="{top + 13}" fill="#1b1b1b">{count}</text>',
        ]
    return "\n".join([*drawn, "</svg>\n"])
