"""The cases of the selftest are what they say: none twice, every state of the table, no host of the real Web that a request could reach."""

from __future__ import annotations

import re
from collections import Counter

from citeaudit.model import LinkState
from citeaudit.web.behaviours import CASES
from citeaudit.web.behaviours.case import ARTICLE, Way


def test_no_name_and_no_url_stands_twice() -> None:
    assert [name for name, times in Counter(case.name for case in CASES).items() if times > 1] == []
    assert [url for url, times in Counter(case.url for case in CASES).items() if times > 1] == []


def test_every_state_has_cases() -> None:
    assert {case.expected for case in CASES} == set(LinkState)


def test_cited_hosts_are_reserved_names_or_this_machine() -> None:
    hosts = [re.sub(r"^[a-z]+:/*|[/:?].*$", "", case.url.lower()) for case in CASES if case.way is not Way.GUARDED and case.expected in _ASKED]
    assert [host for host in hosts if not host.rstrip(".").endswith(".example")] == []


_ASKED = set(LinkState) - {LinkState.INVALID_URL, LinkState.REFUSED}


def test_the_article_is_longer_than_any_error_page_wall_or_login() -> None:
    assert 180 <= len(ARTICLE.split()) <= 250
