"""A study cites as scholars do: any locator and year, several sources for one event, addresses."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from frictionless import Package

import perufr_map as pm
import said
from perufr_map.cli import main
from perufr_map.exports.styles import STYLES
from perufr_map.resources import study_dir
from perufr_map.shown.words import Words

ONE = "intl-influence-opposed-velasco"
PAPERS = said.SECOND | {"id": "papers-4"}


def add_row(path: Path, row: dict[str, str]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(row.values())


@pytest.fixture
def two(folder: Path, edit: Callable[..., int]) -> Path:
    """Return the shipped study with a second source, which bears out one event too."""
    add_row(folder / "sources.csv", PAPERS)
    event = {"id": ONE}
    edit("events.csv", event, source="papers-4", section="Part II", locator="doc. 176")
    further = {"event": ONE, "source": "lc-peru-1993", "section": "overview", "locator": "¶ 1"}
    add_row(folder / "citations.csv", further)
    return folder


def event_of(study: pm.Study, name: str = ONE) -> Any:
    (row,) = study.events[study.events["id"] == name].to_dict("records")
    return row


@pytest.mark.parametrize("locator", ["pp. 123-125", "fol. 12v", "doc. 176", "¶ 4", "123", "xii"])
@pytest.mark.parametrize("section", ["", "FRUS 1948 IV", "Chapter 1"])
def test_any_locator_and_section_is_shown_as_it_is_written(
    locator: str, section: str, folder: Path, edit: Callable[..., int]
) -> None:
    edit("events.csv", {"id": ONE}, section=section, locator=locator)
    study = pm.load(folder)
    place = Words(study, "en").place(event_of(study)).replace("\u00a0", " ")
    joint = " " if locator[0] == "¶" else ", "
    assert place == (f"{section}{joint}{locator}" if section else locator)


@pytest.mark.parametrize("year", ["1949", "c. 1950", "n.d.", "1949–51", "1977-1980", "[1950?]"])
def test_a_year_is_cited_as_the_source_gives_it(
    year: str, folder: Path, edit: Callable[..., int]
) -> None:
    edit("sources.csv", {"id": "lc-peru-1993"}, year=year)
    assert pm.check(folder) == []
    study = pm.load(folder)
    assert f"year         = {{{year}}}" in study.cite("bibtex")
    assert f"Washington, {year})" in study.cite()
    (reference, _) = yaml.safe_load(study.cite("cff"))["references"]
    if year == "1949":
        assert reference["year"] == 1949
    else:
        assert "year" not in reference
        assert reference["notes"].startswith(f"{year}. ")
    assert study.payload()["sources"]["lc-peru-1993"]["year"] == year


def test_several_sources_of_an_event_are_all_named(two: Path, tmp_path: Path) -> None:
    assert pm.check(two) == []
    study = pm.load(two)
    cited = (
        "Collected Papers, vol. IV, Part II, doc. 176; Peru: A Country Study, Foreign Relations ¶ 1"
    )
    words = Words(study, "en")
    assert words.citation(event_of(study), searched=True) == cited
    assert words.place(event_of(study)).startswith("Papers IV, Part II, doc. 176; Peru: A Country")
    (events,) = study.export(tmp_path / "peru.events.csv", era="velasco")
    with events.open(encoding="utf-8-sig", newline="") as file:
        table = {row["event"]: row["citation"] for row in csv.DictReader(file)}
    assert table[ONE] == cited
    explain = ["explain", "velasco", "INTL_COMMUNITY", "--study", str(two)]
    result = CliRunner().invoke(main, explain)
    assert result.exit_code == 0, result.output
    assert "doc. 176; Peru: A Country Study" in " ".join(result.output.split())
    written = study.cite("bibtex")
    assert "@book{papers-4," in written
    assert "url          = {https://example.org/papers?vol=4&part=1}" in written


def test_one_source_is_not_named_where_there_is_little_room(study: pm.Study) -> None:
    assert Words(study, "en").place(event_of(study)) == "Foreign Relations ¶\u00a01"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://example.org", "//example.org", "www.example.org"]
)
def test_what_is_no_address_of_the_web_is_refused(
    address: str, folder: Path, edit: Callable[..., int]
) -> None:
    edit("sources.csv", {"id": "lc-peru-1993"}, url=address)
    (problem,) = pm.check(folder)
    assert (problem.code, problem.column) == ("pattern_address", "url")


def test_a_further_citation_names_an_event_and_a_source_that_there_are(folder: Path) -> None:
    row = {"event": "none-such", "source": "nowhere", "section": "", "locator": ""}
    add_row(folder / "citations.csv", row)
    told = {(problem.file, problem.column, problem.code) for problem in pm.check(folder)}
    assert told == {
        ("citations.csv", "event", "reference_unknown"),
        ("citations.csv", "source", "reference_unknown"),
        ("citations.csv", "locator", "cell_empty"),
    }


def test_a_study_needs_no_table_of_further_citations(folder: Path) -> None:
    (folder / "citations.csv").unlink()
    assert pm.check(folder) == []
    assert pm.load(folder).citations.empty


def test_the_study_is_a_package_that_frictionless_reads(two: Path) -> None:
    assert Package(str(two / "datapackage.json")).validate().valid
    assert Package(str(study_dir() / "datapackage.json")).validate().valid


BARE = {"author": "", "publisher": "", "licence": ""}
GAP = r"\( *,|, *\)|, ,|\(\)|name: ''|= \{\}|\. \."


@pytest.mark.parametrize("style", STYLES)
def test_a_source_of_an_archive_leaves_no_gap_in_a_citation(
    style: str, folder: Path, edit: Callable[..., int]
) -> None:
    edit("sources.csv", {"id": "lc-peru-1993"}, **BARE)
    assert pm.check(folder) == []
    said = CliRunner().invoke(main, ["cite", "--study", str(folder), "--style", style])
    assert said.exit_code == 0, said.output
    assert not re.search(GAP, said.stdout)


def test_a_source_of_an_archive_leaves_no_gap_in_files_and_lines(
    folder: Path, edit: Callable[..., int], tmp_path: Path
) -> None:
    edit("sources.csv", {"id": "lc-peru-1993"}, **BARE)
    study = pm.load(folder)
    title, year, locator = (study.sources[name][0] for name in ("title", "year", "locator"))
    words = Words(study, "en")
    assert f"{title} ({year})" in words.colophon
    assert words.sources() == [(f"{title}, {year}, {locator}", study.sources["url"][0])]
    study.export(tmp_path / "study.cff", era="garcia")
    (source, _) = yaml.safe_load((tmp_path / "study.cff").read_text("utf-8"))["references"]
    assert source["authors"] == [{"name": title}]
    assert "publisher" not in source
    assert source["notes"] == locator
    study.export(tmp_path / "study.bib", era="garcia")
    entry = (tmp_path / "study.bib").read_text("utf-8").split("@book")[1].split("\n@")[0]
    assert "publisher" not in entry
    assert "author" not in entry
    assert f"note         = {{{locator}}}" in entry
