"""What a reader or a judge asks of an exchange and a snapshot."""

from __future__ import annotations

from datetime import UTC, datetime

from citeaudit.model import Exchange, Request, Snapshot

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_a_header_is_found_by_its_name() -> None:
    seen = Exchange(request=Request(url="https://a.example/"), headers=(("server", "x"), ("retry-after", "3")), asked_at=NOW)
    assert (seen.header("retry-after"), seen.header("location")) == ("3", "")


def test_the_readers_address_of_a_snapshot_is_the_page_not_the_bytes() -> None:
    replay = "https://web.archive.org/web/20161028080130id_/https://a.example/web/20161028080130id_/x"
    snapshot = Snapshot(archive="wayback", url="https://a.example/", at=NOW, status=200, replay_url=replay)
    assert snapshot.page_url == "https://web.archive.org/web/20161028080130/https://a.example/web/20161028080130id_/x"
