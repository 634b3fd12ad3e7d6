"""Read event files with Spark: on this machine or on a cluster."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Self

import narwhals as nw
import pandas as pd
import pyarrow as pa

from perufr_map.problems import MissingError
from perufr_map.scoring.bulk.events import BROKEN
from perufr_map.scoring.bulk.files import EventFile
from perufr_map.scoring.bulk.reading import DAY_AND_TIME, NUMBER, Reading
from perufr_map.scoring.bulk.rejects import Reject
from perufr_map.scoring.bulk.text import Shape

_TYPES = {"first": "date", "last": "date", "weight": "double"}


class Spark:
    """A Spark session.

    Parameters
    ----------
    memory
        Of the driver, ``4GB``.
    master
        Where to run, ``local[2]`` or the address of a cluster.
    progress
        Whether Spark may draw its progress on the terminal.

    Raises
    ------
    MissingError
        If PySpark is not installed.
    """

    def __init__(
        self, *, memory: str = "4GB", master: str = "local[*]", progress: bool = False
    ) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", FutureWarning)  # as in `lift`
                from pyspark.sql import SparkSession  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise MissingError(
                "Spark is not installed; pip install 'perufr-map[spark]', and Java 17 or newer"
            ) from error
        settings = {
            "spark.driver.memory": memory.lower().removesuffix("b"),
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": str(progress).lower(),
            "spark.log.level": "ERROR",
            # A row with too few columns is broken even where none of those is asked for.
            "spark.sql.csv.parser.columnPruning.enabled": "false",
            "spark.sql.session.timeZone": "UTC",
        }
        if master.startswith("local"):
            settings |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
            # What is left after the first pass is small; 200 tasks would only cost time.
            settings |= {"spark.sql.shuffle.partitions": "4"}
        # A session that runs already is the user's, with the user's settings.
        self._is_ours = SparkSession.getActiveSession() is None
        builder = SparkSession.builder.appName("perufr-map").master(master)
        for key, value in settings.items():
            builder = builder.config(key, value)
        self._session = builder.getOrCreate()

    def __enter__(self) -> Self:
        """Keep the session open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the session, if it was started for this."""
        if self._is_ours:
            self._session.stop()

    def read(self, files: list[EventFile], reading: Reading) -> Any:
        """Return the rows of the files, lazily, with their roles for columns."""
        parts = list(self._parts(files, reading))
        whole = parts[0]
        for part in parts[1:]:
            whole = whole.unionByName(part)
        return whole

    def lift(self, table: pa.Table) -> Any:
        """Return a small table as this engine's frame."""
        with warnings.catch_warnings():
            # Spark warns of pandas 3, through which this does not go.
            warnings.simplefilter("ignore", FutureWarning)
            return self._session.createDataFrame(table)

    def collect(self, frame: Any) -> pd.DataFrame:
        """Compute a frame."""
        # By way of Arrow: Spark's own way to pandas does not know pandas 3.
        found: pd.DataFrame = nw.from_native(frame).collect("pyarrow").to_native().to_pandas()
        return found

    def rejects(self, files: list[EventFile], reading: Reading, *, found: bool) -> Iterator[Reject]:
        """Yield the rows that could not be read or scored.

        Spark reads a file in parts and does not know on which line a part begins: the line is
        None.
        """
        for file in files if found else []:
            for rows in self._parts([file], reading):
                for row in rows.toLocalIterator():
                    values = row.asDict()
                    record = values.pop(BROKEN, None)
                    if record is not None:
                        yield Reject(file.path, None, "cannot be read", record)
                    elif reason := reading.fault(values):
                        said = ", ".join(f"{k}={v}" for k, v in values.items() if v is not None)
                        yield Reject(file.path, None, reason, said)

    def _parts(self, files: list[EventFile], reading: Reading) -> Iterator[Any]:
        """Yield the rows of the files of each shape, with the text of those that are broken."""
        from pyspark.sql import functions as f  # noqa: PLC0415

        alike: dict[object, list[EventFile]] = defaultdict(list)
        for file in files:
            key = (file.shape, file.numbered, tuple(file.roles.items()))
            # Each Parquet file has types of its own.
            alike[key if file.shape else file.readable].append(file)
        for group in alike.values():
            file = group[0]
            names = [str(each.readable) for each in group]
            if file.shape is None:
                rows = self._session.read.parquet(*names).withColumn(
                    BROKEN, f.lit(None).cast("string")
                )
            else:
                rows = self._text(names, file.shape, reading)
            typed = {role: _typed(rows, role, file, reading) for role in file.roles}
            # A day or a number that is none spoils the row, as it does on DuckDB.
            spoilt = f.lit(False)  # noqa: FBT003 (Spark's own signature)
            for role in set(file.roles) & set(_TYPES):
                spoilt |= _column(rows, file.roles[role]).isNotNull() & typed[role].isNull()
            said = f.concat_ws(
                ", ", *(_column(rows, name).cast("string") for name in file.roles.values())
            )
            broken = f.coalesce(rows[BROKEN], f.when(spoilt, said))
            yield rows.select(
                *(value.alias(role) for role, value in typed.items()), broken.alias(BROKEN)
            )

    def _text(self, names: list[str], shape: Shape, reading: Reading) -> Any:
        from pyspark.sql import functions as f  # noqa: PLC0415
        from pyspark.sql.types import StringType, StructField, StructType  # noqa: PLC0415

        fields = [StructField(name, StringType()) for name in (*shape.columns, BROKEN)]
        rows = self._session.read.csv(
            names,
            schema=StructType(fields),
            sep=shape.delimiter,
            header=shape.header,
            quote='"' if shape.quoted else "",
            escape='"' if shape.quoted else "\\",
            mode="PERMISSIVE",
            columnNameOfCorruptRecord=BROKEN,
            enforceSchema=True,
        )
        sound, missing = rows[BROKEN].isNull(), list(reading.layout.missing)
        values = {name: _column(rows, name) for name in shape.columns}
        blank = [
            f.when(sound & ~value.isin(missing), value).alias(name)
            for name, value in values.items()
        ]
        return rows.select(*blank, BROKEN)


