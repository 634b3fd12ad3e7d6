"""Read the study that the server was started with, and again whenever its files change."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from hashlib import file_digest
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from perufr_map.api import Study, load
from perufr_map.dashboard._streamlit import is_serving, rerun_all
from perufr_map.dashboard.server import PAIR, STUDY
from perufr_map.problems import StudyError
from perufr_map.study.archive import paths_of

EVERY = 0.3
"""Seconds between two looks at the files; a change is read if the second one finds it, too."""

SURE = 3.0
"""Seconds after a change in which a file is read at every look.

Some folders, those of a network above all, tell the time of a change by two seconds only.
"""

Stamp = tuple[bytes | None, ...]


@dataclass(frozen=True)
class _Look:
    """What a file was when it was looked at: how it was told, what it held, and since when."""

    told: tuple[int, ...]
    held: bytes
    since: float


_looks: dict[Path, _Look] = {}
_read: dict[Path | None, tuple[Stamp, Study | StudyError]] = {}
_lock = Lock()


def folder() -> Path | None:
    """Return the folder of the server's study; None for the shipped one."""
    path = os.environ.get(STUDY)
    return Path(path) if path else None


def read(study: Path | None) -> Study:
    """Return the study in a folder, with errors a draft of it; it is read once for all viewers.

    Raises
    ------
    StudyError
        If nothing of it can be drawn.
    """
    stamp = look_at(study)
    with _lock:
        held = _read.get(study)
        if held is None or held[0] != stamp:
            held = _read[study] = (stamp, _load(study))
    if isinstance(held[1], StudyError):
        raise held[1]
    return held[1]


def _load(study: Path | None) -> Study | StudyError:
    try:
        return load(study, draft=study is not None)
    except StudyError as error:
        return error


def look_at(study: Path | None) -> Stamp:
    """Return what differs once a file of a study has changed; the shipped one does not change."""
    return () if study is None else tuple(map(_stamp, paths_of(study)))


def _stamp(path: Path) -> bytes | None:
    """Return what a file holds, as a hash; nothing where there is no such file.

    A file is read only where the system tells of a change, and for a while after: a second change
    of the same length may be told as the first one was.
    """
    now, before = monotonic(), _looks.get(path)
    try:
        found = path.stat()
        told = (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
        same = before is not None and before.told == told
        if before is not None and same and now - before.since > SURE:
            return before.held
        with path.open("rb") as file:
            held = file_digest(file, "blake2b").digest()
    except OSError:
        _looks.pop(path, None)
        return None
    _looks[path] = _Look(told, held, before.since if before is not None and same else now)
    return held


@cache
def watch() -> None:
    """Show every viewer what changes in the files of the server's studies, from now on."""
    studies = [Path(path) for name in (STUDY, PAIR) if (path := os.environ.get(name))]
    if studies and is_serving():
        Thread(target=follow, args=(studies, Event()), name="follow-study", daemon=True).start()


def follow(studies: list[Path], end: Event) -> None:
    """Show every viewer what changes in the files of studies, until the end is set."""
    shown = seen = [look_at(study) for study in studies]
    while not end.wait(EVERY):
        before, seen = seen, [look_at(study) for study in studies]
        if seen != shown and seen == before:  # whoever writes them is done
            shown = seen
            rerun_all()
