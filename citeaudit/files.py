"""Bytes to files: a set of files is written whole or not at all, by one process at a time; what was there stays until the last moment."""

from __future__ import annotations

import errno
import fcntl
import glob
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from citeaudit.errors import UsageError

_WAITING = ".citeaudit"
"""How the names of temporary files end."""


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files, given by their path below `folder`: all into temporary files beside their places, then each renamed.

    Another process that writes into the same folder is waited for, so that the files of two runs are never mixed.

    Raises:
        UsageError: the place cannot be written (missing rights, no space, a folder or file in the way). What was there is untouched, unless a
            rename itself fails: everything is written before the first one.
    """
    with ExitStack() as undo:
        try:
            places = {folder / name: content for name, content in files.items()}
            for missing in _missing([folder / "a file", *places]):
                missing.mkdir(exist_ok=True)
                undo.callback(_remove_empty, missing)
            with _alone_in(folder, places):
                waiting = [(_written_beside(place, content, undo), place) for place, content in places.items()]
                for written, place in waiting:
                    written.replace(place)
        except OSError as wrong:
            where = str(wrong.filename or folder)
            raise UsageError(f"cannot write here ({wrong.strerror})", where=where, hint="choose another place with --out, or make room") from None
        undo.pop_all()


def refuse_unwritable(folder: Path) -> None:
    """Tells before a long run that its results could not be written.

    Raises:
        UsageError: the folder, or the nearest one above it that exists, is no folder or may not be written.
    """
    try:
        nearest = next((place for place in (folder, *folder.absolute().parents) if place.exists()), folder)
    except (OSError, ValueError) as wrong:
        raise UsageError(f"is no place for files ({wrong})", where="--out", hint="choose another place") from None
    if not nearest.is_dir():
        raise UsageError("is no folder", where=str(nearest), hint="choose another place with --out")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise UsageError("cannot write here (Permission denied)", where=str(nearest), hint="choose another place with --out")


def _missing(places: Iterable[Path]) -> list[Path]:
    """The folders above places that do not exist yet, the outermost first."""
    return list(dict.fromkeys(parent for place in places for parent in reversed(place.parents) if not parent.exists()))


@contextmanager
def _alone_in(folder: Path, places: Iterable[Path]) -> Iterator[None]:
    """Keeps other processes out of `write_all` into the same folder, and removes what a killed one has left beside the places."""
    with ExitStack() as opened:
        # Some network file systems have no locks: there nobody is kept out, and nothing is known to be left behind.
        with suppress(OSError):
            number = os.open(folder, os.O_RDONLY)
            opened.callback(os.close, number)
            fcntl.flock(number, fcntl.LOCK_EX)
            for left in {left for place in places for left in place.parent.glob(f".{glob.escape(place.name)}.*{_WAITING}")}:
                left.unlink(missing_ok=True)
        yield


def _written_beside(place: Path, content: bytes, undo: ExitStack) -> Path:
    """Writes into a temporary file beside its place, in a folder that exists; `undo` takes it back."""
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder of this name is in the way", str(place))
    number, name = mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=_WAITING)
    os.close(number)
    written = Path(name)
    undo.callback(written.unlink, missing_ok=True)
    try:
        with written.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as wrong:
        raise OSError(wrong.errno, wrong.strerror, str(place)) from None
    written.chmod(place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask())
    return written


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
