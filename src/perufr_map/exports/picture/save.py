"""Write a picture to a file, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import matplotlib as mpl
from matplotlib.figure import Figure

from perufr_map.exports.picture.steps import shorten
from perufr_map.exports.scripts import tell_missing_scripts
from perufr_map.resources import typeface
from perufr_map.shown.credit import Credit

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
    with _lock, mpl.rc_context(_SETTINGS), tell_missing_scripts():
        yield


@dataclass(frozen=True, kw_only=True)
class About:
    """What a picture says of itself.

    Attributes
    ----------
    title, rights
        Its title; its sources and licences.
    language
        Code of its language.
    credit
        Who made the study that it draws, when, and who may use it.
    told
        What it shows, for who cannot see it.
    made
        How it was made, as `perufr_map.exports.made` has it.
    """

    title: str
    rights: str
    language: str
    credit: Credit
    told: str = ""
    made: str = "perufr-map"


def save(figure: Figure, path: Path, *, form: str, about: About, dots: int = DPI) -> None:
    """Write a picture.

    Parameters
    ----------
    figure
        As `draw` returns it.
    path
        File to write.
    form
        ``png``, ``svg`` or ``pdf``.
    about
        Metadata of the file.
    dots
        To the inch, of a PNG.
    """
    title, told, credit = about.title, about.told, about.credit
    rights = f"{credit.line}. {about.rights}"
    metadata: dict[str, dict[str, Any]] = {
        "png": {
            "Title": title,
            "Author": credit.names,
            "Description": told,
            "Copyright": rights,
            "Creation Time": credit.day,
            "Software": about.made,
        },
        "svg": {
            "Title": title,
            "Description": told,
            "Rights": rights,
            "Creator": credit.names,
            "Publisher": about.made,
            "Language": about.language,
            "Date": credit.day or None,
        },
        "pdf": {
            "Title": title,
            "Author": credit.names,
            "Subject": " ".join(filter(None, [told, rights])),
            "Creator": about.made,
            "CreationDate": None,
        },
    }
    found = {key: text for key, text in metadata[form].items() if text != ""}
    with settings():
        figure.savefig(path, format=form, dpi=dots, metadata=found)
    if form == "svg":
        _finish(path, told, credit.deed)


def _finish(path: Path, told: str, deed: str) -> None:
    """Put the typeface into a drawing, tell screen readers what it shows, and link its licence."""
    text = path.read_text("utf-8").replace("'DejaVu Sans'", "'DejaVu Sans', sans-serif")
    text = text.replace('<style type="text/css">', f'<style type="text/css">{typeface()}', 1)
    if told:
        before, end, after = text.partition("</title>")
        text = f"{before}{end}\n <desc>{escape(told)}</desc>{after}"
    if deed:
        link = f"<cc:license rdf:resource={quoteattr(deed)}/>"
        text = text.replace("</cc:Work>", f" {link}\n   </cc:Work>", 1)
    path.write_text(shorten(text), "utf-8")
