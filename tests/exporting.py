"""Export the shipped study once for all tests of a run, in however many processes they run."""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

import perufr_map as pm
from perufr_map.shown.scale import Theme
from perufr_map.shown.sizes import Size

# Where the site says that it will stand.
BASE = "https://example.org/peru/"

CAMEO = pm.Method(weights="cameo", group_share=0.3)


class View(TypedDict, total=False):
    """What is exported; see `pm.Study.export`."""

    era: str
    before: str
    selected: str
    language: str
    theme: Theme
    method: pm.Method
    all_eras: bool
    embed: bool
    frame: str
    size: Size


# Most tests ask for one of these, so that few files are made for many tests.
GARCIA = View(era="garcia", language="es")
SINCE_VELASCO = View(era="garcia", before="velasco", language="es")


def name_file(ending: str) -> str:
    """Return the name of a file of a format, by the format's ending."""
    return f"peru{'' if ending.startswith('.') else '.'}{ending}"


def trim(study: pm.Study, *, eras: Collection[str], counterparts: Collection[str]) -> pm.Study:
    """Return some eras of a study and what is said of some counterparts, with no story."""
    return replace(
        study,
        eras=study.eras[study.eras["id"].isin(eras)].reset_index(drop=True),
        events=study.events[study.events["counterpart"].isin(counterparts)].reset_index(drop=True),
        steps=study.steps.head(0),
    )


class Exports:
    """Exports of the shipped study, by format and view; read them, and leave them as they are.

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

    def file(self, ending: str, **view: Unpack[View]) -> Path:
        """Return the export of a view in the format of an ending, as `pm.Study.export` writes it.

        A view of all eras must be of a format that holds them in one file.
        """
        name = name_file(ending)
        return self.once(name, lambda path: self._study.export(path, **view), **view)

    def site(self, base_url: str | None = None) -> Path:
        """Return the folder of the web site, as `pm.Study.site` writes it."""
        return self.once(
            "site", lambda path: self._study.site(path, base_url=base_url), base_url=base_url
        )

    def once(self, name: str, write: Callable[[Path], object], **choices: object) -> Path:
        """Return what was written under a name for some choices; the first who asks writes it."""
        key = _key(name, choices)
        folder = self._root / key
        with (self._root / f"{key}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = folder / "done"
            if not done.exists():
                folder.mkdir(exist_ok=True)
                write(folder / name)
                done.touch()
        return folder / name


def _key(name: str, choices: Mapping[str, object]) -> str:
    """Return a word for a name and choices that is the same in every process."""
    told = {
        key: value.write() if isinstance(value, pm.Method) else value
        for key, value in choices.items()
    }
    return hashlib.sha256(json.dumps([name, told], sort_keys=True).encode()).hexdigest()[:16]
