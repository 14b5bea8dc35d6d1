"""The bodies that a world's server answers with."""

from __future__ import annotations

import random
from collections.abc import Sequence

from benchmarks.loopback.world import SEED

SMALLEST, LARGEST = 10_000, 30_000
"""Bytes of a page."""

FILLINGS = 40

_WORDS = (
    *("the", "of", "and", "report", "said", "year", "people", "government", "city", "court", "national", "public", "house", "school", "river"),
    *("after", "against", "between", "without", "minister", "article", "every", "children", "water", "morning", "support", "company", "first"),
)

Body = tuple[bytes, ...]


def page(title: str, filling: bytes, heading: str = "") -> Body:
    """A page of a title, a heading (the title where none is given) and what stands below it."""
    head = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{heading or title}</h1>'
    return head.encode(), filling, b"</body></html>"


def fillings() -> Sequence[bytes]:
    """What stands on the pages of news sites, a third of it words: a menu, scripts, teasers with pictures and links, paragraphs."""
    chance = random.Random(SEED)
    return [_filling(SMALLEST + (LARGEST - SMALLEST) * number // (FILLINGS - 1), chance) for number in range(FILLINGS)]


def _filling(size: int, chance: random.Random) -> bytes:
    menu = "".join(f'<li class="menu-item item-{number}"><a href="/section/{number}">{chance.choice(_WORDS)}</a></li>' for number in range(30))
    made = f'<nav><ul id="menu">{menu}</ul></nav><script src="/main.js"></script><script>var page = {{"size": {size}}};</script><main>'
    while len(made) < size:
        words, at = " ".join(chance.choices(_WORDS, k=60)), len(made)
        link = f'<a class="teaser__link" href="/story/{at}"><img class="teaser__picture" src="/pictures/{at}.jpg" alt="" width="320"></a>'
        closing = f'<span class="teaser__date">{chance.choice(_WORDS)}</span> <a href="/topic/{at}" rel="tag">{chance.choice(_WORDS)}</a>'
        made += f'<div class="teaser teaser--wide" data-id="{at}">{link}<h3 class="teaser__title">{words[:40]}</h3>{closing}</div>'
        made += f'<p class="text__paragraph">{words}.</p>' if at % 2 else ""
    return f"{made}</main><footer><p>All rights reserved.</p></footer>".encode()
