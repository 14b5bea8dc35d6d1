"""audit.json reads back as what was written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.audit import assess
from citeaudit.errors import InputError
from citeaudit.model import (
    Article,
    Audit,
    AuditedSource,
    Citation,
    Claim,
    Evidence,
    Finding,
    PartialDate,
    Reference,
    Section,
    Severity,
    Verdict,
    text,
)
from citeaudit.stored import SCHEMA, from_json, to_json

Build = Callable[..., AuditedSource]
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def audit_of(sources: list[AuditedSource]) -> Audit:
    references = tuple(Reference(number=s.source.reference, text=s.source.raw, span=(0, 9), line=3, column=1, sources=(s.source,)) for s in sources)
    citations = tuple(Citation(reference=s.source.reference, section="One", sentence="It is so.", span=(0, 3)) for s in sources)
    article = Article(
        title="An article",
        format="plaintext",
        references=references,
        citations=citations,
        sections=(Section(heading="One", level=2, span=(0, 3), words=3),),
    )
    return assess([article], sources, now=NOW, subject=("KZ",), settings=(("offline", "True"),), left_out=())


def test_schema_stands_first(audited: Build) -> None:
    document = json.loads(to_json(audit_of([audited()])))
    assert next(iter(document)) == "schema"
    assert document["schema"] == SCHEMA == 1


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(
    title=words,
    raw=words,
    year=st.integers(1, 9999),
    month=st.none() | st.integers(1, 12),
    message=words.filter(lambda w: "{" not in w and "}" not in w),
    value=words | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    seen_at=st.none() | st.datetimes(timezones=st.just(UTC)),
)
def test_round_trip(
    audited: Build, title: str, raw: str, year: int, month: int | None, message: str, value: str | int | float, seen_at: datetime | None
) -> None:
    made = audit_of([audited(title=title, raw=raw, published=PartialDate(year=year, month=month))])
    evidence = (Evidence(what=raw, where=title, seen_at=seen_at),)
    finding = Finding(
        rule="r", severity=Severity.NOTE, article=title, message=text(message + "{value}", value=value), tip=text(message), evidence=evidence
    )
    made = replace(made, findings=(finding,))
    assert from_json(to_json(made)) == made


@pytest.mark.parametrize("value", Claim)
def test_what_was_found_of_an_archive_statement_is_read_back(audited: Build, value: Claim) -> None:
    seen = Evidence(what="an answer 404 was captured", where="https://web.archive.org/web/2016/https://a.example/", seen_at=NOW)
    claim = Verdict(value=value, rule="test", reason=text("the archive answers {status}", status=404), evidence=(seen, seen), confidence=0.9)
    source = audited(url="https://a.example/")
    made = audit_of([replace(source, archive=replace(source.archive, claim=claim))])
    assert from_json(to_json(made)) == made
    assert [(count.name, count.sources) for count in made.link_rot.claims] == [(value, 1)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no audit.json"),
        (b"[]", "no audit.json"),
        (b"{}", "schema None"),
        (b'{"schema": 2}', "schema 2"),
        (b'{"schema": 1}', "no audit.json"),
        (b"\xff\xfe", "no audit.json"),
    ],
)
def test_anything_else_is_told(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        from_json(data)
