"""What a study may have much of has room: eras, eras of days, sentences, organisations."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import perufr_map as pm

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: Iterable[Row]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make(folder: Path, starts: list[date], *, summary: str = "", organisations: int = 0) -> Path:
    """Make up a study of eras that start on certain days, with a statement in each."""
    pm.new(folder, focus="EGY", languages=["en"])
    era, event = read(folder / "eras.csv")[0], read(folder / "events.csv")[0]
    counterparts = [row for row in read(folder / "counterparts.csv") if row["kind"] == "state"]
    descriptor = (folder / "datapackage.json").read_text("utf-8")
    before, _, after = descriptor.partition('"marks": [')
    descriptor = f'{before}"marks": [{after[after.index("]") :]}'
    (folder / "datapackage.json").write_text(descriptor, "utf-8")
    eras, events = [], []
    for number, (start, end) in enumerate(pairwise(starts)):
        middle = start + (end - start) // 2
        eras.append(
            era
            | {
                "id": f"era-{number}",
                "name_en": f"The long and eventful era number {number}",
                "short_en": f"Number {number}",
                "headline_en": "",
                "start": str(start),
                "end": str(end),
                "reference_date": str(middle),
                "summary_en": summary or "What happened.",
            }
        )
        whom = counterparts[number % len(counterparts)]["id"]
        events.append(
            event | {"id": f"event-{number}", "counterpart": whom, "start": str(middle), "end": ""}
        )
    blank = dict.fromkeys(counterparts[0], "")
    for number in range(organisations):
        code = f"ORG{number}"
        name = f"International Organisation Number {number}"
        counterparts.append(blank | {"id": code, "kind": "organisation", "name_en": name})
        events.append(events[-1] | {"id": f"of-{code.lower()}", "counterpart": code})
    write(folder / "eras.csv", eras)
    write(folder / "events.csv", events)
    write(folder / "counterparts.csv", counterparts)
    header = (folder / "members.csv").read_text("utf-8-sig").partition("\n")[0]
    (folder / "members.csv").write_text(f"{header}\n", "utf-8")
    return folder


YEARS = [date(year, 1, 1) for year in range(1952, 1977)]
DAYS = [date(1962, 10, 16) + timedelta(days) for days in range(14)]
SENTENCES = " ".join(f"Sentence {n} says something of some length of it." for n in range(1, 15))


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize(
    ("starts", "organisations"), [(YEARS, 0), (DAYS, 0), (YEARS[:3], 40)], ids=["24", "days", "40"]
)
def test_a_page_is_as_wide_as_its_window_in_every_view(
    starts: list[date], organisations: int, width: int, tmp_path: Path, browser: Browser
) -> None:
    folder = make(tmp_path / "study", starts, organisations=organisations, summary=SENTENCES)
    pm.load(folder).export(tmp_path / "map.html")
    page = browser.new_page(viewport={"width": width, "height": 800})
    for view in ("", "#view=overview", "#view=compare"):
        page.goto(f"{(tmp_path / 'map.html').as_uri()}{view}")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        heads = page.locator(".pfr-tick-year, .pfr-overview th span").all_text_contents()
        assert starts is not DAYS or "1962" not in heads
    page.close()


def test_a_picture_ends_a_long_summary_after_a_sentence_and_check_says_so(tmp_path: Path) -> None:
    folder = make(tmp_path / "study", YEARS[:3], summary=f"{SENTENCES} {SENTENCES}")
    assert {each.code for each in pm.check(folder)} >= {"summary_long"}
    pm.load(folder).export(tmp_path / "map.svg")
    text = (tmp_path / "map.svg").read_text("utf-8")
    assert "it. …" in text
    assert text.count("Sentence 14") < 2


def test_eras_of_days_are_told_by_their_days_in_a_picture(tmp_path: Path) -> None:
    pm.load(make(tmp_path / "study", DAYS)).export(tmp_path / "map.svg")
    assert (tmp_path / "map.svg").read_text("utf-8").count(">1962<") == 0
