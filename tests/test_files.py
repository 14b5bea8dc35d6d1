"""Files are written whole or not at all."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from citeaudit.errors import UsageError
from citeaudit.files import refuse_unwritable, write_all


def test_writes_into_new_folders(tmp_path: Path) -> None:
    write_all(tmp_path / "new" / "out", {"a.txt": b"1", "reports/b.txt": b"2"})
    assert (tmp_path / "new" / "out" / "reports" / "b.txt").read_bytes() == b"2"


def test_nothing_is_left_behind_beside_the_files(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.txt": b"1"})
    write_all(tmp_path, {"a.txt": b"2"})
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"2"


def test_a_folder_in_the_way_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"before")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(UsageError, match=r"b\.txt.*--out"):
        write_all(tmp_path, {"a.txt": b"after", "new/c.txt": b"c", "b.txt": b"after"})
    assert (tmp_path / "a.txt").read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(UsageError, match="is no folder"):
        refuse_unwritable(tmp_path / "out")
    with pytest.raises(UsageError):
        write_all(tmp_path / "out", {"a.txt": b"1"})
    assert (tmp_path / "out").read_bytes() == b"a file"


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """A file size limit of the process makes the kernel refuse the write, as a full disk does (EFBIG for ENOSPC)."""
    (tmp_path / "a.txt").write_bytes(b"before")
    program = (
        "import resource, signal, sys; from pathlib import Path; from citeaudit.files import write_all; from citeaudit.errors import UsageError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_all(Path(sys.argv[1]), {'a.txt': b'after', 'big.txt': bytes(5000)})\n"
        "except UsageError as told: print(told); sys.exit(2)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2, done.stderr
    assert "big.txt: cannot write here (File too large)" in done.stdout
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.txt", b"before")]


def test_what_a_killed_process_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    left = [tmp_path / ".a.txt.x1y2z3_q.citeaudit", tmp_path / "reports" / ".b.txt.x1y2z3_q.citeaudit"]
    others = [tmp_path / ".a.txt.swp", tmp_path / "reports" / ".c.txt.x1y2z3_q.citeaudit"]
    for path in (*left, *others):
        path.write_bytes(b"half")
    write_all(tmp_path, {"a.txt": b"1", "reports/b.txt": b"2"})
    assert [path.exists() for path in (*left, *others)] == [False, False, True, True]


def test_another_process_that_writes_into_the_folder_is_waited_for(tmp_path: Path) -> None:
    number = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(number, fcntl.LOCK_EX)
    writing = threading.Thread(target=write_all, args=(tmp_path, {"a.txt": b"1"}))
    writing.start()
    writing.join(0.2)
    assert writing.is_alive()
    assert list(tmp_path.iterdir()) == []
    os.close(number)
    writing.join(60)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("failing", [1, 2])
def test_a_rename_that_fails_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    renamed: list[Path] = []
    replace = Path.replace

    def broken(self: Path, place: Path) -> Path:
        renamed.append(place)
        if len(renamed) == failing:
            raise OSError(5, "Input/output error", str(place))
        return replace(self, place)

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(UsageError, match="Input/output error"):
        write_all(tmp_path, {"a.txt": b"1", "new/b.txt": b"2"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"][: failing - 1]
