"""Find event files and see how each is laid out."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import has_magic
from pathlib import Path
from typing import Literal, TextIO, TypeAlias, cast

from perufr_map.problems import ChoiceError
from perufr_map.scoring.bulk.layouts import Layout

Files: TypeAlias = str | Path | Sequence[str | Path]

REJECTS = ".rejects.csv"
"""What is put behind a file's name to name the file of its rejected rows."""

_TEXT = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".txt": "\t"}
_PARQUET = ".parquet"


class EventFileError(ChoiceError):
    """An event file that cannot be found, or is not laid out as its source says."""


@dataclass(frozen=True)
class Shape:
    """Text files with the same columns between the same delimiters."""

    columns: tuple[str, ...]
    delimiter: str


def find(files: Files) -> list[Path]:
    """Return the event files that a name, a pattern, a folder or a list of them means.

    Raises
    ------
    EventFileError
        If there is none, or one whose ending says nothing of its kind.
    """
    named = [files] if isinstance(files, (str, Path)) else list(files)
    found = [path for name in named for path in _expand(str(name))]
    if not found:
        raise EventFileError(f"no event files in {', '.join(map(str, named))}")
    for path in found:
        if _ending(path) not in {*_TEXT, _PARQUET}:
            raise EventFileError(
                f"{path.name} ends in none of {', '.join([*_TEXT, _PARQUET])} (text also .gz); "
                "unpack or rename it"
            )
    return found


def is_parquet(path: Path) -> bool:
    """Say whether a file is Parquet, by its ending."""
    return _ending(path) == _PARQUET


def shape(path: Path, layout: Layout) -> Shape:
    """Return the columns of a text file, from its first line.

    Raises
    ------
    EventFileError
        If the number of columns is not the layout's, or a column that is needed is missing.
    """
    delimiter = layout.delimiter or _TEXT[_ending(path)]
    with opened(path) as file:
        first = next(csv.reader(file, delimiter=delimiter, quoting=_quoting(layout)), [])
    if not layout.columns:
        # An empty name, as a stray delimiter at the end of a header leaves it, needs one too.
        names = [name.strip() or f"column {i}" for i, name in enumerate(first, 1)]
        return Shape(tuple(names), delimiter)
    most = len(layout.columns)
    if not most - layout.trailing <= len(first) <= most:
        raise EventFileError(
            f"{path.name} has {len(first)} columns; {layout.source} has "
            + " or ".join(str(n) for n in range(most - layout.trailing, most + 1))
        )
    return Shape(layout.columns[: len(first)], delimiter)


def columns(path: Path, layout: Layout) -> tuple[str, ...]:
    """Return the columns of a file of either kind."""
    if is_parquet(path):
        from pyarrow import parquet  # noqa: PLC0415 (not needed for text)

        return tuple(parquet.read_schema(path).names)
    return shape(path, layout).columns


def present(path: Path, layout: Layout, roles: dict[str, str]) -> dict[str, str]:
    """Return the roles that a file has columns for, each with its column.

    Raises
    ------
    EventFileError
        If it lacks one that it may not lack.
    """
    there = columns(path, layout)
    missing = [
        column
        for role, column in roles.items()
        if column not in there and role not in layout.optional
    ]
    if missing:
        raise EventFileError(
            f"{path.name} has no column {', '.join(f'“{name}”' for name in missing)}; "
            f"its first line reads {', '.join(there)[:200]}"
        )
    return {role: column for role, column in roles.items() if column in there}


def records(path: Path, layout: Layout) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a text file by column, each with the line it ends on."""
    found = shape(path, layout)
    with opened(path) as file:
        reader = csv.reader(file, delimiter=found.delimiter, quoting=_quoting(layout))
        if not layout.columns:
            next(reader, None)
        for cells in reader:
            yield reader.line_num, dict(zip(found.columns, cells, strict=False))


def opened(path: Path) -> TextIO:
    """Open a text file, packed or not; bytes that are no text become question marks."""
    if path.suffix.lower() == ".gz":
        return cast("TextIO", gzip.open(path, "rt", encoding="utf-8", errors="replace", newline=""))
    return path.open(encoding="utf-8", errors="replace", newline="")


def _quoting(layout: Layout) -> Literal[0, 3]:
    return csv.QUOTE_MINIMAL if layout.quoted else csv.QUOTE_NONE


def _ending(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _expand(name: str) -> list[Path]:
    path = Path(name)
    if path.is_dir():
        inside = [each for each in path.iterdir() if _ending(each) in {*_TEXT, _PARQUET}]
    elif path.exists():
        return [path]
    elif has_magic(name):
        # A pattern is taken from the folder that its first part names, as a shell would.
        root = Path(path.anchor or ".")
        inside = list(root.glob(str(path.relative_to(root) if path.anchor else path)))
    else:
        raise EventFileError(f"there is no file {name}")
    return sorted(each for each in inside if each.is_file() and not each.name.endswith(REJECTS))
