"""What the addresses of web archives say: which archive, a copy of which page, made when."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citeaudit import archiveaddresses
from citeaudit.archiveaddresses import Wrapped, as_captured, at_mirror, unwrap

PAGE = "http://a.example/b"
MOMENT = datetime(2015, 10, 28, 12, 0, 5, tzinfo=UTC)
ROWS = list(csv.DictReader(Path(archiveaddresses.__file__).with_name("archiveaddresses.csv").read_text(encoding="utf-8").splitlines()))
FOLDERS = [(row["host"], folder.replace("*", "all")) for row in ROWS for folder in row["folders"].split() if "save" not in folder]


def read(url: str) -> Wrapped:
    wrapped = unwrap(url)
    assert wrapped is not None, url
    return wrapped


# ---------------------------------------------------------------- the Wayback Machine, and one of each kind


@pytest.mark.parametrize(
    ("url", "archive", "original", "at"),
    [
        (
            "https://web.archive.org/web/20161028080130/https://www.hrw.org/x?y=1",
            "Wayback Machine",
            "https://www.hrw.org/x?y=1",
            datetime(2016, 10, 28, 8, 1, 30, tzinfo=UTC),
        ),
        ("//web.archive.org/web/2016id_/http:/hrw.org/", "Wayback Machine", "http://hrw.org/", datetime(2016, 1, 1, tzinfo=UTC)),
        ("http://www.web.archive.org/web/20161028/hrw.org/a", "Wayback Machine", "http://hrw.org/a", datetime(2016, 10, 28, tzinfo=UTC)),
        (
            "https://archive.ph/20200103101010/https://a.example/b",
            "archive.today",
            "https://a.example/b",
            datetime(2020, 1, 3, 10, 10, 10, tzinfo=UTC),
        ),
        ("https://archive.is/AbCdE", "archive.today", "", None),
        (
            "https://webarchive.nationalarchives.gov.uk/ukgwa/20090809000000/http://www.gov.example/",
            "UK Government Web Archive",
            "http://www.gov.example/",
            datetime(2009, 8, 9, tzinfo=UTC),
        ),
        ("https://perma.cc/ABCD-1234", "Perma.cc", "", None),
    ],
)
def test_what_an_address_says(url: str, archive: str, original: str, at: datetime | None) -> None:
    wrapped = read(url)
    assert (wrapped.archive, wrapped.original, wrapped.at) == (archive, original, at)


def test_a_page_about_an_archive_is_not_wrapped() -> None:
    assert unwrap("https://example.org/web/20161028080130/https://www.hrw.org/") is None


@pytest.mark.parametrize(
    "place",
    [
        "http://web.archive.org:80/web/20151028120005/",
        "https://web.archive.org/web/20151028120005id_/",
        "https://web.archive.org/web/20151028120005if_/",
        "https://web.archive.org/web/20151028120005oe_/",
        "https://web.archive.org/web/20151028120005-/",
        "http://web.archive.org/20151028120005/",
        "http://www.web.archive.org/20151028120005/",
        "http://wayback.archive.org/web/20151028120005/",
        "http://liveweb.archive.org/web/20151028120005/",
        "http://classic-web.archive.org/web/20151028120005/",
        "http://web-beta.archive.org/web/20151028120005/",
        "http://replay.web.archive.org/20151028120005/",
        "http://archive.org/web/20151028120005/",
        "http://www.archive.org/wayback/20151028120005/",
        "http://web.waybackmachine.org/20151028120005/",
        " https://WEB.archive.org/web/20151028120005/",
    ],
)
def test_every_form_of_the_wayback_machine_names_page_and_time(place: str) -> None:
    assert read(f"{place}{PAGE}") == Wrapped(archive="Wayback Machine", original=PAGE, at=MOMENT, digits=14, stamp="20151028120005", is_wayback=True)


@pytest.mark.parametrize("place", ["web/*/", "web/", "save/", "save/_embed/", "", "web//"], ids=lambda place: place or "nothing")
def test_a_list_of_all_copies_is_no_copy_of_a_time(place: str) -> None:
    wrapped = read(f"https://web.archive.org/{place}{PAGE}")
    assert (wrapped.original, wrapped.at, wrapped.digits, wrapped.stamp) == (PAGE, None, 0, "")
    assert wrapped.is_copy is not ("*" in place or "save" in place)


def test_a_list_of_the_copies_of_a_time_names_the_time() -> None:
    url = f"https://web.archive.org/web/2015*/{PAGE}"
    assert read(url) == replace(read(url.replace("*", "")), is_copy=False)
    assert as_captured(url) == url.replace("*", "id_")


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("2015", datetime(2015, 1, 1, tzinfo=UTC)),
        ("20151", datetime(2015, 10, 1, tzinfo=UTC)),
        ("20150", datetime(2015, 1, 1, tzinfo=UTC)),
        ("201510", datetime(2015, 10, 1, tzinfo=UTC)),
        ("2015102", datetime(2015, 10, 20, tzinfo=UTC)),
        ("20151028", datetime(2015, 10, 28, tzinfo=UTC)),
        ("2015102812000", datetime(2015, 10, 28, 12, tzinfo=UTC)),
        ("20150231120000", None),
        ("20151028250000", None),
        ("18990101080101", None),
        ("9999", None),
        ("2", None),
    ],
)
def test_a_stamp_is_believed_as_far_as_it_goes(stamp: str, at: datetime | None) -> None:
    wrapped = read(f"https://web.archive.org/web/{stamp}/{PAGE}")
    assert (wrapped.at, wrapped.digits, wrapped.stamp, wrapped.original) == (at, len(stamp), stamp, PAGE)


@pytest.mark.parametrize(
    ("written", "original"),
    [
        ("a.example/b", PAGE),
        ("www.a.example", "http://www.a.example"),
        ("//a.example/b", PAGE),
        ("http:/a.example/b", PAGE),
        ("HTTP://a.example/b", PAGE),
        ("a.example:80/b", "http://a.example:80/b"),
        ("192.0.2.1/b", "http://192.0.2.1/b"),
        ("http%3A%2F%2Fa.example%2Fb", PAGE),
        ("https%3A//a.example/b%2Fc", "https://a.example/b%2Fc"),
        ("http%3a%2f%2fa.example%2fb%3Fc%3D%2520%20d%C3%A9", "http://a.example/b?c=%20%20d%C3%A9"),
        ("http://a.example/b?c=d&e=http://f.example/#g", "http://a.example/b?c=d&e=http://f.example/#g"),
        ("http://a.example/web/20110101000000/x", "http://a.example/web/20110101000000/x"),
        ("ftp://a.example/b", "ftp://a.example/b"),
        ("nothing", ""),
        ("", ""),
        ("http://", ""),
    ],
)
def test_the_page_as_an_address_writes_it(written: str, original: str) -> None:
    assert read(f"https://web.archive.org/web/20151028120005/{written}").original == original


@pytest.mark.parametrize(
    "inner",
    [
        f"https://web.archive.org/web/2011/{PAGE}",
        f"http://archive.is/20110101000000/{PAGE}",
        f"http://web.archive.org/web/2011/http://web.archive.org/web/2010/{PAGE}",
        f"http://www.webcitation.org/5eWaHRbn4?url={PAGE}",
    ],
)
def test_a_copy_of_a_copy_is_of_the_innermost_page(inner: str) -> None:
    assert read(f"https://web.archive.org/web/20151028120005/{inner}") == read(f"https://web.archive.org/web/20151028120005/{PAGE}")


def test_what_a_copy_of_a_short_address_shows_is_not_said() -> None:
    assert read("https://web.archive.org/web/2015/https://archive.is/AbCdE").original == ""
    assert read("https://web.archive.org/web/2015/" * 3000).original == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/",
        "https://web.archive.org/details/pear",
        "https://archive.org/details/pear",
        "https://archive.org/download/pear/pear.pdf",
        "https://archive.org/wayback/available?url=http://a.example/",
        "https://web.archive.org/web/*/http://a.example/*",
        "https://web.archive.org/web/*/*.a.example",
        "https://web.archive.org/web/2015*/http://a.example/*",
        "https://web.archive.org/web/petition.php",
        "https://archive.ph/faq",
        "https://archive.ph/search/?q=pear",
        "https://perma.cc/about",
        "https://www.webcitation.org/",
        "https://www.webcitation.org/resources",
        "https://arquivo.pt/page/search?q=pear",
        "https://webarchive.nationalarchives.gov.uk/ukgwa/search/?q=pear",
        "https://www.freezepage.com/",
        "https://webcache.googleusercontent.com/search?q=cache:http://a.example/",
        "https://web.archive.org.example/web/2015/http://a.example/",
        "https://notarchive.ph/20151028120005/http://a.example/",
        "mailto:someone@archive.ph",
        "",
    ],
)
def test_what_is_no_copy(url: str) -> None:
    assert unwrap(url) is None
    assert as_captured(url) == url


# ---------------------------------------------------------------- archive.today


@pytest.mark.parametrize("ending", ["today", "is", "ph", "li", "vn", "fo", "md", "ec"])
@pytest.mark.parametrize("stamp", ["20151028120005", "2015.10.28-120005"])
def test_archive_today_and_its_sisters(ending: str, stamp: str) -> None:
    assert read(f"https://archive.{ending}/{stamp}/{PAGE}") == Wrapped(
        archive="archive.today", original=PAGE, at=MOMENT, digits=14, stamp="20151028120005"
    )


@pytest.mark.parametrize(
    ("path", "original"),
    [
        (f"newest/{PAGE}", PAGE),
        (f"oldest/{PAGE}", PAGE),
        (f"timegate/{PAGE}", PAGE),
        (PAGE, PAGE),
        (f"?run=1&url={PAGE}", PAGE),
        ("o/AbCdE/http://c.example/d", "http://c.example/d"),
        ("o/AbCdE/www.nytimes.com/d", "http://www.nytimes.com/d"),
        ("AbCdE", ""),
        ("AbCdE#selection-1.0-2.0", ""),
        ("wip/AbCdE", ""),
        ("AbCdE/image", ""),
    ],
)
def test_archive_today_without_a_time(path: str, original: str) -> None:
    assert read(f"http://archiveiya74codqgiixo33q62qlrqtkgmcitqx5u2oeqnmn5bpcbiyd.onion/{path}") == Wrapped(
        archive="archive.today", original=original, at=None
    )


def test_archive_today_marks_and_escapes() -> None:
    assert read(f"https://archive.is/20151028120005/{PAGE}%3Fc=%3F%23d").original == f"{PAGE}?c=%3F#d"
    assert read(f"https://archive.is/20151028120005/{PAGE}#selection-3608.0-3608.2").original == PAGE


# ---------------------------------------------------------------- WebCite


@pytest.mark.parametrize(
    ("path", "at"),
    [
        ("66lmEkpE8?url=", datetime(2012, 4, 8, 11, 22, 4, tzinfo=UTC)),  # 1333884124 s, as the tests of internetarchivebot have it
        ("6HPbX5thy?url=", datetime(2013, 6, 16, 6, 1, 13, tzinfo=UTC)),  # "Archived 2013-06-16 at WebCite"
        ("6BNdGOIEe?url=", datetime(2012, 10, 13, 9, 32, 50, tzinfo=UTC)),  # 存档于2012-10-13
        ("query?id=1138911916587475&url=", datetime(2006, 2, 2, 20, 25, 16, tzinfo=UTC)),
        ("query?id=66lmEkpE8&url=", datetime(2012, 4, 8, 11, 22, 4, tzinfo=UTC)),
        ("1138911916587475?url=", datetime(2006, 2, 2, 20, 25, 16, tzinfo=UTC)),
    ],
)
def test_webcite_numbers_its_copies_by_time(path: str, at: datetime) -> None:
    assert read(f"http://www.webcitation.org/{path}{PAGE}") == Wrapped(archive="WebCite", original=PAGE, at=at, digits=14)
    assert read(f"http://www.webcitation.org/{path}").at == at


@pytest.mark.parametrize(
    ("query", "original", "stamp"),
    [
        ("url=http%3A%2F%2Fa.example%2Fb&date=2010-01-01", PAGE, "20100101"),
        ("url=http://a.example/b&date=2012-06-01+21:40:03", PAGE, "20120601214003"),
        ("url=http://a.example/b?c=1&d=2&date=2012-6-1", f"{PAGE}?c=1&d=2", "20120601"),
        ("url=a.example/b", PAGE, ""),
        ("url=http://a.example/b?chart%3D1", f"{PAGE}?chart=1", ""),
        ("url=http://a.example/b?c=1&d=2", f"{PAGE}?c=1&d=2", ""),
    ],
)
def test_webcite_asked_for_a_page(query: str, original: str, stamp: str) -> None:
    wrapped = read(f"https://www.webcitation.org/query?{query}")
    assert (wrapped.original, wrapped.stamp, wrapped.digits) == (original, stamp, len(stamp))
    assert (wrapped.at is not None) == bool(stamp)


@pytest.mark.parametrize("path", ["cache/73e53dd1f16cf8c5da298418d2a6e452870cf50e", "mainframe.php", "topframe.php", "getfile.php?fileid=1c46"])
def test_webcite_without_page_and_time(path: str) -> None:
    assert read(f"http://www.webcitation.org/{path}") == Wrapped(archive="WebCite", original="", at=None)


# ---------------------------------------------------------------- the others


@pytest.mark.parametrize(
    ("url", "archive", "original", "at", "digits"),
    [
        ("https://perma-archives.org/warc/20151028120005/http://a.example/b", "Perma.cc", PAGE, MOMENT, 14),
        ("https://perma-archives.org/warc/F9NT-22AK/http://a.example/b", "Perma.cc", PAGE, None, 0),
        ("https://ghostarchive.org/archive/20221009/http://a.example/b", "Ghost Archive", PAGE, datetime(2022, 10, 9, tzinfo=UTC), 8),
        ("https://ghostarchive.org/archive/aBcD1", "Ghost Archive", "", None, 0),
        (
            "https://ghostarchive.org/varchive/youtube/20211117/IZvpKhA6t8A",
            "Ghost Archive",
            "https://www.youtube.com/watch?v=IZvpKhA6t8A",
            datetime(2021, 11, 17, tzinfo=UTC),
            8,
        ),
        ("https://ghostarchive.org/varchive/IZvpKhA6t8A", "Ghost Archive", "https://www.youtube.com/watch?v=IZvpKhA6t8A", None, 0),
        (
            "https://megalodon.jp/2026-0319-1258-12/https://a.example:443/b",
            "Megalodon",
            "https://a.example:443/b",
            datetime(2026, 3, 19, 3, 58, 12, tzinfo=UTC),  # 12:58 in Japan
            14,
        ),
        ("http://s02.megalodon.jp/2008-0219-1451-14/a.example/b", "Megalodon", PAGE, datetime(2008, 2, 19, 5, 51, 14, tzinfo=UTC), 14),
        ("https://gyo.tc/http://a.example/b", "Megalodon", PAGE, None, 0),
        ("http://www.freezepage.com/1343081512QUPLJKJOYU?url=http://a.example/b", "FreezePage", PAGE, None, 0),
        ("http://www.freezepage.com/1249681324ZHFROBOEGE", "FreezePage", "", None, 0),
        ("http://archive.wikiwix.com/cache/?url=http://a.example/b&title=Pear", "Wikiwix", PAGE, None, 0),
        ("http://archive.wikiwix.com/cache/index2.php?url=http%3A%2F%2Fa.example%2Fb#federation=x&tab=url", "Wikiwix", PAGE, None, 0),
        ("http://archive.wikiwix.com/cache/20151028120005/http://a.example/b", "Wikiwix", PAGE, MOMENT, 14),
        ("https://webrecorder.io/user/pears/20151028120005$br:firefox:49/http://a.example/b", "Webrecorder", PAGE, MOMENT, 14),
        ("https://wayback.archive-it.org/12090/20151028120005/http://a.example/b", "Archive-It", PAGE, MOMENT, 14),
        ("https://wayback.archive-it.org/2010/2011/http://a.example/b", "Archive-It", PAGE, datetime(2011, 1, 1, tzinfo=UTC), 4),
        ("http://webarchive.nationalarchives.gov.uk/+/http:/a.example/b", "UK Government Web Archive", PAGE, None, 0),
        ("http://webarchive.nationalarchives.gov.uk/*/http://a.example/b", "UK Government Web Archive", PAGE, None, 0),
        ("https://webarchive.nrscotland.gov.uk/public/+/a.example/b", "National Records of Scotland", PAGE, None, 0),
        ("https://www.webarchive.org.uk/wayback/en/archive/20151028120005mp_/a.example/b", "UK Web Archive", PAGE, MOMENT, 14),
        ("http://webarchive.loc.gov/lcwa0010/20151028120005/http://a.example/b", "Library of Congress", PAGE, MOMENT, 14),
        ("https://www.webharvest.gov/peth04/20151028120005/http://a.example/b", "US National Archives", PAGE, MOMENT, 14),
        ("http://webarchive.bac-lac.gc.ca:8080/wayback/20151028120005/http://a.example/b", "Library and Archives Canada", PAGE, MOMENT, 14),
        (
            "http://pandora.nla.gov.au/pan/135435/20120803-1636/a.example/b",
            "Pandora",
            PAGE,
            datetime(2012, 8, 3, 6, 36, tzinfo=UTC),  # the same copy is 20120803063643 in the Australian Web Archive
            12,
        ),
        ("http://pandora.nla.gov.au/nph-wb/20151028120005/http://a.example/b", "Pandora", PAGE, MOMENT, 14),
        ("http://pandora.nla.gov.au/nph-arch/2000/S2000-Dec-5/http://a.example/b", "Pandora", PAGE, datetime(2000, 12, 5, tzinfo=UTC), 8),
        ("https://haw.nsk.hr/arhiva/vol3/1/", "Croatian Web Archive", "", None, 0),
        ("https://timetravel.mementoweb.org/memento/2015/http://a.example/b", "Memento Time Travel", PAGE, datetime(2015, 1, 1, tzinfo=UTC), 4),
    ],
)
def test_other_archives(url: str, archive: str, original: str, at: datetime | None, digits: int) -> None:
    wrapped = read(url)
    assert (wrapped.archive, wrapped.original, wrapped.at, wrapped.digits) == (archive, original, at, digits)


# ---------------------------------------------------------------- as captured


@pytest.mark.parametrize(
    ("url", "raw"),
    [
        ("http://web.archive.org:80/web/2015/http://a.example/b", "http://web.archive.org:80/web/2015id_/http://a.example/b"),
        ("//web.archive.org/web/2015if_/http:/a.example/b", "//web.archive.org/web/2015id_/http:/a.example/b"),
        ("https://web.archive.org/web/2015id_/http://a.example/b", "https://web.archive.org/web/2015id_/http://a.example/b"),
        ("https://web.archive.org/web/2015-/a.example/2015/", "https://web.archive.org/web/2015id_/a.example/2015/"),
        ("https://wayback.archive-it.org/2010/2010/http://a.example/", "https://wayback.archive-it.org/2010/2010id_/http://a.example/"),
        ("https://arquivo.pt/wayback/2015mp_/http://a.example/", "https://arquivo.pt/wayback/2015id_/http://a.example/"),
    ],
)
def test_the_bytes_as_captured(url: str, raw: str) -> None:
    assert as_captured(url) == raw
    assert as_captured(raw) == raw
    assert unwrap(raw) == unwrap(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/*/http://a.example/",
        "https://web.archive.org/web/http://a.example/2015/x/",
        "https://archive.ph/20151028120005/http://a.example/",
        "https://www.webharvest.gov/peth04/20151028120005/http://a.example/b",
        "https://a.example/web/2015/http://b.example/",
    ],
)
def test_an_address_that_has_no_such_form_stays(url: str) -> None:
    assert as_captured(url) == url


# ---------------------------------------------------------------- for all addresses

EARLIEST, LATEST = datetime.fromisoformat("1991-01-01"), datetime.fromisoformat("2099-12-31")
WORDS = st.text(st.characters(codec="ascii", categories=("L", "N"), include_characters="-._~/%()"), max_size=20)
PAGES = st.builds(
    "{}://{}/{}{}{}".format,
    st.sampled_from(("http", "https", "ftp")),
    st.sampled_from(("a.example", "www.b.example:8080", "archive.example", "192.0.2.1")),
    WORDS,
    st.one_of(st.just(""), WORDS.map("?url=http://c.example/{}&date=2010-01-01".format)),
    st.one_of(st.just(""), WORDS.map("#{}".format)),
)


@pytest.mark.parametrize(("host", "folder"), FOLDERS, ids=lambda part: part)
def test_every_row_of_the_table_reads_its_copies(host: str, folder: str) -> None:
    wrapped = read(f"https://{host}{folder}20151028120005/{PAGE}")
    assert (wrapped.original, wrapped.at, wrapped.stamp) == (PAGE, MOMENT, "20151028120005")


def test_every_row_of_the_table_says_where_its_forms_were_read() -> None:
    named = {source for row in ROWS for source in row["source"].split()}
    assert all(row["source"] for row in ROWS)
    assert {source for source in named if f"\n{source} " not in str(archiveaddresses.__doc__)} == set()


@given(place=st.sampled_from(FOLDERS), page=PAGES, at=st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC)), digits=st.integers(4, 14))
def test_a_built_address_gives_back_page_and_stamp(place: tuple[str, str], page: str, at: datetime, digits: int) -> None:
    host, folder = place
    stamp = f"{at:%Y%m%d%H%M%S}"[:digits]
    url = f"https://{host}{folder}{stamp}/{page}"
    wrapped = read(url)
    assert (wrapped.original, wrapped.stamp, wrapped.digits) == (page, stamp, digits)
    assert wrapped.at is not None
    assert f"{wrapped.at:%Y%m%d%H%M%S}".startswith(stamp)
    assert as_captured(url) == (f"https://{host}{folder}{stamp}id_/{page}" if wrapped.is_wayback else url)


@given(host=st.sampled_from([row["host"] for row in ROWS]), path=st.text(max_size=60))
@example(host="[", path="")
@example(host="webcitation.org", path="zzzzzzzzz")
@example(host="webcitation.org", path="9999999999999999")
@example(host="web.archive.org", path="web/٢٠١٥/http://a.example/")
def test_no_text_breaks_the_reading(host: str, path: str) -> None:
    url = f"http://{host}/{path}"
    wrapped = unwrap(url)
    assert (wrapped is None and as_captured(url) == url) or (wrapped is not None and wrapped.archive)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("https://web.archive.org/web/20160301120000id_/https://a.example/x?y=1#z", "/web/20160301120000id_/https://a.example/x?y=1#z"),
        ("//web.archive.org/web/2016/http://a.example/", "/web/2016/http://a.example/"),
        ("http://web.archive.org:80/web/2016/http://a.example/", "/web/2016/http://a.example/"),
        ("https://web.archive.org/", None),
        ("/web/2016/http://a.example/", None),
        ("https://a.example/web/2016/http://b.example/", None),
        ("https://archive.ph/2016/http://b.example/", None),
    ],
)
def test_where_a_mirror_has_what_the_wayback_says_that_it_has(location: str, expected: str | None) -> None:
    mirror = "http://127.0.0.1:8080/mirror"
    assert at_mirror(location, mirror) == (location if expected is None else f"{mirror}{expected}")
