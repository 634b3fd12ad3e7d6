"""Read event files with DuckDB, within a memory limit."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import duckdb
import narwhals as nw
import pandas as pd
import pyarrow as pa

from perufr_map.scoring.bulk.files import EventFile
from perufr_map.scoring.bulk.problems import EventFileError
from perufr_map.scoring.bulk.rejects import NOT_UTF8, Reject
from perufr_map.scoring.bulk.row_rules import DAY_AND_TIME, FIRST_DAY, NUMBER, RowRules
from perufr_map.scoring.bulk.text import is_empty, open_text, records

# Errors of a query, not of what it reads.
_OF_A_QUERY = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.InternalError,
    duckdb.InterruptException,
    duckdb.ParserException,
)

_AS_STORED = "_as_stored"  # ending of a column with the text of what a file stores

_TYPES = {"first": "DATE", "last": "DATE", "weight": "DOUBLE"}  # by role; the others are text


class DuckDB:
    """A database in memory that writes to a temporary folder when memory runs short.

    Parameters
    ----------
    memory
        Most memory to use, ``4GB``.
    progress
        Whether to draw progress on the terminal.
    """

    def __init__(self, *, memory: str = "4GB", progress: bool = False) -> None:
        self._folder = TemporaryDirectory(prefix="perufr-map-")
        self._progress = progress
        self._connection = duckdb.connect()
        # The order of rows does not matter here, and keeping it would take memory.
        for setting, value in {
            "memory_limit": memory,
            "temp_directory": self._folder.name,
            "preserve_insertion_order": False,
            "enable_progress_bar": progress,
        }.items():
            self._connection.execute(f"SET {setting} = {_quote_text(str(value))}")
        if progress:
            self._connection.execute("SET enable_progress_bar_print = false")

    def __enter__(self) -> Self:
        """Keep the database open."""
        return self

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        """Close the database and delete its temporary folder; report files that cannot be read."""
        self._connection.close()
        self._folder.cleanup()
        _report(error)

    def read(self, files: list[EventFile], rules: RowRules) -> Any:
        """Return the rows of the files, lazily, with their roles for columns."""
        return self._connection.sql(" UNION ALL ".join(self._write_selects(files, rules)))

    def lift(self, table: pa.Table) -> Any:
        """Return a small table as this engine's frame."""
        return self._connection.from_arrow(table)

    def collect(self, frame: Any) -> pd.DataFrame:
        """Compute a lazy frame."""
        relation: duckdb.DuckDBPyRelation = nw.to_native(frame, pass_through=True)
        with self._show_progress():
            result: pd.DataFrame = relation.df()
        return result

    def rejects(
        self, files: list[EventFile], rules: RowRules, *, unscored: bool
    ) -> Iterator[Reject]:
        """Yield the rows that could not be read and, if `unscored`, those that were not scored."""
        unreadable = dict(self._find_unreadable())
        for file in files:
            lines = unreadable.get(file.readable, {})
            empty = {line: reason for line, (reason, text) in lines.items() if is_empty(text)}
            for line, (reason, record) in lines.items():
                if line not in empty:
                    yield Reject(file.path, line + file.preamble, reason, record)
            if unscored and file.shape is None:
                yield from self._find_unscored(file, rules)
            elif unscored or empty:
                yield from _find_unscored_lines(file, rules, lines.keys() - empty.keys(), empty)

    def _write_selects(self, files: list[EventFile], rules: RowRules) -> Iterator[str]:
        """Yield one query for the text files of each shape, and for each Parquet file."""
        by_shape: dict[object, list[EventFile]] = defaultdict(list)
        for file in files:
            if file.shape is None:
                yield self._write_select_of_parquet(file, rules)
            else:
                by_shape[file.shape, file.numbered, tuple(file.roles.items())].append(file)
        yield from (_write_select_of_text(group, rules) for group in by_shape.values())

    def _write_select_of_parquet(
        self, file: EventFile, rules: RowRules, *, numbered: bool = False
    ) -> str:
        """Return a query for the rows of a Parquet file, each with its number if asked for."""
        rows = f"read_parquet({_quote_text(str(file.readable))}, hive_partitioning = false"
        described = self._connection.execute(f"DESCRIBE FROM {rows})").fetchall()
        types = {column: sql_type for column, sql_type, *_ in described}
        cast = {
            role: _cast(role, _quote_name(column), types[column], file, rules)
            for role, column in file.roles.items()
        }
        if numbered:
            cast |= {
                f"{role}{_AS_STORED}": f"{_quote_name(column)}::VARCHAR"
                for role, column in file.roles.items()
            }
            cast["line"] = "file_row_number + 1"
            rows += ", file_row_number = true"
        expressions = [f"{value} AS {name}" for name, value in cast.items()]
        return f"SELECT {', '.join(expressions)} FROM {rows})"  # noqa: S608

    def _find_unreadable(self) -> Iterator[tuple[Path, dict[int, tuple[str, str]]]]:
        """Yield, by file, the lines that DuckDB could not read."""
        # A file that is read twice reports each line twice.
        rows = (
            self._connection.execute("""
            SELECT file_path, line, any_value(error_message), any_value(csv_line)
            FROM reject_errors JOIN reject_scans USING (scan_id, file_id)
            GROUP BY file_path, line ORDER BY file_path, line
        """).fetchall()
            if self._has_rejects()
            else []
        )
        lines: dict[Path, dict[int, tuple[str, str]]] = defaultdict(dict)
        for path, line, message, record in rows:
            reason = NOT_UTF8 if message.startswith("Invalid unicode") else message.splitlines()[0]
            lines[Path(path)][line] = (reason, record)
        yield from lines.items()

    def _has_rejects(self) -> bool:
        query = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'"
        row = self._connection.execute(query).fetchone()
        return bool(row and row[0])

    def _find_unscored(self, file: EventFile, rules: RowRules) -> Iterator[Reject]:
        """Yield the rows of a Parquet file that cannot be scored."""
        rows = self._connection.execute(self._write_select_of_parquet(file, rules, numbered=True))
        names = [column[0] for column in rows.description or ()]
        while batch := rows.fetchmany(10_000):
            for values in batch:
                cells = dict(zip(names, values, strict=True))
                line = cells["line"]
                # A value that could not be cast is told as it is stored.
                row = {
                    role: cells[f"{role}{_AS_STORED}"] if cells[role] is None else cells[role]
                    for role in file.roles
                }
                if reason := rules.fault(row):
                    line = file.lines[line - 1] if file.lines else line
                    yield Reject(file.path, line, reason, _record(row))

    @contextmanager
    def _show_progress(self) -> Iterator[None]:
        """Draw the progress of the query that runs in the block."""
        if not self._progress:
            yield
            return
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import Progress  # noqa: PLC0415

        with (
            Progress(console=Console(stderr=True), transient=True) as bar,
            ThreadPoolExecutor(1) as thread,
        ):
            task, done = bar.add_task("Scoring events", total=100), [False]

            def watch() -> None:
                while not done[0]:
                    bar.update(task, completed=max(0, self._connection.query_progress()))
                    time.sleep(0.2)

            thread.submit(watch)
            try:
                yield
            finally:
                done[0] = True


