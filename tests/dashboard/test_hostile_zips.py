"""Whatever a zip is made of, each of its readers refuses it in a sentence or reads it unharmed."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import perufr_map as pm
from cases import few
from hostile.zips import ZIPS, Zip
from perufr_map.cli import main
from perufr_map.dashboard import apart, bundle
from perufr_map.problems import StudyError
from perufr_map.resources import study_dir
from perufr_map.study.workbooks import ENDINGS, pack_workbook

FILES = bundle.files_of(study_dir())
LONGEST = 5
"""Seconds in which each is answered."""

GATE = {
    *("a name out", "a link in place of a file", "more than may be unpacked", "a password", "cut"),
    *("one file many times", "a wrong sum"),
}
pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < LONGEST


@pytest.fixture(scope="module")
def parts() -> dict[str, tuple[dict[str, bytes], str]]:
    """Return what workbooks consist of, by ending, with the part that holds the events."""
    found = {}
    for ending in ENDINGS:
        with zipfile.ZipFile(io.BytesIO(pack_workbook(FILES, ending))) as packed:
            files = {name: packed.read(name) for name in packed.namelist()}
        found[ending] = files, max(files, key=lambda name: len(files[name]))
    return found


def read_here(data: bytes) -> bundle.Bundle | set[str]:
    """Return what is read of a zip, or else the codes of its problems."""
    try:
        return bundle.read_zip(data)
    except StudyError as error:
        return refusal(error.problems)


def read_apart(data: bytes) -> bundle.Bundle | set[str]:
    """Do the same in a process of its own."""
    try:
        return apart.read("read_zip", data, name="study.zip")
    except StudyError as error:
        return refusal(error.problems)


def count_events(data: bytes, name: str) -> int:
    """Return how many events a workbook that is sent has; none if it is refused."""
    try:
        return len(bundle.read_book(data, name=name).study.events)
    except StudyError as error:
        refusal(error.problems)
        return 0


def hold(read: bundle.Bundle | set[str], kind: Zip) -> None:
    """Hold that a zip was read whole if it may be, and else refused for its own fault."""
    if isinstance(read, set):
        assert read
        assert read <= kind.codes
    else:
        assert not kind.codes
        assert read.files == FILES


def refusal(problems: tuple[pm.Problem, ...]) -> set[str]:
    """Return the codes of problems, each of which can be told in one line."""
    for problem in problems:
        for language in ("en", "es", "fr"):
            told = problem.translate(language)
            assert told.message
            assert told.remedy
            assert len(str(told).splitlines()) == 1, str(told)
    return {problem.code for problem in problems if problem.severity == "error"}


@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_that_is_sent(name: str) -> None:
    hold(read_here(ZIPS[name].make(FILES, "events.csv")), ZIPS[name])


@pytest.mark.parametrize("name", few(ZIPS, GATE))
def test_a_workbook_that_is_sent_or_checked(
    name: str, parts: dict[str, tuple[dict[str, bytes], str]], tmp_path: Path
) -> None:
    for ending in ENDINGS:
        files, events = parts[ending]
        data = ZIPS[name].make(files, events)
        sent = count_events(data, f"study{ending}")
        book = tmp_path / f"study{ending}"
        book.write_bytes(data)
        for words in (["check", str(book)], ["scores", "--study", str(book)]):
            result = CliRunner().invoke(main, words)
            assert result.exit_code in ({0} if sent else {0, 1}), result.output
            assert "Traceback" not in result.output
            assert result.exception is None or isinstance(result.exception, SystemExit)
    assert {each.name for each in tmp_path.iterdir()} == {f"study{e}" for e in ENDINGS}


@pytest.mark.parametrize(
    "words",
    [
        *(["check"], ["scores", "--study"], ["export", "out.svg", "--study"]),
        *(["site", "out", "--study"], ["migrate"], ["scores", "--events"], ["verify"]),
    ],
    ids=" ".join,
)
def test_a_command_unpacks_no_zip(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.zip").write_bytes(ZIPS["a name out"].make(FILES, "events.csv"))
    result = CliRunner().invoke(main, [*words, "study.zip"])
    assert result.exit_code in {1, 2}
    assert "study.zip" in result.output
    assert "Traceback" not in result.output
    assert [each.name for each in tmp_path.iterdir()] == ["study.zip"]


@pytest.mark.slow
def test_all_of_them_one_after_another_end_no_process() -> None:
    try:
        for kind in ZIPS.values():
            hold(read_apart(kind.make(FILES, "events.csv")), kind)
    finally:
        apart._process._end()
