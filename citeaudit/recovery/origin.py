"""Where the URL of a source comes from: the article, the user's own list, the same article in another form, or an honest absence (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from citeaudit.model import Companion, Evidence, Link, Source, UrlOrigin, text
from citeaudit.recovery.verdicts import absent, given
from citeaudit.urls import without_credentials


def label_key(label: str) -> str:
    """A label as people write it: `9`, `[9]`, `Note 2`."""
    return " ".join(label.casefold().strip("[]#. ").split())


def link_of(source: Source) -> Link:
    """The link that the article itself gives for a source, without credentials; an empty URL with origin `none` where it gives none."""
    if not source.url:
        return absent("no-companion", text("this copy of the article prints no address for the source"))
    evidence = (Evidence(what=without_credentials(source.url), where=f"{source.file}, line {source.line}" if source.file else ""),)
    return given(source.url, UrlOrigin.ARTICLE, "printed", text("the article gives this address"), evidence, 1.0)


def links_of(sources: Sequence[Source], companion: Companion | None) -> tuple[Link, ...]:
    """The link of each source, in order: its own, or else the one that `companion` gives for it.

    Origin `supplied` (the user's list) or `recovered`, with its confidence (0 to 1) and what agrees as evidence; an absence has one of the rules
    `doubtful` (the nearest match and why it was not taken), `unmatched`, `no-url` (a sure match has no address either) and `no-companion`.
    """
    if companion is None or all(source.url for source in sources):
        return tuple(link_of(source) for source in sources)
    # Only here: comparing words needs a library that an audit without a companion does not pay for.
    from citeaudit.recovery import recovered, supplied

    found = (supplied if companion.is_word else recovered).links(sources, companion)
    return tuple(link_of(source) if source.url else link for source, link in zip(sources, found, strict=True))
