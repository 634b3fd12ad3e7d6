"""Every format: its ending, its names, its eras, and the same bytes each time."""

from __future__ import annotations

import codecs
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

import perufr_map as pm
from cases import few
from exporting import GARCIA, Exports
from formats import (
    NAMES_ITS_METHOD,
    QUICK,
    expect_the_command_to_write_what_python_wrote,
    expect_to_compare_eras_without_data,
    expect_to_name_the_method,
    expect_to_show_what_is_compared,
)
from perufr_map.cli import main
from perufr_map.exports import FORMATS, format_of
from perufr_map.resources import package_text


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


STARTS = {
    ".html": b"<!DOCTYPE html>",
    ".png": b"\x89PNG",
    ".svg": b"<?xml",
    ".pdf": b"%PDF",
    "overview.png": b"\x89PNG",
    "overview.svg": b"<?xml",
    "multiples.png": b"\x89PNG",
    "multiples.svg": b"<?xml",
    "multiples.pdf": b"%PDF",
    ".gif": b"GIF89a",
    ".csv": codecs.BOM_UTF8 + b"era,counterpart,name,kind,score",
    "events.csv": codecs.BOM_UTF8 + b"era,counterpart,name,contribution",
    ".geojson": b"{",
    ".gpkg": b"SQLite format 3",
    ".parquet": b"PAR1",
    ".zip": b"PK\x03\x04",
    ".bib": b"@misc{peru-foreign-relations-1968-1992,",
    ".cff": b"cff-version: ",
}


# What draws them draws overview.svg and multiples.svg as well.
OTHERS_OF_A_SHEET = {"overview.png", "multiples.png", "multiples.pdf"}


@pytest.mark.parametrize("ending", few(FORMATS, {*FORMATS} - OTHERS_OF_A_SHEET))
def test_the_ending_of_the_name_says_the_format(ending: str, exports: Exports) -> None:
    assert exports.file(ending, **GARCIA).read_bytes().startswith(STARTS[ending])


@pytest.mark.parametrize("ending", few(QUICK, [".svg", ".csv", ".gpkg", ".bib"]))
def test_a_command_writes_the_bytes_that_python_wrote_before(
    ending: str, exports: Exports, tmp_path: Path
) -> None:
    expect_the_command_to_write_what_python_wrote(ending, exports, tmp_path)


def test_every_format_has_a_name_in_each_language() -> None:
    for language in ("en", "es"):
        words = json.loads(package_text(f"messages/{language}.json"))
        assert all(words[form.label] for form in FORMATS.values())


def test_every_format_stands_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    assert all(f"\n| `{ending}` |" in page for ending in FORMATS)


def test_a_name_that_ends_in_events_csv_asks_for_events() -> None:
    for name in ("events.csv", "peru-events.csv", "Peru.Events.CSV"):
        assert format_of(name) is FORMATS["events.csv"]
    assert format_of("event.csv") is FORMATS[".csv"]


def test_all_eras_make_a_series_of_pictures_and_one_table(study: pm.Study, tmp_path: Path) -> None:
    result = run("export", str(tmp_path / "peru.svg"), "--all-eras", "--lang", "es")
    assert result.exit_code == 0, result.output
    names = [f"peru-{era}.svg" for era in study.eras["id"]]
    assert [Path(line.rpartition(":")[0]).name for line in result.stdout.splitlines()] == names
    assert {path.name for path in tmp_path.iterdir()} == set(names)
    assert "Después del autogolpe" in (tmp_path / "peru-autogolpe.svg").read_text("utf-8")
    (table,) = study.export(tmp_path / "peru.csv", all_eras=True)
    assert list(pd.read_csv(table)["era"].unique()) == list(study.eras["id"])


def test_all_eras_are_compared_with_the_same_one(study: pm.Study, tmp_path: Path) -> None:
    others = [era for era in study.eras["id"] if era != "autogolpe"]
    three = replace(study, eras=study.eras[study.eras["id"].isin([*others[:2], "autogolpe"])])
    drawings = three.export(tmp_path / "peru.svg", all_eras=True, before="autogolpe")
    assert [path.name for path in drawings] == [
        f"peru-{era}-vs-autogolpe.svg" for era in others[:2]
    ]
    assert sorted(tmp_path.iterdir()) == sorted(drawings)
    (table,) = study.export(tmp_path / "peru.csv", all_eras=True, before="autogolpe")
    assert list(pd.read_csv(table)["era"].unique()) == others
    (events,) = study.export(tmp_path / "events.csv", all_eras=True, before="autogolpe")
    assert list(pd.read_csv(events)["era"].unique()) == list(study.eras["id"])


@pytest.mark.parametrize("before", few([None, "garcia"], [None]), ids=["alone", "compared"])
@pytest.mark.parametrize("ending", [each for each in QUICK if each in NAMES_ITS_METHOD])
def test_a_file_says_where_its_method_departs(
    ending: str, before: str | None, study: pm.Study
) -> None:
    expect_to_name_the_method(ending, before, study)


@pytest.mark.parametrize("ending", QUICK)
def test_a_file_shows_what_it_compares_unless_its_format_does_not(
    ending: str, exports: Exports
) -> None:
    expect_to_show_what_is_compared(ending, exports)


@pytest.mark.parametrize("ending", QUICK)
def test_eras_without_any_data_can_be_compared(
    ending: str, study: pm.Study, tmp_path: Path
) -> None:
    expect_to_compare_eras_without_data(ending, study, tmp_path)


def test_scores_and_help_do_not_wait_for_drawing() -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = (
        "import sys; from click.testing import CliRunner; from perufr_map.cli import main;"
        "CliRunner().invoke(main, ['scores']); CliRunner().invoke(main, ['export', '--help']);"
        "print({'matplotlib', 'PIL', 'geopandas', 'folium'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
