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
from perufr_map.study import checks, dates, layout, schema

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
    names = {name for name, module in sys.modules.items() if module is not None}
    sys.stderr.write(" ".join(names | {name.partition(".")[0] for name in names}))
"""


def imported(*words: str) -> set[str]:
    """Return the packages and modules that a command has imported by its end."""
    command = [sys.executable, "-c", RUN, *words]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stderr.split())


def test_help_needs_nothing() -> None:
    assert not imported("--help") & (SLOW | FRAMES | {"rich"})


def test_checking_needs_no_frames_and_no_map() -> None:
    assert not imported("check") & (SLOW | FRAMES)


def test_scoring_needs_no_map() -> None:
    assert not imported("scores", "--format", "csv") & SLOW


def test_the_page_needs_no_drawing_and_no_tables_of_geometry(tmp_path: Path) -> None:
    """Shapely alone makes the outlines of an exported page coarser."""
    spared = SLOW - {"folium", "shapely"} | {"pyarrow", "urllib3"}
    assert not imported("export", str(tmp_path / "map.html")) & spared


FOLIUM = """
import sys
from perufr_map.cli import _lean, main

@main.command()
def draw():
    if sys.argv[1] == "spared":
        _lean.prepare_page()
    import folium, pandas
    world = folium.Map([0, 0], zoom_start=2)
    folium.Marker([1, 2], tooltip="x").add_to(world)
    folium.Choropleth({"type": "FeatureCollection", "features": []}).add_to(world)
    for at, each in enumerate(walk(world.get_root())):
        each._id = str(at)
    print(world.get_root().render())
    print("requests is", sys.modules["requests"].get.__name__)

def walk(part):
    yield part
    for each in part._children.values():
        yield from walk(each)

main(["draw"], standalone_mode=False)
import pyarrow
"""


def test_folium_draws_the_same_without_what_the_page_is_spared() -> None:
    drawn = [
        subprocess.run(
            [sys.executable, "-c", FOLIUM, how], capture_output=True, text=True, check=True
        ).stdout
        for how in ("spared", "whole")
    ]
    assert drawn[0] == drawn[1]
    assert "requests is get" in drawn[0]


AUDIT = """
import sys
import perufr_map as pm
sys.addaudithook(lambda event, args: print(args[0]) if event == "open" else None)
pm.load()
"""


# --- the short ways say what the long ones would --------------------------------------

CELLS = ("", " ", "0", "-11", "1e1", "1.5", "1992-13-01", "1992-04-05", "x", "ab-cd", "“")


def faults_by_frictionless(folder: Path) -> set[tuple[str, int | None, str]]:
    """Return the cells in which Frictionless, too, sees a fault of the format."""
    from frictionless import Package, Resource, Schema  # noqa: PLC0415 (a slow import)

    resources = []
    for table, wanted in layout.schemas().items():
        with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        as_read = Schema.from_descriptor(dict(wanted))
        resources.append(Resource(name=table, data=rows, schema=as_read))
    return {
        (f"{task.name}.csv", error.row_number, field)
        for task in Package(name="study", resources=resources).validate().tasks
        for error in task.errors
        for field in getattr(error, "field_names", [getattr(error, "field_name", None)])
        if field is not None  # of a key to another table there are field names
    }


def test_the_format_is_checked_as_frictionless_checks_it(
    folder: Path, edit: Callable[..., int]
) -> None:
    chance = random.Random(5)  # noqa: S311 (the same cells each time)
    agreed = 0
    for _ in range(40):
        table = chance.choice(layout.TABLES)
        kept = (folder / f"{table}.csv").read_bytes()
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            row = chance.choice(list(csv.DictReader(file)))
        column = chance.choice(list(row))
        line, cell = edit(f"{table}.csv", row, **{column: (new := chance.choice(CELLS))}), new
        found = checks.examine(folder)
        layouts = {name: layout.layout(name) for name in layout.TABLES}
        ours = {
            (problem.file, problem.row, problem.column)
            for name in layout.TABLES
            for problem in schema.check_rows(name, found.sheets, layouts)
        }
        place = (f"{table}.csv", line, column)
        theirs = faults_by_frictionless(folder)
        if cell.strip() == cell:  # a space alone is an empty cell to us, a text to Frictionless
            assert (place in ours) == (place in theirs), (place, cell)
        agreed += place in ours and place in theirs
        (folder / f"{table}.csv").write_bytes(kept)
    assert 0 < agreed < 40


def test_a_load_opens_each_file_of_a_study_once() -> None:
    opened = [
        name
        for name in subprocess.run(
            [sys.executable, "-c", AUDIT], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        if Path(name).parent == study_dir()
    ]
    assert sorted(Path(name).name for name in opened) == sorted(
        # The shipped descriptor is the format, too, and read for that once more.
        [*(f"{name}.csv" for name in (*layout.TABLES, *layout.OPTIONAL)), *["datapackage.json"] * 2]
    )


@pytest.mark.parametrize(
    "text",
    ["1992-04-05", "1992-02", "1900-02", "2000-02", "0001", "1989~", "1985-10?", "1985-10-03%"],
)
def test_a_plain_date_is_read_as_the_library_reads_it(text: str) -> None:
    assert dates.parse(text) == dates._parse_by_library(text)


@pytest.mark.parametrize("text", ["1985-02-30", "0000", "1985-10-00"])
def test_a_plain_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(dates.DateError):
        dates.parse(text)
