"""Write a file entirely or not at all, even if several processes write it at once."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

try:
    import fcntl
except ModuleNotFoundError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

UNFINISHED = ".perufr-map-unfinished-"
"""The beginning of the name of a folder with unfinished files."""

_HERE = -100  # AT_FDCWD: a path that is not absolute starts at the working directory
_EXCHANGE = 2  # RENAME_EXCHANGE


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield a file to write to, and move it to `path` if the block succeeds.

    If two processes write to one path, the file of the one that ends last stays. A symbolic
    link is followed. The permissions of a replaced file are kept.

    Parameters
    ----------
    path
        The file to write.

    Yields
    ------
    Path
        A file of the same name in a temporary folder, which is deleted with everything else
        that a program writes there (SQLite's journal).

    Raises
    ------
    FileNotFoundError
        If the folder does not exist.
    OSError
        If the file cannot be put in place.
    """
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    with _name_in_errors(path), explain_names(path), workspace(target.parent) as room:
        unfinished = room / target.name
        yield unfinished
        if target.is_file():
            shutil.copymode(target, unfinished)
        unfinished.replace(target)


@contextmanager
def explain_names(path: Path) -> Iterator[None]:
    """Report that a format needs names in UTF-8: GDAL's and Arrow's do, others may be any bytes.

    Raises
    ------
    OSError
        If the block cannot encode a name, and that of `path` or of a folder above it is the cause.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        name = os.path.realpath(path)
        if os.fsencode(name).decode("utf-8", "replace") == name:
            raise
        message = "this format needs a name, and names of folders, in UTF-8"
        raise OSError(errno.EILSEQ, message, str(path)) from error


@contextmanager
def _name_in_errors(path: Path) -> Iterator[None]:
    """Let errors name the file that was asked for, not the unfinished one."""
    try:
        yield
    except OSError as error:
        if error.filename is None or UNFINISHED in os.fsdecode(error.filename):
            error.filename, error.filename2 = str(path), None
        raise


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """Yield an empty folder inside another one, and delete it afterwards.

    The folders of killed processes are deleted too. They are no longer locked, since a lock ends
    with its process. On systems without locks (Windows, some network drives) they stay.

    Raises
    ------
    FileNotFoundError
        If the folder does not exist.
    OSError
        If nothing can be made in it.
    """
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    for leftover in folder.glob(f"{UNFINISHED}*"):
        with _hold(leftover, wait=False) as is_locked:
            if is_locked:
                shutil.rmtree(leftover, ignore_errors=True)
    while True:
        room = Path(mkdtemp(prefix=UNFINISHED, dir=folder))
        with _hold(room, wait=True):
            if not room.is_dir():  # another process deleted it as a leftover before it was locked
                continue
            try:
                yield room
            except RuntimeError:  # GDAL's drivers do not report a full disk
                _fill(room / "probe")
                raise
            finally:
                shutil.rmtree(room, ignore_errors=True)
            return


def _fill(file: Path) -> None:
    """Write as much as a large export, which raises an error on a full disk."""
    with file.open("wb") as stream:
        for _ in range(16):
            stream.write(bytes(2**20))


def exchange(one: Path, other: Path) -> bool:
    """Exchange two files or folders in a single step.

    Returns
    -------
    bool
        Whether it was done; not if one of them is missing, or the system cannot do it.
    """
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # not Linux, or an old one
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


@contextmanager
def _hold(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Lock a folder during the block; yield whether it is locked."""
    if fcntl is None:
        yield False
        return
    handle = None
    is_locked = False
    with suppress(OSError):  # it was deleted, or its file system has no locks
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_locked = True
    try:
        yield is_locked
    finally:
        if handle is not None:
            os.close(handle)