class Pandas(DuckDB):
    """The same reader, with all rows in memory as pandas frames."""

    def read(self, files: list[EventFile], rules: RowRules) -> pd.DataFrame:
        """Return the rows of the files."""
        with self._show_progress():
            return super().read(files, rules).df()  # type: ignore[no-any-return]

    def lift(self, table: pa.Table) -> pd.DataFrame:
        """Return a small table as a pandas frame, with days as pandas knows them."""
        frame: pd.DataFrame = table.to_pandas(date_as_object=False)
        return frame

    def collect(self, frame: Any) -> pd.DataFrame:
        """Return the frame: it is computed already."""
        result: pd.DataFrame = nw.to_native(frame, pass_through=True)
        return result


def _report(error: object) -> None:
    """Raise an error of reading as one about the files; leave a fault of a query alone."""
    if isinstance(error, duckdb.OutOfMemoryException):
        raise EventFileError(
            "the event files need more memory than they may use; allow more"
        ) from error
    if isinstance(error, duckdb.Error) and not isinstance(error, _OF_A_QUERY):
        reason = str(error).splitlines()[0].removeprefix("IO Error: ")
        raise EventFileError(f"the event files cannot be read: {reason}") from error


def _write_select_of_text(files: list[EventFile], rules: RowRules) -> str:
    """Return a query for the rows of text files of one shape."""
    layout, shape, roles = rules.layout, files[0].shape, files[0].roles
    assert shape is not None  # noqa: S101 (these are text)
    types = dict.fromkeys(shape.columns, "VARCHAR")
    for role, column in roles.items():
        # Reading a column as its type at once is faster than casting it later.
        is_as_usual = not (shape.commas if role == "weight" else shape.varied_days)
        if role in _TYPES and is_as_usual:
            types[column] = _TYPES[role]
    columns = ", ".join(f"{_quote_text(name)}: {_quote_text(types[name])}" for name in types)
    quote = '"' if shape.quoted else ""
    options = [
        f"delim = {_quote_text(shape.delimiter)}",
        f"quote = {_quote_text(quote)}",
        f"escape = {_quote_text(quote)}",
        f"header = {str(shape.header).lower()}",
        f"columns = {{{columns}}}",
        f"dateformat = {_quote_text(layout.date_format)}",
        f"nullstr = [{', '.join(map(_quote_text, layout.missing))}]",
        "auto_detect = false",
        "store_rejects = true",
        "hive_partitioning = false",
    ]
    expressions = ", ".join(
        f"{_cast(role, _quote_name(column), types[column], files[0], rules)} AS {role}"
        for role, column in roles.items()
    )
    names = ", ".join(_quote_text(str(file.readable)) for file in files)
    return f"SELECT {expressions} FROM read_csv([{names}], {', '.join(options)})"  # noqa: S608


