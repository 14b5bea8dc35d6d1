"""Short citations and the works they point to."""

from __future__ import annotations

import pytest

from citeaudit.articles.textcopy.shortcites import Short, read_short, read_work, targets


@pytest.mark.parametrize(
    ("words", "names", "year"),
    [
        ("Smith 2010, p. 4.", ("smith",), "2010"),
        ("Smith (2010), p. 9", ("smith",), "2010"),
        ("(Smith 2010, pp. 9–12).", ("smith",), "2010"),
        ("See Smith 2010, p. 9", ("smith",), "2010"),
        ("Smith 2010, Theorem 2.1", ("smith",), "2010"),
        ("Smith 2010, Volume I, §1.3", ("smith",), "2010"),
        ("Doe & Quill 2011a, pp. 5–9.", ("doe", "quill"), "2011a"),
        ("Doe, Quill, and Reed 1999.", ("doe", "quill", "reed"), "1999"),
        ("Smith et al. 2010", ("smith",), "2010"),
        ("van der Berg 2001: 5", ("berg",), "2001"),
        ("Иванов 2005, с. 7", ("иванов",), "2005"),
        ("水谷 2010", ("水谷",), "2010"),
    ],
)
def test_short(words: str, names: tuple[str, ...], year: str) -> None:
    assert read_short(words) == Short(names=names, year=year)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "2010",
        '"Old" 2010',
        "Echo, 5 May 2015.",
        "Smith, John (2010). The Road. Press: a long title of a book about a road that leads on and on.",
        "Smith J. The road. 2010.",
        "Echo 2015 https://a.example.org",
        "the 2010",
    ],
)
def test_no_short(words: str) -> None:
    assert read_short(words) is None


@pytest.mark.parametrize("words", ["The valley is old, they said.", "old, 2010", "Smith 2010, p. 4.", "x" * 2000, ""])
def test_no_work(words: str) -> None:
    assert read_work(words) is None


@pytest.mark.parametrize(
    ("short", "fitting"),
    [
        ("Smith 2010", "a"),
        ("Doe & Quill 2011", "b"),
        ("Quill 2011", ""),
        ("Doe & Smith 2011", ""),
        ("Berg 2001", "c"),
        ("Reed 1999", "d"),
        ("Lee 2003a", "e"),
        ("Lee 2003", ""),
    ],
)
def test_targets(short: str, fitting: str) -> None:
    words = {
        "a": "Smith, John (2010). The Short Road. Otter Press.",
        "b": "Doe, Ada; Quill, Ben (2011). The Long Road. Otter Press.",
        "c": "van der Berg, Jan (2001). De weg. Pers.",
        "d": "Reed C. The river. Marland: Press, 1999.",
        "e": "Lee, Ann (2003a). One. Press.",
    }
    works = {name: work for name, said in words.items() if (work := read_work(said))}
    read = read_short(short)
    assert read is not None
    assert targets({"1": read}, works) == ({"1": fitting} if fitting else {})


def test_two_that_fit_are_none() -> None:
    works = {name: work for name in ("a", "b") if (work := read_work(f"Smith, {name.upper()}nn (2010). The Road. Press."))}
    assert len(works) == 2
    assert targets({"1": Short(names=("smith",), year="2010")}, works) == {}
