"""TimeMaps and Link headers: read as archives write them, whole or not, and whatever else comes in their place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.archives.timemap import Part, TimeMap, http_date, nearer_part, read_links, read_timemap

PAGE = "http://example.org/a,b;c=d"
NEAR = datetime(2015, 10, 28, 12, tzinfo=UTC)
DATE = "Wed, 28 Oct 2015 12:00:00 GMT"
ORIGINAL = f'<{PAGE}>; rel="original"'
CAPTURE = f'<http://a.example/2015/{PAGE}>; rel="memento"; datetime="{DATE}"'


# ---------------------------------------------------------------- links

TARGETS = st.text(st.characters(codec="utf-8", exclude_characters="<>")).map(str.strip)
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9*._-]{0,8}", fullmatch=True).filter(lambda name: name.lower() != "rel")
VALUES = st.text(max_size=20)
LINKS = st.lists(st.tuples(TARGETS, st.lists(st.sampled_from(["memento", "original", "first"]), min_size=1), st.dictionaries(NAMES, VALUES)))


def written(target: str, relations: list[str], parameters: dict[str, str]) -> str:
    quoted = {name: value.replace("\\", "\\\\").replace('"', '\\"') for name, value in parameters.items()}
    return "".join((f'<{target}>; rel="{" ".join(relations)}"', *(f'; {name}="{value}"' for name, value in quoted.items())))


@given(LINKS)
def test_what_is_written_is_read(links: list[tuple[str, list[str], dict[str, str]]]) -> None:
    read = read_links(", ".join(written(*link) for link in links))
    assert read.is_whole
    assert [link.target for link in read.links] == [target for target, _, _ in links]
    assert [link.relations for link in read.links] == [frozenset(relations) for _, relations, _ in links]
    for link, (_, _, parameters) in zip(read.links, links, strict=True):
        folded: dict[str, str] = {}
        for name, value in parameters.items():
            folded.setdefault(name.lower(), value)
        assert {name: value for name, value in link.parameters.items() if name != "rel"} == folded


@given(st.text(st.sampled_from('<>;,="\\ \nrelmntodai/:2015')) | st.text())
def test_reading_raises_nothing(text: str) -> None:
    timemap = read_timemap(text)
    assert timemap.is_whole <= bool(timemap.original)


@given(st.text(st.sampled_from("Wed, 28Oct5:0GMT+-9")) | st.text())
def test_a_date_is_read_or_none(text: str) -> None:
    at = http_date(text)
    assert at is None or at.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("header", "originals", "is_whole"),
    [
        pytest.param(f'<{PAGE}>; rel="original"', (PAGE,), True, id="quoted"),
        pytest.param(f"<{PAGE}>;rel=original", (PAGE,), True, id="a-token"),
        pytest.param(f'<{PAGE}>; REL="Original TimeGate"', (PAGE,), True, id="two-relations-in-capitals"),
        pytest.param(f'<{PAGE}>; rel="original"; rel="next"', (PAGE,), True, id="the-first-rel-counts"),
        pytest.param(f'<{PAGE}>; rel="original", <x>; rel="timemap"; type="appl', (PAGE,), False, id="cut-in-a-later-link"),
        pytest.param(f'<{PAGE}>; rel="timegate"; <x>; rel="original"', (), False, id="a-semicolon-for-a-comma"),
        pytest.param(f'<{PAGE}>; title="<, ;>"; rel="original"', (PAGE,), True, id="signs-in-quotes"),
        pytest.param('<x>; rel="originality"', (), True, id="another-word"),
        pytest.param("", (), True, id="nothing"),
        pytest.param("<html><body>Down</body></html>", (), False, id="a-page"),
    ],
)
def test_a_link_header(header: str, originals: tuple[str, ...], is_whole: bool) -> None:
    links = read_links(header)
    assert (links.targets("original"), links.is_whole) == (originals, is_whole)


# ---------------------------------------------------------------- TimeMaps


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{ORIGINAL},\n{CAPTURE}\n", id="as-the-rfc-has-it"),
        pytest.param(f"{ORIGINAL},\n{CAPTURE},\n", id="a-comma-at-the-end"),
        pytest.param(f"{CAPTURE.replace('memento', 'first last memento')} , {ORIGINAL}", id="the-only-one-and-the-original-last"),
        pytest.param(f'{ORIGINAL},{CAPTURE}; license="http://example.org/l"; collection="web"', id="more-parameters"),
    ],
)
def test_a_whole_list(text: str) -> None:
    timemap = read_timemap(text)
    assert (timemap.original, [(memento.url, memento.at) for memento in timemap.mementos]) == (PAGE, [(f"http://a.example/2015/{PAGE}", NEAR)])
    assert timemap.is_whole


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param(CAPTURE, 1, id="no-original"),
        pytest.param(f"{ORIGINAL}, {CAPTURE}, <http://a.exam", 1, id="cut-in-an-address"),
        pytest.param(f"{ORIGINAL}, {CAPTURE}, {CAPTURE[:-9]}", 1, id="cut-in-a-date"),
        pytest.param(f'{ORIGINAL}, {CAPTURE}, <http://a.example/2>; rel="memento"', 1, id="a-capture-without-a-date"),
        pytest.param(f'{ORIGINAL}, <http://a.example/2>; rel="memento"; datetime="today"', 0, id="a-date-that-is-none"),
        pytest.param(f'{ORIGINAL}, </2>; rel="memento"; datetime="{DATE}"', 0, id="half-an-address"),
        pytest.param("<!doctype html><title>Sorry</title>", 0, id="a-page"),
        pytest.param('{"mementos": {"list": []}}', 0, id="json"),
    ],
)
def test_a_list_that_is_not_whole(text: str, listed: int) -> None:
    timemap = read_timemap(text)
    assert (timemap.is_whole, len(timemap.mementos)) == (False, listed)


def part(year: int, type: str = "application/link-format") -> str:
    span = f'from="Thu, 01 Jan {year} 00:00:00 GMT"; until="Thu, 31 Dec {year} 00:00:00 GMT"'
    return f'<http://a.example/{year}>; rel="timemap"; type="{type}"; {span}'


def test_other_parts_of_a_list_are_named_and_other_forms_of_it_are_not() -> None:
    own = '<http://a.example/all>; rel="self"; type="application/link-format", <http://a.example/all>; rel="timemap"'
    timemap = read_timemap(f'{ORIGINAL}, {own}, {part(2014)}, {part(2015, "application/json")}, </2016>; rel="timemap"')
    assert timemap.parts == (Part(url="http://a.example/2014", since=datetime(2014, 1, 1, tzinfo=UTC), until=datetime(2014, 12, 31, tzinfo=UTC)),)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        pytest.param([part(2014), part(2015), part(2016)], "http://a.example/2015", id="the-one-of-that-time"),
        pytest.param([part(2010), part(2012)], "http://a.example/2012", id="the-last-before"),
        pytest.param([part(2017), part(2016)], "http://a.example/2016", id="the-first-after"),
        pytest.param([CAPTURE, part(2015)], "", id="none-where-that-very-time-is-listed"),
        pytest.param([CAPTURE.replace("2015 12", "2013 12"), part(2017)], "http://a.example/2017", id="nearer-than-what-is-listed"),
        pytest.param([CAPTURE.replace("2015 12", "2014 12"), part(2017)], "", id="farther-than-what-is-listed"),
        pytest.param(['<http://a.example/x>; rel="timemap"'], "http://a.example/x", id="no-time-and-nothing-listed"),
        pytest.param([CAPTURE.replace("2015 12", "1999 12"), '<http://a.example/x>; rel="timemap"'], "", id="no-time-and-something-listed"),
        pytest.param([], "", id="no-parts"),
    ],
)
def test_the_part_that_is_nearest_to_a_day(text: list[str], nearest: str) -> None:
    found = nearer_part(read_timemap(", ".join([ORIGINAL, *text])), NEAR)
    assert (found.url if found else "") == nearest


NAIVE = NEAR.replace(tzinfo=None)
TIMES = st.datetimes(NAIVE.replace(year=1996), NAIVE.replace(year=2026), timezones=st.just(UTC))
PARTS = st.builds(Part, url=st.uuids().map(lambda number: f"http://a.example/{number}"), since=TIMES | st.none(), until=TIMES | st.none())


@given(st.lists(PARTS), TIMES)
def test_a_part_that_holds_the_day_is_taken_where_there_is_one(parts: list[Part], near: datetime) -> None:
    def holds(part: Part) -> bool:
        return (part.since is None or part.since <= near) and (part.until is None or near <= part.until)

    found = nearer_part(TimeMap(original=PAGE, mementos=(), parts=tuple(parts), is_whole=True), near)
    assert (found is None) == (not parts)
    assert found is None or holds(found) == any(map(holds, parts))
