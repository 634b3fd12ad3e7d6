"""Event files are read as programs write them, the same on every engine and machine."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import parquet

import event_files
import perufr_map as pm
from event_files import Case
from exporting import Exports
from perufr_map.cli import main
from perufr_map.resources import study_dir
from perufr_map.scoring.bulk import ENGINES, EventFileError, rejects
from perufr_map.scoring.method import Method
from perufr_map.study import spreadsheets

LOCAL = [name for name in ENGINES if name != "spark"]


def hold(study: pm.Study, case: Case, engine: Any) -> None:
    """Hold that a file says what it should."""
    found = study.score_events(
        case.path,
        source=case.source,
        engine=engine,
        crosswalk=case.crosswalk,
        method=Method(aggregation="mean"),
    )
    own = found.scores[found.scores["inherited"] == 0]
    assert dict(zip(own["counterpart"], own["score"], strict=True)) == case.scores, case.path.name
    tally = {name: getattr(found.tally, name) for name in case.tally}
    assert tally == case.tally, (case.path.name, found.tally)
    assert found.tally.names == case.names, case.path.name
    if not case.tally:
        assert found.tally.scored == found.tally.rows, (case.path.name, found.tally)


KINDS: list[Callable[[Path], Iterator[Case]]] = [
    event_files.as_saved_by_programs,
    event_files.with_odd_names,
    event_files.with_lost_zeros,
    event_files.with_times,
    event_files.with_names_otherwise,
]


@pytest.mark.parametrize("engine", LOCAL)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_file_says_the_same_however_it_was_written(
    study: pm.Study, tmp_path: Path, kind: Callable[[Path], Iterator[Case]], engine: Any
) -> None:
    for case in kind(tmp_path):
        hold(study, case, engine)


@pytest.mark.parametrize("engine", LOCAL)
def test_gdelt_2_is_read_too(study: pm.Study, tmp_path: Path, engine: Any) -> None:
    hold(study, event_files.gdelt_2(tmp_path / "20150218.export.CSV"), engine)


SCORE = """
import json, sys
import perufr_map as pm
study = pm.load()
found = {}
for path in sys.argv[1:]:
    for engine in ("duckdb", "pandas"):
        scores = study.score_events(path, engine=engine).scores
        found[f"{path} {engine}"] = sorted(scores["era"])
