"""A study with errors is read, exported and served as a draft of its valid rows."""

from __future__ import annotations

import csv
import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import perufr_map as pm
from perufr_map.cli import main
from perufr_map.dashboard import shared
from perufr_map.problems import StudyError
from perufr_map.resources import languages, study_dir

Row = dict[str, str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(study_dir(), tmp_path / "study")


def change(folder: Path, table: str, edit: Callable[[list[Row]], object]) -> None:
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    header = list(rows[0])
    edit(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def find(rows: list[Row], name: str) -> Row:
    return next(row for row in rows if row["id"] == name)


def spoil(folder: Path) -> None:
    change(folder, "events", lambda rows: rows[3].update(direction="sideways"))


def test_rows_with_errors_are_left_out_and_told_and_all_others_are_drawn(
    folder: Path, study: pm.Study
) -> None:
    spoil(folder)
    with pytest.raises(StudyError):
        pm.load(folder)
    draft = pm.load(folder, draft=True)
    assert draft.draft
    ((row, column),) = {(each.row, each.column) for each in draft.draft.errors}
    assert (row, column, draft.draft.left_out) == (5, "direction", 1)
    assert set(study.events["id"]) - set(draft.events["id"]) == {study.events["id"][3]}
    assert draft.sha256 != study.sha256


def test_a_study_without_errors_is_no_draft(folder: Path, study: pm.Study) -> None:
    whole = pm.load(folder, draft=True)
    assert whole.draft is None
    assert whole.title("en") == study.title("en")
    assert whole.sha256 == study.sha256


def test_a_row_that_names_one_that_is_left_out_is_left_out_too(folder: Path) -> None:
    change(folder, "counterparts", lambda rows: rows[0].update(kind="kingdom"))
    lost = pm.load().counterparts["id"][0]
    draft = pm.load(folder, draft=True)
    assert lost not in set(draft.events["counterpart"])
    assert not draft.steps["selected"].str.split().map(lambda codes: lost in codes).any()
    assert draft.draft
    assert draft.draft.left_out > 1


def test_a_text_that_lacks_a_language_stands_there_in_another_one(folder: Path) -> None:
    change(folder, "eras", lambda rows: rows[1].update(headline_es=""))
    change(folder, "events", lambda rows: rows[0].update(narrative_en=""))
    draft = pm.load(folder, draft=True)
    assert draft.draft
    assert draft.draft.left_out == 0
    assert draft.eras["headline_es"][1] == draft.eras["headline_en"][1]
    assert draft.events["narrative_en"][0] == draft.events["narrative_es"][0]


def test_of_eras_that_no_longer_touch_the_longest_run_is_kept(folder: Path) -> None:
    change(folder, "eras", lambda rows: rows[1].update(end="sometime"))
    every = list(pm.load().eras["id"])
    draft = pm.load(folder, draft=True)
    assert list(draft.eras["id"]) == every[2:]


@pytest.mark.parametrize("start", ["1985-07-27", "1985-07-29"])
def test_an_era_that_misses_the_one_before_it_by_a_day_is_kept(
    start: str, folder: Path, study: pm.Study
) -> None:
    change(folder, "eras", lambda rows: find(rows, "garcia").update(start=start))
    draft = pm.load(folder, draft=True)
    assert draft.draft
    assert [each.code for each in draft.draft.errors if each.code.startswith("era_")]
    assert draft.draft.left_out == 0
    assert draft.eras[["id", "start", "end"]].equals(study.eras[["id", "start", "end"]])


def test_a_mark_on_a_day_that_is_left_out_is_left_out_too(folder: Path) -> None:
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    early = {"day": "1969-02-06", "name": {"en": "Oil", "es": "Petróleo"}}
    kept = [mark["day"] for mark in descriptor["study"]["marks"]]
    descriptor["study"]["marks"].insert(0, early)
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    change(folder, "eras", lambda rows: rows[1].update(end="sometime"))
    assert [mark["day"] for mark in pm.load(folder, draft=True).marks] == kept


def test_a_table_that_a_study_may_be_without_is_left_out_whole(folder: Path) -> None:
    (folder / "steps.csv").write_text("nothing,of,this\n1,2,3\n", "utf-8")
    (folder / "coding" / "first.csv").write_text("", "utf-8")
    draft = pm.load(folder, draft=True)
    assert draft.steps.empty
    assert draft.coding is None


def rename_column(folder: Path, table: str, old: str, new: str | None) -> None:
    """Change the name of a column, or take the column away."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    at = rows[0].index(old)
    if new is None:
        rows = [row[:at] + row[at + 1 :] for row in rows]
    else:
        rows[0][at] = new
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("events", "confidence_note_es", None),
        ("events", "narrative_es", None),
        ("events", "confidence", None),
        ("events", "confidence", ""),
        ("events", "direction", "my_own"),
        ("events", "counterpart", "counterparts"),
        ("sources", "licence", None),
        ("eras", "leader", None),
    ],
)
def test_a_column_that_is_wrong_does_not_take_the_map_away(
    table: str, old: str, new: str | None, folder: Path, study: pm.Study
) -> None:
    rename_column(folder, table, old, new)
    draft = pm.load(folder, draft=True)
    assert draft.draft
    assert {each.row for each in draft.draft.errors} == {1}
    assert list(draft.events["id"]) == list(study.events["id"])
    assert draft.scores()["score"].to_list() == study.scores()["score"].to_list()


@pytest.mark.parametrize(
    ("table", "column"),
    [("events", "counterpart"), ("events", "event_type"), ("eras", "id"), ("event_types", "code")],
)
def test_a_column_without_which_nothing_can_be_said_takes_the_map_away(
    table: str, column: str, folder: Path
) -> None:
    rename_column(folder, table, column, None)
    with pytest.raises(StudyError):
        pm.load(folder, draft=True)


@pytest.mark.parametrize("file", ["events.csv", "datapackage.json"])
def test_where_nothing_can_be_drawn_every_error_is_told(file: str, folder: Path) -> None:
    spoil(folder)
    (folder / file).write_text("", "utf-8")
    with pytest.raises(StudyError) as refused:
        pm.load(folder, draft=True)
    assert refused.value.problems == tuple(
        each for each in pm.check(folder) if each.severity == "error"
    )


@pytest.mark.parametrize("ending", [".html", "overview.svg", ".bib"])
def test_what_is_exported_of_a_draft_says_so(ending: str, folder: Path, tmp_path: Path) -> None:
    spoil(folder)
    file = tmp_path / f"map{ending}"
    words = ["export", str(file), "--study", str(folder), "--lang", "es"]
    refused = CliRunner().invoke(main, words)
    assert refused.exit_code == 1
    assert not file.exists()
    done = CliRunner().invoke(main, [*words, "--draft"])
    assert done.exit_code == 1, done.output
    assert "events.csv, row 5, column direction" in done.stderr
    text = file.read_text("utf-8")
    assert "Borrador: " in text
    if ending != ".bib":
        assert "Borrador (problemas: 1; filas omitidas: 1)." in text


def test_a_whole_study_is_exported_as_ever_with_draft(folder: Path, tmp_path: Path) -> None:
    words = ["export", str(tmp_path / "map.csv"), "--study", str(folder)]
    plain = CliRunner().invoke(main, words)
    before = (tmp_path / "map.csv").read_bytes()
    drafted = CliRunner().invoke(main, [*words, "--draft"])
    assert (plain.exit_code, drafted.exit_code) == (0, 0)
    assert (tmp_path / "map.csv").read_bytes() == before


def test_a_draft_says_so_in_every_language_of_the_interface(folder: Path) -> None:
    titles = {}
    for language in languages():
        path = pm.new(folder / f"new-{language}", focus="CHL", languages=[language])
        change(path, "events", lambda rows: rows[0].update(direction="sideways"))
        titles[language] = pm.load(path, draft=True).title(language)
    assert [titles[each].split()[0].rstrip(":") for each in ("en", "es", "fr")] == [
        "Draft",
        "Borrador",
        "Brouillon",
    ]


def test_the_server_reads_a_study_once_and_again_when_a_file_has_changed(folder: Path) -> None:
    whole = shared.read(folder)
    assert shared.read(folder) is whole
    spoil(folder)
    draft = shared.read(folder)
    assert draft is not whole
    assert draft.draft
    (folder / "datapackage.json").unlink()
    with pytest.raises(StudyError):
        shared.read(folder)
    shutil.copy(study_dir() / "datapackage.json", folder)
    assert shared.read(folder).draft


@pytest.mark.parametrize("way", ["in place", "by a rename", "away and back"])
def test_a_change_of_the_same_length_and_time_is_seen(way: str, folder: Path) -> None:
    path = folder / "events.csv"
    text, told = path.read_text("utf-8"), path.stat()
    before = shared.look_at(folder)
    changed = text.replace("high", "HIGH", 1)
    if way == "by a rename":
        (folder / "events.new").write_text(changed, "utf-8")
        (folder / "events.new").replace(path)
    elif way == "away and back":
        path.rename(folder / "away")
        assert shared.look_at(folder) != before
        (folder / "away").rename(path)
        assert shared.look_at(folder) == before
        path.write_text(changed, "utf-8")
    else:
        path.write_text(changed, "utf-8")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert shared.look_at(folder) != before
    path.write_text(text, "utf-8")
    assert shared.look_at(folder) == before, "nothing has changed after all"


def test_a_second_change_that_the_system_tells_as_the_first_is_seen(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "events.csv"
    told = path.stat()
    # A folder that tells the time of a change by two seconds, and always the same file.
    monkeypatch.setattr(Path, "stat", lambda *_, **__: told)
    first = shared.look_at(folder)
    path.write_text(path.read_text("utf-8").replace("high", "HIGH", 1), "utf-8")
    second = shared.look_at(folder)
    assert second != first
    monkeypatch.setattr(shared, "SURE", -1.0)
    path.write_text(path.read_text("utf-8").replace("HIGH", "high", 1), "utf-8")
    assert shared.look_at(folder) == second, "at rest no file is read"


def test_viewers_are_shown_a_change_once_the_files_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = threading.Event()
    monkeypatch.setattr(shared, "rerun_all", shown.set)
    monkeypatch.setattr(shared, "EVERY", 0.02)
    end = threading.Event()
    follower = threading.Thread(target=shared.follow, args=([folder], end))
    follower.start()
    size = 0
    while not shown.wait(0.1):  # it may not have looked before the first change
        size += 1
        (folder / "notes.csv").write_text("not a file of the study", "utf-8")
        (folder / "sources.csv").write_text("a" * size, "utf-8")
    end.set()
    follower.join()


def drop(folder: Path, table: str, *stems: str) -> None:
    """Drop columns of a table, in all languages."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    kept = [
        place
        for place, name in enumerate(header)
        if name not in stems and name.rpartition("_")[0] not in stems
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[place] for place in kept] for row in [header, *rows])


