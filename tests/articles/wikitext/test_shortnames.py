"""Short citations: what they point to and how they are printed."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.shortnames import label_cite, linked_names, short_cite, written_names
from citeaudit.articles.wikitext.templates import calls_in


@pytest.mark.parametrize(
    ("call", "names", "words"),
    [
        pytest.param("{{sfn|Smith|2010}}", ("CITEREFSmith2010",), "Smith 2010", id="one"),
        pytest.param("{{sfn|Smith|Jones|2010a|pp=4–5}}", ("CITEREFSmithJones2010a",), "Smith & Jones 2010a, pp. 4–5", id="two"),
        pytest.param("{{sfn|A|B|C|2010|loc=ch. 1}}", ("CITEREFABC2010",), "A, B & C 2010, ch. 1", id="three"),
        pytest.param("{{sfn|A|B|C|D|2010|p=4}}", ("CITEREFABCD2010",), "A et al. 2010, p. 4", id="four"),
        pytest.param("{{harvnb|Van Oak|2010}}", ("CITEREFVan_Oak2010",), "Van Oak 2010", id="a space in a name"),
        pytest.param("{{harvnb|[[Ann Oak|Oak]]|2010}}", ("CITEREFOak2010",), "Oak 2010", id="a link"),
        pytest.param("{{sfn|Smith|2010|ref=CITEREFX}}", ("CITEREFX",), "Smith 2010", id="given whole"),
        pytest.param("{{sfn|Smith|2010|ref=none}}", (), "Smith 2010", id="pointing nowhere"),
        pytest.param("{{sfn|Иванов|2010|с=5}}", ("CITEREFИванов2010",), "Иванов 2010, с. 5", id="ru"),
        pytest.param("{{sfn|Otter Board}}", ("CITEREFOtter_Board",), "Otter Board", id="no year"),
        pytest.param(
            "{{sfnm|1a1=Smith|1y=2010|1p=4|2a1=Jones|2a2=Elm|2y=2011}}",
            ("CITEREFSmith2010", "CITEREFJonesElm2011"),
            "Smith 2010, p. 4; Jones & Elm 2011",
            id="several works",
        ),
        pytest.param(
            "{{harvs|nb|last=Smith|last2=Elm|year=2005a|year2=2005b}}",
            ("CITEREFSmithElm2005a", "CITEREFSmithElm2005b"),
            "Smith & Elm 2005a; Smith & Elm 2005b",
            id="several years",
        ),
        pytest.param("{{sfn}}", (), "", id="nothing"),
    ],
)
def test_short_citations(call: str, names: tuple[str, ...], words: str) -> None:
    short = short_cite(calls_in(call)[0])
    assert (short.points_to, short.words) == (names, words)


def test_citations_by_label() -> None:
    short = label_cite(calls_in("{{cita|Penna 2010|p. 4}}")[0])
    assert (short.points_to, short.words) == (("CITEREFPenna_2010", "CITEREFPenna2010"), "Penna 2010, p. 4")


def test_names_written_and_linked() -> None:
    words = '<cite id="CITEREFOak2010">x</cite> ref=CITEREFElm%202011 [[#CITEREFFir 2012|Fir]] [[Otter#CITEREFAsh2013|Ash]]'
    assert written_names(words) == ("CITEREFOak2010", "CITEREFElm%202011")
    assert linked_names(words) == ("CITEREFFir_2012", "CITEREFAsh2013")
