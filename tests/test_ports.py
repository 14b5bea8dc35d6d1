"""Plug-ins are found by being there, and a file that offers nothing is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from citeaudit.ports import Archive, ArticleFormat, Command, FindingRule, Report, SourceRule, names, offered

FOLDERS = [
    ("citeaudit.articles.formats", "FORMAT", ArticleFormat, {"html", "plaintext"}),
    ("citeaudit.archives.services", "ARCHIVE", Archive, {"wayback"}),
    ("citeaudit.sources.rules", "RULE", SourceRule, {"register_name", "suffix"}),
    ("citeaudit.findings", "FINDINGS", FindingRule, {"linkrot", "balance", "duplicates", "parsing"}),
    ("citeaudit.reports", "REPORT", Report, {"references", "json", "markdown", "page", "figures"}),
    ("citeaudit.commands", "COMMAND", Command, {"audit", "parse", "check", "classify", "report"}),
]


@pytest.mark.parametrize(("folder", "name", "kind", "files"), FOLDERS, ids=[folder for folder, *_ in FOLDERS])
def test_every_file_of_a_folder_offers_its_plug_in(folder: str, name: str, kind: type[object], files: set[str]) -> None:
    assert files <= set(names(folder))
    assert len(offered(folder, name, kind)) == len(names(folder))


def test_a_file_that_offers_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plugs").mkdir()
    (tmp_path / "plugs" / "__init__.py").touch()
    (tmp_path / "plugs" / "empty.py").write_text("FORMAT = 'no plug-in'\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(TypeError, match=r"plugs\.empty offers no FORMAT of kind ArticleFormat"):
        offered("plugs", "FORMAT", ArticleFormat)
    sys.modules.pop("plugs", None)