def _column(rows: Any, name: str) -> Any:
    return rows["`" + name.replace("`", "``") + "`"]


def _typed(rows: Any, role: str, file: EventFile, reading: Reading) -> Any:
    """Return a column as the role's type; what is none becomes null."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    column = file.roles[role]
    value, wanted, kind = (
        _column(rows, column),
        _TYPES.get(role, "string"),
        dict(rows.dtypes)[column],
    )
    if kind not in {"string", "date"} and not kind.startswith("timestamp") and role != "weight":
        value = value.try_cast("bigint").cast("string")  # a number may have been made a fraction
    if role == "code" and file.numbered:
        return f.concat(f.lit(NUMBER), f.regexp_replace(value, r"\.0$", ""))
    if kind == wanted:
        return value
    if wanted == "date":
        if kind == "timestamp":
            return _day_of_instant(value, file.zones.get(role, "UTC"))
        return value.cast("date") if kind == "timestamp_ntz" else _day_of_text(value, file, reading)
    commas = file.shape is None or file.shape.commas
    if role == "weight" and kind == "string" and commas:
        return f.regexp_replace(value, ",", ".").try_cast(wanted)
    return value.try_cast(wanted)


def _day_of_text(value: Any, file: EventFile, reading: Reading) -> Any:
    """Return the day that is written, whatever time of day stands behind it."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    pattern = reading.layout.date_format
    if "-" in pattern and (file.shape is None or file.shape.times):
        is_timed = value.rlike(f"^{DAY_AND_TIME}$")
        value = f.when(is_timed, f.substring(value, 1, 10)).otherwise(value)
    for here, in_java in {"%Y": "yyyy", "%m": "MM", "%d": "dd"}.items():
        pattern = pattern.replace(here, in_java)
    return f.try_to_timestamp(value, f.lit(pattern)).cast("date")


def _day_of_instant(value: Any, zone: str) -> Any:
    """Return the day of an instant in the file's time zone, not in the machine's or session's."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    seconds = f.unix_micros(f.from_utc_timestamp(value, zone)) / 1_000_000
    return f.date_from_unix_date(f.floor(seconds / 86_400).cast("int"))
