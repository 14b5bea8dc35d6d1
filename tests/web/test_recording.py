"""A recording keeps what one run saw and read, and gives it back to be judged again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from citeaudit.errors import UsageError
from citeaudit.model import LinkState, Lookup, PastCheck, Request
from citeaudit.ports import Wanted, Web
from citeaudit.settings import Settings
from citeaudit.web.live import open_web
from citeaudit.web.store import Store

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
BEFORE = PastCheck(state=LinkState.GONE, rule="http-404", checked_at=NOW - timedelta(days=9))
PRESENT = PastCheck(state=LinkState.LIVE, rule="title-agrees", checked_at=NOW)


@pytest.fixture
def chosen(tmp_path: Path) -> Callable[..., Settings]:
    def choose(**options: Any) -> Settings:
        return Settings(store=tmp_path / "store", allow_private=True, **options)

    return choose


def asked(web: Web, *urls: str) -> list[str]:
    return [url for url, _ in web.fetch_many([Request(url=url) for url in urls], lambda seen: None)]


@pytest.fixture
def page(stranger: Callable[..., Any]) -> str:
    server = stranger()
    server.answers("/page", b"<title>A page</title><p>words")
    return str(server.url("/page"))


def test_a_recording_gives_back_what_the_run_saw_and_what_it_read(page: str, chosen: Callable[..., Settings], tmp_path: Path) -> None:
    old, wanted = f"{page}-of-last-week", Wanted(url=page, near=NOW)
    with open_web(chosen(), NOW - timedelta(days=9)) as web:
        web.keep(page, BEFORE)
        asked(web, page)
    with closing(Store(tmp_path / "store", NOW)) as store:
        store.add(old, store.stored(page)[0])
    with open_web(chosen(record=tmp_path / "seen"), NOW) as web:
        assert asked(web, page) == [page]
        reused = web.stored(old)
        web.keep(page, PRESENT)
        web.keep_lookup("an archive", wanted, Lookup(url=page))
        seen, checks = web.stored(page), web.history(page)
    with open_web(chosen(replay=tmp_path / "seen"), NOW + timedelta(days=30)) as web:
        assert web.now == NOW
        assert (web.stored(page), web.stored(old)) == (seen, reused)
        assert (web.history(page), checks) == ((BEFORE, PRESENT), (BEFORE, PRESENT))
        assert web.stored_lookup("an archive", wanted) == Lookup(url=page)
        assert asked(web, page) == []


def test_what_is_read_twice_is_kept_once(page: str, chosen: Callable[..., Settings], tmp_path: Path) -> None:
    with open_web(chosen(), NOW) as web:
        asked(web, page)
    with open_web(chosen(record=tmp_path / "seen"), NOW) as web:
        assert web.stored(page) == web.stored(page)
    with open_web(chosen(replay=tmp_path / "seen"), NOW) as web:
        assert len(web.stored(page)) == 1


def test_a_machine_without_a_network_forgets_what_it_saw_and_not_what_it_read(page: str, chosen: Callable[..., Settings], tmp_path: Path) -> None:
    with open_web(chosen(), NOW) as web:
        asked(web, page)
    with open_web(chosen(record=tmp_path / "seen"), NOW) as web:
        read = web.stored(page)
        asked(web, page)
        web.forget_run()
    with open_web(chosen(replay=tmp_path / "seen"), NOW) as web:
        assert web.stored(page) == read


def test_a_recording_is_made_anew(chosen: Callable[..., Settings], tmp_path: Path) -> None:
    (tmp_path / "seen").write_bytes(b"something of the user's")
    with pytest.raises(UsageError, match="there is such a file already"), open_web(chosen(record=tmp_path / "seen"), NOW):
        pass
    assert (tmp_path / "seen").read_bytes() == b"something of the user's"


def test_there_must_be_a_recording_to_replay(chosen: Callable[..., Settings], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such recording"), open_web(chosen(replay=tmp_path / "none"), NOW):
        pass


def test_a_run_that_sees_nothing_has_a_recording_too(chosen: Callable[..., Settings], tmp_path: Path) -> None:
    with open_web(chosen(record=tmp_path / "seen"), NOW):
        pass
    with open_web(chosen(replay=tmp_path / "seen"), NOW + timedelta(days=1)) as web:
        assert web.now == NOW
