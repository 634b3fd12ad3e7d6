"""What somebody sends is read in a process of its own, which answers as the reader would."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import perufr_map as pm
from cases import few
from hostile import studies
from perufr_map.dashboard import apart, bundle, drawn, faults
from perufr_map.resources import study_dir
from perufr_map.study.workbooks import ENDINGS, pack_workbook

FILES = bundle.files_of(study_dir())
STUDY = bundle.pack(FILES)
EVENTS = FILES["events.csv"]


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[apart._Process]:
    """A process of this test's own."""
    process = apart._Process()
    monkeypatch.setattr(apart, "_process", process)
    for seconds in ("START", "LONGEST"):
        monkeypatch.setattr(apart, seconds, 300.0 + len(seconds))  # a busy machine is slow
    yield process
    process._end()


@pytest.mark.usefixtures("process")
def test_a_study_comes_with_its_map_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    read = apart.read("read_zip", STUDY, name="study.zip")
    here = bundle.read_zip(STUDY)
    assert read.study.sha256 == here.study.sha256
    assert read.files == here.files
    assert read.warnings == here.warnings
    expected = drawn.draw(here.study, here.study.method)
    monkeypatch.setattr(drawn, "payload_of", None)  # nothing is left to draw
    assert drawn.draw(read.study, read.study.method) == expected


@pytest.mark.usefixtures("process")
def test_what_is_wrong_is_told_as_here_and_with_what_could_be_read() -> None:
    broken = EVENTS.replace(b"1968-10-03", b"soon", 1)
    sent: dict[apart.Reader, bytes] = {
        "read_events": broken,
        "read_zip": b"no zip",
        "read_book": b"",
    }
    for how, data in sent.items():
        with pytest.raises(pm.StudyError) as here:
            getattr(bundle, how)(data, name="mine")
        with pytest.raises(pm.StudyError) as there:
            apart.read(how, data, name="mine")
        assert type(there.value) is type(here.value)
        assert there.value.problems == here.value.problems
    with pytest.raises(bundle.RefusedError) as refused:
        apart.read("read_events", broken, name="mine.csv")
    assert len(refused.value.checked.sheets["events"].rows) == len(pm.load().events)


@pytest.mark.usefixtures("process")
def test_a_fault_is_told_with_its_place_and_without_its_message() -> None:
    with pytest.raises(TypeError) as raised:
        apart.read("read_zip", 4711, name="study.zip")  # type: ignore[arg-type]
    told = faults.describe(raised.value)
    assert "4711" not in told
    assert "bundle.py, line " in told
    assert "in read_zip" in told


def test_a_slow_start_does_not_shorten_the_time_for_reading(
    process: apart._Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits, ended_after = [], apart._ended_after

    def recorded(seconds: float, child: subprocess.Popen[bytes]) -> object:
        limits.append((seconds, process._ready))
        return ended_after(seconds, child)

    monkeypatch.setattr(apart, "_ended_after", recorded)
    for _ in range(2):
        apart.read("read_zip", STUDY, name="study.zip")
    assert limits == [(apart.START, False), (apart.LONGEST, True), (apart.LONGEST, True)]


def test_a_process_that_does_not_start_in_time_is_ended_and_the_next_one_reads(
    monkeypatch: pytest.MonkeyPatch, process: apart._Process
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(apart, "START", 0.0)
        with pytest.raises(pm.StudyError):
            apart.read("read_zip", STUDY, name="study.zip")
    assert apart.read("read_zip", STUDY, name="study.zip").study.focus == "PER"
    assert process._ready


@pytest.mark.parametrize("limit", few([0.0, 0.05], [0.0]))
def test_what_takes_too_long_is_ended_and_the_next_file_is_read(
    limit: float, process: apart._Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    process.prepare()
    with monkeypatch.context() as patch:
        patch.setattr(apart, "LONGEST", limit)
        with pytest.raises(pm.StudyError) as raised:
            apart.read("read_zip", STUDY, name="study.zip")
    (problem,) = raised.value.problems
    assert problem.code == "upload_unread"
    assert apart.read("read_zip", STUDY, name="study.zip").study.focus == "PER"


limited = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="only Linux limits the memory that is written"
)


@limited
@pytest.mark.usefixtures("process")
def test_what_takes_too_much_memory_is_ended_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(apart, "ROOM", 2**20)
        with pytest.raises(pm.StudyError) as raised:
            apart.read("read_zip", STUDY, name="study.zip")
    (problem,) = raised.value.problems
    assert problem.code == "upload_unread"
    assert "more memory than" in problem.message
    assert apart.read("read_zip", STUDY, name="study.zip").study.focus == "PER"


@limited
@pytest.mark.usefixtures("process")
@pytest.mark.parametrize(
    "ending", [".zip", *(pytest.param(each, marks=pytest.mark.slow) for each in ENDINGS)]
)
def test_a_study_as_large_as_may_be_sent_has_room_in_half_of_its_memory(
    ending: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studies.make_dense(folder, eras=1, events=bundle.MAX_ROWS)
    files = bundle.files_of(folder)
    monkeypatch.setattr(apart, "ROOM", apart.ROOM // 2)
    if ending == ".zip":
        read = apart.read("read_zip", bundle.pack(files), name="study.zip")
    else:
        name = f"study{ending}"
        read = apart.read("read_book", pack_workbook(files, ending), name=name)
    assert len(read.study.events) == bundle.MAX_ROWS
    assert len(read.study.scored().reach) > 0.9 * bundle.MAX_REACH


def test_a_process_that_was_killed_is_started_anew(process: apart._Process) -> None:
    assert apart.read("read_events", EVENTS, name="mine.csv").study
    child = process._child
    assert child
    child.kill()
    child.wait()
    assert apart.read("read_events", EVENTS, name="mine.csv").study
    assert process._child is not child


def test_without_a_file_the_process_ends(
    process: apart._Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "IDLE", 0.1)
    process.prepare()
    child = process._child
    assert child
    child.wait(timeout=30)
    until = time.monotonic() + 30
    while process._child and time.monotonic() < until:
        time.sleep(0.01)
    assert process._child is None


def test_where_no_process_can_be_made_the_file_is_read_all_the_same(
    process: apart._Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    process.prepare()
    assert apart.read("read_events", EVENTS, name="mine.csv").study


def test_the_process_leaves_with_its_server() -> None:
    serve = """
import time
from perufr_map.dashboard import apart
apart.prepare()
print(apart._process._child.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", serve], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout
        assert server.stderr
        assert int(server.stdout.readline())
        server.kill()
        assert server.stdout.read() == ""
        assert server.stderr.read() == ""  # comes to its end once the process has left
