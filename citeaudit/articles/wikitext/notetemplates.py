"""The templates that make footnotes and lists of them, as rows: what each does, the group it puts notes in, and where that was read (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from citeaudit.articles.numbering import STYLES


class Kind(Enum):
    """What a template does: a note of its own words, a marker of notes named elsewhere, a short citation as a note, a list of notes."""

    NOTE = auto()
    REUSE = auto()
    SHORT = auto()
    LIST = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTemplate:
    """What a template does. `group` is the one it uses by itself; `groups` are those that it may be told to use instead (None: any).

    `definitions` are the parameters of a list that hold definitions. `wikis`: the languages of the wikis where the name means this (empty: all).
    """

    kind: Kind
    names: tuple[str, ...]
    read_in: str
    group: str = ""
    groups: tuple[str, ...] | None = None
    definitions: tuple[str, ...] = ("refs",)
    wikis: tuple[str, ...] = ()


_PREDEFINED = ("note", *STYLES)
_GROUPS = "https://en.wikipedia.org/wiki/Template:NoteTag, its table of predefined groups and of the templates for each"
_LISTS = "wikimedia/pywikibot scripts/noreferences.py at 0091b3d, referencesTemplates"
_EFN_FR = "https://fr.wikipedia.org/wiki/Modèle:Efn, its documentation"
_SEEN = "wikitext of that wiki in public repositories; the group is known well, not read"
_ZH = "Template:RefGroupFoot/doc of the Chinese wikis (refGT, noteGT, refGF, noteGF)"

_ROWS = (
    NoteTemplate(kind=Kind.NOTE, names=("#tag:ref",), read_in="https://www.mediawiki.org/wiki/Help:Magic_words#tag"),
    NoteTemplate(kind=Kind.NOTE, names=("refn",), read_in="https://en.wikipedia.org/wiki/Template:Refn; uk, sr, av have the same"),
    NoteTemplate(kind=Kind.NOTE, names=("refnest",), read_in="https://ja.wikipedia.org/wiki/Template:Refnest/doc"),
    NoteTemplate(kind=Kind.NOTE, names=("efn", "efn-la"), group="lower-alpha", groups=_PREDEFINED, read_in=_GROUPS, wikis=("!fr",)),
    NoteTemplate(kind=Kind.NOTE, names=("efn",), group="note", read_in=_EFN_FR, wikis=("fr",)),
    NoteTemplate(kind=Kind.NOTE, names=("note",), read_in=_EFN_FR, wikis=("fr",)),
    NoteTemplate(kind=Kind.NOTE, names=("efn-ua",), group="upper-alpha", groups=(), read_in=_GROUPS),
    NoteTemplate(kind=Kind.NOTE, names=("efn-lr",), group="lower-roman", groups=(), read_in=_GROUPS),
    NoteTemplate(kind=Kind.NOTE, names=("efn-ur",), group="upper-roman", groups=(), read_in=_GROUPS),
    NoteTemplate(kind=Kind.NOTE, names=("efn-lg",), group="lower-greek", groups=(), read_in=_GROUPS),
    NoteTemplate(kind=Kind.NOTE, names=("notetag",), group="note", read_in=_GROUPS, wikis=("!zh",)),
    NoteTemplate(kind=Kind.NOTE, names=("notetag", "notegt"), group="註", read_in=_ZH, wikis=("zh",)),
    NoteTemplate(kind=Kind.NOTE, names=("refgt",), read_in=_ZH, wikis=("zh",)),
    NoteTemplate(kind=Kind.NOTE, names=("efn2",), group="注", read_in=_SEEN),
    NoteTemplate(kind=Kind.NOTE, names=("ref+",), read_in=_SEEN),
    NoteTemplate(kind=Kind.NOTE, names=("הערה",), read_in=f"{_SEEN}; he, yi"),
    NoteTemplate(kind=Kind.REUSE, names=("r", "ref name"), read_in="https://en.wikipedia.org/wiki/Template:R"),
    NoteTemplate(
        kind=Kind.SHORT,
        names=("sfn", "sfnp", "sfnm", "sfnmp", "snf", "shortened footnote"),
        read_in="https://en.wikipedia.org/wiki/Template:Sfn, its redirects and Module:Footnotes",
    ),
    NoteTemplate(kind=Kind.SHORT, names=("odn",), read_in=_SEEN, wikis=("pl",)),
    NoteTemplate(kind=Kind.SHORT, names=("sfn0", "sfn-1"), read_in="vladiscripts/scanner_broken_refs_anchors config.py (ru)"),
    NoteTemplate(kind=Kind.LIST, names=("#tag:references",), definitions=("1",), read_in="https://www.mediawiki.org/wiki/Help:Magic_words#tag"),
    NoteTemplate(kind=Kind.LIST, names=("notelist", "notelist-la"), group="lower-alpha", read_in=_GROUPS),
    NoteTemplate(kind=Kind.LIST, names=("notelist-ua",), group="upper-alpha", groups=(), read_in=_GROUPS),
    NoteTemplate(kind=Kind.LIST, names=("notelist-lr",), group="lower-roman", groups=(), read_in=_GROUPS),
    NoteTemplate(kind=Kind.LIST, names=("notelist-ur",), group="upper-roman", groups=(), read_in=_GROUPS),
    NoteTemplate(kind=Kind.LIST, names=("notelist-lg",), group="lower-greek", groups=(), read_in=_GROUPS),
    NoteTemplate(kind=Kind.LIST, names=("notelist2",), group="注", read_in=_SEEN),
    NoteTemplate(kind=Kind.LIST, names=("notefoot",), group="note", read_in=_LISTS, wikis=("!zh",)),
    NoteTemplate(kind=Kind.LIST, names=("notefoot", "notegf"), group="註", definitions=("refs", "1"), read_in=_ZH, wikis=("zh",)),
    NoteTemplate(kind=Kind.LIST, names=("refgf",), definitions=("1",), read_in=_ZH, wikis=("zh",)),
    NoteTemplate(kind=Kind.LIST, names=("notes",), group="note", definitions=("références", "refs"), read_in=_EFN_FR, wikis=("fr",)),
    NoteTemplate(kind=Kind.LIST, names=("références", "references", "reflist"), definitions=("références", "refs"), read_in=_EFN_FR, wikis=("fr",)),
    NoteTemplate(
        kind=Kind.LIST,
        names=("reflist", "refs", "ref-list", "reference list", "references-small", "footnotessmall", "reffoot", "references"),
        read_in=f"{_LISTS}, en, zh, it, hu",
        wikis=("!fr",),
    ),
    NoteTemplate(kind=Kind.LIST, names=("références",), definitions=("références", "refs"), read_in=f"{_LISTS}, fr", wikis=("!fr",)),
    NoteTemplate(kind=Kind.LIST, names=("listaref", "muchasref"), read_in=f"{_LISTS}, es"),
    NoteTemplate(kind=Kind.LIST, names=("referências", "ref-section"), read_in=f"{_LISTS}, pt"),
    NoteTemplate(kind=Kind.LIST, names=("notas",), read_in=f"{_LISTS}, pt", wikis=("pt",)),
    NoteTemplate(kind=Kind.LIST, names=("примечания", "список примечаний", "сноски"), read_in=f"{_LISTS}, ru, be; refs= on ru.wikinews"),
    NoteTemplate(kind=Kind.LIST, names=("зноскі", "заўвагі", "спіс заўваг", "референце", "рефлист"), read_in=f"{_LISTS}, be, sr"),
    NoteTemplate(kind=Kind.LIST, names=("مراجع", "ثبت المراجع", "المراجع", "پانویس", "حوالہ جات"), read_in=f"{_LISTS}, ar, fa, ur"),
    NoteTemplate(kind=Kind.LIST, names=("הערות שוליים", "주석", "脚注リスト", "รายการอ้างอิง"), read_in=f"{_LISTS}, he, ko, ja, th"),
    NoteTemplate(kind=Kind.LIST, names=("przypisy", "przypisy-lista", "referències", "viitteet", "referencoj"), read_in=f"{_LISTS}, pl, ca, fi, eo"),
    NoteTemplate(kind=Kind.LIST, names=("források", "megjegyzések", "referenties"), read_in=f"{_LISTS}, hu, nl"),
)

BODY = ("1", "text", "texte", "content", "reference", "note")
"""The parameters that may hold a note's words (Template:Efn and Template:NoteTag; `texte`: Modèle:Efn)."""

