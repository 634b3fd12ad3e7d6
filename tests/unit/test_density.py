"""How much a study tells of each quarter, and which days it marks."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import perufr_map as pm
from perufr_map.shown.density import PARTS, density


def told(study: pm.Study, *spans: tuple[str, str]) -> list[int]:
    """Return the density of a study with events of these days alone."""
    first, last = zip(*spans, strict=True) if spans else ((), ())
    days = {
        "first": np.array(first, "datetime64[D]"),
        "last": np.array(last, "datetime64[D]"),
    }
    return density(replace(study, events=pd.DataFrame(days)))


def test_every_statement_counts_once_over_the_days_it_can_mean(study: pm.Study) -> None:
    quarters = density(study)
    assert len(quarters) == 4 * (1992 - 1968)
    assert sum(quarters) == pytest.approx(PARTS * len(study.events), abs=len(quarters) / 2)


def test_a_day_counts_in_its_quarter_and_a_year_in_four(study: pm.Study) -> None:
    one_day = told(study, ("1992-04-05", "1992-04-05"))
    assert one_day[-3:] == [0, PARTS, 0]
    year = told(study, ("1990-01-01", "1990-12-31"))
    assert [share for share in year if share] == [25, 25, 25, 25]
    assert year.index(25) == 4 * (1990 - 1969) + 1


def test_what_a_statement_says_of_days_beyond_the_eras_counts_nowhere(study: pm.Study) -> None:
    half = told(study, ("1966-10-01", "1970-09-30"))
    assert sum(half) == pytest.approx(PARTS / 2, abs=5)
    assert sum(told(study, ("1950-01-01", "1950-12-31"))) == 0
    assert sum(told(study)) == 0


def test_the_quarters_agree_with_counting_day_by_day(study: pm.Study) -> None:
    spans = list(zip(study.events["first"].dt.date, study.events["last"].dt.date, strict=True))
    quarters = density(study)
    for place in (0, 30, 68, 90, 94):
        year, quarter = divmod(4 * 1968 + 3 + place, 4)
        days = [date(year, 3 * quarter + 1, 1) + timedelta(days=n) for n in range(92)]
        within = [day for day in days if (day.month - 1) // 3 == quarter]
        counted = sum(
            (first <= day <= last) / ((last - first).days + 1)
            for first, last in spans
            for day in within
        )
        assert quarters[place] == pytest.approx(PARTS * counted, abs=0.51)


Mark = Callable[[object], list[str]]


@pytest.fixture
def mark(folder: Path) -> Mark:
    """Let that copy mark days, and return the codes of the problems."""

    def write(marks: object) -> list[str]:
        path = folder / "datapackage.json"
        descriptor = json.loads(path.read_text("utf-8"))
        descriptor["study"]["marks"] = marks
        path.write_text(json.dumps(descriptor), "utf-8")
        return [problem.code for problem in pm.check(folder)]

    return write


NAME = {"en": "Oil found", "es": "Hallazgo de petróleo"}


def test_a_study_marks_any_days_of_its_eras_in_any_order(mark: Mark, folder: Path) -> None:
    days = ["1968-10-03", "1975-08-29", "1971-11-16"]
    assert mark([{"day": day, "name": NAME} for day in days]) == []
    assert [each["day"] for each in pm.load(folder).payload()["marks"]] == sorted(days)


@pytest.mark.parametrize("day", ["1968-10-02", "1993-01-01"])
def test_a_marked_day_lies_within_the_eras(mark: Mark, folder: Path, day: str) -> None:
    with (folder / "eras.csv").open(encoding="utf-8-sig") as file:
        ends = [row["end"] for row in csv.DictReader(file)]
    assert mark([{"day": day, "name": NAME}]) == ["mark_outside"]
    last = date.fromisoformat(max(ends)) - timedelta(days=1)
    assert mark([{"day": last.isoformat(), "name": NAME}]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "1992-04", "name": NAME},
        {"day": "1992-04-05T12:00:00", "name": NAME},
        {"day": "1992-04-31", "name": NAME},
        {"day": "1992-04-05", "name": {"en": "Self-coup"}},
        {"day": "1992-04-05", "name": {"en": "x" * 41, "es": "x"}},
        {"day": "1992-04-05"},
        "1992-04-05",
    ],
)
def test_what_is_no_day_with_a_short_name_in_every_language_is_told(
    mark: Mark, wrong: object
) -> None:
    assert mark([wrong]) == ["marks_wrong"]
