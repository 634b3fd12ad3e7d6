"""Write a folder entirely or not at all, and never over somebody else's files."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perufr_map.files import exchange, workspace

MARKER = ".perufr-map-site"
"""Names the files of a site, so that the next one may take their place."""


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to write to, and put it in the place of `folder` only when all went well.

    At every moment the earlier folder or the new one stands, where the system exchanges two
    folders in one step. Where it cannot, the earlier one is for a moment beside its place, as
    ``.replaced-NAME``: the next run puts it back if this one was killed then.

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
    _refuse_strangers(folder)
    with workspace(folder.parent) as room:
        unfinished = room / "new"
        unfinished.mkdir()
        yield unfinished
        names = "".join(f"{name}\n" for name in _files(unfinished))
        (unfinished / MARKER).write_text(names, "utf-8")
        _refuse_strangers(folder)  # files may have been added meanwhile
        if folder.exists():
            shutil.copymode(folder, unfinished)
        if not exchange(unfinished, folder):
            _replace(folder, unfinished, aside=aside, room=room)
        if aside.is_dir() and _stranger(aside) is None:
            aside.rename(room / "old")  # not deleted where it is: it is never there in part


def _replace(folder: Path, new: Path, *, aside: Path, room: Path) -> None:
    """Put a new folder in place in two steps, between which the earlier one stands aside."""
    if folder.exists():
        _refuse_strangers(aside)
        if aside.exists():
            aside.rename(room / "older")
        folder.rename(aside)
    try:
        new.rename(folder)
    except OSError as error:
        if error.errno in {errno.EEXIST, errno.ENOTEMPTY} and exchange(new, folder):
            return  # another run has put its folder in place first
        if aside.exists() and not folder.exists():
            aside.rename(folder)
        raise


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())


def _stranger(folder: Path) -> str | None:
    """Return the name of a file that an earlier site did not write, None if there is none."""
    marker = folder / MARKER
    ours = {MARKER, *marker.read_text("utf-8").splitlines()} if marker.is_file() else set()
    names = _files(folder) if folder.exists() else []
    return next((name for name in names if name not in ours), None)


def _refuse_strangers(folder: Path) -> None:
    """Raise an error if there is anything that an earlier site did not write."""
    if folder.exists() and not folder.is_dir():
        raise FileExistsError(errno.EEXIST, "there is a file of this name", str(folder))
    stranger = _stranger(folder)
    if stranger is not None:
        message = f"it holds “{stranger}”, which is no part of an earlier site"
        raise FileExistsError(errno.EEXIST, message, str(folder))
