"""Read event files with Spark: on this machine or on a cluster."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import narwhals as nw
import pandas as pd
import pyarrow as pa

from perufr_map.problems import MissingError
from perufr_map.scoring.bulk import files
from perufr_map.scoring.bulk.events import BROKEN, Reading
from perufr_map.scoring.bulk.rejects import Reject

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

    def read(self, paths: list[Path], reading: Reading) -> Any:
        """Return the rows of the files, lazily, with the reading's roles for columns."""
        parts = list(self._parts(paths, reading))
        common = set.intersection(*(set(part.columns) for part in parts))
        chosen = [part.select(*sorted(common)) for part in parts]
        whole = chosen[0]
        for part in chosen[1:]:
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

    def rejects(self, paths: list[Path], reading: Reading, *, found: bool) -> Iterator[Reject]:
        """Yield the rows that could not be read or scored.

        Spark reads a file in parts and does not know on which line a part begins: the line is
        None.
        """
        if not found:
            return
        for path in paths:
            for rows in self._parts([path], reading):
                for row in rows.toLocalIterator():
                    values = row.asDict()
                    record = values.pop(BROKEN, None)
                    if record is not None:
                        yield Reject(path, None, "cannot be read", record)
                    elif reason := reading.fault(values):
                        said = ", ".join(f"{k}={v}" for k, v in values.items() if v is not None)
                        yield Reject(path, None, reason, said)

    def _parts(self, paths: list[Path], reading: Reading) -> Iterator[Any]:
        """Yield the rows of the files of each shape, with the text of those that are broken."""
        from pyspark.sql import functions as f  # noqa: PLC0415

        shapes: dict[files.Shape | None, list[Path]] = defaultdict(list)
        for path in paths:
            shapes[None if files.is_parquet(path) else files.shape(path, reading.layout)].append(
                path
            )
        for shape, alike in shapes.items():
            names = [str(path) for path in alike]
            if shape is None:
                rows = self._session.read.parquet(*names).withColumn(
                    BROKEN, f.lit(None).cast("string")
                )
            else:
                rows = self._text(names, shape, reading)
            roles = files.present(alike[0], reading.layout, reading.roles)
            typed = {role: _typed(rows, name, role, reading) for role, name in roles.items()}
            # A day or a number that is none spoils the row, as it does on DuckDB.
            spoilt = f.lit(False)  # noqa: FBT003 (Spark's own signature)
            for role in set(roles) & set(_TYPES):
                spoilt |= rows[f"`{roles[role]}`"].isNotNull() & typed[role].isNull()
            said = f.concat_ws(", ", *(rows[f"`{name}`"].cast("string") for name in roles.values()))
            broken = f.coalesce(rows[BROKEN], f.when(spoilt, said))
            yield rows.select(
                *(value.alias(role) for role, value in typed.items()), broken.alias(BROKEN)
            )

    def _text(self, names: list[str], shape: files.Shape, reading: Reading) -> Any:
        from pyspark.sql import functions as f  # noqa: PLC0415
        from pyspark.sql.types import StringType, StructField, StructType  # noqa: PLC0415

        layout = reading.layout
        fields = [StructField(name, StringType()) for name in (*shape.columns, BROKEN)]
        rows = self._session.read.csv(
            names,
            schema=StructType(fields),
            sep=shape.delimiter,
            header=not layout.columns,
            quote='"' if layout.quoted else "",
            escape='"' if layout.quoted else "\\",
            mode="PERMISSIVE",
            columnNameOfCorruptRecord=BROKEN,
            enforceSchema=True,
        )
        sound = rows[BROKEN].isNull()
        blank = [
            f.when(sound & ~rows[f"`{name}`"].isin(list(layout.missing)), rows[f"`{name}`"]).alias(
                name
            )
            for name in shape.columns
        ]
        return rows.select(*blank, BROKEN)


def _typed(rows: Any, column: str, role: str, reading: Reading) -> Any:
    """Return a column as the role's type; what is none becomes null."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    value, wanted = rows[f"`{column}`"], _TYPES.get(role, "string")
    kind = dict(rows.dtypes)[column]
    if kind == wanted:
        return value
    if wanted == "date" and kind != "timestamp":
        pattern = {"%Y%m%d": "yyyyMMdd", "%Y-%m-%d": "yyyy-MM-dd"}[reading.layout.date_format]
        return f.try_to_timestamp(value.cast("string"), f.lit(pattern)).cast("date")
    return value.try_cast(wanted)
