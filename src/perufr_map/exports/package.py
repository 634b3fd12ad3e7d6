"""Write the study itself as a zip: a valid Data Package, with licence and citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from perufr_map.exports.citation import cff
from perufr_map.exports.made import OF_STUDY, Made
from perufr_map.problems import ChoiceError, StudyError
from perufr_map.scoring.method import Method
from perufr_map.shown.request import Shown
from perufr_map.study.archive import pack
from perufr_map.study.descriptor import Licence
from perufr_map.study.repair import mend

LICENCE, CITATION = "LICENCE.txt", "CITATION.cff"


def write_study(shown: Shown, path: Path) -> None:
    """Write the zip; unpacked it is a folder that `perufr_map.load` reads.

    The files are the study's own, whatever is shown of it; what would keep other programs from
    reading them is put right, as `check --fix` does. Nothing else of its folder is taken.

    Raises
    ------
    ChoiceError
        If the study was not read from files.
    OSError
        If its files can no longer be read.
    """
    files = shown.study.files()
    if not files:
        raise ChoiceError("the study was made in Python, not read from files; it has none to pack")
    own = Method.of(shown.study.settings, shown.study.weight_sets)
    whole = Shown(
        request=replace(shown.request, method=own, before=None), scored=shown.scored.by(own)
    )
    added = {LICENCE: _say_licences(whole), CITATION: cff(whole)}
    made = str(Made.of(whole, choices=OF_STUDY))
    packed = {**_put_right(files), **{name: text.encode() for name, text in added.items()}}
    path.write_bytes(pack(packed, comment=made))


def _put_right(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return a study's files as other programs read them; as they are where that is a guess."""
    try:
        mended, _ = mend(files)
    except StudyError:  # it is not sure what a table is in
        return files
    return mended


def _say_licences(shown: Shown) -> str:
    """Return the study's title, its licences, and its sources with theirs."""
    licences = "\n".join(map(_say_licence, shown.study.descriptor["licenses"]))
    sources = "\n".join(" ".join(filter(None, each)) for each in shown.words.sources())
    return f"{shown.words.title}\n\n{licences}\n\n{sources}\n"


def _say_licence(licence: Licence) -> str:
    parts = (licence["name"], licence.get("title"), licence.get("path"))
    return "\n".join(filter(None, parts))
