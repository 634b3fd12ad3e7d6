"""Export the shipped study once for all tests of a run, in however many processes they run."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import perufr_map as pm

# Where the site says that it will stand.
BASE = "https://example.org/peru/"


class Exports:
    """Exports of the shipped study, by name and view; read them, and leave them as they are.

    Parameters
    ----------
    study
        The shipped study.
    root
        A folder that all processes of the run share.
    """

    def __init__(self, study: pm.Study, root: Path) -> None:
        self._study = study
        self._root = root

    def file(self, name: str, **view: Any) -> Path:
        """Return the export `name` of a view, as `pm.Study.export` writes it."""
        return self._once(name, view, lambda path: self._study.export(path, **view))

    def site(self, **options: Any) -> Path:
        """Return the folder of the web site, as `pm.Study.site` writes it."""
        return self._once("peru", options, lambda path: self._study.site(path, **options))

    def _once(self, name: str, choices: dict[str, Any], write: Callable[[Path], object]) -> Path:
        key = hashlib.sha256(repr((name, sorted(choices.items()))).encode()).hexdigest()[:16]
        folder = self._root / key
        with (self._root / f"{key}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = folder / "done"
            if not done.exists():
                folder.mkdir(exist_ok=True)
                write(folder / name)
                done.touch()
        return folder / name
