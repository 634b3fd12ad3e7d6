"""The page draws the valid rows of its study, tells the others, and follows the files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from perufr_map.dashboard.server import STUDY
from perufr_map.resources import study_dir
from views import bodies, page_at, run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(study_dir(), tmp_path / "study")
    monkeypatch.setenv(STUDY, str(folder))
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8-sig")
    assert old in text
    before, _, after = text.rpartition(old)
    path.write_text(before + new + after, "utf-8")


def test_a_row_with_an_error_is_told_beside_the_map_of_all_others_until_it_is_mended(
    folder: Path,
) -> None:
    edit(folder / "events.csv", ",by_focus,", ",sideways,")
    app = run(page_at(lang="es"))
    assert "Borrador (problemas: 1; filas omitidas: 1)." in bodies(app)
    assert "<h4>events.csv</h4>" in bodies(app)
    assert "<b>direction</b>" in bodies(app)
    edit(folder / "events.csv", ",sideways,", ",by_focus,")
    app = run(app)
    assert "Borrador" not in bodies(app)
    assert app.title[0].value.startswith("Las relaciones")


def test_a_study_of_which_nothing_can_be_drawn_is_told_until_it_is_mended(folder: Path) -> None:
    (folder / "eras.csv").rename(folder / "away.csv")
    app = run(page_at())
    assert "eras.csv" in bodies(app)
    (folder / "away.csv").rename(folder / "eras.csv")
    app = run(app)
    assert "eras.csv" not in bodies(app)
