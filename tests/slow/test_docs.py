"""What the pages of the documentation tell a reader to run, runs."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_up_events import write_events

import perufr_map as pm
from perufr_map.exports import FORMATS
from perufr_map.resources import study_dir

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^ *(?:\$ |do )?(perufr-map .*)$", re.MULTILINE)


def blocks(language: str) -> list[Any]:
    """Return the pages with blocks in a language, each with all of them.

    The tutorial builds on what it has made before: tests/cli/test_tutorial.py goes through it.
    """
    pages = []
    for page in (page for page in PAGES if page.name != "your-own-study.md"):
        found = [text for kind, text in BLOCK.findall(page.read_text("utf-8")) if kind == language]
        if found:
            pages.append(pytest.param(found, id=page.name))
    return pages


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the pages speak of."""
    shutil.copytree(study_dir(), tmp_path / "my" / "study")
    shutil.copytree(study_dir(), tmp_path / "chile")
    between: dict[str, Any] = {"focus": "PER", "start": date(1979, 1, 1), "end": date(1994, 1, 1)}
    (tmp_path / "gdelt").mkdir()
    write_events(tmp_path / "gdelt" / "1989.csv", "gdelt", rows=4000, **between)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("snippets", blocks("python"))
def test_a_page_s_python_runs_and_gives_what_it_says(snippets: list[str]) -> None:
    names: dict[str, Any] = {"pm": pm}
    for snippet in snippets:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(snippet, "docs", "exec"), names)  # noqa: S102 (our own pages)
        promised = re.findall(r"^# (\d.*)$", snippet, re.MULTILINE)
        assert printed.getvalue().splitlines() == promised
        for expression, value in re.findall(r"^(\w.*\S) *\n?# (['\"].*)$", snippet, re.MULTILINE):
            assert repr(eval(expression, names)) == value  # noqa: S307 (our own pages)


@pytest.mark.parametrize("snippets", blocks("sh"))
def test_a_page_s_commands_run(snippets: list[str], desk: Path) -> None:
    events = ["date,counterpart,weight", *(f"1989-0{month}-01,USA,-2.5" for month in range(1, 7))]
    csv = desk / "events.csv"
    csv.write_text("\n".join(events) + "\n", "utf-8")
    pm_events = "COPY (FROM 'events.csv') TO 'events.parquet' (FORMAT parquet)"
    subprocess.run([sys.executable, "-c", f"import duckdb; duckdb.sql({pm_events!r})"], check=True)
    for line in (line for snippet in snippets for line in COMMAND.findall(snippet)):
        words = shlex.split(line.partition("; done")[0], comments=True)[1:]
        if words[0] in {"serve", "new"}:  # the one goes on for ever, the other wants no folder yet
            continue
        words = [word.replace("$ending", "csv") for word in words]
        done = subprocess.run(
            [sys.executable, "-m", "perufr_map", *words],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"COLUMNS": "100"},
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def test_the_sizes_that_the_page_of_exports_gives_are_about_right(
    study: pm.Study, tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "exports.md").read_text("utf-8")
    rows = re.findall(r"^\| `\.?([\w.]+)` \|.* ([\d.]+) ([KM])B \|$", page, re.MULTILINE)
    assert len(rows) == len(FORMATS)
    for ending, number, unit in rows:
        study.export(tmp_path / f"peru.{ending}", era="garcia")
        size = (tmp_path / f"peru.{ending}").stat().st_size / (1e6 if unit == "M" else 1e3)
        assert abs(size - float(number)) < max(1, 0.15 * size), f"{ending}: {size:.1f} {unit}B"
