"""A broken study is told from a good one, with place and remedy, all at once."""

from __future__ import annotations

import csv
import io
import json
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import perufr_map as pm
from perufr_map import characters
from perufr_map.cli import main
from perufr_map.dashboard import bundle
from perufr_map.resources import study_dir
from perufr_map.study import checks, layout, rules, spreadsheets

Edit = Callable[..., int]

EVENT = {"id": "ven-relations-broken-1992"}
USA = {"id": "USA"}


def places(folder: Path, severity: str = "error") -> set[tuple[str, int | None, str | None]]:
    return {(p.file, p.row, p.column) for p in pm.check(folder) if p.severity == severity}


def test_the_shipped_study_has_no_problem() -> None:
    assert pm.check() == []


@pytest.mark.parametrize(
    ("file", "where", "column", "value"),
    [
        ("events.csv", EVENT, "start", "5 April 1992"),
        ("events.csv", EVENT, "end", "1992-13"),
        ("events.csv", EVENT, "end", "1991"),
        ("events.csv", EVENT, "headline_es", ""),
        ("events.csv", EVENT, "narrative_en", ""),
        ("events.csv", EVENT, "counterpart", "NARNIA"),
        ("events.csv", EVENT, "event_type", "quarrel"),
        ("events.csv", EVENT, "source", "hearsay"),
        ("events.csv", EVENT, "direction", "sideways"),
        ("events.csv", EVENT, "confidence", "certain"),
        ("events.csv", EVENT, "locator", ""),
        ("events.csv", EVENT, "locator", "x" * 61),
        ("counterparts.csv", USA, "gw_code", "two"),
        ("event_types.csv", {"code": "relations_broken"}, "weight_weis", "-11"),
        ("event_types.csv", {"code": "relations_broken"}, "weight_cameo", "many"),
        ("event_types.csv", {"code": "relations_broken"}, "category", "gossip"),
        ("event_types.csv", {"code": "relations_broken"}, "definition_es", ""),
        ("eras.csv", {"id": "garcia"}, "start", "1985-07-29"),
        ("eras.csv", {"id": "garcia"}, "start", "1985-07-27"),
        ("eras.csv", {"id": "garcia"}, "start", "July 1985"),
        ("eras.csv", {"id": "garcia"}, "reference_date", "1970-01-01"),
        ("eras.csv", {"id": "autogolpe"}, "end", "1992-04-05"),
        ("counterparts.csv", USA, "kind", "empire"),
        ("counterparts.csv", USA, "name_es", ""),
        ("counterparts.csv", USA, "id", "PER"),
        ("counterparts.csv", USA, "id", "XYZ"),
        ("counterparts.csv", {"id": "IMF"}, "id", "NAM"),
        ("members.csv", {"group": "NEIGHBOURS"}, "group", "USA"),
        ("members.csv", {"group": "NEIGHBOURS"}, "state", "WEST_EUROPE"),
        ("members.csv", {"group": "NEIGHBOURS"}, "state", "NARNIA"),
    ],
)
def test_a_bad_cell_is_found_where_it_stands(
    folder: Path, edit: Edit, file: str, where: dict[str, str], column: str, value: str
) -> None:
    line = edit(file, where, **{column: value})
    assert (file, line, column) in places(folder)


def test_every_problem_says_what_is_wrong_and_what_would_be_right(folder: Path, edit: Edit) -> None:
    edit("events.csv", EVENT, start="5 April 1992", headline_es="", counterpart="NARNIA")
    problems = pm.check(folder)
    assert len(problems) >= 3
    for problem in problems:
        assert problem.message
        assert problem.remedy
        assert str(problem).startswith("error: events.csv, row ")


def test_an_event_outside_every_era_is_found(folder: Path, edit: Edit) -> None:
    line = edit("events.csv", EVENT, start="1950", end="")
    assert ("events.csv", line, "start") in places(folder)


