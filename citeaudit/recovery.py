"""Where the URL of a source comes from: the article, or an honest absence (pure)."""

from __future__ import annotations

from citeaudit.model import Evidence, Link, Source, UrlOrigin, Verdict, text
from citeaudit.urls import without_credentials


def link_of(source: Source) -> Link:
    """The link that the article itself gives for a source, without credentials; an empty URL with origin `none` where it gives none."""
    if source.url:
        url = without_credentials(source.url)
        evidence = (Evidence(what=url, where=f"{source.file}, line {source.line}" if source.file else ""),)
        origin = Verdict(value=UrlOrigin.ARTICLE, rule="printed", reason=text("the article gives this address"), evidence=evidence, confidence=1.0)
        return Link(url=url, origin=origin)
    reason = text("this copy of the article prints no address for the source")
    return Link(url="", origin=Verdict(value=UrlOrigin.NONE, rule="no-url", reason=reason))
