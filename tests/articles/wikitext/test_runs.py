"""A body as stretches of text and calls."""

from __future__ import annotations

from citeaudit.articles.wikitext.runs import runs_of, split_run


def test_text_and_calls_in_order() -> None:
    words = "See {{harvnb|Oak|2010}}, {{cite web|title=A|url=http://a.example}} {{dead link}} [http://b.example B]."
    runs = runs_of(words, "en")
    assert [stretch for run in runs if (stretch := words[slice(*run.span)].strip())] == [
        "See",
        "{{harvnb|Oak|2010}}",
        ",",
        "{{cite web|title=A|url=http://a.example}}",
        "[http://b.example B].",
    ]
    assert [run.points_to for run in runs if run.points_to] == [("CITEREFOak2010",)]
    assert [[link.url for link in run.links] for run in runs if run.links] == [["http://a.example"], ["http://b.example"]]


def test_layout_templates_are_text() -> None:
    (run,) = runs_of("{{nowrap|[http://a.example A]}}", "en")
    assert (run.call, [link.words for link in run.links]) == (None, ["A"])


def test_text_is_cut_at_items() -> None:
    words = "x\n* [http://a.example A]\n* b"
    (run,) = runs_of(words, "en")
    assert [(words[slice(*piece.span)], len(piece.links)) for piece in split_run(run, [2, 24])] == [
        ("x\n", 0),
        ("* [http://a.example A]", 1),
        ("\n* b", 0),
    ]


def test_a_short_citation_of_one_wiki_is_a_quotation_on_another() -> None:
    (cited,), (quoted,) = runs_of("{{cita|Penna 2010|p. 4}}", "it"), runs_of("{{cita|Nada es verdad}}", "es")
    assert (cited.points_to, quoted.points_to, quoted.text) == (("CITEREFPenna_2010", "CITEREFPenna2010"), (), "Nada es verdad")


def test_space_between_calls_is_kept() -> None:
    assert "".join(run.text for run in runs_of("{{PMC|12345}} {{arXiv|1001.1234}}", "en")) == "pmc 12345 arxiv 1001.1234"


def test_an_unknown_template_shows_the_addresses_given_to_it() -> None:
    runs = [run for template in ("{{lire|lien=http://a.example}}", "{{lire|http://a.example}}") for run in runs_of(f"Otters {template}", "fr")]
    assert [[link.url for link in run.links] for run in runs if run.links] == [["http://a.example"], ["http://a.example"]]
