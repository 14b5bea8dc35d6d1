"""The parts of a citation after its title."""

from __future__ import annotations

import pytest

from citeaudit.articles.words.phrases import LAST_CUT
from citeaudit.articles.words.segments import read_after


@pytest.mark.parametrize(
    ("words", "names", "published"),
    [
        pytest.param(". otter.example.org. The Otter Nations.", ["otter.example.org", "The Otter Nations"], "None", id="host and name"),
        pytest.param(". France24. AFP. 2019-10-26.", ["France24", "AFP"], "2019-10-26", id="two names and a date"),
        pytest.param(". 27 November 2020.", [], "2020-11-27", id="a date alone"),
        pytest.param(" Echo News 8 April 2001.", ["Echo News"], "2001-04-08", id="a date behind a name"),
        pytest.param(", 19 October 2005", [], "2005-10-19", id="a date after a comma"),
        pytest.param(". Bureau of Otters, Rivers and Lakes.", ["Bureau of Otters, Rivers and Lakes"], "None", id="commas in a name"),
        pytest.param(". U.S. Otter Office. 2016.", ["U.S. Otter Office"], "2016", id="stops in a name"),
        pytest.param(". The St. Otter Times. May 5, 2010.", ["The St. Otter Times"], "2010-05-05", id="an abbreviation in a name"),
        pytest.param(". OR/OL's Valley Service.", ["OR/OL's Valley Service"], "None", id="signs in a name"),
        pytest.param(". Otter Office, 2014.", ["Otter Office"], "2014", id="a year after a comma"),
        pytest.param(" (5 May 2016). Echo.", ["Echo"], "2016-05-05", id="a date in brackets"),
        pytest.param(". Die Zeitung, 5. Mai 2016,", ["Die Zeitung"], "2016-05-05", id="an ordinal of German"),
        pytest.param(", sur Le Site, 5 mai 2016", ["Le Site"], "2016-05-05", id="the preposition of French"),
        pytest.param(". Echo. Spring 2015.", ["Echo"], "2015", id="a season"),
        pytest.param(". Echo. n.d.", ["Echo"], "None", id="no date"),
        pytest.param(". Echo. p. 4.", ["Echo"], "None", id="a page"),
        pytest.param(". Echo. صفحة 12.", ["Echo"], "None", id="a page in Arabic"),
        pytest.param(". In: Der Bote. 2015.", ["Der Bote"], "2015", id="the preposition of German"),
        pytest.param(". Astronomie. 2003, 411 (3): 559–564.", ["Astronomie"], "2003", id="a year before the volume"),
        pytest.param(". Echo. pp. 12–14.", ["Echo"], "None", id="pages"),
        pytest.param(". Echo [Valley]. [dead link]", ["Echo"], "None", id="brackets are dropped"),
        pytest.param(". Echo, available at:", ["Echo"], "None", id="words before an address are dropped"),
        pytest.param(". Otter Press Ltd. 5 May 2010", ["Otter Press Ltd."], "2010-05-05", id="a name that ends in an abbreviation"),
        pytest.param(". In Quill, A; Reed, C (eds.). The Valley. 2015.", ["The Valley"], "2015", id="the editors of a book"),
        pytest.param(". The Valley (2nd ed.). 2015.", ["The Valley"], "2015", id="an edition"),
        pytest.param(". Otter Press. p. xxii. 2015.", ["Otter Press"], "2015", id="a page in Roman numbers"),
        pytest.param(", Otter Press (2015)", ["Otter Press"], "2015", id="a year in brackets at the end"),
        pytest.param(". Der Bote, vom 2. Mai 2015", ["Der Bote"], "2015-05-02", id="the small word before a date"),
        pytest.param(", Otter-Verlag, Marl, 2015, S. 5–7", ["Otter-Verlag, Marl"], "2015", id="pages behind a year"),
        pytest.param(" // За рекой : журнал / ред. И. Выдрин. — М.: Эхо, 2015. — № 12.", ["За рекой", "М.: Эхо"], "2015", id="a work in Russian"),
        pytest.param(f". Echo. {LAST_CUT} – via Otter Library.", ["Echo"], "None", id="who delivered it"),
        pytest.param(f". Echo. {LAST_CUT} (subscription required)", ["Echo"], "None", id="a remark after the access note"),
    ],
)
def test_names_and_date(words: str, names: list[str], published: str) -> None:
    after = read_after(words)
    assert (list(after.names), str(after.published), after.unread) == (names, published, ())


