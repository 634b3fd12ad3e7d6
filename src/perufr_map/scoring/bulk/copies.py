"""Copy a file that some engine cannot read into a form that all engines can read."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from perufr_map.characters import has_odd
from perufr_map.scoring.bulk import files, text
from perufr_map.scoring.bulk.files import PARQUET, EventFile
from perufr_map.scoring.bulk.layouts import EXPORTED, PLAIN, SCORES, STUDY, Layout
from perufr_map.scoring.bulk.problems import EventFileError
from perufr_map.study.assumptions import Assumed
from perufr_map.study.dates import DateError, Span, between
from perufr_map.study.encodings import ENCODINGS

# In a path, DuckDB and Hadoop read these as a pattern, a list or a type of file system.
_SIGNS = frozenset("*?[]{}\\:,%^")

Eras = Mapping[str, Span]
"""The days of each era of a study, by its id."""

_NO_ERAS: Eras = MappingProxyType({})


def prepare(path: Path, layout: Layout, folder: Path, eras: Eras = _NO_ERAS) -> EventFile:
    """Return a file as all engines can read it.

    Parameters
    ----------
    path
        The file; its name is never read as a pattern.
    layout
        The layout of its source.
    folder
        Where copies may be put.
    eras
        The study's eras: a row of an export of events counts in its own.

    Raises
    ------
    EventFileError
        If the file is not laid out as its source says.
    """
    if text.ending(path) == PARQUET:
        copy = folder / f"{len(list(folder.iterdir()))}{PARQUET}"
        result = files.look(path, _link(path, copy) if _is_odd(path) else path.absolute(), layout)
    else:
        result = _prepare_text(path, layout, folder)
    names = {name.casefold() for name in files.columns(result.readable, result.shape)}
    if names >= SCORES and "first" not in result.roles:
        raise EventFileError(
            f"{path.name} is a table of scores, not of events; export the events behind them, "
            "to a name that ends in events.csv"
        )
    if not layout.is_dyadic and _has_columns(result, EXPORTED):
        return _write(result, folder, "weight", _read_exported(result, eras))
    if not layout.is_dyadic and _has_columns(result, STUDY) and "first" not in result.roles:
        return _write(result, folder, "event_type", _read_study(result))
    return result


def _prepare_text(path: Path, layout: Layout, folder: Path) -> EventFile:
    """Return a text file as all engines can read it, with what had to be assumed."""
    copy = folder / f"{len(list(folder.iterdir()))}{text.ending(path)}"
    encoding, sample = text.detect_encoding(path)
    preamble = text.count_preamble(path, encoding=ENCODINGS[encoding])
    if encoding != "UTF-8" or preamble.lines:
        with text.open_text(path, encoding=ENCODINGS[encoding]) as file, copy.open("wb") as target:
            for _ in range(preamble.lines):
                next(file)
            while part := file.read(1 << 20):
                target.write(part.encode("utf-8", "replace"))
        readable = copy
    elif _is_odd(path):
        link = copy.with_name(f"{copy.name}.gz") if text.is_packed(path) else copy
        readable = _link(path, link)
    else:
        readable = path.absolute()
    result = _look_at_text(path, readable, layout, folder)
    assert result.shape is not None  # noqa: S101 (this is text)
    expected = layout.delimiter or text.ENDINGS[text.ending(path)]
    assumed = Assumed(
        encoding=encoding,
        sample=sample,
        separator=result.shape.delimiter.replace(expected, ","),
        directive=preamble.separator == result.shape.delimiter,
        trimmed=preamble.has_empty or result.shape.trimmed,
    )
    return replace(result, preamble=preamble.lines, assumed=assumed)


def _look_at_text(path: Path, readable: Path, layout: Layout, folder: Path) -> EventFile:
    """Detect the layout of a text file; copy it if its cells stand in idle quotation marks."""
    result = files.look(path, readable, layout)
    if result.shape is None or not text.wraps_cells(readable, result.shape, result.roles):
        return result
    copy = folder / f"{len(list(folder.iterdir()))}{text.ending(path)}"
    text.unwrap(readable, copy, result.shape)
    return files.look(path, copy, layout)


def _is_odd(path: Path) -> bool:
    """Say whether an engine may misread a name as something other than a file."""
    whole = path.absolute()
    name = whole.name
    return bool(
        _SIGNS & set(whole.as_posix().removeprefix(whole.drive))
        or name.startswith((".", "_"))  # Spark leaves out such files
        or has_odd(str(whole))
        or not name.endswith(name[len(Path(name).stem) :].lower())
    )


def _link(path: Path, link: Path) -> Path:
    try:
        link.symlink_to(path.absolute())
    except OSError:  # Windows does not allow it to everybody
        shutil.copyfile(path, link)
    return link


def _has_columns(file: EventFile, names: frozenset[str]) -> bool:
    shape = file.shape
    return shape is not None and names <= {name.casefold() for name in shape.columns}


class Row(NamedTuple):
    """An event of a study or of an export, with its line, and its days if they can be read."""

    line: int
    event: str
    counterpart: str
    value: str
    days: Span | None


def _read_study(file: EventFile) -> Iterator[Row]:
    for line, row in _read_records(file):
        days = _parse_days(row["start"], row["end"])
        yield Row(line, row["id"], row["counterpart"], row["event_type"], days)


def _read_exported(file: EventFile, eras: Eras) -> Iterator[Row]:
    """Yield each event once in each era: an export has it for every member of a group, too.

    What it adds there is of that era alone, and the file may lack the events of another one. In
    the eras of another study it counts as long as it lasts.
    """
    seen = set()
    for line, row in _read_records(file):
        era = row.get("era", "")
        key = (row["event"], row["counterpart"], era if era in eras else "")
        if row["via"] or key in seen:
            continue
        seen.add(key)
        days = _cut(_parse_days(row["start"], row["end"]), eras.get(era))
        yield Row(line, row["event"], row["counterpart"], row["contribution"], days)


def _cut(days: Span | None, era: Span | None) -> Span | None:
    """Return those of an event's days that lie in an era; all if none do."""
    if days is None or era is None or not (days.first <= era.last and days.last >= era.first):
        return days
    return Span(max(days.first, era.first), min(days.last, era.last))