print(json.dumps(found))
"""


def test_a_day_is_the_same_day_in_every_time_zone_of_the_machine(tmp_path: Path) -> None:
    paths = [str(case.path) for case in event_files.with_times(tmp_path)]
    said = [
        subprocess.run(
            [sys.executable, "-c", SCORE, *paths],
            env=os.environ | {"TZ": zone},
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        ).stdout
        for zone in ("America/Lima", "Asia/Tokyo")
    ]
    assert said[0] == said[1]
    assert set(map(tuple, json.loads(said[0]).values())) == {("autogolpe",)}


@pytest.mark.parametrize("engine", LOCAL)
def test_a_studys_own_events_are_an_event_file(study: pm.Study, engine: Any) -> None:
    found = study.score_events(study_dir() / "events.csv", engine=engine)
    pd.testing.assert_frame_equal(
        found.scores.reset_index(drop=True),
        study.scores()[list(found.scores.columns)].reset_index(drop=True),
        check_dtype=False,
        rtol=0,
        atol=1e-4,
    )
    assert found.tally.rows == found.tally.scored == len(study.events)


def test_an_open_quotation_mark_in_a_study_s_events_is_said_with_its_line(
    study: pm.Study, tmp_path: Path
) -> None:
    path = tmp_path / "events.csv"
    path.write_text(
        "id,counterpart,event_type,start,end,headline_en\n"
        "a,CHL,disagreement,1985,,one\n"
        'b,CHL,disagreement,1985,,"two\n'
        "c,CHL,disagreement,1985,,three\n",
        "utf-8",
    )
    with pytest.raises(EventFileError, match=r"^events\.csv, line 3: .*quotation mark"):
        study.score_events(path)


@pytest.mark.parametrize("engine", LOCAL)
def test_an_export_of_events_scores_as_the_study_does(
    study: pm.Study, exports: Exports, engine: Any
) -> None:
    path = exports.file("events.csv", all_eras=True)
    found = study.score_events(path, engine=engine)
    pd.testing.assert_frame_equal(
        found.scores.reset_index(drop=True),
        study.scores()[list(found.scores.columns)].reset_index(drop=True),
        check_dtype=False,
        rtol=0,
        atol=1e-4,
    )
    rows = pd.read_csv(path)
    assert found.tally.rows == len(rows)
    assert found.tally.repeated == rows["via"].notna().sum() > 0


@pytest.mark.parametrize("engine", LOCAL)
def test_an_export_of_one_era_scores_that_era_alone(
    study: pm.Study, exports: Exports, engine: Any
) -> None:
    found = study.score_events(exports.file("events.csv", era="garcia"), engine=engine)
    assert set(found.scores["era"]) == {"garcia"}
    expected = study.scores(era="garcia").set_index("counterpart")["score"]
    scores = found.scores.set_index("counterpart")["score"].to_dict()
    assert scores == pytest.approx(expected.to_dict(), abs=1e-4)


def test_an_export_scored_by_days_keeps_what_each_event_adds_in_its_era(
    study: pm.Study, tmp_path: Path
) -> None:
    days = pm.Method(days=True)
    path = tmp_path / "events.csv"
    study.export(path, all_eras=True, method=days)
    found = study.score_events(path).scores.set_index(["era", "counterpart"])["score"]
    scores = study.scores(method=days).set_index(["era", "counterpart"])
    own = scores[scores["inherited"] == 0]["score"]
    assert found[own.index].to_dict() == pytest.approx(own.to_dict(), abs=1e-4)


def test_a_day_that_a_study_cannot_mean_is_rejected_with_its_line(
    study: pm.Study, tmp_path: Path
) -> None:
    path = tmp_path / "events.csv"
    path.write_text(
        "id,counterpart,event_type,start,end,headline_en\n"
        'a,CHL,war,1985,,"two\nlines"\n'
        "b,CHL,disagreement,1985,,\n"
        "c,CHL,disagreement,soon,,\n",
        "utf-8",
    )
    found = study.score_events(path)
    lines = (tmp_path / "events.csv.rejects.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["3", "5"]
    assert (found.tally.scored, found.tally.rejected) == (1, 2)


@pytest.mark.parametrize("engine", LOCAL)
def test_every_row_is_accounted_for_by_the_worst_event_too(
    study: pm.Study, tmp_path: Path, engine: Any
) -> None:
    path = tmp_path / "e.csv"
    path.write_text(
        "date,counterpart,weight\n1986-01-01,CHL,1\n1900-01-01,CHL,1\n1986-01-01,,1\n", "utf-8"
    )
    found = study.score_events(path, engine=engine, method=Method(aggregation="worst"))
    tally = found.tally
    assert (tally.rows, tally.scored, tally.outside, tally.rejected) == (3, 1, 1, 1)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("e.csv", "date,Date,counterpart,weight\n", "names the column “date” 2 times"),
        ("e.csv.gz", "date,counterpart,weight\n", "no gzip file"),
        ("e.parquet", "date,counterpart,weight\n", "no Parquet file"),
        ("e.csv", "", "e.csv is empty"),
        ("e.csv", "\n\n,,\n", "e.csv is empty"),
        ("e.csv", "date,counterpart\n", "neither a column “weight” nor one “event_type”"),
        ("e.csv", "era,counterpart,score,net\n", "is a table of scores, not of events"),
        ("e.csv", "date;weight\n1986-01-01;1\n", "no column “counterpart”; its columns are date"),
    ],
)
@pytest.mark.parametrize("engine", LOCAL)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    study: pm.Study, tmp_path: Path, name: str, text: str, said: str, engine: Any
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(EventFileError, match=said):
        study.score_events(tmp_path / name, engine=engine)


@pytest.mark.parametrize("engine", LOCAL)
def test_a_packed_file_that_is_cut_is_refused_with_a_sentence(
    study: pm.Study, tmp_path: Path, engine: Any
) -> None:
    path = tmp_path / "e.csv.gz"
    whole = gzip.compress(b"date,counterpart,weight\n" + b"1986-01-01,USA,1\n" * 200_000)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(EventFileError, match=r"^e\.csv\.gz is no gzip file, or not a whole one"):
        study.score_events(path, engine=engine)


def test_events_that_last_are_not_cut_short_by_a_file_beside_them(
    study: pm.Study, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("event,date,end,counterpart,weight\n", "utf-8")
    (tmp_path / "b.csv").write_text("date,counterpart,weight\n", "utf-8")
    with pytest.raises(EventFileError, match=r"a.csv has events that last"):
        study.score_events(tmp_path)


def test_a_code_without_its_zeros_is_rejected_with_the_reason(
    study: pm.Study, tmp_path: Path
) -> None:
    case = next(event_files.with_lost_zeros(tmp_path))
    study.score_events(case.path, source="gdelt", crosswalk=True)
    said = Path(f"{case.path}.rejects.csv").read_text("utf-8")
    assert "the code 10 has lost its zeros: it may be 010 or 10; keep codes as text" in said


@pytest.mark.parametrize("engine", LOCAL)
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_the_focus_is_no_counterpart_of_itself(
    study: pm.Study, tmp_path: Path, engine: Any, ending: str
) -> None:
    rows = [("1986-01-01", who, 1.0) for who in ("PER", "per", "CHL")]
    frame = pd.DataFrame(rows, columns=["date", "counterpart", "weight"])
    path = tmp_path / f"e{ending}"
    frame.to_csv(path, index=False) if ending == ".csv" else frame.to_parquet(path)
    found = study.score_events(path, engine=engine)
    assert list(found.scores["counterpart"]) == ["CHL"]
    assert (found.tally.scored, found.tally.rejected) == (1, 2)
    said = Path(f"{path}.rejects.csv").read_text("utf-8")
    assert said.count("the counterpart is PER itself, whose relations are scored") == 2


def test_rejects_are_written_entirely_or_not_at_all(tmp_path: Path) -> None:
    events = tmp_path / "e.csv"
    earlier = tmp_path / "e.csv.rejects.csv"
    earlier.write_text("line,reason,record\n7,of an earlier run,\n", "utf-8")

    def break_off() -> Iterator[rejects.Reject]:
        yield rejects.Reject(events, 2, "no day", "")
        raise EventFileError("cut")

    with pytest.raises(EventFileError):
        rejects.write(break_off(), folder=None)
    assert "of an earlier run" in earlier.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [earlier]


# --- on the command line --------------------------------------------------------------


def test_the_command_lists_names_it_does_not_know(tmp_path: Path) -> None:
    case = next(event_files.with_names_otherwise(tmp_path))
    result = CliRunner().invoke(main, ["scores", "--events", str(case.path)])
    assert result.exit_code == 0
    assert "2 with an unknown name" in result.stderr
    assert "Unknown names, not scored: “XXX” (2)" in result.stderr
    assert "“usa” as USA" in result.stderr


def test_the_command_fails_when_no_row_could_be_scored(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("date,counterpart,weight\n1986-13-01,CHL,1\n", "utf-8")
    result = CliRunner().invoke(main, ["scores", "--events", str(path)])
    assert result.exit_code == 1
    assert "1 rows: 0 scored, 1 rejected" in result.stderr
    assert "no row of the event files could be scored" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("engine", LOCAL)
def test_a_file_counts_once_however_often_it_is_named(
    study: pm.Study, tmp_path: Path, engine: Any
) -> None:
    path = tmp_path / "events.csv"
    path.write_text("date,counterpart,weight\n1986-01-01,CHL,1\n", "utf-8")
    (tmp_path / "link.csv").symlink_to(path)
    for files in ([path, path], [tmp_path, path], f"{tmp_path}/*.csv", [tmp_path / "link.csv"]):
        assert study.score_events(files, engine=engine).tally.scored == 1, files


def test_a_name_that_is_no_text_is_read(study: pm.Study, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.csv"))
    try:
        path.write_text("date,counterpart,weight\n1986-01-01,CHL,1\nx,CHL,1\n", "utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such name")
    tally = study.score_events(path).tally
    assert (tally.scored, tally.rejected) == (1, 1)


DAYS = (
    *("1986-01-01", "1986-1-1", " 1986-01-01", "1986-01-01 ", "1986-01-01T10:00:00Z"),
    *("86-01-01", "0086-01-01", "-1986-01-01", "+1986-01-01", "19860101", "1/2/1986", "1986"),
    *("1986-02-30", "0000-01-01", "99999-01-01", "1986-01", "", "٢"),
)
WEIGHTS = ("2", " 2", "1e1", "inf", "-inf", "nan", "1e400", "0x5", "٣", "−2", "2%", "")


@pytest.mark.parametrize("engine", LOCAL)
@pytest.mark.parametrize("days", [DAYS, DAYS[:4] + DAYS[5:]], ids=["timed", "days"])
def test_every_row_is_scored_or_written_down_never_both(
    study: pm.Study, tmp_path: Path, engine: Any, days: tuple[str, ...]
) -> None:
    cells = [*((day, "2") for day in days), *(("1986-01-01", weight) for weight in WEIGHTS)]
    rows = [(day, "CHL", weight) for day, weight in cells]
    path = tmp_path / "odd.csv"
    path.write_text(event_files.table(rows, ["date", "counterpart", "weight"], ","), "utf-8")
    tally = study.score_events(path, engine=engine).tally
    good = {*days[:4], *(day for day in days if "T" in day)}
    assert tally.scored == len(good) + 3
    assert (tally.rows, tally.rejected) == (len(rows), len(rows) - tally.scored)
    assert sum(tally.files.values()) == tally.rejected


@pytest.mark.parametrize("engine", LOCAL)
def test_a_value_of_another_type_is_told_as_it_is_stored(
    study: pm.Study, tmp_path: Path, engine: Any
) -> None:
    for name, value, reason in (("date", 19920405, "“19920405” is no day"), ("weight", [1], "[1]")):
        path = tmp_path / f"{name}.parquet"
        row = {"date": date(1992, 4, 5), "counterpart": "CHL", "weight": 1.0} | {name: value}
        pd.DataFrame([row]).to_parquet(path)
        tally = study.score_events(path, engine=engine).tally
        assert reason in next(iter(tally.files)).read_text("utf-8")


@pytest.mark.parametrize("engine", LOCAL)
def test_a_damaged_file_and_an_unknown_zone_are_told_in_a_sentence(
    study: pm.Study, tmp_path: Path, engine: Any
) -> None:
    path = tmp_path / "damaged.parquet"
    row = {"date": [date(1992, 4, 5)], "counterpart": ["CHL"], "weight": [1.0]}
    pd.DataFrame(row).to_parquet(path)
    data = path.read_bytes()
    path.write_bytes(data[:40] + b"\xff" * 80 + data[120:])
    with pytest.raises(EventFileError, match="the event files cannot be read"):
        study.score_events(path, engine=engine)
    zone = pa.array([datetime(1992, 4, 5, tzinfo=UTC)], pa.timestamp("us", "Mars/Base"))
    parquet.write_table(pa.table({"date": zone, "counterpart": ["CHL"], "weight": [1.0]}), path)
    with pytest.raises(EventFileError, match="Mars/Base"):
        study.score_events(path, engine=engine)


def test_files_that_need_more_memory_than_they_may_use_cannot_be_used(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("date,counterpart,weight\n" + 400_000 * "1986-01-01,CHL,1\n", "utf-8")
    words = ["scores", "--events", str(path), "--memory", "8MB"]
    result = CliRunner().invoke(main, words)
    said = "Error: the event files need more memory than they may use; allow more\n"
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", said)


@pytest.mark.parametrize("text", [None, "", "\0\0", "when,whom\n1986,CHL\n"])
def test_a_file_that_cannot_be_used_is_no_fault_of_the_commands_words(
    tmp_path: Path, text: str | None
) -> None:
    path = tmp_path / "events.csv"
    if text is not None:
        path.write_text(text)
    result = CliRunner().invoke(main, ["scores", "--events", str(path)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert "Usage:" not in result.stderr


def test_what_a_file_holds_gives_a_terminal_no_orders(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("date,counterpart,weight\n1986-01-01,C\x1b[2J\u202eHL,1\n1986-01-01,CHL,1\n")
    result = CliRunner().invoke(main, ["scores", "--events", str(path)])
    assert "Unknown names, not scored: “C�[2J�HL” (1)" in result.stderr
    for text in ("a\x1b]0;b\n", "\0\0"):
        path.write_text(text)
        result = CliRunner().invoke(main, ["scores", "--events", str(path)])
        assert result.exit_code != 0
        assert result.stderr.replace("\n", "").isprintable()


EVENTS = "date{0}counterpart{0}weight\r\n1986-01-01{0}USA{0}-3{1}5\r\n1992-04-05{0}CHL{0}2\r\n"

ASSUMED = {
    "semicolons": (EVENTS.format(";", ",").encode(), ["separator_assumed"]),
    "tabs": (EVENTS.format("\t", ",").encode(), ["separator_assumed"]),
    "bars": (EVENTS.format("|", ".").encode(), ["separator_assumed"]),
    "named": (b"sep=;\r\n" + EVENTS.format(";", ",").encode(), ["separator_named"]),
    "UTF-16": (EVENTS.format(",", ".").encode("utf-16"), ["encoding_assumed"]),
    "rows before": (b",,\r\n\r\n" + EVENTS.format(",", ".").encode(), ["edges_trimmed"]),
    "rows after": (EVENTS.format(",", ".").encode() + b",,\r\n , ,\r\n", ["edges_trimmed"]),
    "columns": (EVENTS.format(",", ".").replace("\r", ",,\r").encode(), ["edges_trimmed"]),
    "column before": (
        "".join(f",{line}\r\n" for line in EVENTS.format(",", ".").splitlines()).encode(),
        ["edges_trimmed"],
    ),
    "commas": (EVENTS.format(",", ".").encode("utf-8-sig"), []),
}


@pytest.mark.parametrize("name", ASSUMED)
@pytest.mark.parametrize("engine", LOCAL)
def test_what_is_assumed_of_an_event_file_is_said_in_the_words_of_check(
    study: pm.Study, tmp_path: Path, name: str, engine: Any
) -> None:
    data, codes = ASSUMED[name]
    path = tmp_path / "mine.csv"
    path.write_bytes(data)
    tally = study.score_events(path, engine=engine).tally
    assert [problem.code for problem in tally.assumed] == codes
    assert (tally.rows, tally.scored, tally.rejected) == (2, 2, 0)
    assert not list(tmp_path.glob("*.rejects.csv"))
    if name != "bars":  # a study's table has none
        names = ["date", "counterpart", "weight"]
        own = [*spreadsheets.read(data, columns=names).list_assumptions("mine.csv")]
        if name == "UTF-16":  # each shows a word of it
            assert [problem.code for problem in own] == codes
        else:
            assert tally.say_assumptions() == [str(problem) for problem in own]


@pytest.mark.parametrize("name", ["mine.csv", "mine.csv.gz"])
def test_an_event_file_of_older_windows_programs_is_read_and_said(
    study: pm.Study, tmp_path: Path, name: str
) -> None:
    text = "date,counterpart,weight,note\r\n1986-01-01,Perú,1,\r\n1986-01-01,México,-3.5,x\r\n"
    data = text.replace("Perú", "Chile").encode("cp1252")
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    result = CliRunner().invoke(main, ["scores", "--events", str(path)])
    assert result.exit_code == 0, result.output
    assert "was read as Windows-1252: “México”" in result.stderr
    tally = study.score_events(path).tally
    assert (tally.scored, tally.rejected) == (2, 0)
    assert tally.read_as["México"] == "MEX"


def test_a_damaged_line_does_not_change_the_encoding_of_the_others(
    study: pm.Study, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    rows = ["date,counterpart,weight,note", "1986-01-01,CHL,1,Perú", "1986-01-01,Per?,1,"]
    path.write_bytes("\n".join(rows).encode().replace(b"?", b"\xfa"))
    tally = study.score_events(path).tally
    assert (tally.scored, tally.rejected, tally.assumed) == (1, 1, ())
    said = (tmp_path / "mine.csv.rejects.csv").read_text("utf-8").splitlines()
    assert "not in UTF-8; save the file as “CSV UTF-8”, or convert it: iconv -f" in said[1]


def test_an_empty_row_between_others_is_a_reject_as_it_is_to_check(
    study: pm.Study, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "date,counterpart,weight\n1986-01-01,CHL,1\n,,\n1986-01-01,CHL,1\n,,\n,,\n", "utf-8"
    )
    tally = study.score_events(path).tally
    assert (tally.rows, tally.scored, tally.rejected) == (3, 2, 1)
    said = (tmp_path / "mine.csv.rejects.csv").read_text("utf-8").splitlines()
    assert said[1:] == ["3,no counterpart,"]


def test_of_many_files_only_the_first_assumptions_are_listed(
    study: pm.Study, tmp_path: Path
) -> None:
    for place in range(13):
        (tmp_path / f"{place}.csv").write_bytes(ASSUMED["semicolons"][0])
    lines = study.score_events(tmp_path).tally.say_assumptions()
    assert len(lines) == 11
    assert lines[-1] == "… and 3 more such lines"
