"""Try bytes that nobody thought of on what reads files; `make fuzz` runs this.

    python tests/hostile/fuzz.py dates -max_total_time=60

It needs atheris. A run ends with an error at the first input that raises anything but the refusal
of its reader, takes longer than `-timeout` seconds or more memory than `-rss_limit_mb`; it writes
that input to a file, with which the target can be run again.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["perufr_map", "edtf"]):
    import edtf  # noqa: F401 (reads the dates)

    from perufr_map.dashboard import bundle
    from perufr_map.problems import StudyError
    from perufr_map.scoring.bulk.copies import prepare
    from perufr_map.scoring.bulk.layouts import LAYOUTS
    from perufr_map.scoring.bulk.problems import EventFileError
    from perufr_map.study import dates, spreadsheets
    from perufr_map.study.layout import columns
    from perufr_map.study.workbooks import ENDINGS

sys.path.insert(0, str(Path(__file__).parents[1]))
from hostile.texts import DATES

ROOM = Path(tempfile.mkdtemp(prefix="perufr-map-fuzz-"))


def read_date(data: bytes) -> None:
    """Read bytes as a date: its days are in order, or it is refused."""
    try:
        span = dates.parse(data.decode("utf-8", "replace"))
    except dates.DateError:
        return
    assert span.first <= span.last


def read_sheet(data: bytes) -> None:
    """Read bytes as a table: each column is as long as the table, or it is refused."""
    try:
        sheet = spreadsheets.read(data, columns=columns("events"), max_rows=5_000)
    except spreadsheets.SheetError:
        return
    assert all(len(column) == len(sheet.rows) for column in sheet.columns)


def read_zip(data: bytes) -> None:
    """Read bytes as a zip of a study: it has a focus, or it is refused."""
    try:
        assert bundle.read_zip(data).study.focus
    except StudyError:
        return


def read_book(data: bytes) -> None:
    """Read bytes as a workbook: it has a focus, or it is refused."""
    try:
        assert bundle.read_book(data).study.focus
    except StudyError:
        return


def read_events(data: bytes) -> None:
    """Look at bytes as an event file of each layout; the first byte chooses how it ends."""
    endings = (".csv", ".tab", ".parquet", ".csv.gz")
    path = ROOM / f"events{endings[data[0] % len(endings)] if data else '.csv'}"
    path.write_bytes(data[1:])
    for layout in LAYOUTS.values():
        with tempfile.TemporaryDirectory(dir=ROOM) as folder:
            try:
                prepare(path, layout, Path(folder))
            except EventFileError:
                continue


TARGETS: dict[str, Callable[[bytes], None]] = {
    "dates": read_date,
    "sheets": read_sheet,
    "zips": read_zip,
    "books": read_book,
    "events": read_events,
}


def begin(name: str) -> Path:
    """Write what a target begins with: good inputs, and those that once broke something."""
    folder = ROOM / name
    folder.mkdir()
    table = b"date,counterpart,weight\n1986-01-01,CHL,1\n"
    events = [b"\0" + table, b"\0sep=;\n" + table.replace(b",", b";"), b"\1" + table]
    seeds = {
        "dates": [text.encode()[:60] for text in (*DATES, "1985", "1989~", "197X", "1985/1990")],
        "sheets": [b"id,start\na-1,1985\n", b"sep=;\nid;start\n", b"\xff\xfei\0d\0", b'id\n"a\n'],
        "zips": [bundle.template(focus="CHL")],
        "books": [bundle.template(focus="CHL", ending=ending) for ending in ENDINGS],
        "events": events,
    }
    for place, seed in enumerate(seeds[name]):
        (folder / str(place)).write_bytes(seed)
    return folder


if __name__ == "__main__":
    name, *options = sys.argv[1:]
    atheris.Setup([sys.argv[0], *options, str(begin(name))], TARGETS[name])
    atheris.Fuzz()
