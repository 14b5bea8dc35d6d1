"""A path, or `-` for standard input, to its bytes: opened, unpacked where it is compressed, with its head to look at first."""

from __future__ import annotations

import bz2
import errno
import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from citeaudit.errors import InputError

LARGEST = 64 * 1024 * 1024
"""Bytes that a file which is read whole may have: many times the longest article; a larger one is a mistake, and reading it would take the memory."""

HEAD = 64 * 1024
"""Bytes that a format sees to recognise itself."""

PACKED: dict[str, tuple[bytes, Callable[[BinaryIO], BinaryIO]]] = {
    ".bz2": (b"BZh", lambda stream: cast(BinaryIO, bz2.BZ2File(stream))),
    ".gz": (b"\x1f\x8b", lambda stream: cast(BinaryIO, gzip.GzipFile(fileobj=stream))),
}
"""Endings of compressed files, how their content begins, and what unpacks it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An opened input: its first `HEAD` bytes, and the stream, which begins with them."""

    head: bytes
    stream: BinaryIO


class _Joined(io.RawIOBase):
    """Bytes that were read already, and the stream that they came from. Packed data that end early or are damaged end the stream: `is_cut`."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest
        self.is_cut = False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """What comes next, as much as fits."""
        piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        if not piece:
            try:
                piece = self._rest.read(len(buffer))
            except (EOFError, zlib.error, gzip.BadGzipFile):
                self.is_cut = True
            except OSError as wrong:
                # What bz2 says of damaged data has no number, unlike what the system says.
                if wrong.errno is not None:
                    raise
                self.is_cut = True
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def opened(name: str, hint: str) -> Iterator[Opened]:
    """Opens an input for as long as the context lasts.

    Args:
        name: a path, or `-`.
        hint: what to do where there is nothing to read.

    Raises:
        InputError: it is missing, a folder, empty, may not be read, or its packed data end early (after what came was read).
    """
    with _told(name, hint), _bare(name) as bare:
        begins = bare.read(len(max(mark for mark, _ in PACKED.values())))
        plain: BinaryIO = io.BufferedReader(_Joined(begins, bare))
        unpack = next((unpack for mark, unpack in PACKED.values() if begins.startswith(mark)), None)
        unpacked = _Joined(b"", unpack(plain) if unpack else plain)
        head = _head(unpacked)
        if not head.strip():
            raise InputError("is cut off: its packed data end early" if unpacked.is_cut else "is empty", where=shown(name), hint=hint)
        joined = _Joined(head, unpacked)  # type: ignore[arg-type]
        yield Opened(head=head, stream=cast(BinaryIO, io.BufferedReader(joined)))
        if unpacked.is_cut:
            raise InputError("is cut off: its packed data end early", where=shown(name), hint="get the file again; what came before was read")


def _head(stream: io.RawIOBase) -> bytes:
    head = b""
    while len(head) < HEAD and (piece := stream.read(HEAD - len(head))):
        head += piece
    return head


def whole(source: Opened, name: str) -> bytes:
    """Everything that an opened input holds.

    Raises:
        InputError: more than `LARGEST`.
    """
    data = source.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"is larger than {LARGEST // 1024 // 1024} MB", where=shown(name), hint="give one article in a file")
    return data


def bytes_of(name: str, hint: str) -> bytes:
    """Everything that a path or standard input holds; raises as `opened` and `whole` do."""
    with opened(name, hint) as source:
        return whole(source, name)


def file_name(name: str) -> str:
    """The name of a file for readers: no folder of this machine, and text whatever its bytes are; empty for standard input."""
    return "" if name == "-" else os.fsencode(Path(name).name).decode("utf-8", "replace")


def shown(name: str) -> str:
    """What a message calls an input."""
    return "standard input" if name == "-" else name


@contextmanager
def _bare(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as stream:
        yield stream


@contextmanager
def _told(name: str, hint: str) -> Iterator[None]:
    """Turns what the system says of a file into what a user can act on."""
    try:
        yield
    except FileNotFoundError:
        raise InputError("there is no such file", where=name, hint=hint) from None
    except IsADirectoryError:
        raise InputError("is a folder", where=name, hint="name a file in it") from None
    except PermissionError:
        raise InputError("may not be read", where=name, hint="change its rights") from None
    except OSError as wrong:
        reason = "the name is too long" if wrong.errno == errno.ENAMETOOLONG else wrong.strerror
        raise InputError(f"cannot be read ({reason})", where=name, hint="give another file") from None
