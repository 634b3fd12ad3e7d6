"""A fresh study of any state checks clean, draws at once, and is written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import perufr_map as pm
from perufr_map import borders
from perufr_map.characters import ODD
from perufr_map.cli import main
from perufr_map.dashboard import bundle
from perufr_map.resources import languages, messages, study_dir
from perufr_map.study import scaffold
from perufr_map.study.layout import OPTIONAL, TABLES, columns

ROOT = Path(__file__).parents[2]
CODES = sorted({state.code for state in borders.states()})
TITLES = st.text(min_size=1).filter(lambda text: text.strip() and not ODD.search(text))


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def find_errors(folder: Path) -> list[pm.Problem]:
    """Return what is wrong; that texts of the scaffold stand there still is a warning."""
    problems = pm.check(folder)
    assert {each.code for each in problems if each.severity == "warning"} == {"placeholder"}
    return [each for each in problems if each.severity == "error"]


@settings(max_examples=25)
@given(code=st.sampled_from(CODES), title=st.none() | TITLES)
def test_a_fresh_study_of_any_state_has_no_error(
    code: str, title: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = pm.new(tmp_path_factory.mktemp("new") / "study", focus=code, title=title)
    assert find_errors(folder) == []
    study = pm.load(folder)
    assert study.focus == code
    assert set(study.scores()["era"]) == {"era-1", "era-2"}
    for reference in study.eras["reference_date"]:
        assert borders.state_on(code, reference.date()) is not None


def test_it_draws_at_once_and_says_what_is_made_up(tmp_path: Path) -> None:
    folder = str(tmp_path / "chile")
    assert run("new", folder, "--focus", "CHL", "--title", "Chile and the world").exit_code == 0
    page = tmp_path / "map.html"
    result = run("export", str(page), "--study", folder)
    assert result.exit_code == 0, result.output
    text = page.read_text("utf-8")
    assert "Chile and the world" in text
    assert "This row is made up: overwrite it." in text


def test_whoever_publishes_a_study_is_told_which_of_its_texts_are_the_scaffold_s(
    tmp_path: Path,
) -> None:
    folder = pm.new(tmp_path / "study", focus="ISL")
    asked = [each for each in pm.check(folder) if each.code == "placeholder"]
    result = CliRunner().invoke(main, ["export", str(tmp_path / "map.csv"), "--study", str(folder)])
    assert result.exit_code == 0
    assert result.stderr.startswith("".join(f"{each}\n" for each in asked[:3]))
    assert f"warning: {len(asked) - 3} more such text(s): perufr-map check" in result.stderr


def test_the_example_rows_are_marked_as_examples(tmp_path: Path) -> None:
    study = pm.load(pm.new(tmp_path / "chile", focus="CHL"))
    assert study.events["headline_en"].str.startswith("EXAMPLE").all()
    assert study.events["headline_es"].str.startswith("EJEMPLO").all()
    assert study.eras["name_en"].str.startswith("EXAMPLE").all()
    assert study.sources["title"].str.startswith("EXAMPLE").all()


def test_the_format_is_the_shipped_one(tmp_path: Path) -> None:
    folder = pm.new(tmp_path / "chile", focus="CHL")
    ours = json.loads((study_dir() / "datapackage.json").read_text("utf-8"))
    theirs = json.loads((folder / "datapackage.json").read_text("utf-8"))
    tables = {*OPTIONAL, *TABLES}
    assert theirs["resources"] == [each for each in ours["resources"] if each["name"] in tables]
    assert {each["path"] for each in theirs["resources"]} == {
        path.name for path in folder.glob("**/*.csv")
    }


@pytest.mark.parametrize("languages", [("en", "es"), ("fr",), ("en", "de")])
def test_tables_that_a_study_may_need_wait_with_their_columns(
    languages: tuple[str, ...], tmp_path: Path
) -> None:
    folder = pm.new(tmp_path / "chile", focus="CHL", languages=languages)
    for table in ("citations", "places", "steps"):
        (header,) = csv.reader((folder / f"{table}.csv").read_text("utf-8-sig").splitlines())
        assert header == columns(table, languages)
    assert pm.load(folder).places.empty


def test_spreadsheets_are_told_that_the_tables_are_utf8(tmp_path: Path) -> None:
    folder = pm.new(tmp_path / "chile", focus="CHL")
    assert {path.read_bytes()[:3] for path in folder.glob("*.csv")} == {b"\xef\xbb\xbf"}


def test_the_command_names_the_next_three_steps(tmp_path: Path) -> None:
    result = run("new", str(tmp_path / "chile"), "--focus", "chl")
    assert re.findall(r"^(\d)\. ", result.stdout, re.MULTILINE) == ["1", "2", "3"]
    assert f"perufr-map check {tmp_path / 'chile'}" in result.stdout


def test_an_empty_folder_is_filled_and_any_other_left_alone(tmp_path: Path) -> None:
    empty, full, file = tmp_path / "empty", tmp_path / "full", tmp_path / "file"
    empty.mkdir()
    full.mkdir()
    (full / "notes.txt").write_text("mine")
    file.write_text("mine")
    assert run("new", str(empty), "--focus", "CHL").exit_code == 0
    for folder in (full, file, tmp_path / "no" / "such"):
        result = run("new", str(folder), "--focus", "CHL")
        assert result.exit_code == 1
        assert "Traceback" not in result.output
    assert "not an empty folder" in run("new", str(full), "--focus", "CHL").stderr
    assert [path.name for path in full.iterdir()] == ["notes.txt"]
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize(
    ("focus", "says"),
    [
        ("CHI", "CHL (Chile)"),
        ("Chile", "did you mean CHL (Chile)?"),
        ("Alemania Oriental", "did you mean DDR (East Germany)?"),
        ("1", "such as CHL"),
        ("", "such as CHL"),
    ],
)
def test_a_focus_that_is_no_state_is_answered_with_one(
    focus: str, says: str, tmp_path: Path
) -> None:
    result = run("new", str(tmp_path / "study"), "--focus", focus)
    assert result.exit_code == 2
    assert says in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ["", " ", "\x1b", "a\ud800"])
def test_a_title_that_cannot_be_shown_is_refused(title: str, tmp_path: Path) -> None:
    with pytest.raises(pm.ChoiceError, match="title"):
        pm.new(tmp_path / "study", focus="CHL", title=title)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("exists", [True, False])
def test_a_disk_that_fills_up_leaves_nothing_behind(
    exists: bool,  # noqa: FBT001 (a parameter of the test)
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "study"
    if exists:
        folder.mkdir()
    write = Path.write_text

    def full(path: Path, *args: str, **kwargs: str) -> int:
        if path.name == "events.csv":
            path.touch()
            raise OSError(28, "No space left on device")
        return write(path, *args, **kwargs)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left"):
        pm.new(folder, focus="CHL")
    assert list(tmp_path.rglob("*")) == ([folder] if exists else [])


def test_a_run_that_is_killed_leaves_no_part_of_a_study(tmp_path: Path) -> None:
    script = """
