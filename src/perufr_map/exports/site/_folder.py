"""Write a folder entirely or not at all, and never over somebody else's files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARKER = ".perufr-map-site"
"""Names the files of a site, so that the next one may take their place."""


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a folder beside `folder` to write to, and put it in place only when all went well.

    Raises
    ------
    FileExistsError
        If the folder holds anything that is no part of an earlier site.
    FileNotFoundError
        If the folder above it does not exist.
    """
    folder = folder.resolve()
    _refuse_strangers(folder)
    if not folder.parent.is_dir():
        raise FileNotFoundError(2, "No such file or directory", str(folder.parent))
    unfinished = folder.with_name(f".unfinished-{folder.name}")
    replaced = folder.with_name(f".replaced-{folder.name}")
    for leftover in (unfinished, replaced):
        shutil.rmtree(leftover, ignore_errors=True)
    unfinished.mkdir()
    try:
        yield unfinished
        names = "".join(f"{name}\n" for name in _files(unfinished))
        (unfinished / MARKER).write_text(names, "utf-8")
        _refuse_strangers(folder)  # the work took its time
        _swap(unfinished, folder, replaced)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(replaced, ignore_errors=True)


def _swap(new: Path, folder: Path, old: Path) -> None:
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())


def _refuse_strangers(folder: Path) -> None:
    """Raise an error if there is anything that an earlier site did not write."""
    if folder.exists() and not folder.is_dir():
        raise FileExistsError(17, "there is a file of this name", str(folder))
    marker = folder / MARKER
    ours = {MARKER, *marker.read_text("utf-8").splitlines()} if marker.is_file() else set()
    strangers = [name for name in (_files(folder) if folder.exists() else []) if name not in ours]
    if strangers:
        message = f"it holds “{strangers[0]}”, which is no part of an earlier site"
        raise FileExistsError(17, message, str(folder))
