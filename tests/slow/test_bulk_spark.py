"""Spark gives the same scores as DuckDB and pandas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

import perufr_map as pm
from event_files import all_cases

pytestmark = [
    pytest.mark.spark,
    pytest.mark.needs("java"),
    # Sockets that Spark's own bridge to Java leaves to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """One Spark session for all tests; the engine takes the one that runs."""
    from perufr_map.scoring.bulk._spark import Spark  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patch:
        # A short run gains nothing from code that Java takes long to optimise.
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        with Spark(master="local[2]", memory="1GB") as spark:
            yield spark


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory, study: pm.Study) -> Path:
    """A million events of all counterparts, groups among them."""
    path = tmp_path_factory.mktemp("events") / "million.parquet"
    names = study.counterparts["id"].to_list()
    duckdb.execute(
        f"""
        COPY (
          SELECT DATE '1968-01-01' + (hash(i, 1) % 9500)::INT AS date,
                 {names!r}[1 + (hash(i, 2) % {len(names)})::INT] AS counterpart,
                 ((hash(i, 3) % 201)::INT - 100) / 10.0::DOUBLE AS weight
          FROM range(1000000) AS r(i)
        ) TO '{path}' (FORMAT parquet)
        """  # noqa: S608 (our own names)
    )
    return path


@pytest.mark.usefixtures("session")
def test_a_million_events_score_the_same_on_all_three_engines(
    study: pm.Study, million: Path
) -> None:
    found = {
        "pandas": study.score_events(million, engine="pandas"),
        "duckdb": study.score_events(million, engine="duckdb"),
        "spark": study.score_events(million, engine="spark", master="local[2]"),
    }
    for other in ("duckdb", "spark"):
        pd.testing.assert_frame_equal(
            found["pandas"].scores, found[other].scores, check_dtype=False, rtol=0, atol=1e-9
        )
        assert found[other].tally == found["pandas"].tally
    assert found["spark"].tally.rows == 1_000_000


@pytest.mark.usefixtures("session")
def test_spark_reads_and_rejects_what_duckdb_does(study: pm.Study, tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text(
        "date,counterpart,weight\n"
        "1985-01-01,CHL,2.5\n"
        "1985-13-01,CHL,2.5\n"
        '1985-01-02,"ECU",-1\n'
        "1985-01-01,CHL,\n"
        "1985-01-01,CHL,99\n"
        "1985-01-01,CHL,much\n"
        "1985-01-01\n",
        "utf-8",
    )
    spark = study.score_events(path, engine="spark", master="local[2]")
    file = path.with_name("e.csv.rejects.csv")
    assert len(file.read_text("utf-8").splitlines()) == 6  # with the header
    local = study.score_events(path, engine="duckdb")
    assert spark.tally == local.tally
    assert spark.tally.rejected == 5
    pd.testing.assert_frame_equal(spark.scores, local.scores, check_dtype=False)


@pytest.mark.usefixtures("session")
def test_spark_reads_files_as_programs_write_them(study: pm.Study, tmp_path: Path) -> None:
    for case in all_cases(tmp_path):
        found = {
            engine: study.score_events(
                case.path,
                source=case.source,
                crosswalk=case.crosswalk,
                engine=engine,
                master="local[2]",
            )
            for engine in ("duckdb", "spark")
        }
        pd.testing.assert_frame_equal(
            found["duckdb"].scores, found["spark"].scores, check_dtype=False, obj=str(case.path)
        )
        assert found["duckdb"].tally == found["spark"].tally, case.path
