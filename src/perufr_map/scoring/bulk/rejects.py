"""Write the rows of event files that could not be scored, each with its line and reason."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from perufr_map.files import whole
from perufr_map.formulas import disarm_text
from perufr_map.scoring.bulk.files import REJECTS

NOT_UTF8 = (
    "not in UTF-8; save the file as “CSV UTF-8”, or convert it: "
    "iconv -f WINDOWS-1252 -t UTF-8 OLD.csv > NEW.csv"
)
"""The reason of a row that is in another encoding than those before it."""


class Reject(NamedTuple):
    """A row that could not be scored: its file, its line (if known), the reason, its text."""

    path: Path
    line: int | None
    reason: str
    record: str
    is_edge: bool = False
    """Whether it is an empty row below the last event, which is left out and no fault."""


def write(rejects: Iterable[Reject], *, folder: Path | None) -> dict[Path, int]:
    """Write each file's rejects to a file of its own, all of them or none.

    Parameters
    ----------
    rejects
        In any order.
    folder
        Folder to write to. Default: that of each event file. Files are named after the event
        file, with ``.rejects.csv`` added. Columns: ``line``, ``reason``, ``record``; a record
        that a spreadsheet program would read as a formula has an apostrophe before it.

    Returns
    -------
    dict
        How many rows each file written has.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    counts: Counter[Path] = Counter()
    with ExitStack() as opened:
        writers: dict[Path, Any] = {}
        for reject in rejects:
            home = reject.path.parent if folder is None else folder
            path = home / f"{reject.path.name}{REJECTS}"
            if path not in writers:
                unfinished = opened.enter_context(whole(path))
                file = opened.enter_context(unfinished.open("w", encoding="utf-8", newline=""))
                writers[path] = csv.writer(file, lineterminator="\n")
                writers[path].writerow(["line", "reason", "record"])
            record = disarm_text(reject.record)
            writers[path].writerow([reject.line, reject.reason, record])
            counts[path] += 1
    return dict(counts)
