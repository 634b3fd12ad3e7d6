"""What commands print reaches every terminal, or a sentence says why it cannot."""

from __future__ import annotations

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import edit_row
from perufr_map.cli import main
from perufr_map.cli._talk import track
from perufr_map.resources import study_dir


def run(*words: str, charset: str = "utf-8") -> Result:
    return CliRunner(charset=charset).invoke(main, words)


@pytest.mark.parametrize("charset", ["cp850", "cp932", "ascii"])
def test_what_is_for_people_is_printed_in_every_encoding(charset: str, folder: Path) -> None:
    edit_row(folder, "events.csv", {"counterpart": "VEN"}, headline_en="Łódź “ → \u0416")
    for words in (
        ["scores", "--study", str(folder), "--era", "autogolpe"],
        ["explain", "--study", str(folder), "autogolpe", "VEN"],
        ["robustness", "--study", str(folder)],
        ["check", str(folder), "--lang", "es"],
    ):
        result = run(*words, charset=charset)
        assert (result.exit_code, result.exception) == (0, None), result.stderr


@pytest.mark.parametrize("charset", ["cp850", "cp932", "cp1252"])
def test_a_sign_that_an_encoding_lacks_has_a_plainer_one_and_a_minus_stays_one(
    charset: str,
) -> None:
    shown = run("explain", "garcia", "USA", "--lang", "es", charset=charset).stdout
    assert re.search(r"^ *[-－]3,40 ", shown, re.MULTILINE)  # noqa: RUF001 (Japan's own minus)
    assert re.search("Garc[ií]a", shown)
    assert "?" not in shown
    refused = run("scores", "--era", "Łódź", charset=charset).stderr
    assert "\\u" not in refused
    assert '"?' in refused.replace("“", '"')


@pytest.mark.parametrize("charset", ["cp850", "latin-1"])
def test_what_is_data_is_printed_exactly_or_not_at_all(charset: str, tmp_path: Path) -> None:
    for words in (["cite"], ["cite", "--style", "bibtex"], ["codebook", "--lang", "es"]):
        result = run(*words, charset=charset)
        assert (result.exit_code, result.stdout) == (1, "")
        (line,) = result.stderr.splitlines()
        assert line.startswith(f"Error: the output is in {charset}, which has no U+")
        assert line.endswith("; set PYTHONIOENCODING=utf-8")
    for form in ("csv", "json"):
        assert run("scores", "--format", form, charset=charset).exit_code == 0
    result = run("export", str(tmp_path / "peru.html"), "--embed", charset=charset)
    assert 'title="Peru&#8217;s foreign relations, 1968' in result.stdout


def test_a_cell_is_no_markup(folder: Path) -> None:
    text = "[/b] [red]x[/red] :smile: [link=http://e.invalid]y[/link]"
    edit_row(folder, "events.csv", {"counterpart": "VEN"}, headline_en=text)
    assert text in run("explain", "--study", str(folder), "autogolpe", "VEN").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_help_for_a_full_disk_and_an_output_that_is_closed_are_told_in_a_sentence() -> None:
    for shell, says in (
        ('"$0" -m perufr_map --help > /dev/full', "Error: cannot write the output: No space"),
        ('"$0" -m perufr_map check >&-', "Error: there is no standard output"),
    ):
        done = subprocess.run(
            ["/bin/sh", "-c", shell, sys.executable],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        (line,) = done.stderr.splitlines()
        assert (done.returncode, line.startswith(says)) == (1, True), line


def test_a_file_that_cannot_be_written_is_told_by_its_own_name(tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text("date,counterpart,weight\n1986-01-01,CHL,x\n")
    (tmp_path / "events.csv.rejects.csv").mkdir()
    result = run("scores", "--events", str(events), "--study", str(study_dir()))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {events}.rejects.csv: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "events.csv",
        "events.csv.rejects.csv",
    ]


def test_a_table_keeps_to_the_width_of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "explain", "garcia", "USA"
    assert max(map(len, run(*words).stdout.splitlines())) > 80
    monkeypatch.setenv("FORCE_COLOR", "1")  # what Rich takes for a terminal
    monkeypatch.setenv("TERM", "dumb")  # of 80 columns, without colours
    table = run(*words).stdout.splitlines()[:-2]  # below it stand the sum and what it rests on
    assert max(map(len, table)) <= 80


class Terminal(StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def test_a_long_work_shows_its_progress_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = ["velasco", "garcia"]
    for output, shown in ((Terminal(), True), (StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", output)
        assert list(track(steps)) == steps
        assert ("100%" in output.getvalue()) == shown