@pytest.mark.parametrize(
    ("table", "stems", "cells"),
    [
        ("counterparts", ("name",), {"id": "USA", "name_en": "US"}),
        ("counterparts", ("name", "short", "said"), {"id": "USA", "name_en": "USA"}),
        ("eras", ("name", "short", "said"), {"id": "velasco", "name_es": "velasco"}),
        ("eras", ("reference_date",), {"id": "velasco", "reference_date": "1972-03-16"}),
        ("event_types", ("label", "verb"), {"code": "aid_suspended", "label_en": "aid_suspended"}),
        ("events", ("headline", "narrative"), {"headline_en": "?", "narrative_es": "?"}),
        ("sources", ("title", "short"), {"id": "lc-peru-1993", "title": "lc-peru-1993"}),
    ],
)
def test_a_draft_says_in_other_words_what_a_missing_column_would(
    folder: Path, table: str, stems: tuple[str, ...], cells: Row, study: pm.Study
) -> None:
    drop(folder, table, *stems)
    draft = pm.load(folder, draft=True)
    assert draft.draft
    assert draft.draft.left_out == 0
    assert len(draft.events) == len(study.events)
    (key, name), *others = cells.items()
    rows = getattr(draft, table).astype(str)
    row = rows.iloc[0] if key not in {"id", "code"} else rows.set_index(key).loc[name]
    assert {column: row[column] for column, _ in others} == dict(others)


def test_a_headline_that_is_missing_is_what_is_told(folder: Path) -> None:
    drop(folder, "events", "headline")
    events = pm.load(folder, draft=True).events
    pairs = zip(events["headline_en"], events["narrative_en"], strict=True)
    assert all(told.startswith(said) and said for said, told in pairs)


def test_dates_that_are_missing_are_those_beside_them(folder: Path, study: pm.Study) -> None:
    drop(folder, "events", "start")
    draft = pm.load(folder, draft=True)
    assert len(draft.events) > len(study.events) * 0.9
    drop(folder, "eras", "end")
    draft = pm.load(folder, draft=True)
    assert list(draft.eras["end"]) == list(study.eras["end"])[:-1]
