"""A look-up put in order: the last answer to a question counts, and who is throttled does not go on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from citeaudit.archives.cdx import reads
from citeaudit.archives.judge import judge, next_snapshot
from citeaudit.archives.seen import distance, gap_days, put_in_order
from citeaudit.model import ArchiveState, Exchange, Lookup, Page, Purpose, Request, Snapshot
from citeaudit.ports import Wanted

NEAR = datetime(2015, 10, 28, 12, tzinfo=UTC)
URL = "https://example.org/a"
WANTED = Wanted(url=URL, near=NEAR)
INDEX = "https://web.archive.org/cdx/search/cdx?url=x"


def capture(at: datetime) -> Snapshot:
    return Snapshot(archive="wayback", url=URL, at=at, status=200, replay_url=f"https://web.archive.org/web/{at:%Y%m%d%H%M%S}id_/{URL}")


def asked(url: str, status: int, answer: str = "", purpose: Purpose = Purpose.API) -> Exchange:
    is_shown = purpose is Purpose.REPLAY and status == 200
    page = Page(title="A page", words=300, text="words") if is_shown else None
    headers = (("memento-datetime", format_datetime(captured_at(url), usegmt=True)),) if is_shown else ()
    return Exchange(request=Request(url=url, purpose=purpose), status=status, headers=headers, answer=answer, page=page, size=900, asked_at=NEAR)


def captured_at(url: str) -> datetime:
    return datetime.strptime(url.split("/web/")[1][:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def test_a_question_asked_again_counts_by_its_last_answer() -> None:
    empty = (asked(f"{INDEX}&filter=x", 503), asked(f"{INDEX}&filter=x", 200, "[]"), asked(INDEX, 200, "[]"))
    opinion = asked("https://archive.org/wayback/available?url=x", 503)
    assert judge(Lookup(url=URL, exchanges=(*empty, opinion)), WANTED, reads).verdict.value is ArchiveState.ABSENT
    again = asked(INDEX, 429)
    assert judge(Lookup(url=URL, exchanges=(*empty, opinion, again)), WANTED, reads).verdict.value is ArchiveState.UNKNOWN


FILTERED, UNFILTERED = asked(f"{INDEX}&filter=x", 200, "[]"), asked(INDEX, 200, "[]")
OPINION = asked("https://archive.org/wayback/available?url=x", 200, '{"archived_snapshots": {}}')


@pytest.mark.parametrize(
    ("exchanges", "state"),
    [
        pytest.param((FILTERED, UNFILTERED, OPINION), ArchiveState.ABSENT, id="all-three"),
        pytest.param((FILTERED, UNFILTERED), ArchiveState.UNKNOWN, id="no-second-opinion"),
        pytest.param((FILTERED, OPINION), ArchiveState.UNKNOWN, id="only-with-the-filter"),
        pytest.param((UNFILTERED, OPINION), ArchiveState.UNKNOWN, id="only-without-the-filter"),
        pytest.param((OPINION,), ArchiveState.UNKNOWN, id="only-a-second-opinion"),
    ],
)
def test_absence_takes_three_questions(exchanges: tuple[Exchange, ...], state: ArchiveState) -> None:
    assert judge(Lookup(url=URL, exchanges=exchanges), WANTED, reads).verdict.value is state


def test_after_a_429_no_other_snapshot_is_replayed() -> None:
    first, second = capture(NEAR), capture(NEAR + timedelta(days=1))
    lookup = Lookup(url=URL, snapshots=(first, second), exchanges=(asked(first.replay_url, 429, purpose=Purpose.REPLAY),))
    assert put_in_order(lookup, WANTED, reads).is_throttled
    assert next_snapshot(lookup, WANTED, reads) is None


def test_rows_of_other_addresses_are_no_absence() -> None:
    """An index that files more under one key than we take for one page lists something: what, cannot be told."""
    rows = '[["urlkey","timestamp","original","mimetype","statuscode"],["org,example)/b","20151028120000","https://example.org/b","text/html","200"]]'
    opinion = asked("https://archive.org/wayback/available?url=x", 200, '{"archived_snapshots": {}}')
    verdict = judge(Lookup(url=URL, exchanges=(asked(f"{INDEX}&filter=x", 200, rows), opinion)), WANTED, reads).verdict
    assert (verdict.value, verdict.rule) == (ArchiveState.UNKNOWN, "other-addresses")


def test_a_far_capture_is_less_sure_while_a_nearer_one_could_not_be_looked_at() -> None:
    near, far = capture(NEAR), capture(NEAR + timedelta(days=900))
    shown = (asked(near.replay_url, 503, purpose=Purpose.REPLAY), asked(far.replay_url, 200, purpose=Purpose.REPLAY))
    check = judge(Lookup(url=URL, snapshots=(near, far), exchanges=shown), WANTED, reads)
    assert (check.verdict.value, check.gap_days) == (ArchiveState.DISTANT, 900)
    assert check.verdict.confidence <= 0.5
    assert "nearer" in str(check.verdict.reason)


@pytest.mark.parametrize(
    ("at", "gap"),
    [
        (datetime(2015, 10, 28, 0, 0, tzinfo=UTC), 0),
        (datetime(2015, 10, 28, 23, 59, tzinfo=UTC), 0),
        (datetime(2015, 10, 29, 0, 1, tzinfo=UTC), 1),
        (datetime(2015, 10, 27, 23, 59, tzinfo=UTC), -1),
    ],
)
def test_the_gap_counts_from_date_to_date(at: datetime, gap: int) -> None:
    assert gap_days(capture(at), WANTED) == gap


def test_days_decide_before_hours() -> None:
    """A date stands for a whole day: a capture a day before is as near as one a day after, whatever the hours, and the earlier one is taken."""
    before, after = capture(datetime(2015, 10, 27, 1, tzinfo=UTC)), capture(datetime(2015, 10, 29, 1, tzinfo=UTC))
    assert sorted([after, before], key=lambda snapshot: distance(snapshot, WANTED)) == [before, after]
