"""Read event files with DuckDB: out of core, within a memory limit."""

from __future__ import annotations

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

from perufr_map.scoring.bulk import files
from perufr_map.scoring.bulk.events import Reading
from perufr_map.scoring.bulk.rejects import Reject

_TYPES = {"first": "DATE", "last": "DATE", "weight": "DOUBLE"}  # by role; the others are text


class DuckDB:
    """A database in memory that spills to a temporary folder when memory runs short.

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
            self._connection.execute(f"SET {setting} = {_text(str(value))}")
        if progress:
            self._connection.execute("SET enable_progress_bar_print = false")

    def __enter__(self) -> Self:
        """Keep the database open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database and remove what it spilled."""
        self._connection.close()
        self._folder.cleanup()

    def read(self, paths: list[Path], reading: Reading) -> Any:
        """Return the rows of the files, lazily, with the reading's roles for columns."""
        return self._connection.sql(" UNION ALL ".join(self._selects(paths, reading)))

    def lift(self, table: pa.Table) -> Any:
        """Return a small table as this engine's frame."""
        return self._connection.from_arrow(table)

    def collect(self, frame: Any) -> pd.DataFrame:
        """Compute a frame."""
        relation: duckdb.DuckDBPyRelation = nw.to_native(frame, pass_through=True)
        with self._shown():
            found: pd.DataFrame = relation.df()
        return found

    def rejects(self, paths: list[Path], reading: Reading, *, found: bool) -> Iterator[Reject]:
        """Yield the rows that could not be read and, if there are any, not be scored."""
        broken = dict(self._unreadable())
        for path, lines in broken.items():
            for line, (reason, record) in lines.items():
                yield Reject(path, line, reason, record)
        for path in paths if found else []:
            if files.is_parquet(path):
                yield from self._unscored(path, reading)
            else:
                yield from _unscored_lines(path, reading, set(broken.get(path, {})))

    def _selects(self, paths: list[Path], reading: Reading) -> Iterator[str]:
        """Yield one query for each shape of file."""
        shapes: dict[files.Shape | None, list[Path]] = defaultdict(list)
        for path in paths:
            shapes[None if files.is_parquet(path) else files.shape(path, reading.layout)].append(
                path
            )
        all_roles = [
            files.present(alike[0], reading.layout, reading.roles) for alike in shapes.values()
        ]
        # What one file lacks, none may be read for: their rows go into one table.
        common = set.intersection(*map(set, all_roles))
        for (shape, alike), roles in zip(shapes.items(), all_roles, strict=True):
            chosen = {role: roles[role] for role in roles if role in common}
            if shape is None:
                yield from (self._parquet(path, chosen, reading) for path in alike)
            else:
                yield _read_csv(alike, shape, chosen, reading)

    def _columns(self, path: Path) -> dict[str, str]:
        """Return the columns of a Parquet file, with their types."""
        query = f"DESCRIBE FROM read_parquet({_text(str(path))})"
        return {row[0]: row[1] for row in self._connection.execute(query).fetchall()}

    def _parquet(self, path: Path, roles: dict[str, str], reading: Reading) -> str:
        types = self._columns(path)
        chosen = (
            f"{_cast(role, column, types[column], reading)} AS {role}"
            for role, column in roles.items()
        )
        return f"SELECT {', '.join(chosen)} FROM read_parquet({_text(str(path))})"  # noqa: S608

    def _unreadable(self) -> Iterator[tuple[Path, dict[int, tuple[str, str]]]]:
        """Yield, by file, the lines that DuckDB could not read."""
        # A file that is read twice reports twice.
        found = (
            self._connection.execute("""
            SELECT file_path, line, any_value(error_message), any_value(csv_line)
            FROM reject_errors JOIN reject_scans USING (scan_id, file_id)
            GROUP BY file_path, line ORDER BY file_path, line
        """).fetchall()
            if self._has_rejects()
            else []
        )
        lines: dict[Path, dict[int, tuple[str, str]]] = defaultdict(dict)
        for path, line, message, record in found:
            lines[Path(path)][line] = (message.splitlines()[0], record)
        yield from lines.items()

    def _has_rejects(self) -> bool:
        query = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'"
        found = self._connection.execute(query).fetchone()
        return bool(found and found[0])

    def _unscored(self, path: Path, reading: Reading) -> Iterator[Reject]:
        """Yield the rows of a Parquet file that have a fault."""
        roles = files.present(path, reading.layout, reading.roles)
        query = self._parquet(path, roles, reading)
        query = query.replace("SELECT ", "SELECT file_row_number + 1 AS line, ", 1)
        query = query[:-1] + ", file_row_number = true)"
        rows = self._connection.execute(query)
        names = [column[0] for column in rows.description or ()]
        while batch := rows.fetchmany(10_000):
            for values in batch:
                row = dict(zip(names, values, strict=True))
                line = row.pop("line")
                if reason := reading.fault(row):
                    yield Reject(path, line, reason, _record(row))

    @contextmanager
    def _shown(self) -> Iterator[None]:
        """Draw the progress of the query that runs meanwhile."""
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

    def read(self, paths: list[Path], reading: Reading) -> pd.DataFrame:
        """Return the rows of the files."""
        with self._shown():
            return super().read(paths, reading).df()  # type: ignore[no-any-return]

    def lift(self, table: pa.Table) -> pd.DataFrame:
        """Return a small table as a pandas frame, with days as pandas knows them."""
        frame: pd.DataFrame = table.to_pandas(date_as_object=False)
        return frame

    def collect(self, frame: Any) -> pd.DataFrame:
        """Return the frame, which is computed already."""
        found: pd.DataFrame = nw.to_native(frame, pass_through=True)
        return found


