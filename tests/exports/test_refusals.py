"""What cannot be written as asked is refused in a sentence, and nothing half-written stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import perufr_map as pm
from perufr_map.cli import main
from perufr_map.exports import FORMATS
from perufr_map.shown.request import Shown


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_an_unknown_ending_is_answered_with_all_of_them() -> None:
    result = run("export", "map.docx")
    assert result.exit_code != 0
    assert all(ending in result.stderr for ending in FORMATS)
    assert all(ending in run("export", "--help").stdout for ending in FORMATS)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--theme", "sepia"], "'light', 'dark'"),
        (["--select", "NARNIA"], "no counterpart “NARNIA”"),
        (["--lang", "qu"], "there are en, es"),
        (["--embed"], "--embed is for .html"),
        (["--era", "garcia", "--all-eras"], "not both"),
        (["--before", "leguia"], "no era “leguia”; there are velasco, morales"),
        (["--era", "garcia", "--before", "garcia"], "compared with itself; choose another one"),
    ],
)
def test_a_wrong_choice_is_told_and_writes_nothing(
    words: list[str], says: str, tmp_path: Path
) -> None:
    result = run("export", str(tmp_path / "peru.svg"), *words)
    assert result.exit_code != 0
    assert says in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("holds", ["one", "chosen", "all"])
def test_a_file_is_written_entirely_or_not_at_all(
    holds: Any, study: pm.Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_shown: Shown, _eras: Iterable[str], path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    break_lines = replace(FORMATS[".csv"], holds=holds, write=stumble)
    monkeypatch.setitem(FORMATS, ".csv", break_lines)
    before = tmp_path / "peru.csv"
    before.write_text("whole")
    with pytest.raises(OSError, match="No space left"):
        study.export(before)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["whole"]
    result = run("export", str(before))
    assert (result.exit_code, "No space left on device" in result.stderr) == (1, True)
