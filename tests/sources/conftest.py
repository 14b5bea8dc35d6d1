"""Builds what the source rules read: a source of an article, its link, and the traces that both show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from citeaudit.model import Classification, Link, Source, UrlOrigin, Verdict, text
from citeaudit.ports import Traces
from citeaudit.sources.classify import classify
from citeaudit.sources.publisher import traces


def _link(url: str) -> Link:
    origin = UrlOrigin.ARTICLE if url else UrlOrigin.NONE
    return Link(url=url, origin=Verdict(value=origin, rule="given", reason=text("as the test gives it")))


@pytest.fixture(scope="session")
def traced() -> Callable[..., Traces]:
    """The traces of a source with the given fields, `url` being its link's."""

    def trace(*, url: str = "", **fields: Any) -> Traces:
        return traces(Source(article="An article", reference="1", **fields), _link(url))

    return trace


@pytest.fixture(scope="session")
def classified() -> Callable[..., Classification]:
    """The classification of a source with the given fields, `url` being its link's."""

    def judge(subject: tuple[str, ...] = (), *, url: str = "", **fields: Any) -> Classification:
        return classify(Source(article="An article", reference="1", **fields), _link(url), subject)

    return judge
