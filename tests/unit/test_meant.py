"""A typing error in an id is told what was meant, whatever column it stands in."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

import perufr_map as pm
from coders import FIRST, add_coders
from made_up import write_made_up
from perufr_map.study.layout import OPTIONAL, TABLES, layout

EVENT = "ven-relations-broken-1992"
CITATION = {"event": EVENT, "source": "lc-peru-1993", "section": "", "locator": "p. 1"}
TYPED = {
    ("events", "counterpart"): "IMFF",
    ("events", "event_type"): "arms_suply",
    ("events", "source"): "lc-peru-1933",
    ("event_types", "category"): "diplomatik",
    ("members", "group"): "NEIGHBORS",
    ("members", "state"): "VENN",
    ("steps", "era"): "velazco",
    ("steps", "before"): "velazco",
    ("steps", "selected"): "USA IMFF",
    ("steps", "events"): EVENT.replace("broken", "brokken"),
    ("citations", "event"): EVENT.replace("broken", "brokken"),
    ("citations", "source"): "lc-peru-1933",
}
ERAS = {"free": ("1948-01-01", "1954-10-05", "1951-01-01")}
TRIESTE = {"kind": "territory", "name_en": "Trieste", "lon": "13.77", "lat": "45.65"}


def find(folder: Path, file: str, column: str | None) -> pm.Problem:
    found = [each for each in pm.check(folder) if (each.file, each.column) == (file, column)]
    return found[0]


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_every_column_that_refers_to_a_table_is_tried() -> None:
    named = [(table, layout(table, ("en",)).references) for table in (*TABLES, *OPTIONAL)]
    assert {(table, column) for table, columns in named for column in columns} <= TYPED.keys()


@pytest.mark.parametrize(("table", "column"), TYPED)
def test_an_id_with_a_typing_error_is_told_the_one_that_was_meant(
    table: str, column: str, folder: Path
) -> None:
    path = folder / f"{table}.csv"
    rows = [CITATION]
    if table != "citations":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    write_rows(path, [rows[0] | {column: TYPED[table, column]}, *rows[1:]])
    assert find(folder, path.name, column).remedy.startswith("Did you mean ")


@pytest.mark.parametrize(
    ("coded", "column", "meant"),
    [
        (FIRST.replace(",CHL,", ",CHLE,"), "counterpart", "CHL"),
        (FIRST.replace(",velasco morales,", ",velasco moralez,"), "eras", "morales"),
        (FIRST.replace("garcia-1-2,", "garcia-12,"), "unit", "garcia-1-2"),
        (FIRST.replace(",arms_supply,", ",arms_suply,"), "event_type", "arms_supply"),
    ],
)
def test_so_is_one_in_a_coder_s_table(coded: str, column: str, meant: str, folder: Path) -> None:
    add_coders(folder, first=coded)
    assert f"Did you mean {meant}? " in find(folder, "coding/first.csv", column).remedy


@pytest.mark.parametrize(
    ("counterparts", "place", "focus", "wrong"),
    [
        ({"TRIESTA": "non-state"}, "TRIESTE", "YUG", ("places.csv", "id", "TRIESTA")),
        ({"TRIESTA": "state"}, "TRIESTE", "YUG", ("counterparts.csv", "id", "TRIESTE")),
        ({"ITA": "state"}, "TRIESTE", "TRIESTA", ("datapackage.json", None, "TRIESTE")),
    ],
)
def test_so_is_one_in_a_place_of_the_study_s_own(
    counterparts: Mapping[str, str],
    place: str,
    focus: str,
    wrong: tuple[str, str | None, str],
    tmp_path: Path,
) -> None:
    folder = write_made_up(
        tmp_path / "study",
        eras=ERAS,
        counterparts=counterparts,
        events=[(code, "criticism", "1950") for code in counterparts],
        places=[TRIESTE | {"id": place}],
        settings={"focus": focus},
    )
    file, column, meant = wrong
    assert f"Did you mean {meant}? " in find(folder, file, column).remedy
