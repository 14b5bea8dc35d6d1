"""Bytes to files: a set of files is written whole or not at all, and what was there stays until the last moment."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import mkstemp

from citeaudit.errors import UsageError


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files, given by their path below `folder`: all into temporary files beside their places, then each renamed.

    Raises:
        UsageError: the place cannot be written (missing rights, no space, a folder or file in the way). What was there is untouched, unless a
            rename itself fails: everything is written before the first one.
    """
    with ExitStack() as undo:
        try:
            waiting = [(_written_beside(folder / name, content, undo), folder / name) for name, content in files.items()]
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


def _written_beside(place: Path, content: bytes, undo: ExitStack) -> Path:
    """Writes into a temporary file beside its place, making the folders above it; `undo` takes both back."""
    for missing in reversed([parent for parent in place.parents if not parent.exists()]):
        missing.mkdir()
        undo.callback(_remove_empty, missing)
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder of this name is in the way", str(place))
    number, name = mkstemp(dir=place.parent, prefix=f".{place.name}.")
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
