"""Write event files as real programs do, each with the scores expected of it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from perufr_map.scoring.bulk import Source

ROWS = [("1986-01-01", "USA", "-3.5"), ("1992-04-05", "CHL", "2"), ("1985-02-03", "BRA", "1.5")]
ICEWS = ["Event Date", "Source Country", "Target Country", "CAMEO Code", "Intensity"]
POLECAT = ["Event Date", "Actor Country", "Recipient Country", "Event Type", "Intensity"]
GDELT = ["SQLDATE", "Actor1CountryCode", "Actor2CountryCode", "EventCode", "GoldsteinScale"]


@dataclass(frozen=True)
class Case:
    """An event file and the mean score of each counterpart, whatever the era."""

    path: Path
    scores: dict[str, float]
    source: Source = "plain"
    crosswalk: bool = False
    tally: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)


SCORES = {"USA": -3.5, "CHL": 2.0, "BRA": 1.5}


def table(rows: Sequence[tuple[str, ...]], header: list[str], between: str, quote: str = "") -> str:
    lines = [
        between.join(f"{quote}{cell}{quote}" for cell in row) for row in [tuple(header), *rows]
    ]
    return "".join(f"{line}\r\n" for line in lines)


def as_saved_by_programs(folder: Path) -> Iterator[Case]:
    """Yield the same events as several programs save them."""
    header = ["date", "counterpart", "weight"]
    commas = [(day, who, weight.replace(".", ",")) for day, who, weight in ROWS]
    texts = {
        "bom.csv": table(ROWS, header, ",").encode("utf-8-sig"),
        "semicolons.csv": table(commas, header, ";").encode("utf-8-sig"),
        "tabs.csv": table(ROWS, header, "\t").encode(),
        "commas.txt": table(ROWS, header, ",").encode(),
        "unicode text.txt": table(commas, header, "\t").encode("utf-16"),
        "big endian.csv": b"\xfe\xff" + table(ROWS, header, ",").encode("utf-16-be"),
        "quoted.csv": table(ROWS, header, ",", '"').encode("utf-8-sig"),
        "capitals.csv": table(ROWS, ["Date", " Counterpart", "WEIGHT"], ",").encode(),
        "named by Excel.csv": b"sep=;\r\n" + table(commas, header, ";").encode(),
        "empty lines first.csv": b"\r\n\r\n" + table(ROWS, header, ",").encode(),
        "Excel's in UTF-16.csv": ("sep=;\r\n" + table(commas, header, ";")).encode("utf-16"),
    }
    for name, data in texts.items():
        (folder / name).write_bytes(data)
        yield Case(folder / name, SCORES)
        compressed = folder / f"{name}.gz"
        compressed.write_bytes(gzip.compress(data))
        yield Case(compressed, SCORES)
    rows = [("1986-01-01", "Peru", "United States", "112", "-3.5")]
    path = folder / "icews.csv"
    path.write_text(table(rows, ICEWS, ";", '"'), "utf-8-sig")
    yield Case(path, {"USA": -3.5}, "icews")
    days = [("1/13/1986", "Chile"), ("12/1/1986", "Brazil"), ("1986-01-01", "United States")]
    path = folder / "Events.2017.20200602.tab"  # its header has no codes
    read_as = {"CHL": 2.0, "BRA": 2.0, "USA": 2.0}
    american = [(day, '"Peru"', who, "2") for day, who in days]
    path.write_text(
        table(american, [name for name in ICEWS if name != "CAMEO Code"], "\t"), "utf-8"
    )
    yield Case(path, read_as, "icews")
    path = folder / "each cell quoted.tab"  # but for the header's
    whole = [('A ""man""\twho', day, "Peru", who, "042", "2") for day, who in days]
    text = table([], ["Source Name", *ICEWS], "\t") + table(whole[1:], list(whole[0]), "\t", '"')
    path.write_text(text, "utf-8")
    yield Case(path, read_as, "icews")
    path = folder / "icews.parquet"
    stored = [(day, "Peru", who, "042", 2.0) for day, who in days]
    pd.DataFrame(stored, columns=ICEWS).to_parquet(path)
    yield Case(path, read_as, "icews")
    path = folder / "header.csv"
    path.write_text(table([("19860101", "USA", "PER", "112", "-3.5")], GDELT, ","), "utf-8")
    yield Case(path, {"USA": -3.5}, "gdelt")
    path = folder / "capitals.parquet"
    frame = pd.DataFrame(ROWS, columns=["Date", "Counterpart", "Weight"])
    frame.astype({"Weight": float}).to_parquet(path)
    yield Case(path, SCORES)


def gdelt_2(path: Path) -> Case:
    """Write GDELT 2.0, whose 61 columns are 1.0's and three more."""
    row = [""] * 61
    row[0], row[1], row[7], row[17] = "1", "19860101", "USA", "PER"
    row[26], row[28], row[30] = "112", "11", "-3.5"
    path.write_text("\t".join(row) + "\n", "utf-8")
    return Case(path, {"USA": -3.5}, "gdelt")