@pytest.mark.parametrize(
    ("file", "where", "column", "value", "says"),
    [
        ("events.csv", EVENT, "direction", "sideways", "by_focus, towards_focus, mutual, none"),
        ("events.csv", EVENT, "headline_es", "", "is empty"),
        ("event_types.csv", {"code": "relations_broken"}, "weight_weis", "-11", "is below -10"),
        ("events.csv", EVENT, "counterpart", "NARNIA", "not found"),
    ],
)
def test_a_problem_is_said_in_plain_words(
    folder: Path, edit: Edit, file: str, where: dict[str, str], column: str, value: str, says: str
) -> None:
    edit(file, where, **{column: value})
    assert [says in problem.message for problem in pm.check(folder)] == [True]


def test_doubled_ids_are_found(folder: Path, edit: Edit) -> None:
    line = edit("events.csv", EVENT, id="usa-aid-suspended-1992")
    assert any(file == "events.csv" for file, _, _ in places(folder)), line


def test_doubt_without_a_note_is_found(folder: Path, edit: Edit) -> None:
    line = edit("events.csv", EVENT, confidence="low", confidence_note_en="", confidence_note_es="")
    assert ("events.csv", line, "confidence_note_en") in places(folder)


def test_a_group_without_members_on_the_day_is_found(folder: Path) -> None:
    members = folder / "members.csv"
    kept = [line for line in members.read_text("utf-8").splitlines() if "NEIGHBOURS" not in line]
    members.write_text("\n".join(kept) + "\n", "utf-8")
    assert any(
        file == "events.csv" and column == "counterpart" for file, _, column in places(folder)
    )


@pytest.mark.parametrize("start", ["1992-04", "1992-04/1992-12", "1986 / 199X"])
def test_a_date_that_straddles_an_edge_by_vagueness_is_a_warning(
    start: str, folder: Path, edit: Edit
) -> None:
    line = edit("events.csv", EVENT, start=start, end="")
    assert places(folder) == set()
    assert places(folder, "warning") == {("events.csv", line, "start")}


def test_a_schema_of_their_own_does_not_let_an_error_in(folder: Path, edit: Edit) -> None:
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        resource["schema"] = {"fields": []}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    line = edit("events.csv", EVENT, direction="sideways")
    assert ("events.csv", line, "direction") in places(folder)


