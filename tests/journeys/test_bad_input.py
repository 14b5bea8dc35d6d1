"""Bad input ends in one clear line (what, where, what to do), the exit code of the contract, and files already there untouched."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from citeaudit import inputs

Run = Callable[..., subprocess.CompletedProcess[str]]
OneLine = Callable[[subprocess.CompletedProcess[str], int], str]

ARTICLE = """A small article

It is so.[1] Почему это так?[1]

References

  1. ^ "Почему это так". The Astana Times. Retrieved 2016-07-08.
"""


def test_missing_file(citeaudit: Run, one_line: OneLine) -> None:
    line = one_line(citeaudit("audit", "none.txt", "--offline"), 3)
    assert line == f"citeaudit: none.txt: there is no such file; {inputs.ARTICLE}"


def test_folder(citeaudit: Run, one_line: OneLine, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert "folder: is a folder" in one_line(citeaudit("audit", "folder", "--offline"), 3)


@pytest.mark.parametrize("content", [b"", b" \n\n"], ids=["empty", "blank"])
def test_empty_file(citeaudit: Run, one_line: OneLine, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert "a.txt: is empty" in one_line(citeaudit("parse", "a.txt"), 3)


def test_binary_file(citeaudit: Run, one_line: OneLine, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 20)
    line = one_line(citeaudit("audit", "a.txt", "--offline"), 3)
    assert "a.txt: " in line
    assert "binary" in line


def test_text_without_references(citeaudit: Run, one_line: OneLine, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A story\n\nNobody is cited here.\n", encoding="utf-8")
    line = one_line(citeaudit("audit", "a.txt", "--offline"), 3)
    assert line.startswith("citeaudit: a.txt: ")
    assert "references" in line
    assert not (tmp_path / "references.csv").exists()


def test_page_without_references(citeaudit: Run, one_line: OneLine, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><html><head><title>A</title></head><body><p>Nobody.</p></body></html>", encoding="utf-8")
    assert "references" in one_line(citeaudit("audit", "a.html", "--offline"), 3)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-16-le", "utf-8-sig"])
def test_other_encodings_are_read(citeaudit: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.encode(encoding))
    done = citeaudit("parse", "a.txt")
    assert done.returncode == 0, done.stderr
    assert "Почему это так" in (tmp_path / "references.csv").read_text(encoding="utf-8")


def test_mojibake_is_read_as_it_stands_and_told(citeaudit: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('A\n\nSo.[1]\n\n  1. ^ "It isnâ€™t so". The Astana Times.\n', encoding="utf-8")
    done = citeaudit("audit", "a.txt", "--offline")
    assert done.returncode == 0, done.stderr
    assert "isnâ€™t" in (tmp_path / "references.csv").read_text(encoding="utf-8")
    assert "mojibake" in (tmp_path / "reports" / "audit.json").read_text(encoding="utf-8")


def test_100_mb_file(citeaudit: Run, one_line: OneLine, tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.writelines(b"A line of a text.[1]\n" * 50_000 for _ in range(100))
    assert "a.txt: is larger than 64 MB" in one_line(citeaudit("audit", "a.txt", "--offline"), 3)


def test_unknown_flag_and_command(citeaudit: Run, one_line: OneLine) -> None:
    assert "--nonsense" in one_line(citeaudit("audit", "a.txt", "--nonsense"), 2)
    assert "nonsense" in one_line(citeaudit("nonsense"), 2)
    assert "ARTICLE" in one_line(citeaudit("audit"), 2)


def test_wrong_setting(citeaudit: Run, one_line: OneLine) -> None:
    assert "'ZZ' is no country code" in one_line(citeaudit("audit", "a.txt", "--subject", "ZZ"), 2)


def test_unknown_input_format(citeaudit: Run, one_line: OneLine, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    line = one_line(citeaudit("parse", "a.txt", "--input-format", "word"), 2)
    assert "there is no input format 'word'" in line
    assert "plaintext" in line


def test_one_bad_article_of_two_leaves_the_other_written(citeaudit: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = citeaudit("audit", "none.txt", "a.txt", "--offline")
    assert done.returncode == 3
    assert "none.txt: there is no such file" in done.stderr
    assert "none.txt could not be read" in (tmp_path / "reports" / "balance.md").read_text(encoding="utf-8")
    assert "The Astana Times" in (tmp_path / "references.csv").read_text(encoding="utf-8")


def as_nobody() -> list[str]:
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if not setpriv:
        pytest.skip("as root every folder is writable, and setpriv is not here to be somebody else")
    return [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"]


def test_unwritable_output_folder(citeaudit: Run, one_line: OneLine, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "references.csv").write_text("before", encoding="utf-8")
    out.chmod(0o555)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o055)
    line = one_line(citeaudit("audit", "a.txt", "--offline", "--out", "out", before=as_nobody(), environ={"PYTHONDONTWRITEBYTECODE": "1"}), 2)
    out.chmod(0o755)
    assert line == "citeaudit: out: cannot write here (Permission denied); choose another place with --out"
    assert [path.name for path in out.iterdir()] == ["references.csv"]
    assert (out / "references.csv").read_text(encoding="utf-8") == "before"


def test_full_disk(citeaudit: Run, one_line: OneLine, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "references.csv").write_text("before", encoding="utf-8")
    # A limit on the size of files: the kernel refuses the write in its middle, as it does on a full disk.
    line = one_line(citeaudit("audit", "a.txt", "--offline", before=["bash", "-c", 'trap "" XFSZ; ulimit -f 1; exec "$@"', "-"]), 2)
    assert "cannot write here" in line
    assert (tmp_path / "references.csv").read_text(encoding="utf-8") == "before"
    assert not (tmp_path / "reports").exists()


def test_titles_are_defused_and_escaped(citeaudit: Run, tmp_path: Path) -> None:
    text = 'A <b>bold</b> article\n\nSo.[1]\n\n  1. ^ "=HYPERLINK(1) <script>alert(1)</script> | a\x07b". The Astana Times.\n'
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert citeaudit("audit", "a.txt", "--offline").returncode == 0
    table = (tmp_path / "references.csv").read_text(encoding="utf-8")
    page = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    balance = (tmp_path / "reports" / "balance.md").read_text(encoding="utf-8")
    assert "'=HYPERLINK(1)" in table
    assert "<script>" not in page
    assert "<b>" not in page
    assert "\x07" not in page
    assert "<b>" not in balance.replace("\\<b\\>", "")


def test_report_of_a_folder_without_an_audit(citeaudit: Run, one_line: OneLine, tmp_path: Path) -> None:
    line = one_line(citeaudit("report", "."), 3)
    assert "reports/audit.json: there is no such file; name the --out folder of an earlier audit" in line


def test_a_file_name_that_is_no_utf8_is_audited(citeaudit: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff.txt")
    (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    done = citeaudit("audit", name, "--offline")
    assert done.returncode == 0, done.stderr
    assert "a\ufffd.txt" in (tmp_path / "references.csv").read_text(encoding="utf-8")


def test_a_line_break_in_a_name_leaves_one_line(citeaudit: Run, one_line: OneLine) -> None:
    assert "no such file" in one_line(citeaudit("audit", "a\nb.txt", "--offline"), 3)


def test_a_missing_file_with_a_name_that_is_no_utf8_loses_nothing_of_the_others(citeaudit: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = citeaudit("audit", os.fsdecode(b"none\xff.txt"), "a.txt", "--offline")
    assert done.returncode == 3, done.stderr
    assert "none\ufffd.txt" in (tmp_path / "reports" / "audit.json").read_text(encoding="utf-8")
