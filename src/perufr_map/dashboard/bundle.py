"""Read an uploaded study: a table of events, a zip or a workbook."""

from __future__ import annotations

import csv
import io
import re
import stat
import tempfile
import threading
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from perufr_map.api import Study
from perufr_map.dashboard.server import MAX_UPLOAD
from perufr_map.problems import Problem, StudyError
from perufr_map.resources import study_dir
from perufr_map.scoring.extent import count_reach
from perufr_map.study import scaffold, spreadsheets, strays
from perufr_map.study.archive import FILES, files_of, pack
from perufr_map.study.checks import CheckedFiles, examine
from perufr_map.study.layout import CITATIONS, DESCRIPTOR, STEPS, TABLES, columns
from perufr_map.study.migrate import renew
from perufr_map.study.spreadsheets import Written
from perufr_map.study.workbooks import ANY_SIZE, WorkbookError, pack_workbook, read_workbook

__all__ = [
    "FILES",
    "Bundle",
    "files_of",
    "pack",
    "read_book",
    "read_events",
    "read_zip",
    "template",
    "turn",
]

MB = 1_000_000
MAX_FILE = MAX_UPLOAD * MB
MAX_UNPACKED = 20 * MB
MAX_MEMBERS = 50
MAX_ROWS = 5_000  # of each table

MAX_CELLS = 600_000
"""Most cells of all tables: a zip of 84 KB, of empty ones alone, can hold 20 million.

5,000 events have some 130,000. A cell takes some 150 bytes while it is read, and the cells of a
study that is refused stay with its sender, who is shown them.
"""
WORKBOOK = replace(ANY_SIZE, unpacked=MAX_UNPACKED, elements=500_000, rows=MAX_ROWS)
"""What is read of a workbook: one of 5,000 events, whose texts all differ, has 420,000 elements."""

MAX_REACH = 100_000
"""How often the events of a study may count: each once an era, for its counterpart and each member.

So much is 5,000 events of a group of 19, each in one era. Of what is let in, the most costly that
was found (99 eras, 5,000 events, each in 19 of them, as many scores as can be) is scored, drawn and
written in 4 seconds of one core and 110 MB; groups of 190 states take 2 seconds and 60 MB.
"""

_SEPARATORS = [sign.encode() for sign in spreadsheets.SEPARATORS]
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

WAIT = 5.0
"""How many seconds an upload waits for others."""

