"""Choose the engine that reads and computes: DuckDB, pandas or Spark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol, TypeAlias, get_args

import pandas as pd
import pyarrow as pa

from perufr_map.problems import ChoiceError
from perufr_map.scoring.bulk.files import EventFile
from perufr_map.scoring.bulk.rejects import Reject
from perufr_map.scoring.bulk.row_rules import RowRules
from perufr_map.similar import advise

EngineName: TypeAlias = Literal["duckdb", "pandas", "spark"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)


_MEMORY = re.compile(r"([0-9]+(?:\.[0-9]+)?) *([KMGT]?)i?B", re.IGNORECASE)
_LEAST = 8_000_000  # bytes; DuckDB reads a file of one row in that


class Engine(Protocol):
    """What an engine must do; the scores are the same on all engines."""

    def read(self, files: list[EventFile], rules: RowRules) -> Any:
        """Return the rows of the files, with their roles for columns."""
        ...

    def lift(self, table: pa.Table) -> Any:
        """Return a small table as this engine's frame."""
        ...

    def collect(self, frame: Any) -> pd.DataFrame:
        """Compute a frame."""
        ...

    def rejects(
        self, files: list[EventFile], rules: RowRules, *, unscored: bool
    ) -> Iterator[Reject]:
        """Yield the rows that could not be read and, if `unscored`, those that were not scored."""
        ...


def start(
    name: EngineName, *, memory: str, master: str, progress: bool
) -> AbstractContextManager[Engine]:
    """Start an engine.

    Raises
    ------
    ChoiceError
        If there is no such engine, it is not installed, or `memory` is no amount, or too little.
    """
    amount = _MEMORY.fullmatch(memory)
    if not amount:
        raise ChoiceError(f"“{memory}” is no amount of memory; give one such as 4GB or 500MB")
    if float(amount[1]) * 1000 ** " KMGT".index(amount[2].upper() or " ") < _LEAST:
        raise ChoiceError(f"“{memory}” is too little memory; give at least {_LEAST // 10**6}MB")
    # Each engine is slow to import, and only one is used.
    if name in ("duckdb", "pandas"):
        from perufr_map.scoring.bulk._duckdb import DuckDB, Pandas  # noqa: PLC0415

        engine = DuckDB if name == "duckdb" else Pandas
        return engine(memory=memory, progress=progress)
    if name == "spark":
        from perufr_map.scoring.bulk._spark import Spark  # noqa: PLC0415

        return Spark(memory=memory, master=master, progress=progress)
    raise ChoiceError(advise(f"no engine “{name}”; choose {', '.join(ENGINES)}", name, ENGINES))
