"""Template calls in wikitext: names, parameters, nesting, what is unclosed, and any depth in little time."""

from __future__ import annotations

import time

import pytest

from citeaudit.articles.wikitext.templates import calls_in, normal_name, settled


@pytest.mark.parametrize(
    ("words", "name", "parameters"),
    [
        pytest.param("{{Cite_web|title = Otters |1}}", "cite web", (("title", "Otters"), ("1", "1")), id="named and unnamed"),
        pytest.param("{{x|[[a|b=c]]|d}}", "x", (("1", "[[a|b=c]]"), ("2", "d")), id="a bar in a link"),
        pytest.param("{{x|{{y|a=b}}|c=d}}", "x", (("1", "{{y|a=b}}"), ("c", "d")), id="a call in a call"),
        pytest.param("{{x|http://a.example/?q=1}}", "x", (("1", "http://a.example/?q=1"),), id="an address is no name"),
        pytest.param("{{x|a=b=c}}", "x", (("a", "b=c"),), id="the first sign of equality"),
        pytest.param("{{x|a [[b|c}}", "x", (("1", "a [[b"), ("2", "c")), id="an unclosed link"),
        pytest.param("{{x\n| a = b\n\n| c =\n}}", "x", (("a", "b"), ("c", "")), id="lines"),
    ],
)
def test_reads_a_call(words: str, name: str, parameters: tuple[tuple[str, str], ...]) -> None:
    (call,) = calls_in(words)
    assert (call.name, call.parameters, call.span) == (name, parameters, (0, len(words)))


def test_gives_only_the_outermost_calls_in_order() -> None:
    words = "a {{x|{{y}}}} b {{z}} {{unclosed|{{w}}"
    assert [(call.name, words[slice(*call.span)]) for call in calls_in(words)] == [("x", "{{x|{{y}}}}"), ("z", "{{z}}"), ("w", "{{w}}")]


def test_values_by_name_and_in_order() -> None:
    (call,) = calls_in("{{x|a|b=|c=1|c=2|d}}")
    assert (call.value("b", "c"), call.value("q"), call.unnamed) == ("2", "", ("a", "d"))


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        pytest.param("a<!-- {{x}} -->b", "ab", id="comment"),
        pytest.param("a<!-- b", "a", id="unclosed comment"),
        pytest.param("<nowiki>{{x}}</nowiki>c", "&#123;&#123;x&#125;&#125;c", id="nowiki"),
        pytest.param("<nowiki/>{{x}}", "{{x}}", id="empty nowiki"),
        pytest.param("<nowiki>{{x}}", "{{x}}", id="unclosed nowiki"),
        pytest.param("no markup", "no markup", id="neither"),
    ],
)
def test_settles_comments_and_nowiki(words: str, plain: str) -> None:
    assert settled(words) == plain


def test_names_are_alike() -> None:
    assert {normal_name(name) for name in (" Cite_web ", "cite  web", "Template:Cite web", "subst:cite web")} == {"cite web"}


@pytest.mark.parametrize(
    "words",
    ["{{a|[[b|" * 20_000 + "}}" * 20_000, "{{" * 50_000, "{{a" + "|[[b" * 100_000 + "}}", "<nowiki>" * 50_000, "{{a|" * 20_000 + "]]}}" * 20_000],
    ids=["calls and links", "opening", "bars of unclosed links", "nowiki", "crossed"],
)
def test_any_depth_takes_little_time(words: str) -> None:
    started = time.process_time()
    calls_in(settled(words))
    assert time.process_time() - started < 2