def with_odd_names(folder: Path) -> Iterator[Case]:
    """Yield files whose names or folders look like a pattern, next to files that it matches."""
    for name, decoy in [
        ("ev[1].csv", "ev1.csv"),
        ("what?.csv", "whats.csv"),
        ("all*.csv", "allow.csv"),
        ("{a,b}.csv", "a.csv"),
        ("run[1]/e.csv", "run1/e.csv"),
        ("run[1]/e.parquet", "run1/e.parquet"),
        ("_hidden.csv", "hidden.csv"),
        ("date=1999-01-01/e.csv", "date/e.csv"),
        ("date=1999-01-01/e.parquet", "date/e.parquet"),
        ("UP.CSV", "up.tsv"),
    ]:
        for path, who in [(folder / name, "CHL"), (folder / decoy, "USA")]:
            path.parent.mkdir(exist_ok=True)
            if path.suffix == ".parquet":
                day = date(1986, 1, 1)
                frame = pd.DataFrame({"date": [day], "counterpart": [who], "weight": [1.0]})
                frame.to_parquet(path)
            else:
                between = "\t" if path.suffix == ".tsv" else ","
                rows = [("1986-01-01", who, "1.0")]
                path.write_text(table(rows, ["date", "counterpart", "weight"], between), "utf-8")
        yield Case(folder / name, {"CHL": 1.0})


def with_lost_zeros(folder: Path) -> Iterator[Case]:
    """Yield files whose event codes are numbers: 010 (a statement) is 10 there (a demand)."""
    codes, days = [10, 43, 190], ["19860101"] * 3
    sides = {GDELT[0]: days, GDELT[1]: ["PER", "PER", "PER"], GDELT[2]: ["CHL", "USA", "BRA"]}
    empty = {GDELT[4]: [None, None, None]}
    only_number = {"USA": 2.8, "BRA": -10.0}
    for kind in ("int64", "float64"):
        path = folder / f"{kind}.parquet"
        frame = pd.DataFrame(sides | {GDELT[3]: codes} | empty).astype({GDELT[3]: kind})
        frame.astype({GDELT[4]: float}).to_parquet(path)
        yield Case(path, only_number, "gdelt", crosswalk=True, tally={"rejected": 1})
        path = folder / f"{kind} and root.parquet"
        frame["EventRootCode"] = pd.Series([1, 4, 19]).astype(kind)
        frame.to_parquet(path)
        yield Case(path, only_number | {"CHL": 0.0}, "gdelt", crosswalk=True)
    path = folder / "text.parquet"
    frame = pd.DataFrame(sides | {GDELT[3]: [str(code) for code in codes]} | empty)
    frame.to_parquet(path)
    yield Case(path, only_number, "gdelt", crosswalk=True, tally={"rejected": 1})
    names = ["Chile", "United States", "Brazil"]
    rows = [
        ("1986-01-01", "Peru", name, str(code), "") for name, code in zip(names, codes, strict=True)
    ]
    path = folder / "lost.tab"
    path.write_text(table(rows, ICEWS, "\t"), "utf-8")
    yield Case(path, only_number, "icews", crosswalk=True, tally={"rejected": 1})
    path = folder / "kept.tab"
    kept = [("1986-01-01", "Peru", "Chile", "010", ""), ("1986-01-01", "Peru", "Brazil", "10", "")]
    path.write_text(table(kept, ICEWS, "\t"), "utf-8")
    yield Case(path, {"CHL": 0.0, "BRA": -5.0}, "icews", crosswalk=True)


