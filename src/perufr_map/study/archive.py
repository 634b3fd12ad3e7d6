"""Write a study's files as a zip, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from perufr_map.study.layout import CODING, DESCRIPTOR, OPTIONAL, TABLES
from perufr_map.study.workbooks import is_workbook, read_workbook

FILES = (DESCRIPTOR, *(f"{table}.csv" for table in (*TABLES, *OPTIONAL, *CODING)))
"""The files of a study; whatever else lies in its folder is not a part of it."""

_EPOCH = (1980, 1, 1, 0, 0, 0)  # fixed, so that the same study gives the same bytes
_UNIX = 3


def files_of(folder: Path | str) -> dict[str, bytes]:
    """Return the files of a study in a folder, by their path in it; missing ones are left out.

    Of a workbook they are its sheets; see `perufr_map.study.workbooks.read_workbook`.

    Raises
    ------
    WorkbookError
        If it is a workbook that cannot be read.
    """
    folder = Path(folder)
    if is_workbook(folder):
        return read_workbook(folder.read_bytes())
    paths = zip(FILES, paths_of(folder), strict=True)
    return {name: path.read_bytes() for name, path in paths if path.is_file()}


def paths_of(folder: Path) -> list[Path]:
    """Return where the files of a study in a folder are, or would be; a workbook is one file."""
    if is_workbook(folder):
        return [folder]
    return [folder / name for name in FILES]


def pack(study: Path | str | Mapping[str, bytes], *, comment: str = "") -> bytes:
    """Return files as a zip; the same files give the same bytes.

    Parameters
    ----------
    study
        A study's folder, or files by their path in the zip.
    comment
        The comment of the zip.
    """
    files = study if isinstance(study, Mapping) else files_of(study)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = comment.encode("ascii")
        for name, data in files.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = _UNIX
            member.external_attr = 0o644 << 16
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
