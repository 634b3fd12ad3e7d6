"""The crosswalks lead to our states, on every day, and to weights on the scale."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise

import pytest
from frictionless import Package

from perufr_map import borders
from perufr_map.resources import study_dir
from perufr_map.scoring.bulk import crosswalks
from perufr_map.scoring.bulk.layouts import LAYOUTS

FOLDER = study_dir() / "crosswalks"
COUNTRIES = ["cameo_countries", "icews_countries"]


def test_the_tables_keep_their_schemas() -> None:
    report = Package(str(FOLDER / "datapackage.json")).validate()
    assert report.valid, report.flatten(["resource", "rowNumber", "message"])


@pytest.mark.parametrize("name", COUNTRIES)
def test_the_periods_of_a_code_cover_all_time_once(name: str) -> None:
    periods: dict[str, list[tuple[date, date]]] = {}
    for row in crosswalks.countries(name).to_pylist():
        since, until = row["since"] or date.min, row["until"] or date.max
        periods.setdefault(row["country"], []).append((since, until))
    for country, spans in periods.items():
        assert spans[0][0] == date.min, country
        assert spans[-1][1] == date.max, country
        assert all(one[1] == other[0] for one, other in pairwise(spans)), country


@pytest.mark.parametrize("name", COUNTRIES)
def test_a_code_leads_to_a_state_that_stood_in_its_period(name: str) -> None:
    first = date(1995, 1, 1) if name == "icews_countries" else date(1979, 1, 1)  # the data begin
    for row in crosswalks.countries(name).to_pylist():
        until = row["until"] or date(2024, 1, 1)
        if row["id"] is None or until <= first:
            continue
        for day in (max(row["since"] or first, first), until - timedelta(days=1)):
            assert borders.state_on(row["id"], day), (row, day)


@pytest.mark.parametrize("name", ["cameo_events", "plover_events"])
def test_codes_have_our_categories_and_weights_on_the_scale(name: str) -> None:
    with (study_dir() / "event_types.csv").open(encoding="utf-8", newline="") as file:
        ours = {row["category"] for row in csv.DictReader(file)}
    for code, (category, weight) in crosswalks.codes(name).items():
        assert category in ours, code
        assert -10 <= weight <= 10, code


def test_the_codebooks_cameo_weights_are_the_crosswalks() -> None:
    known = crosswalks.codes("cameo_events")
    with (study_dir() / "event_types.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["cameo_code"]:
                assert known[row["cameo_code"]][1] == float(row["weight_cameo"]), row["code"]


def test_gdelt_has_the_columns_of_its_codebook() -> None:
    layouts = LAYOUTS["gdelt"].columns
    assert [len(columns) for columns in layouts] == [58, 57, 61]
    # Counted from 1, as the codebook counts them.
    known = {2: "SQLDATE", 8: "Actor1CountryCode", 18: "Actor2CountryCode", 27: "EventCode",
             31: "GoldsteinScale", 32: "NumMentions"}  # fmt: skip
    for columns in layouts:
        assert {number: columns[number - 1] for number in known} == known
    assert layouts[0][-2:] == layouts[2][-2:] == ("DATEADDED", "SOURCEURL")
