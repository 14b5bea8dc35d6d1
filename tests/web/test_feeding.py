"""Which link of a run is begun next."""

from __future__ import annotations

from citeaudit.model import Request
from citeaudit.urls import host_of
from citeaudit.web.feeding import OF_A_HOST, UNDER_WAY, Feed


def links(**hosts: int) -> list[Request]:
    """So many links of each host, host by host."""
    return [Request(url=f"https://{host}.example/{number}") for host, links in hosts.items() for number in range(links)]


def begun(feed: Feed) -> list[str]:
    return [host_of(request.url).partition(".")[0] for request in feed.due()]


def test_the_host_with_most_left_goes_first_and_no_host_takes_more_than_its_share() -> None:
    feed = Feed(links(few=1, many=OF_A_HOST + 3, some=2), places=8)
    assert begun(feed)[:OF_A_HOST] == ["many"] * OF_A_HOST
    assert begun(feed) == []
    assert feed.waiting() == 3


def test_each_link_is_begun_once_and_the_next_one_when_one_ends() -> None:
    wanted = links(a=OF_A_HOST + 2)
    feed = Feed(wanted, places=8)
    started = list(feed.due())
    while under_way := list(started)[-1:]:
        feed.ends(under_way[0])
        more = list(feed.due())
        started += more
        if not more:
            break
    assert sorted(request.url for request in started) == sorted(request.url for request in wanted)


def test_who_rests_leaves_its_share_to_the_next() -> None:
    feed = Feed(links(a=OF_A_HOST + 2), places=8)
    first = next(iter(feed.due()))
    assert len(begun(feed)) == OF_A_HOST - 1
    feed.rests(first)
    assert begun(feed) == ["a"]
    feed.goes_on(first)
    feed.ends(first)
    assert begun(feed) == []


def test_no_more_are_under_way_in_all_than_there_is_room_for() -> None:
    wanted = [Request(url=f"https://h{number}.example/") for number in range(UNDER_WAY + 5)]
    feed = Feed(wanted, places=1)
    started = list(feed.due())
    assert len(started) == UNDER_WAY
    feed.ends(started[0])
    assert len(list(feed.due())) == 1
    assert feed.waiting() == 4
