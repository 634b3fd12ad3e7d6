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
from perufr_map.scoring.bulk.rejects import Reject
from perufr_map.scoring.bulk.row_rules import DAY_AND_TIME, FIRST_DAY, NUMBER, RowRules
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
            # Report a row with too few columns even if the missing ones are not needed.
            "spark.sql.csv.parser.columnPruning.enabled": "false",
            "spark.sql.session.timeZone": "UTC",
        }
        if master.startswith("local"):
            settings |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
            # The frames after the first step are small: Spark's 200 tasks would take longer.
            settings |= {"spark.sql.shuffle.partitions": "4"}
        # A running session is the user's: its settings stay, and it is not stopped.
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

    def read(self, files: list[EventFile], rules: RowRules) -> Any:
        """Return the rows of the files, lazily, with their roles for columns."""
        parts = list(self._read_parts(files, rules))
        whole = parts[0]
        for part in parts[1:]:
            whole = whole.unionByName(part)
        return whole

    def lift(self, table: pa.Table) -> Any:
        """Return a small table as this engine's frame."""
        with warnings.catch_warnings():
            # Spark warns about pandas 3, which is not used here.
            warnings.simplefilter("ignore", FutureWarning)
            return self._session.createDataFrame(table)

    def collect(self, frame: Any) -> pd.DataFrame:
        """Compute a frame."""
        # Through Arrow, since Spark's own conversion does not support pandas 3.
        result: pd.DataFrame = nw.from_native(frame).collect("pyarrow").to_native().to_pandas()
        return result

    def rejects(
        self, files: list[EventFile], rules: RowRules, *, unscored: bool
    ) -> Iterator[Reject]:
        """Yield the rows that could not be read or scored, if there are any (`unscored`).

        The line is None: Spark reads a file in parts and does not know where each begins.
        """
        for file in files if unscored else []:
            for rows in self._read_parts([file], rules):
                for row in rows.toLocalIterator():
                    values = row.asDict()
                    record = values.pop(BROKEN, None)
                    if record is not None:
                        yield Reject(file.path, None, "cannot be read", record)
                    elif reason := rules.fault(values):
                        text = ", ".join(f"{k}={v}" for k, v in values.items() if v is not None)
                        yield Reject(file.path, None, reason, text)

    def _read_parts(self, files: list[EventFile], rules: RowRules) -> Iterator[Any]:
        """Yield the rows of the files of each shape, with the text of those that cannot be read."""
        from pyspark.sql import functions as f  # noqa: PLC0415

        by_shape: dict[object, list[EventFile]] = defaultdict(list)
        for file in files:
            key = (file.shape, file.numbered, tuple(file.roles.items()))
            # Each Parquet file has types of its own.
            by_shape[key if file.shape else file.readable].append(file)
        for group in by_shape.values():
            file = group[0]
            names = [str(each.readable) for each in group]
            if file.shape is None:
                rows = self._session.read.parquet(*names).withColumn(
                    BROKEN, f.lit(None).cast("string")
                )
            else:
                rows = self._read_text(names, file.shape, rules)
            typed = {role: _cast(rows, role, file, rules) for role in file.roles}
            # A value that cannot be cast makes the row unreadable, as on DuckDB.
            uncast = f.lit(False)  # noqa: FBT003 (Spark's own signature)
            for role in set(file.roles) & set(_TYPES):
                uncast |= _column(rows, file.roles[role]).isNotNull() & typed[role].isNull()
            text = f.concat_ws(
                ", ", *(_column(rows, name).cast("string") for name in file.roles.values())
            )
            unreadable = f.coalesce(rows[BROKEN], f.when(uncast, text))
            yield rows.select(
                *(value.alias(role) for role, value in typed.items()), unreadable.alias(BROKEN)
            )

    def _read_text(self, names: list[str], shape: Shape, rules: RowRules) -> Any:
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
        readable, missing = rows[BROKEN].isNull(), list(rules.layout.missing)
        values = {name: _column(rows, name) for name in shape.columns}
        blank = [
            f.when(readable & ~value.isin(missing), value).alias(name)
            for name, value in values.items()
        ]
        return rows.select(*blank, BROKEN)


def _column(rows: Any, name: str) -> Any:
    return rows["`" + name.replace("`", "``") + "`"]


def _cast(rows: Any, role: str, file: EventFile, rules: RowRules) -> Any:
    """Cast a column to the role's type; other values become null."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    column = file.roles[role]
    value, target, spark_type = (
        _column(rows, column),
        _TYPES.get(role, "string"),
        dict(rows.dtypes)[column],
    )
    if (
        spark_type not in {"string", "date"}
        and not spark_type.startswith("timestamp")
        and role != "weight"
    ):
        value = value.try_cast("bigint").cast("string")  # a code 10 may have been read as 10.0
    if role == "code" and file.numbered:
        return f.concat(f.lit(NUMBER), f.regexp_replace(value, r"\.0$", ""))
    if target == "date":
        day = _day(value, spark_type, role, file, rules)
        return f.when(day >= f.lit(FIRST_DAY), day)
    if spark_type == target:
        return value
    commas = file.shape is None or file.shape.commas
    if role == "weight" and spark_type == "string" and commas:
        return f.regexp_replace(value, ",", ".").try_cast(target)
    return value.try_cast(target)


def _day(value: Any, spark_type: str, role: str, file: EventFile, rules: RowRules) -> Any:
    """Return a day: as written, or in the file's time zone, not the session's."""
    if spark_type == "timestamp":
        return _day_of_instant(value, file.zones.get(role, "UTC"))
    if spark_type in {"date", "timestamp_ntz"}:
        return value.cast("date")
    return _day_of_text(value, file, rules)


def _day_of_text(value: Any, file: EventFile, rules: RowRules) -> Any:
    """Return the written day, without a time of day after it."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    value = f.trim(value)
    if "-" in rules.layout.date_format and (file.shape is None or file.shape.varied_days):
        is_timed = value.rlike(f"^{DAY_AND_TIME}$")
        value = f.when(is_timed, f.substring(value, 1, 10)).otherwise(value)
    return f.coalesce(
        *(
            f.try_to_timestamp(value, f.lit(_write_in_java(form))).cast("date")
            for form in rules.layout.date_formats
        )
    )


def _write_in_java(date_format: str) -> str:
    """Return a format of days as Java has it; between signs, a zero at the front may be missing."""
    month, day = ("MM", "dd") if "%m%d" in date_format else ("M", "d")
    return date_format.replace("%Y", "yyyy").replace("%m", month).replace("%d", day)


def _day_of_instant(value: Any, zone: str) -> Any:
    """Return the day of an instant in the file's time zone, not in the machine's or session's."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    seconds = f.unix_micros(f.from_utc_timestamp(value, zone)) / 1_000_000
    return f.date_from_unix_date(f.floor(seconds / 86_400).cast("int"))
