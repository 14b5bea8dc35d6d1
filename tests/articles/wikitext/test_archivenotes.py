"""Templates that note an archived copy, whatever their wiki calls their parameters."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.archivenotes import read_note
from citeaudit.articles.wikitext.templates import calls_in
from citeaudit.model import PartialDate

URL = "http://river.example/otters"
COPY = "https://web.archive.org/web/20120604000000/http://river.example/otters"
DAY = PartialDate(year=2012, month=6, day=4)


@pytest.mark.parametrize(
    ("call", "language", "url", "made", "archive", "title"),
    [
        pytest.param(f"{{{{webarchive|url={COPY}|date=June 2012}}}}", "en", COPY, PartialDate(year=2012, month=6), "Wayback Machine", "", id="date"),
        pytest.param(f"{{{{webarchive|url={COPY}|title=Otters}}}}", "en", COPY, DAY, "Wayback Machine", "Otters", id="date of the address"),
        pytest.param(f"{{{{wayback|url={URL}|date=20120604000000|df=y}}}}", "en", COPY, DAY, "Wayback Machine", "", id="stamp"),
        pytest.param(f"{{{{Webarchiv|url={URL}|wayback=20120604000000|text=Otter}}}}", "de", COPY, DAY, "Internet Archive", "Otter", id="de"),
        pytest.param(
            f"{{{{Webarchiv|url={URL}|archiv-is=20120604000000|text=Otter}}}}",
            "de",
            f"https://archive.today/20120604000000/{URL}",
            DAY,
            "archive.today",
            "Otter",
            id="de, another archive",
        ),
        pytest.param(
            f"{{{{Lien archive|horodatage archive=20120604000000|url={URL}|titre=Loutres}}}}", "fr", COPY, DAY, "Wayback Machine", "Loutres", id="fr"
        ),
    ],
)
def test_reads_each_form(call: str, language: str, url: str, made: PartialDate, archive: str, title: str) -> None:
    note = read_note(calls_in(call)[0], language)
    assert note.link is not None
    assert (note.link.url, note.made, note.archive, note.title) == (url, made, archive, title)


def test_nothing_is_invented() -> None:
    note = read_note(calls_in(f"{{{{wayback|url={URL}}}}}")[0], "en")
    assert (note.link, note.made, note.archive) == (None, None, "")
    assert note.words == ". Archived."