def _read_records(file: EventFile) -> Iterator[tuple[int, dict[str, str]]]:
    assert file.shape is not None  # noqa: S101 (only text has such rows)
    line = 1
    with text.open_text(file.readable) as opened:
        try:
            for line, row in text.records(opened, file.shape, strict=True):
                if row:
                    cells = {name.casefold(): cell.strip() for name, cell in row.items()}
                    yield line, dict.fromkeys(STUDY | EXPORTED, "") | cells
        except csv.Error as error:
            raise EventFileError(
                f"{file.path.name}, line {line + 1 + file.preamble}: cannot be read ({error}); "
                "look for a quotation mark that is opened and never closed"
            ) from error


def _write(file: EventFile, folder: Path, value: str, rows: Iterator[Row]) -> EventFile:
    """Write events with a start and an end in EDTF as a plain Parquet file."""
    import pyarrow as pa  # noqa: PLC0415 (not needed for text)
    from pyarrow import parquet  # noqa: PLC0415

    events = list(rows)
    table = pa.table(
        {
            "event": [row.event for row in events],
            "counterpart": [row.counterpart or None for row in events],
            value: [_parse_value(row.value, value) for row in events],
            "date": pa.array([row.days and row.days.first for row in events], pa.date32()),
            "end": pa.array([row.days and row.days.last for row in events], pa.date32()),
        }
    )
    copy = folder / f"{len(list(folder.iterdir()))}{PARQUET}"
    parquet.write_table(table, copy)
    return replace(
        files.look(file.path, copy, PLAIN),
        path=file.path,
        lines=tuple(row.line + file.preamble for row in events),
        repeated=sum(1 for _ in _read_records(file)) - len(events),
    )


def _parse_value(cell: str, column: str) -> str | float | None:
    if column != "weight":
        return cell or None
    try:
        return float(cell)
    except ValueError:
        return None


def _parse_days(start: str, end: str) -> Span | None:
    try:
        return between(start, end)
    except DateError:
        return None
