"""Templates that note an archived copy beside a link: where the copy is, when it was made, and the archive's name (pure).

All are read alike, whatever a wiki calls their parameters: the value that is an address is the copy, or the page that a time stamp among the values
is of. See https://en.wikipedia.org/wiki/Template:Webarchive, https://de.wikipedia.org/wiki/Vorlage:Webarchiv,
https://fr.wikipedia.org/wiki/Modèle:Lien_archive, https://ru.wikipedia.org/wiki/Шаблон:Wayback.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from citeaudit.archiveaddresses import unwrap
from citeaudit.articles.links import completed, link_to
from citeaudit.articles.wikitext.templates import Call
from citeaudit.articles.wikitext.words import plain
from citeaudit.articles.words.dates import read_date
from citeaudit.model import PartialDate, ReferenceLink

_STAMP = re.compile(r"(?:19|20)\d{6}(?:\d{6}|\d{2}|\d{4})?")
_STAMPED = {"archiv-is": "https://archive.today", "archive-is": "https://archive.today", "archive-today": "https://archive.today"}
_WAYBACK = "https://web.archive.org/web"
# What the templates of some wikis call an archive.
_CALLED = {("Wayback Machine", "de"): "Internet Archive", ("Wayback Machine", "it"): "Internet Archive"}
_TITLES = ("title", "titre", "text", "titel", "título", "titolo", "titulo", "заголовок", "название", "titel", "texto", "2")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveNote:
    """A note on an archived copy; what it does not say is empty. `words` are it in the form that citations are read in, `title` the page's."""

    link: ReferenceLink | None
    made: PartialDate | None
    archive: str
    title: str

    @property
    def words(self) -> str:
        """As Template:Webarchive prints it in English, which the reader of citations knows."""
        made = f" {self.made}" if self.made else ""
        return f". Archived{made} at the {self.archive}." if self.archive else f". Archived{made}."


def read_note(call: Call, language: str) -> ArchiveNote:
    """Reads the call of such a template, in an article of that language."""
    values = [(name, plain(value)) for name, value in call.parameters if value]
    url = next((completed(value) for _, value in values if "//" in value and " " not in value), "")
    stamped = next(((name.casefold(), value) for name, value in values if _STAMP.fullmatch(value)), ("", ""))
    if url and not unwrap(url):
        url = f"{_STAMPED.get(stamped[0], _WAYBACK)}/{stamped[1]}/{url}" if stamped[1] else ""
    inside = unwrap(url)
    dates = (read_date(value) for name, value in values if not _STAMP.fullmatch(value) and "//" not in value and name not in _TITLES)
    made = next(filter(None, dates), None) or _date_of(stamped[1])
    if not made and inside and inside.at and inside.names_a_day:
        made = PartialDate(year=inside.at.year, month=inside.at.month, day=inside.at.day)
    title = next((value for name in _TITLES for given, value in values if given == name and not read_date(value) and "//" not in value), "")
    return ArchiveNote(
        link=link_to(url, title) if url else None,
        made=made,
        archive=_CALLED.get((inside.archive, language), inside.archive) if inside else "",
        title=title,
    )


def _date_of(stamp: str) -> PartialDate | None:
    return PartialDate.from_iso(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}") if stamp else None
