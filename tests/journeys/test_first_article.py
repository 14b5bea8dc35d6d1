"""The main job on the first article: what an editor gets is kept as text, and the example stands for the real copy row by row."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
KEPT = Path(__file__).parent / "kept"


@pytest.fixture
def example(repository: Path) -> Path:
    return repository / "examples" / "human-rights-in-kazakhstan.txt"


def rows_in(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "references.csv").read_text(encoding="utf-8"), newline="")))


@pytest.mark.parametrize(
    ("written", "kept"), [("references.csv", "references.csv"), ("reports/balance.md", "balance.md"), ("reports/link-rot.md", "link-rot.md")]
)
def test_what_is_written_is_what_was_kept(citeaudit: Run, example: Path, tmp_path: Path, written: str, kept: str) -> None:
    """To keep a new state on purpose: copy the written file over the kept one and read the difference."""
    done = citeaudit("audit", example, "--subject", "KZ", "--no-recover")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / written).read_text(encoding="utf-8") == (KEPT / kept).read_text(encoding="utf-8")


def test_48_references_58_citations_and_no_address(citeaudit: Run, example: Path, tmp_path: Path) -> None:
    done = citeaudit("audit", example, "--subject", "KZ", "--offline")
    assert done.returncode == 0
    rows = rows_in(tmp_path)
    assert [row["reference"] for row in rows] == [str(number) for number in range(1, 49)]
    assert sum(int(row["citations"]) for row in rows) == 58
    assert {row["url"] for row in rows} == {""}
    assert {row["url_origin"] for row in rows} == {"none"}
    assert {row["status"] for row in rows} == {"no-url"}
    assert {row["link_state"] for row in rows} == {row["archive_state"] for row in rows} == {"not-checked"}


def test_the_closing_line_says_what_was_found_and_where(citeaudit: Run, example: Path) -> None:
    done = citeaudit("audit", example, "--subject", "KZ", "--offline", "--out", "here")
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "48 sources, cited 58 times; 48 without an address" in line
    assert "no network was used, as asked" in line
    assert "here/references.csv" in line


def test_quiet_says_nothing(citeaudit: Run, example: Path) -> None:
    done = citeaudit("audit", example, "--offline", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_example_stands_for_the_real_copy_row_by_row(citeaudit: Run, example: Path, shared: Path, tmp_path: Path) -> None:
    for name, article in (("example", example), ("real", shared / "seed" / example.name)):
        assert citeaudit("audit", article, "--subject", "KZ", "--offline", "--out", name).returncode == 0
    placed = ("line", "column")
    mine, real = ([{key: row[key] for key in row if key not in placed} for row in rows_in(tmp_path / name)] for name in ("example", "real"))
    assert len(real) == 48
    assert mine == real


def test_report_draws_the_same_bytes_again(citeaudit: Run, example: Path, tmp_path: Path) -> None:
    assert citeaudit("audit", example, "--subject", "KZ", "--offline", "--out", "out").returncode == 0
    written = {path.relative_to(tmp_path / "out"): path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    for path in written:
        if path.name != "audit.json":
            (tmp_path / "out" / path).unlink()
    assert citeaudit("report", "out").returncode == 0
    assert {path.relative_to(tmp_path / "out"): path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == written


def test_the_same_run_gives_the_same_bytes(citeaudit: Run, example: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert citeaudit("audit", example, "--subject", "KZ", "--no-recover", "--out", folder).returncode == 0
    one, two = ({path.relative_to(tmp_path / f): path.read_bytes() for path in (tmp_path / f).rglob("*") if path.is_file()} for f in ("one", "two"))
    assert len(one) >= 8
    assert one == two


def test_several_articles_have_an_overview_and_a_page_each(citeaudit: Run, example: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text('Another article\n\nSo.[1]\n\nReferences\n\n  1. ^ "One". Amnesty International.\n', encoding="utf-8")
    done = citeaudit("audit", example, "other.txt", "--offline")
    assert done.returncode == 0, done.stderr
    assert "49 sources, cited 59 times" in done.stderr
    assert len(rows_in(tmp_path)) == 49
    reports = tmp_path / "reports"
    overview = (reports / "index.html").read_text(encoding="utf-8")
    assert 'href="another-article/index.html"' in overview
    assert 'id="ref-1"' not in overview
    assert 'id="ref-48"' in (reports / "human-rights-in-kazakhstan" / "index.html").read_text(encoding="utf-8")
    assert "1 source, cited 1 time" in (reports / "another-article" / "balance.md").read_text(encoding="utf-8")


def test_every_count_of_the_balance_report_adds_up(citeaudit: Run, example: Path, tmp_path: Path) -> None:
    citeaudit("audit", example, "--subject", "KZ", "--offline")
    rows = rows_in(tmp_path)
    told = (tmp_path / "reports" / "balance.md").read_text(encoding="utf-8")
    section = told.partition("## Towards the subject")[2].partition("| affiliation |")[2].partition("\n\n")[0]
    counted = {name: int(sources) for name, sources in re.findall(r"\| (\w+) \| (\d+) \| \d+ \|", section)}
    assert counted == Counter(row["affiliation"] for row in rows)


def test_parse_writes_the_table_alone(citeaudit: Run, example: Path, tmp_path: Path) -> None:
    done = citeaudit("parse", example)
    assert done.returncode == 0
    assert len(rows_in(tmp_path)) == 48
    assert not (tmp_path / "reports").exists()


def test_standard_input_is_read(citeaudit: Run, example: Path, tmp_path: Path) -> None:
    done = citeaudit("parse", "-", feed=example.read_bytes())
    assert done.returncode == 0, done.stderr
    assert rows_in(tmp_path)[0]["article"] == "Human rights in Kazakhstan"


def test_classify_has_one_row_a_line_in_order(citeaudit: Run, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("https://www.hrw.org/x\nnobody knows this publisher\nastanatimes.com\n", encoding="utf-8")
    done = citeaudit("classify", "list.txt", "--subject", "KZ")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["input"] for row in rows] == ["https://www.hrw.org/x", "nobody knows this publisher", "astanatimes.com"]
    assert [row["source_type"] for row in rows][:2] == ["ngo", "unknown"]
    assert list(rows[0])[1:3] == ["publisher_id", "domain"]
    assert list(rows[0])[-1] == "listing"
