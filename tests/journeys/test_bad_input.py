"""Bad input ends in one clear line (what, where, what to do), the exit code of the contract, and files already there untouched."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from citeaudit import inputs
from tests.journeys.site import Site, begin, end, running_site, settings, table, write_list

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


# ---------------------------------------------------------------- lists of addresses

RUBBISH = (
    "www.example.org/{}",
    "//example.org/{}",
    "example.org",
    "just words {}",
    "http://",
    "http:///path/{}",
    "http:/example.org/{}",
    "http:example.org/{}",
    "http:\\\\example.org\\{}",
    "://example.org/{}",
    "HTTP//example.org/{}",
    "h ttp://example.org/{}",
    "https://exa mple.org/{}",
    "http://[::1/{}",
    "http://example.org:99999/{}",
    "http://example.org:port/{}",
    "http://example.org:0/{}",
    "http://.../{}",
    "http://a..b/{}",
    f"http://{'a' * 64}.org/{{}}",
    "http://ex%00ample.org/{}",
    "http://１.2.3.256/{}",
    "<a href=http://example.org/{}>",
    "\u202ehttp://example.org/{}",
)


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def test_a_list_of_which_half_is_rubbish(site: Site, tmp_path: Path) -> None:
    papers = [f"/paper/{number}" for number in range(300)]
    rubbish = [RUBBISH[number % len(RUBBISH)].format(number) for number in range(300)]
    mixed = [line for both in zip(rubbish, map(site.url, papers), strict=True) for line in both]
    (tmp_path / "urls.txt").write_text("\n".join(mixed), encoding="utf-8")
    assert end(begin(site, tmp_path, "--no-archive"))[0] == 0
    rows = table(tmp_path)
    assert [row["url"] for row in rows] == mixed
    assert {(row["url"], row["link_state"]) for row in rows[::2] if row["link_state"] != "invalid-url"} == set()
    assert {row["link_state"] for row in rows[1::2]} == {"live"}
    assert all(row["link_reason"] for row in rows)
    assert sorted(site.asked) == sorted(papers)


def test_one_page_under_many_spellings_is_asked_once(site: Site, tmp_path: Path) -> None:
    here = site.url("/paper/1")
    spellings = [
        here,
        here,
        f"{here}#part",
        f"{here}?utm_source=x&fbclid=y",
        here.replace("http:", "HTTP:"),
        f" {here} ",
        here.replace("//", "//u:p@"),
    ]
    (tmp_path / "urls.txt").write_text("\n".join(spellings), encoding="utf-8")
    assert end(begin(site, tmp_path, "--no-archive"))[0] == 0
    assert site.asked == ["/paper/1"]
    assert [row["link_state"] for row in table(tmp_path)] == ["live"] * len(spellings)
    assert "u:p" not in (tmp_path / "references.csv").read_text(encoding="utf-8")


def test_long_addresses_are_asked_as_they_are(site: Site, tmp_path: Path) -> None:
    long = [f"/paper/{'x' * 8000}/1", "/gone/" + "%D1%8F" * 1300 + "/2"]
    write_list(site, tmp_path, *long)
    assert end(begin(site, tmp_path, "--no-archive"))[0] == 0
    assert [(row["url"], row["link_state"]) for row in table(tmp_path)] == [(site.url(long[0]), "live"), (site.url(long[1]), "gone")]
    assert Counter(site.asked) == {long[0]: 1, long[1]: 2}


def test_addresses_in_other_scripts(site: Site, tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text(f"{site.url('/paper/мақала/1')}\nhttp://қазақ..example/\nhttp://‐‐.example/\n", encoding="utf-8")
    assert end(begin(site, tmp_path, "--no-archive"))[0] == 0
    assert [row["link_state"] for row in table(tmp_path)] == ["live", "invalid-url", "invalid-url"]
    assert site.asked == ["/paper/%D0%BC%D0%B0%D2%9B%D0%B0%D0%BB%D0%B0/1"]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("\ufeffSITE/paper/1\r\nSITE/paper/2\r\n\r\n", id="a byte order mark and CRLF"),
        pytest.param("SITE/paper/1\rSITE/paper/2\r", id="CR alone"),
        pytest.param("\n\n  SITE/paper/1\t\n\n SITE/paper/2", id="blank lines and no line end"),
        pytest.param("url;title\r\nSITE/paper/1;a, b\r\nSITE/paper/2;\r\n", id="a spreadsheet's semicolons"),
        pytest.param('\ufeffurl,title\n"SITE/paper/1","a ""b"", c"\nSITE/paper/2\n', id="quotes, and a row that ends early"),
    ],
)
def test_ways_to_write_a_list(site: Site, tmp_path: Path, written: str) -> None:
    (tmp_path / "urls.txt").write_bytes(written.replace("SITE", site.url()).encode())
    assert end(begin(site, tmp_path, "--no-archive"))[0] == 0
    assert [(row["url"], row["link_state"]) for row in table(tmp_path)] == [(site.url("/paper/1"), "live"), (site.url("/paper/2"), "live")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param(b"", "urls.txt: is empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \r\n", "urls.txt: ", id="a byte order mark alone"),
        pytest.param(b"url,title\n", "urls.txt: has no sources in it", id="no row"),
        pytest.param(b'url,title\nhttp://a.example/,"no end\nhttp://b.example/,x\n', "urls.txt: is no table that can be read", id="an open quote"),
        pytest.param(b"url,title\nhttp://a.example/,a, b\n", "urls.txt:2: has more cells in this row than columns", id="a bare comma"),
        pytest.param("http://a.example/\n".encode("utf-16"), "urls.txt:1: is not UTF-8", id="UTF-16"),
        pytest.param(b"address,title\nhttp://a.example/,x\n", "urls.txt: is a table without a column url", id="no column url"),
    ],
)
def test_lists_that_cannot_be_read(citeaudit: Run, one_line: OneLine, tmp_path: Path, written: bytes, said: str) -> None:
    (tmp_path / "urls.txt").write_bytes(written)
    assert one_line(citeaudit("check", "urls.txt", "--offline"), 3).startswith(f"citeaudit: {said}")
    assert not (tmp_path / "references.csv").exists()


# ---------------------------------------------------------------- stores that cannot be used


def newer(store: Path) -> None:
    with closing(sqlite3.connect(store)) as file:
        file.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(lambda store: store.write_bytes(b"no store\n" * 500), "the store is not an SQLite database", id="no database"),
        pytest.param(lambda store: os.truncate(store, 6000), "the store is damaged", id="cut short"),
        pytest.param(newer, "the store is of a newer citeaudit", id="newer"),
        pytest.param(lambda store: store.chmod(0o444), "the store cannot be written", id="read-only"),
        pytest.param(lambda store: store.parent.chmod(0o555), "the store cannot be written", id="in a read-only folder"),
    ],
)
def test_a_store_that_cannot_be_used(
    citeaudit: Run, one_line: OneLine, site: Site, tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    write_list(site, tmp_path, "/paper/1")
    place = tmp_path / "place"
    place.mkdir()
    for folder in (place, tmp_path, *tmp_path.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o055)
    environ = {**settings(site), "CITEAUDIT_STORE": str(place / "store.sqlite3"), "PYTHONDONTWRITEBYTECODE": "1"}
    assert citeaudit("check", "urls.txt", environ=environ).returncode == 0
    (tmp_path / "references.csv").write_text("before", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir(0o777)
    for ours in (out, place, place / "store.sqlite3"):
        ours.chmod(0o777)
    spoil(place / "store.sqlite3")
    site.asked.clear()
    line = one_line(citeaudit("check", "urls.txt", "--refresh", "--out", "out", before=as_nobody(), environ=environ), 2)
    place.chmod(0o755)
    assert f"store.sqlite3: {said}" in line
    assert "name another store with --store" in line
    assert (site.asked, list(out.iterdir())) == ([], [])