NAME = ("name", "nom", "שם")
GROUP = ("group", "g", "groupe", "קבוצה")
"""The parameters for a note's name and its group (Template:Efn, Template:R; `nom`, `groupe`: Modèle:Efn; `שם`, `קבוצה`: תבנית:הערה)."""

# The namespace of templates: MediaWiki's own name works on every wiki, its translation on one (languages/messages/Messages*.php, NS_TEMPLATE).
_NAMESPACE = re.compile(r"(?:template|vorlage|modèle|plantilla|шаблон|predefinição|قالب|үлгі|模板|样板)\s*:\s*")

_BY_NAME = {name: tuple(row for row in _ROWS if name in row.names) for row in _ROWS for name in row.names}


# How a page shows the language of its wiki where nobody states it: the wiki's own name for the namespace of categories, which most of its pages
# use (MediaWiki's languages/messages/MessagesFr.php, NS_CATEGORY). Only wikis where a template means something else than elsewhere have a row.
_SHOWN = (("fr", re.compile(r"\[\[\s*catégorie\s*:", re.IGNORECASE)),)


def shown_language(page: str) -> str:
    """The language of the wiki that a page of wikitext shows to be from; empty where it shows none, or none that matters for its templates."""
    return next((language for language, sign in _SHOWN if sign.search(page)), "")


def template_name(words: str) -> str:
    """The name of a template as MediaWiki compares it, and small: `Template:Ref_name ` → ref name."""
    name = " ".join(words.replace("_", " ").split()).casefold()
    return _NAMESPACE.sub("", name, count=1) if ":" in name and _NAMESPACE.match(name) else name


def note_template(name: str, language: str) -> NoteTemplate | None:
    """What a template does with footnotes on a wiki of a language (empty where it is not known); None where it does nothing."""
    return next((row for row in _BY_NAME.get(name, ()) if _is_of(row.wikis, language)), None)


def _is_of(wikis: tuple[str, ...], language: str) -> bool:
    return not wikis or language in wikis or (wikis[0].startswith("!") and wikis[0] != f"!{language}")
