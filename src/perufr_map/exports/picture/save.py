"""Write a picture to a file, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

DPI = 300
_SETTINGS: Any = {
    "text.hinting": "none",  # hinted text is wider than measured
    "pdf.fonttype": 42,  # whole fonts, so that text can be searched and edited
    "svg.fonttype": "none",
    "svg.hashsalt": "perufr-map",
}
_lock = Lock()  # matplotlib has one set of settings for all threads


@contextmanager
def settings() -> Iterator[None]:
    """Use our settings of matplotlib, one thread at a time."""
    with _lock, mpl.rc_context(_SETTINGS):
        yield


def save(figure: Figure, path: Path, *, form: str, title: str, rights: str, language: str) -> None:
    """Write a picture.

    Parameters
    ----------
    figure
        As `draw` returns it.
    path
        File to write.
    form
        ``png`` (300 dots to the inch), ``svg`` or ``pdf``.
    title, rights
        Metadata of the file; `rights` names sources and licences.
    language
        Code of the language.
    """
    about: dict[str, dict[str, Any]] = {
        "png": {"Title": title, "Copyright": rights, "Software": None},
        "svg": {
            "Title": title,
            "Rights": rights,
            "Creator": "perufr-map",
            "Language": language,
            "Date": None,
        },
        "pdf": {"Title": title, "Subject": rights, "Creator": "perufr-map", "CreationDate": None},
    }
    with settings():
        figure.savefig(path, format=form, dpi=DPI, metadata=about[form])
