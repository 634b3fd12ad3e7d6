"""Tell a file or a sheet whose name is nearly that of a study's table: it would not be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from perufr_map.problems import Problem
from perufr_map.similar import fold
from perufr_map.study.layout import CODING

_SLIP = 0.82  # how alike two names are, from 0 to 1, that one is a slip for the other
_MISSING = ("table_missing", "descriptor_missing")
_FOLDERS = ("", *dict.fromkeys(PurePosixPath(table).parent.name for table in CODING))


def list_files(folder: Path, known: Collection[str]) -> list[str]:
    """Return the names of the files in a study's folder, and its coders', but for the known."""
    inside = (folder / inner for inner in _FOLDERS)
    paths = (path for each in inside if each.is_dir() for path in sorted(each.iterdir()))
    names = (path.relative_to(folder).as_posix() for path in paths if path.is_file())
    return [name for name in names if name not in known]


def name_misnamed(
    problems: Iterable[Problem], absent: Iterable[str], others: Collection[str]
) -> list[Problem]:
    """Return a study's problems with what other names tell of the files that are absent.

    Parameters
    ----------
    problems
        Problems of the study, those of absent files that it needs among them.
    absent
        Names of the files that it may have, and has not.
    others
        Names of other files, or of a workbook's sheets as if they were files.
    """
    misnamed = _find_misnamed(absent, others)
    told = []
    for each in problems:
        found = misnamed.pop(each.file, None) if each.code in _MISSING else None
        values = {"file": each.file, "found": found}
        told.append(Problem(each.file, None, None, "file_misnamed", values) if found else each)
    for file, found in misnamed.items():
        told.append(Problem(found, None, None, "file_unread", {"file": file}, "warning"))
    return told


def _find_misnamed(absent: Iterable[str], others: Collection[str]) -> dict[str, str]:
    """Return which of the absent names is nearly another one, with that one."""
    found: dict[str, str] = {}
    left = list(others)
    for name in absent:
        stem, ending = _split(name)
        same = {_split(other)[0]: other for other in left if _split(other)[1] == ending}
        if near := get_close_matches(stem, same, n=1, cutoff=_SLIP):
            found[name] = same[near[0]]
            left.remove(found[name])
    return found


def _split(name: str) -> tuple[str, str]:
    """Return a name without its ending, and the ending, both folded."""
    path = PurePosixPath(fold(name))
    return str(path.with_suffix("")) if path.suffix else str(path), path.suffix