def _read_csv(
    paths: list[Path], shape: files.Shape, roles: dict[str, str], reading: Reading
) -> str:
    layout = reading.layout
    role_of = {column: role for role, column in roles.items()}
    types = ", ".join(
        f"{_text(column)}: {_text(_TYPES.get(role_of.get(column, ''), 'VARCHAR'))}"
        for column in shape.columns
    )
    quote = '"' if layout.quoted else ""
    options = [
        f"delim = {_text(shape.delimiter)}",
        f"quote = {_text(quote)}",
        f"escape = {_text(quote)}",
        f"header = {str(not layout.columns).lower()}",
        f"columns = {{{types}}}",
        f"dateformat = {_text(layout.date_format)}",
        f"nullstr = [{', '.join(map(_text, layout.missing))}]",
        "auto_detect = false",
        "store_rejects = true",
    ]
    chosen = ", ".join(f"{_name(column)} AS {role}" for role, column in roles.items())
    names = ", ".join(_text(str(path)) for path in paths)
    return f"SELECT {chosen} FROM read_csv([{names}], {', '.join(options)})"  # noqa: S608


def _cast(role: str, column: str, kind: str, reading: Reading) -> str:
    """Return a column of a Parquet file as the role's type; what is none becomes null."""
    name, wanted = _name(column), _TYPES.get(role, "VARCHAR")
    if kind == wanted:
        return name
    if wanted == "DATE" and not kind.startswith("TIMESTAMP"):
        return f"try_strptime({name}::VARCHAR, {_text(reading.layout.date_format)})::DATE"
    return f"TRY_CAST({name} AS {wanted})"


def _unscored_lines(path: Path, reading: Reading, skip: set[int]) -> Iterator[Reject]:
    """Yield the rows of a text file that can be read and have a fault all the same."""
    for line, record in files.records(path, reading.layout):
        if line in skip or not record:
            continue
        row = {
            role: None if record[column] in reading.layout.missing else record[column]
            for role, column in reading.roles.items()
            if column in record
        }
        if reason := reading.fault(row):
            yield Reject(path, line, reason, _record(row))


def _record(row: dict[str, Any]) -> str:
    return ", ".join(f"{role}={value}" for role, value in row.items() if value is not None)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