import os, sys
from pathlib import Path
import perufr_map as pm
write = Path.write_text
def die(path, *args, **kwargs):
    if path.name == "events.csv":
        os._exit(9)
    return write(path, *args, **kwargs)
Path.write_text = die
pm.new(sys.argv[1], focus="CHL")
"""
    folder = tmp_path / "study"
    killed = subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert killed.returncode == 9
    assert not folder.exists()
    assert find_errors(pm.new(folder, focus="CHL")) == []
    assert list(tmp_path.iterdir()) == [folder]


def test_the_template_has_the_formats_columns() -> None:
    files = scaffold.fresh(focus="CHL")
    for table in TABLES:
        assert files[f"{table}.csv"].splitlines()[0].split(",") == columns(table)


def test_a_packed_study_reads_back_the_same(tmp_path: Path) -> None:
    folder = pm.new(tmp_path / "chile", focus="CHL")
    packed = bundle.pack(folder)
    assert packed == bundle.pack(folder) == bundle.template(focus="CHL")
    found = bundle.read_zip(packed)
    assert found.study.scores().equals(pm.load(folder).scores())
    assert found.assumed == ()
    assert {each.code for each in found.warnings} == {"placeholder"}
    assert bundle.read_zip(bundle.pack(found.files)).files == found.files


@pytest.mark.parametrize("table", [*TABLES, *OPTIONAL])
def test_the_guide_lists_every_column(table: str) -> None:
    guide = (ROOT / "docs" / "your-own-study.md").read_text("utf-8")
    section = guide.partition(f"### `{table}.csv`")[2].partition("\n#")[0]
    first_cells = re.findall(r"^\| (.*?) \|", section, re.MULTILINE)
    assert re.findall(r"`([a-z_]+)`", " ".join(first_cells)) == columns(table)


def cells(files: dict[str, str], *tables: str) -> set[str]:
    """Return the texts of several words in tables, and those of the descriptor."""
    read = (csv.reader(io.StringIO(files[f"{table}.csv"], newline="")) for table in tables)
    return {cell for rows in read for row in rows for cell in row if " " in cell}


@pytest.mark.parametrize("language", ["es", "fr"])
def test_nothing_of_a_new_study_is_english_in_another_language_of_the_interface(
    language: str,
) -> None:
    files, english = (scaffold.fresh(focus="CHL", languages=[each]) for each in (language, "en"))
    tables = ("categories", "eras", "counterparts", "events", "event_types", "sources")
    alike = cells(files, *tables) & cells(english, *tables)
    assert alike <= {"Invasion, occupation", "invasion, occupation", "p. 12", "pp. 30-31", "¶ 3"}
    said, ours = (json.loads(each["datapackage.json"]) for each in (files, english))
    for name in ("title", "description", "contributors"):
        assert said[name] != ours[name]
    assert said["sources"][0] != ours["sources"][0]
    assert said["sources"][1:] == ours["sources"][1:]  # what the weights are from


def test_a_codebook_that_nobody_has_translated_is_told_once(tmp_path: Path) -> None:
    folder = pm.new(tmp_path / "study", focus="CHL", languages=["fr", "de"])
    (found,) = (each for each in pm.check(folder) if each.code == "codebook_english")
    assert (found.file, found.column) == ("event_types.csv", "label_de")
    path = folder / "event_types.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert f"{len(rows)} texts" in found.message
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        # An embargo is an embargo in German, too: some words may be the same.
        writer.writerows(
            row | ({} if number % 3 == 0 else {"label_de": f"Art {number}"})
            for number, row in enumerate(rows)
        )
    assert "codebook_english" not in {each.code for each in pm.check(folder)}


@pytest.mark.parametrize("language", languages())
def test_a_text_to_overwrite_is_known_though_nothing_marks_it(
    language: str, tmp_path: Path
) -> None:
    folder = pm.new(tmp_path / "study", focus="CHL", languages=[language])
    path, mark = folder / "eras.csv", messages(language)["new.first_era"].split()[0]
    path.write_text(path.read_text("utf-8-sig").replace(mark, "X"), "utf-8")
    told = [each.column for each in pm.check(folder) if each.file == "eras.csv"]
    assert told == [f"summary_{language}"] * 2


def test_a_folder_whose_parent_is_missing_is_told_by_that(tmp_path: Path) -> None:
    parent = tmp_path / "studies"
    with pytest.raises(FileNotFoundError, match=re.escape(f"no folder {parent}; make it first")):
        pm.new(parent / "chile", focus="CHL")
    assert not parent.exists()
