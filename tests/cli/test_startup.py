"""A command waits for no library that it does not need, nor for a check that can say nothing."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from perufr_map.resources import study_dir
from perufr_map.study import dates, schema
from perufr_map.study.descriptor import schemas

SLOW = {
    *("altair", "duckdb", "edtf", "folium", "frictionless", "geopandas"),
    *("matplotlib", "pyogrio", "shapely", "streamlit"),
}
FRAMES = {"narwhals", "numpy", "pandas", "pyarrow"}

RUN = """
import sys
from perufr_map.cli import main
try:
    main(sys.argv[1:])
finally:
    sys.stderr.write(" ".join({name.partition(".")[0] for name in sys.modules}))
"""


def imported(*words: str) -> set[str]:
    """Return the packages that a command has imported by its end."""
    command = [sys.executable, "-c", RUN, *words]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stderr.split())


def test_help_needs_nothing() -> None:
    assert not imported("--help") & (SLOW | FRAMES | {"rich"})


def test_checking_needs_no_frames_and_no_map() -> None:
    assert not imported("check") & (SLOW | FRAMES)


def test_scoring_needs_no_map() -> None:
    assert not imported("scores", "--format", "csv") & SLOW


def test_the_page_needs_no_drawing_and_no_geometry(tmp_path: Path) -> None:
    assert not imported("export", str(tmp_path / "map.html")) & (SLOW - {"folium"})


# --- the short ways say what the long ones would --------------------------------------

CELLS = ("", " ", "0", "-11", "1e1", "NaN", "1.5", "1992-13-01", "1992-04-05", "x", "ab-cd", "“")


def test_what_plainly_fits_has_no_fault_that_frictionless_finds(
    folder: Path, edit: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(5)  # noqa: S311 (the same cells each time)
    look, passed = schema._plainly_fit, 0
    for _ in range(40):
        table = chance.choice(list(schemas()))
        kept = (folder / f"{table}.csv").read_bytes()
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            row = chance.choice(list(csv.DictReader(file)))
        column = chance.choice(list(row))
        edit(f"{table}.csv", row, **{column: chance.choice(CELLS)})
        fits = look({name: schema._rows(folder / f"{name}.csv") for name in schemas()})
        with monkeypatch.context() as patch:
            patch.setattr(schema, "_plainly_fit", lambda _tables: False)
            found = list(schema.check_rows(folder))
        passed += fits
        assert not (fits and found), (table, column, found)
        (folder / f"{table}.csv").write_bytes(kept)
    assert 0 < passed < 40


def test_the_shipped_study_plainly_fits() -> None:
    assert schema._plainly_fit(
        {name: schema._rows(study_dir() / f"{name}.csv") for name in schemas()}
    )


@pytest.mark.parametrize(
    "text",
    ["1992-04-05", "1992-02", "1900-02", "2000-02", "0001", "1989~", "1985-10?", "1985-10-03%"],
)
def test_a_plain_date_is_read_as_the_library_reads_it(text: str) -> None:
    assert dates.parse(text) == dates._by_grammar(text)


@pytest.mark.parametrize("text", ["1985-02-30", "0000", "1985-10-00"])
def test_a_plain_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(dates.DateError):
        dates.parse(text)