def with_times(folder: Path) -> Iterator[Case]:
    """Yield files with days that have a time; the autogolpe began on 1992-04-05."""
    late, early = {"CHL": 1.0}, {"CHL": 1.0}
    for zone, text in [
        (None, "1992-04-05 00:00"),
        ("UTC", "1992-04-05 00:00"),
        ("America/Lima", "1992-04-05 00:00"),
        ("Asia/Tokyo", "1992-04-05 00:00"),
        ("+05:30", "1992-04-05 00:00"),
        ("-03:00", "1992-04-05 23:59"),
    ]:
        stamp = pd.Timestamp(text).tz_localize(zone)
        column = pa.array([stamp], pa.timestamp("us", tz=zone))
        path = folder / f"zone {str(zone).replace('/', ' ').replace(':', '')}.parquet"
        parquet.write_table(
            pa.table({"date": column, "counterpart": ["CHL"], "weight": [1.0]}), path
        )
        yield Case(path, late)
    texts = [
        "1992-04-05T00:00:00Z",
        "1992-04-05 23:59:59",
        "1992-04-05T00:00:00+09:00",
        "1992-04-05 23:30:00.000-05:00",
    ]
    for number, text in enumerate(texts):
        path = folder / f"time {number}.csv"
        path.write_text(f"date,counterpart,weight\n{text},CHL,1.0\n", "utf-8")
        yield Case(path, early)
        path = folder / f"time {number}.parquet"
        frame = pd.DataFrame({"date": [text], "counterpart": ["CHL"], "weight": [1.0]})
        frame.to_parquet(path)
        yield Case(path, early)


def with_names_otherwise(folder: Path) -> Iterator[Case]:
    """Yield files with other spellings of names, several countries in a cell, unknown names."""
    plain = ["usa", " USA", "United States", "Estados Unidos", "XXX", " ", "XXX"]
    path = folder / "names.csv"
    rows = [("1986-01-01", name, "1") for name in plain]
    path.write_text(table(rows, ["date", "counterpart", "weight"], ","), "utf-8")
    counts = {"rows": 7, "scored": 4, "unknown": 2, "rejected": 1}
    yield Case(path, {"USA": 1.0}, tally=counts, names={"XXX": 2})
    path = folder / "lasting names.csv"
    header = ["event", "date", "end", "counterpart", "weight"]
    path.write_text(
        table([(f"e{i}", day, "", *rest) for i, (day, *rest) in enumerate(rows)], header, ","),
        "utf-8",
    )
    yield Case(path, {"USA": 1.0}, tally=counts, names={"XXX": 2})
    path = folder / "icews.tab"
    sides = [
        ("Peru", "SOUTH KOREA"),
        ("Peru ", "South Korea "),
        ('"Peru"', '"South Korea"'),
        ("Chile", "PERU"),
        ("Peru", "Atlantis"),
        ("Atlantis", "Chile"),
        ("Chile", "Ecuador"),
    ]
    path.write_text(
        table([("1986-01-01", *pair, "112", "-2") for pair in sides], ICEWS, "\t"), "utf-8"
    )
    yield Case(
        path,
        {"KOR": -2.0, "CHL": -2.0},
        "icews",
        tally={"rows": 7, "scored": 4, "unknown": 2, "others": 1},
        names={"Atlantis": 2},
    )
    path = folder / "polecat.txt"
    sides = [
        ("PER", "KOR; USA"),
        ("KOR; USA", "CHL;BRA"),
        ("PER; USA", "CHL"),
        ("PER", "KOR; XXX"),
        ("per", "usa"),
        ("PER", "None"),
    ]
    path.write_text(
        table([("1986-01-01", *pair, "AGREE", "3") for pair in sides], POLECAT, "\t"), "utf-8"
    )
    yield Case(
        path,
        {"KOR": 3.0, "USA": 3.0, "CHL": 3.0},
        "polecat",
        tally={"rows": 6, "scored": 3, "others": 1, "unknown": 1, "no_state": 1},
        names={"KOR; XXX": 1},
    )


def all_cases(folder: Path) -> Iterator[Case]:
    """Yield all cases, each kind in its own folder."""
    for kind in (as_saved_by_programs, with_odd_names, with_lost_zeros, with_times):
        (folder / kind.__name__).mkdir()
        yield from kind(folder / kind.__name__)
    (folder / "names").mkdir()
    yield from with_names_otherwise(folder / "names")
    yield gdelt_2(folder / "gdelt2.CSV")