# Reading a study needs much of the processor, so uploads are read one at a time.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """An uploaded study, read and checked.

    Attributes
    ----------
    study
        The study.
    files
        Its files as sent, by their path in it.
    checked
        The same, read and checked.
    assumed
        Warnings about tables that were not UTF-8 with commas, or were of an earlier version.
    warnings
        All other warnings.
    """

    study: Study
    files: Mapping[str, bytes]
    checked: CheckedFiles
    assumed: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


class RefusedError(StudyError):
    """A study that was read and checked, and cannot be used; `checked` is what was read."""

    def __init__(self, checked: CheckedFiles) -> None:
        self.checked = checked
        super().__init__(checked.problems)


def read_events(
    data: bytes,
    *,
    onto: Mapping[str, bytes] | None = None,
    name: str = "events.csv",
    written: Written | None = None,
) -> Bundle:
    """Read a table of events, in place of the events of a study.

    Eras, counterparts, groups, codebook and sources are that study's. The headlines of its eras and
    the steps of its story are left out, and further citations, since other events bear them out.

    Parameters
    ----------
    data
        A CSV file with the columns of ``events.csv``, as any spreadsheet program saves it; see
        `perufr_map.study.spreadsheets.read`.
    onto
        The files of the study. Default: the shipped one.
    name
        Name of the file, for a problem with its size.
    written
        How it was written, if the sender knows better than a guess.

    Raises
    ------
    StudyError
        If anything is wrong; carries the problems that `perufr_map.check` lists. It is a
        `RefusedError` where the files could be checked.
    """
    if len(data) > MAX_FILE:
        raise _make_error(name, "file_large", mb=MAX_FILE // MB)
    with turn(name):
        files = onto if onto is not None else files_of(study_dir())
        how = {} if written is None else {"events": written}
        return _read(_drop_story(files) | {"events.csv": data}, how)


def read_zip(data: bytes, *, name: str = "study.zip") -> Bundle:
    """Read a whole study, zipped with or without its folder.

    Only the files of a study are read, into memory; nothing is written to a path that the
    zip names.

    Parameters
    ----------
    data
        The zip: at most 5 MB and 50 members, at most 20 MB when unpacked.
    name
        Name of the zip, for problems of the zip itself.

    Raises
    ------
    StudyError
        If anything is wrong; carries the problems that `perufr_map.check` lists.
    """
    if len(data) > MAX_FILE:
        raise _make_error(name, "zip_large", mb=MAX_FILE // MB)
    if data.count(b"PK\x01\x02") > MAX_MEMBERS:  # checked before zipfile makes a list of them
        raise _make_error(name, "zip_crowded", n=MAX_MEMBERS)
    with turn(name):
        files, others = _unzip(data, name)
        return _read(files, {}, others)


def read_book(
    data: bytes, *, onto: Mapping[str, bytes] | None = None, name: str = "study.xlsx"
) -> Bundle:
    """Read a workbook of a whole study, or one that has a sheet of events alone.

    Parameters
    ----------
    data
        The workbook: at most 5 MB, and what `WORKBOOK` allows when unpacked.
    onto
        The files of the study that events alone are read onto. Default: the shipped one.
    name
        Name of the workbook, for problems.

    Raises
    ------
    StudyError
        If anything is wrong; carries the problems that `perufr_map.check` lists.
    """
    if len(data) > MAX_FILE:
        raise _make_error(name, "file_large", mb=MAX_FILE // MB)
    with turn(name):
        others: list[str] = []
        try:
            files = read_workbook(data, limits=WORKBOOK, others=others)
        except WorkbookError as error:
            raise _make_error(name, error.code, **error.values) from error
        if list(files) == ["events.csv"]:
            files = _drop_story(onto if onto is not None else files_of(study_dir())) | files
        return _read(files, {}, others)


def template(*, focus: str, title: str | None = None, ending: str = ".zip") -> bytes:
    """Return a new study, as `perufr_map.new` writes it, as a zip or a workbook.

    Raises
    ------
    KeyError
        If no state has the code `focus`.
    """
    with tempfile.TemporaryDirectory() as folder:
        study = scaffold.new(folder, focus=focus, title=title)
        return pack(study) if ending == ".zip" else pack_workbook(files_of(study), ending)


@contextmanager
def turn(name: str) -> Iterator[None]:
    """Wait for at most `WAIT` seconds until no other upload is being read."""
    if not _one_at_a_time.acquire(timeout=WAIT):
        raise _make_error(name, "server_busy")
    try:
        yield
    finally:
        _one_at_a_time.release()


# --- out of the zip ------------------------------------------------------------------


def _unzip(data: bytes, name: str) -> tuple[dict[str, bytes], list[str]]:
    """Return what `_unpack` does; turn every error of the zip into a problem."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpack(archive, name)
    except StudyError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as error:
        raise _make_error(name, "zip_unreadable") from error