@pytest.mark.parametrize(
    ("words", "is_journal"),
    [
        pytest.param(". Journal of Otters. 5 (2): 1–10.", True, id="volume, issue, pages"),
        pytest.param(". Journal of Otters 5 (2): 1–10.", True, id="in one part"),
        pytest.param(", Journal of Otters, vol. 5, no. 2, pp. 1–2", True, id="with commas"),
        pytest.param(". Echo. p. 5.", False, id="a page makes no journal"),
    ],
)
def test_journals(words: str, is_journal: bool) -> None:
    after = read_after(words)
    assert after.is_journal is is_journal
    assert after.names[0] in ("Journal of Otters", "Echo")


@pytest.mark.parametrize(
    ("words", "form", "language"),
    [
        pytest.param(" (PDF). Echo.", "PDF", "", id="format"),
        pytest.param(" (pdf) (in Kazakh). Echo.", "PDF", "kk", id="format and language"),
        pytest.param(". Echo (in Russian).", "", "ru", id="language behind the name"),
        pytest.param(". (en alemán). Echo.", "", "de", id="Spanish"),
        pytest.param(", Echo (englisch).", "", "en", id="German"),
        pytest.param(" (англ.) // Echo.", "", "en", id="Russian"),
        pytest.param(". Echo. （英语）.", "", "en", id="Chinese"),
        pytest.param(" (PDF; 1,2 MB). Echo.", "PDF", "", id="a size beside the format"),
        pytest.param(" (Press release). Echo.", "", "", id="kind of source"),
        pytest.param(" (in Otterish). Echo.", "", "", id="no such language"),
    ],
)
def test_format_and_language(words: str, form: str, language: str) -> None:
    after = read_after(words)
    assert (after.format, after.language, after.names) == (form, language, ("Echo",))


@pytest.mark.parametrize(
    ("words", "unread"),
    [
        pytest.param('. Echo. "They swim."', ['"They swim."'], id="a quotation"),
        pytest.param(". Echo. Retrieved 31 February 2015.", ["Retrieved 31 February 2015"], id="a note that cannot be read"),
        pytest.param(". Echo. 2015-05-05. 2016-06-06.", ["2016-06-06"], id="a second date"),
        pytest.param(f". Echo. {LAST_CUT}. Otters swim well.", ["Otters swim well"], id="words after the access note"),
        pytest.param(". Echo. Seen on 5 May 2015 by us.", ["Seen on 5 May 2015 by us"], id="words around a date"),
    ],
)
def test_what_fits_no_field(words: str, unread: list[str]) -> None:
    after = read_after(words)
    assert (after.names, list(after.unread)) == (("Echo",), unread)


def test_a_doubtful_date_is_told() -> None:
    assert read_after(" (02/03/2016). Echo.").doubtful == ("02/03/2016",)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param(". Proc. Natl. Soc. 50: 215–217.", "Proc. Natl. Soc.", id="abbreviations"),
        pytest.param(". Otter Reviews. Microbiology. 12 (2): 115–24.", "Otter Reviews. Microbiology", id="a branch"),
        pytest.param(". Echo. Otter Publishing Group. 12 (2): 115–24.", "Echo", id="a publisher before the volume"),
    ],
)
def test_a_journal_with_stops_in_its_name(words: str, name: str) -> None:
    assert read_after(words).names[0] == name
