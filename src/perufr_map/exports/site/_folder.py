"""Write a folder entirely or not at all, and never replace files of others."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perufr_map.files import exchange, workspace

MARKER = ".perufr-map-site"
"""A file that lists the files of a site, so that the next site may replace them."""


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder to write to, and replace `folder` by it if the block succeeds.

    If the system can exchange two folders in one step, there is always an old or a new folder.
    If not, the old folder is renamed for a moment to ``.replaced-NAME``. If this run is killed
    then, the next run renames it back.

    Raises
    ------
    FileExistsError
        If the folder holds anything that is no part of an earlier site.
    FileNotFoundError
        If the folder above it does not exist.
    """
    folder = Path(os.path.realpath(folder))
    aside = folder.with_name(f".replaced-{folder.name}")
    if not folder.exists() and (aside / MARKER).is_file():
        aside.rename(folder)
    _refuse_foreign_files(folder)
    with workspace(folder.parent) as room:
        unfinished = room / "new"
        unfinished.mkdir()
        yield unfinished
        names = "".join(f"{name}\n" for name in _files(unfinished))
        (unfinished / MARKER).write_text(names, "utf-8")
        _refuse_foreign_files(folder)  # files may have been added meanwhile
        if folder.exists():
            shutil.copymode(folder, unfinished)
        if not exchange(unfinished, folder):
            _replace(folder, unfinished, aside=aside, room=room)
        if aside.is_dir() and _foreign_file(aside) is None:
            aside.rename(room / "old")  # moved first, so that it is never deleted only in part


def _replace(folder: Path, new: Path, *, aside: Path, room: Path) -> None:
    """Replace a folder in two steps; between them the old one is at `aside`."""
    if folder.exists():
        _refuse_foreign_files(aside)
        if aside.exists():
            aside.rename(room / "older")
        folder.rename(aside)
    try:
        new.rename(folder)
    except OSError as error:
        if error.errno in {errno.EEXIST, errno.ENOTEMPTY} and exchange(new, folder):
            return  # another run was faster
        if aside.exists() and not folder.exists():
            aside.rename(folder)
        raise


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())


def _foreign_file(folder: Path) -> str | None:
    """Return the name of a file that an earlier site did not write, None if there is none."""
    marker = folder / MARKER
    ours = {MARKER, *marker.read_text("utf-8").splitlines()} if marker.is_file() else set()
    names = _files(folder) if folder.exists() else []
    return next((name for name in names if name not in ours), None)


def _refuse_foreign_files(folder: Path) -> None:
    """Raise an error if there is anything that an earlier site did not write."""
    if folder.exists() and not folder.is_dir():
        raise FileExistsError(errno.EEXIST, "there is a file of this name", str(folder))
    foreign_file = _foreign_file(folder)
    if foreign_file is not None:
        message = f"it holds “{foreign_file}”, which is no part of an earlier site"
        raise FileExistsError(errno.EEXIST, message, str(folder))