@pytest.mark.parametrize("file", ["datapackage.json", "events.csv", "members.csv"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert places(folder) == {(file, None, None)}


@pytest.mark.parametrize("text", ["{", "[]", '{"study": {}}'])
def test_a_broken_descriptor_is_named(folder: Path, text: str) -> None:
    (folder / "datapackage.json").write_text(text, "utf-8")
    assert places(folder) == {("datapackage.json", None, None)}


def test_a_missing_column_and_a_ragged_row_are_found(folder: Path) -> None:
    sources = folder / "sources.csv"
    header, *rows = sources.read_text("utf-8").splitlines()
    sources.write_text("\n".join([header.replace(",licence", ""), *rows]) + "\n", "utf-8")
    assert any(file == "sources.csv" for file, _, _ in places(folder))


SAVED = {
    "Windows-1252": {"encoding": "cp1252"},
    "UTF-16": {"encoding": "utf-16"},
    "Mac Roman": {"encoding": "mac_roman"},
    ";": {"separator": ";"},
    "⇥": {"separator": "\t"},
}


def saved(text: str, *, encoding: str = "utf-8", separator: str = ",") -> bytes:
    """Return a table as another program would have saved it."""
    written = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(text, newline=""))
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode(encoding)


@pytest.mark.parametrize("said", SAVED)
def test_what_spreadsheets_save_is_read_alike_by_all_and_said_by_all(
    said: str, folder: Path, study: pm.Study
) -> None:
    path = folder / "events.csv"
    path.write_bytes(saved(path.read_text("utf-8"), **SAVED[said]))
    (problem,) = pm.check(folder)
    assert (problem.file, problem.severity) == ("events.csv", "warning")
    assert said in problem.message
    with pytest.warns(pm.StudyWarning, match=said):
        assert pm.load(folder).events.equals(study.events)
    sent = bundle.read_zip(bundle.pack(folder))
    assert sent.study.events.equals(study.events)
    assert list(sent.assumed) == [problem]
    shown = CliRunner().invoke(main, ["scores", "--study", str(folder), "--era", "garcia"])
    assert str(problem) in shown.stderr
    assert shown.exit_code == 0


def test_a_quote_of_windows_among_plain_letters_is_not_taken_for_an_accent_of_the_mac(
    folder: Path,
) -> None:
    path = folder / "sources.csv"
    header, row = path.read_text("utf-8").splitlines()
    text = f"{header}\n{row.replace('Peru:', 'Peru’s debt – a')}\n"
    path.write_bytes(text.replace("“", "").replace("”", "").encode("cp1252"))
    (problem,) = pm.check(folder)
    assert problem.message == "was read as Windows-1252: “Peru’s”"
    with pytest.warns(pm.StudyWarning):
        assert pm.load(folder).sources["title"][0].startswith("Peru’s debt – a")


@pytest.mark.parametrize(("letters", "sample"), [("utf-8", "diplomáticas"), ("ascii", "group")])
def test_a_word_shows_how_a_table_in_utf_16_was_read(
    letters: str, sample: str, folder: Path
) -> None:
    path = folder / "members.csv"
    text = path.read_bytes().decode(letters, "ignore")
    path.write_bytes(text.encode("utf-16"))
    (problem,) = pm.check(folder)
    assert problem.message == f"was read as UTF-16: “{sample}”"


def test_an_open_quotation_mark_does_not_swallow_the_rows_below_it(folder: Path) -> None:
    path = folder / "members.csv"
    rows = path.read_text("utf-8").splitlines()
    rows[3] = rows[3].rsplit(",", 1)[0] + ',"'
    path.write_text("\n".join(rows), "utf-8")
    (problem,) = pm.check(folder)
    assert (problem.row, problem.code) == (4, "quote_open")
    files = bundle.files_of(folder)
    for read in (
        lambda: pm.load(folder),
        lambda: bundle.read_zip(bundle.pack(folder)),
        lambda: bundle.read_events(files["events.csv"], onto=files),
    ):
        with pytest.raises(pm.StudyError) as caught:
            read()
        assert list(caught.value.problems) == [problem]


def test_empty_edges_are_left_out_and_said(folder: Path) -> None:
    path = folder / "members.csv"
    rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"{row},," for row in rows] + [",,,,,"] * 3) + "\n", "utf-8")
    (problem,) = pm.check(folder)
    assert (problem.code, problem.severity) == ("edges_trimmed", "warning")


BOMBS = {
    "newlines": (b"\n" * 5_000_000, "rows_many"),
    "carriage returns": (b"\r" * 5_000_000, "rows_many"),
    "short rows": (b"a\n" * 2_000_000, "rows_many"),
    "one row of separators": (b"," * 5_000_000, "table_unreadable"),
    "a row of broken cells": ((b'"\n"' + b"," * 500) * 10_000, "table_unreadable"),
    "one long cell": (b"x" * 5_000_000, "table_unreadable"),
}