def _cast(role: str, name: str, sql_type: str, file: EventFile, rules: RowRules) -> str:
    """Return an expression that casts a column to the role's type; other values become null."""
    target = _TYPES.get(role, "VARCHAR")
    is_number = sql_type.startswith(("DECIMAL", "DOUBLE", "FLOAT")) or sql_type.endswith(
        ("INT", "INTEGER")
    )
    whole = f"TRY_CAST({name} AS BIGINT)::VARCHAR" if is_number else name
    if role == "code" and file.numbered:
        return f"{_quote_text(NUMBER)} || regexp_replace({whole}, '\\.0$', '')"
    if target == "DATE":
        day = name if sql_type == target else _day(whole, sql_type, file.zones.get(role), rules)
        return f"CASE WHEN {day} >= DATE '{FIRST_DAY}' THEN {day} END"
    if sql_type == target:
        return name
    if role == "root":
        return whole
    if role == "weight" and sql_type in {"VARCHAR", "BLOB"}:
        name = f"replace({name}::VARCHAR, ',', '.')"
    return f"TRY_CAST({name} AS {target})"


def _day(value: str, sql_type: str, zone: str | None, rules: RowRules) -> str:
    """Return an expression for a day: as written, or in the file's time zone, not the machine's."""
    if sql_type.startswith("TIMESTAMP"):
        return f"{value}::DATE" if zone is None else _day_of_instant(value, zone)
    return _day_of_text(value, rules)


def _day_of_text(value: str, rules: RowRules) -> str:
    """Return the written day, without a time of day after it."""
    text = f"trim(({value})::VARCHAR)"
    if "-" in rules.layout.date_format:
        is_timed = f"regexp_full_match({text}, {_quote_text(DAY_AND_TIME)})"
        text = f"CASE WHEN {is_timed} THEN left({text}, 10) ELSE {text} END"
    formats = ", ".join(map(_quote_text, rules.layout.date_formats))
    return f"try_strptime({text}, [{formats}])::DATE"


def _day_of_instant(value: str, zone: str) -> str:
    """Return the day of an instant in a time zone."""
    hours = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", zone)
    if hours is None:
        return f"({value} AT TIME ZONE {_quote_text(zone)})::DATE"
    sign, minutes = hours[1], 60 * int(hours[2]) + int(hours[3])
    return f"(({value} AT TIME ZONE 'UTC') {sign} INTERVAL {minutes} MINUTE)::DATE"


def _find_unscored_lines(
    file: EventFile, rules: RowRules, skip: set[int], unreadable: dict[int, str]
) -> Iterator[Reject]:
    """Yield the rows of a text file that can be read but not scored, and those that are empty.

    `skip` has the lines that are told already; `unreadable` the reasons of empty ones that the
    engine could not read.
    """
    assert file.shape is not None  # noqa: S101 (this is text)
    empty: list[Reject] = []  # rows since the last one that holds something
    no_row = "" if rules.layout.is_dyadic else rules.fault(dict.fromkeys(file.roles)) or ""
    with open_text(file.readable) as opened:
        for line, record in records(opened, file.shape):
            if not any(map(str.strip, record.values())):
                reason = unreadable.pop(line, no_row if record else "")
                if reason and line not in skip:
                    empty.append(Reject(file.path, line + file.preamble, reason, ""))
                continue
            yield from empty
            empty = []
            if line in skip:
                continue
            row = {
                role: None if record[column] in rules.layout.missing else record[column]
                for role, column in file.roles.items()
                if column in record
            }
            text = _record(row)
            if file.numbered and row.get("code"):
                row["code"] = f"{NUMBER}{row['code']}".removesuffix(".0")
            if fault := rules.fault(row):
                yield Reject(file.path, line + file.preamble, fault, text)
    yield from (reject._replace(is_edge=True) for reject in empty)
    for line, reason in unreadable.items():  # a quotation mark hides where it stands
        yield Reject(file.path, line + file.preamble, reason, "")


def _record(row: dict[str, Any]) -> str:
    return ", ".join(f"{role}={value}" for role, value in row.items() if value is not None)


def _quote_text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _quote_name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
