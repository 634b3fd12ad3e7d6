"""What no map could show is refused in sentences that a terminal can show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import perufr_map as pm
from hostile import studies, texts
from perufr_map.study import checks


def hold_sentences(problems: list[pm.Problem]) -> None:
    """Hold that problems are sentences, in both languages, that give a terminal no orders."""
    for problem in problems:
        for language in ("en", "es"):
            line = str(problem.translate(language))
            assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in line), line
            assert len(line) < 1_000, line
            assert line.endswith("."), line


@pytest.mark.parametrize(("name", "change"), list(studies.refused()))
def test_a_study_that_cannot_be_shown_is_refused_in_sentences(
    name: str, change: Callable[[Path], object], folder: Path
) -> None:
    change(folder)
    problems = pm.check(folder)
    assert any(problem.severity == "error" for problem in problems), name
    hold_sentences(problems)


@pytest.mark.parametrize(
    ("table", "column", "cells"),
    [
        ("events", "start", texts.DATES),
        ("event_types", "weight_weis", texts.WEIGHTS),
        ("eras", "start", ("1968", "=1+1", "99999-01-01", "nan", "\x1b[2J")),
        ("counterparts", "lon", ("inf", "1e400", "-181", "٣")),
    ],
)
def test_a_cell_that_is_no_date_or_number_is_refused_where_it_stands(
    table: str, column: str, cells: tuple[str, ...], folder: Path
) -> None:
    studies.put_cells(folder, table, column, cells)
    problems = pm.check(folder)
    hold_sentences(problems)
    told = {problem.row for problem in problems if problem.file == f"{table}.csv"}
    missing = [cell[:20] for row, cell in enumerate(cells, 2) if row not in told]
    assert missing == []


def test_many_warnings_are_no_error_and_hide_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "MAX_PROBLEMS", 3)
    studies.put_cells(folder, "events", "headline_en", ["=1+1"] * 20)
    problems = pm.check(folder)
    assert {problem.severity for problem in problems} == {"warning"}
    assert "problems_many" in {problem.code for problem in problems}
    studies.put_cells(folder, "events", "direction", ["sideways"])
    assert [problem.row for problem in pm.check(folder) if problem.severity == "error"] == [2]