@pytest.mark.parametrize("table", layout.TABLES)
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_table_too_large_to_read_is_refused_before_it_is_read(bomb: str, table: str) -> None:
    data, code = BOMBS[bomb]
    files = bundle.files_of(study_dir())
    header = files[f"{table}.csv"].split(b"\n", 1)[0]
    tracemalloc.start()
    try:
        found = checks.examine(files | {f"{table}.csv": header + b"\n" + data}, max_rows=5_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [(p.file, p.code) for p in found.errors] == [(f"{table}.csv", code)]
    assert peak < 4 * len(data) + 10_000_000


@pytest.mark.parametrize(("more", "code"), [(b",x", "columns_many"), (b",", "cell_missing")])
def test_a_long_header_does_not_fill_up_thousands_of_rows(more: bytes, code: str) -> None:
    files = bundle.files_of(study_dir())
    header = files["members.csv"].split(b"\n", 1)[0]
    table = header + more * (130_000 // len(more)) + b"\n" + b"EC\n" * 4_900
    tracemalloc.start()
    try:
        found = checks.examine(files | {"members.csv": table}, max_rows=5_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert code in {problem.code for problem in found.errors}
    assert peak < 50_000_000


def test_thousands_of_problems_with_one_cause_are_cut(folder: Path) -> None:
    path = folder / "events.csv"
    header, first, *_ = path.read_text("utf-8").splitlines()
    broken = first.replace("by_focus", "sideways")
    path.write_text("\n".join([header, *[broken] * 3_000]), "utf-8")
    problems = [problem for problem in pm.check(folder) if problem.file == "events.csv"]
    assert len(problems) == checks.MAX_PROBLEMS + 1
    assert [p.code for p in problems if p.row is None] == ["problems_many"]


def test_only_so_many_dates_of_rare_forms_are_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "_MOST_RARE", 3)
    path = folder / "events.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, first, *_ = csv.reader(file)
    rare = [f"[1985..{year}]" for year in range(1986, 1992)]
    rows = [dict(zip(header, first, strict=True)) | {"start": t, "end": "1992"} for t in rare]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *(row.values() for row in rows)])
    found = [(p.row, p.column) for p in pm.check(folder) if p.code == "date_rare"]
    assert found == [(5, "start"), (6, "start"), (7, "start")]


def test_columns_may_stand_in_any_order(folder: Path, study: pm.Study) -> None:
    path = folder / "sources.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(row[::-1] for row in rows)
    assert pm.check(folder) == []
    assert pm.load(folder).sources.equals(study.sources)


def test_loading_a_broken_study_raises_the_whole_list(folder: Path, edit: Edit) -> None:
    edit("events.csv", EVENT, start="soon", headline_es="")
    with pytest.raises(pm.StudyError) as raised:
        pm.load(folder)
    assert list(raised.value.problems) == pm.check(folder)
    assert len(raised.value.problems) == 2


def count_examinations(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that grows by the study of each examination."""
    found: list[Path] = []
    examine = checks.examine

    def count(study: Path) -> checks.CheckedFiles:
        found.append(study)
        return examine(study)

    monkeypatch.setattr(checks, "examine", count)
    return found


def test_who_loads_what_was_just_checked_does_not_check_it_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examined = count_examinations(monkeypatch)
    pm.check(folder)
    pm.load(folder)
    assert len(examined) == 1
    pm.load(folder)
    assert len(examined) == 2


def test_what_has_changed_since_its_check_is_checked_again(folder: Path, edit: Edit) -> None:
    assert pm.check(folder) == []
    edit("events.csv", EVENT, start="soon")
    with pytest.raises(pm.StudyError):
        pm.load(folder)


def test_a_printable_character_is_never_odd() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert [sign for sign in characters.ODD.findall(every) if sign.isprintable()] == []
    assert characters.has_odd("a\u202eb")
    assert not characters.has_odd("a\u200eb\u00a0\n")


def test_a_table_of_many_different_cells_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "_MOST_SHARED", 3)
    rows = [f"e{number}, text {number} ,same" for number in range(9)]
    sheet = spreadsheets.read("\n".join(["id,name,kind", *rows]).encode(), columns={"id"})
    assert sheet.columns == [
        [f"e{number}" for number in range(9)],
        [f"text {number}" for number in range(9)],
        ["same"] * 9,
    ]


@pytest.mark.parametrize("cell", ["", ",twice"])
def test_a_column_that_the_header_has_twice_is_one_error(cell: str, folder: Path) -> None:
    path = folder / "counterparts.csv"
    header, *rows = path.read_text("utf-8").splitlines()
    lines = [f"{header},note_es", *(f"{row}{cell}" for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    found = [each for each in pm.check(folder) if each.severity == "error"]
    assert [(each.row, each.column, each.code) for each in found] == [
        (1, "note_es", "column_twice")
    ]
