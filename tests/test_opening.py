"""Files and standard input as they come: plain, packed, cut off, missing."""

from __future__ import annotations

import bz2
import gzip
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from citeaudit import opening
from citeaudit.errors import InputError

TEXT = "".join(f"line {number} of a long text\n" for number in range(20_000)).encode()


@pytest.mark.parametrize("pack", [bytes, bz2.compress, gzip.compress], ids=["plain", "bz2", "gz"])
def test_what_is_packed_is_unpacked_by_its_content(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "named-like-nothing"
    path.write_bytes(pack(TEXT))
    with opening.opened(str(path), "") as source:
        assert source.head == TEXT[: opening.HEAD]
        assert source.stream.read() == TEXT


NOISE = random.Random(1).randbytes(300_000)


@pytest.mark.parametrize("pack", [bz2.compress, gzip.compress], ids=["bz2", "gz"])
def test_packed_data_that_end_early_are_told_after_what_came(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    packed = pack(NOISE)
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(InputError, match="packed data end early"), opening.opened(str(path), "") as source:
        assert NOISE.startswith(source.stream.read())


@pytest.mark.parametrize("pack", [bz2.compress, gzip.compress], ids=["bz2", "gz"])
def test_damaged_packed_data_are_told(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    packed = pack(NOISE)
    path.write_bytes(packed[:60] + b"\xff" * 40 + packed[100:])
    with pytest.raises(InputError, match="packed data end early"), opening.opened(str(path), "") as source:
        source.stream.read()


def test_standard_input(tmp_path: Path) -> None:
    program = "from citeaudit import opening; print(len(opening.bytes_of('-', '')))"
    done = subprocess.run([sys.executable, "-c", program], input=gzip.compress(TEXT), capture_output=True, check=True)
    assert int(done.stdout) == len(TEXT)


@pytest.mark.parametrize(
    ("name", "message"),
    [("missing.txt", "there is no such file"), (".", "is a folder"), ("empty.txt", "is empty"), ("n" * 300, "the name is too long")],
)
def test_what_cannot_be_read_is_told(name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").write_bytes(b" \n")
    with pytest.raises(InputError, match=message):
        opening.bytes_of(name, "")


def test_a_file_that_is_too_large_is_told(tmp_path: Path) -> None:
    path = tmp_path / "large.gz"
    path.write_bytes(gzip.compress(b"a" * (opening.LARGEST + 1)))
    with pytest.raises(InputError, match="is larger than 64 MB"):
        opening.bytes_of(str(path), "")