def _unpack(archive: zipfile.ZipFile, name: str) -> tuple[dict[str, bytes], list[str]]:
    """Return the study's files, and the names of others beside them.

    Raises
    ------
    StudyError
        If the zip is unsafe, too large, or holds no study or several.
    """
    members = archive.infolist()
    problems = [problem for member in members for problem in _check_member(member)]
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        values = {"mb": MAX_UNPACKED // MB}
        problems.append(Problem(name, None, None, "zip_unpacked_large", values))
    if problems:
        raise StudyError(problems)
    descriptors = _find_outermost([path for path in map(_path, members) if path.name == DESCRIPTOR])
    if not descriptors:
        named = [path.name for path in map(_path, members)]
        missing = Problem(DESCRIPTOR, None, None, "descriptor_missing")
        (told,) = strays.name_misnamed([missing], [DESCRIPTOR], named)
        if told != missing:
            raise StudyError([told])
        raise _make_error(name, "zip_without_study", file=DESCRIPTOR, n=len(TABLES))
    if len(descriptors) > 1:
        raise _make_error(name, "zip_of_studies", file=DESCRIPTOR, n=len(descriptors))
    inside = descriptors[0].parent
    names = {str(inside / file): file for file in FILES}
    files: dict[str, bytes] = {}
    others: list[str] = []
    for member in members:
        path = _path(member)
        file = names.get(str(path))
        if file is None and not member.is_dir() and path.is_relative_to(inside):
            others.append(str(path.relative_to(inside)))
        if file is None or member.is_dir():
            continue
        if file in files:
            raise _make_error(name, "zip_file_twice", file=file)
        with archive.open(member) as opened:
            files[file] = opened.read(member.file_size)  # which may be false: no more is unpacked
    return files, others


def _check_member(member: zipfile.ZipInfo) -> list[Problem]:
    """Return a problem if a member is unsafe, encrypted or compressed in an unknown way."""
    path = _path(member)
    file_type = stat.S_IFMT(member.external_attr >> 16)
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:|.*\0", str(path)):
        code = "member_outside"
    elif file_type not in (0, stat.S_IFREG, stat.S_IFDIR):
        code = "member_link"
    elif member.flag_bits & 1:
        code = "member_locked"
    elif member.compress_type not in _METHODS:
        code = "member_packed"
    else:
        return []
    return [Problem(str(path), None, None, code)]


def _find_outermost(descriptors: list[PurePosixPath]) -> list[PurePosixPath]:
    """Return the descriptors outside the folders of others: a study may contain packages."""
    folders = {path.parent for path in descriptors}
    return [path for path in descriptors if folders.isdisjoint(path.parent.parents)]


def _path(member: zipfile.ZipInfo) -> PurePosixPath:
    """Return the path of a member; older programs of Windows write it with backslashes."""
    return PurePosixPath(member.orig_filename.replace("\\", "/"))


def _make_error(name: str, code: str, **values: object) -> StudyError:
    return StudyError([Problem(name, None, None, code, values)])


# --- into a study --------------------------------------------------------------------


def _drop_story(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a study's files without what they say of its own events in particular."""
    of_events = {f"{table}.csv" for table in (STEPS, CITATIONS)}
    kept = {name: data for name, data in files.items() if name not in of_events}
    try:
        eras = spreadsheets.read(kept["eras.csv"], columns=columns("eras"))
    except (KeyError, spreadsheets.SheetError):
        return kept  # `examine` says what is wrong with it
    names = [name for name in eras.header if not name.startswith("headline_")]
    if names != eras.header:
        table = io.StringIO(newline="")
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(zip(*map(eras.column, names), strict=True))
        kept["eras.csv"] = table.getvalue().encode()
    return kept


def _limit_cells(files: Mapping[str, bytes]) -> None:
    """Refuse tables of too many cells, counted by what may part them, before they are read."""
    cells = {name: max(map(data.count, _SEPARATORS)) for name, data in files.items()}
    if sum(cells.values()) > MAX_CELLS:
        raise _make_error(max(cells, key=cells.__getitem__), "cells_many", n=MAX_CELLS)


def _read(
    files: Mapping[str, bytes], written: Mapping[str, Written], others: Collection[str] = ()
) -> Bundle:
    """Check files as `perufr-map check` does, and return them as a study."""
    _limit_cells(files)
    files, steps = renew(files, max_rows=MAX_ROWS)
    checked = examine(files, max_rows=MAX_ROWS, written=written, others=others)
    if checked.errors:
        raise RefusedError(checked)
    study = Study.from_files(checked, origin=files)
    if (count := count_reach(study)) > MAX_REACH:
        raise _make_error("events.csv", "reach_large", n=count, most=MAX_REACH)
    assumptions = [Problem(step.file, None, None, "study_renewed", {}, "warning") for step in steps]
    return Bundle(
        study=study,
        files=dict(files),
        checked=checked,
        assumed=(*assumptions[:1], *checked.assumed),
        warnings=tuple(p for p in checked.problems if p not in checked.assumed),
    )
