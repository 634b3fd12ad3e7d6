"""No text of a table is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

import perufr_map as pm
from hostile import COMMAND, FORMULA, NAMES
from perufr_map.cli._talk import print_frame
from perufr_map.formulas import disarm
from perufr_map.resources import languages, messages

STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


def cells(text: str) -> set[str]:
    """Return the texts of a CSV, without what is a number."""
    rows = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""))
    return {cell for row in rows for cell in row if not re.fullmatch(r"-?[0-9.]+", cell)}


def test_no_text_of_a_table_is_a_formula(
    hostile: pm.Study, hostile_site: Path, tmp_path: Path
) -> None:
    hostile.export(tmp_path / "events.csv", all_eras=True)
    hostile.export(tmp_path / "scores.csv", all_eras=True)
    hostile.export(tmp_path / "changes.csv", before="velasco")
    files = [*tmp_path.glob("*.csv"), *(hostile_site / "en").rglob("*.csv")]
    assert len(files) == 5
    for file in files:
        found = cells(file.read_text("utf-8"))
        assert not [cell for cell in found if cell.startswith(STARTS_OF_FORMULAS)]
        assert {f"'{name}" for name in NAMES} <= found
        events = {f"'{FORMULA}", f"'{COMMAND}"}
        assert (events <= found) == (file.name == "events.csv")


def test_only_the_study_s_own_zip_keeps_such_texts_and_the_remedy_says_so(
    hostile: pm.Study, tmp_path: Path
) -> None:
    hostile.export(tmp_path / "study.zip")
    with zipfile.ZipFile(tmp_path / "study.zip") as packed:
        name = next(each for each in packed.namelist() if each.endswith("events.csv"))
        found = cells(packed.read(name).decode("utf-8"))
    assert {FORMULA, COMMAND} <= found
    for language in languages():
        assert "zip" in messages(language)["problem.formula.right"]


def test_a_number_is_no_formula() -> None:
    frame = pd.DataFrame(
        {
            "number": [-1.5, 2],
            "count": pd.array([-3, None], dtype="Int64"),
            "text": ["-3.5", "+51"],
            "mixed": [-1, "\t=1"],
            "category": pd.Categorical(["＝1", "Peru"]),  # noqa: RUF001
            "word": pd.array(["-", pd.NA], dtype="string"),
        }
    )
    found = disarm(frame).to_csv(index=False, lineterminator="\n").splitlines()
    assert found[1] == "-1.5,-3,-3.5,-1,'＝1,'-"  # noqa: RUF001
    assert found[2] == "2.0,,+51,'\t=1,Peru,"


def test_a_table_on_the_command_line_holds_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    print_frame(pd.DataFrame({"counterpart": [FORMULA], "score": [-2.5]}), "csv")
    assert "'" + FORMULA.replace('"', '""') in capsys.readouterr().out
    print_frame(pd.DataFrame({"counterpart": [FORMULA], "score": [-2.5]}), "json")
    (row,) = json.loads(capsys.readouterr().out)
    assert row == {"counterpart": FORMULA, "score": -2.5}


def test_no_rejected_row_of_an_event_file_is_a_formula(study: pm.Study, tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    rows = [f"{start}HYPERLINK(1),1986-01-01,many" for start in ("=", "+", "-", "@", "＝")]  # noqa: RUF001
    path.write_text("\n".join(["counterpart,date,weight", *rows]), "utf-8")
    study.score_events(path)
    written = pd.read_csv(tmp_path / "e.csv.rejects.csv")
    assert list(written["record"]) == [f"'{row}" for row in rows]
