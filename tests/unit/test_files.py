"""A file is whole at every moment, whoever writes it, and nothing is left beside it."""

from __future__ import annotations

import multiprocessing as mp
import os
import signal
import stat
import sys
from multiprocessing.synchronize import Barrier
from pathlib import Path
from types import ModuleType

import geopandas as gpd
import pyogrio
import pytest
import shapely

from perufr_map.exports.features import write_features
from perufr_map.exports.site._folder import whole_folder
from perufr_map.files import UNFINISHED, exchange, whole

SPAWN = mp.get_context("spawn")
ROUNDS = 25
ROWS = (300, 500)


@pytest.fixture(autouse=True)
def _no_script_is_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new process runs what `__main__` is, and `AppTest` leaves the dashboard there."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def _write_again_and_again(path: Path, rows: int, together: Barrier) -> None:
    points = gpd.GeoDataFrame(
        {"of": [rows] * rows},
        geometry=[shapely.Point(x % 90, rows % 90) for x in range(rows)],
        crs="EPSG:4326",
    )
    try:
        for _ in range(ROUNDS):
            together.wait(300)
            write_features(points, path)
    except BaseException:
        together.abort()
        raise


@pytest.mark.skipif(os.name == "nt", reason="no limit of a file's size to set")
def test_what_gdal_cannot_write_into_a_folder_is_told_by_the_system(tmp_path: Path) -> None:
    import resource  # noqa: PLC0415 (not on Windows)

    geometry = [shapely.Point(1, 2)] * 200
    points = gpd.GeoDataFrame({"of": ["x" * 1_000] * 200}, geometry=geometry, crs="EPSG:4326")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"), whole_folder(tmp_path / "site") as folder:
            points.to_file(folder / "states.geojson", driver="GeoJSON")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_two_writers_leave_one_whole_geopackage(tmp_path: Path) -> None:
    path, together = tmp_path / "race.gpkg", SPAWN.Barrier(3)
    writers = [
        SPAWN.Process(target=_write_again_and_again, args=(path, rows, together), daemon=True)
        for rows in ROWS
    ]
    for writer in writers:
        writer.start()
    for _ in range(ROUNDS):
        together.wait(300)
        if path.exists():  # the last round's, while this one's are on their way
            found = pyogrio.read_dataframe(path, layer="states")
            assert set(found["of"]) == {len(found)}
    for writer in writers:
        writer.join(300)
        assert writer.exitcode == 0
    found = pyogrio.read_dataframe(path)
    assert (len(found) in ROWS, set(found["of"])) == (True, {len(found)})
    assert list(tmp_path.iterdir()) == [path]


def _stop_in_the_middle(path: Path) -> None:
    with whole(path) as unfinished:
        unfinished.write_text("half")
        unfinished.with_name("peru.csv-journal").write_text("half")
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(os.name == "nt", reason="no locks that tell a leftover")
def test_what_a_killed_run_left_goes_with_the_next_and_a_live_one_is_left_alone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "peru.csv"
    path.write_text("earlier")
    killed = SPAWN.Process(target=_stop_in_the_middle, args=(path,))
    killed.start()
    killed.join(300)
    assert killed.exitcode == -signal.SIGKILL
    assert path.read_text() == "earlier"
    assert len(list(tmp_path.glob(f"{UNFINISHED}*"))) == 1
    with whole(path) as first:
        first.write_text("first")
        with whole(path) as second:
            second.write_text("second")
        assert path.read_text() == "second"
    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_program_writes_beside_a_file_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "peru.gpkg"

    def stumble(unfinished: Path) -> None:
        for end in ("", "-journal", "-wal", "-shm"):
            unfinished.with_name(f"peru.gpkg{end}").write_text("half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), whole(path) as unfinished:
        stumble(unfinished)
    assert list(tmp_path.iterdir()) == []


def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    target, link = tmp_path / "public" / "peru.csv", tmp_path / "peru.csv"
    link.symlink_to(target)
    for text in ("first", "second"):  # the link leads nowhere at first
        with whole(link) as unfinished:
            unfinished.write_text(text)
        assert (link.is_symlink(), target.read_text()) == (True, text)
    assert list(target.parent.iterdir()) == [target]


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    link = tmp_path / "peru.csv"
    link.symlink_to(link)
    with pytest.raises(OSError, match=r"[Ss]ymbolic link"), whole(link):
        pass


@pytest.mark.skipif(os.name == "nt", reason="no permissions of that kind")
def test_a_new_file_has_the_permissions_of_the_umask_and_a_replaced_one_its_own(
    tmp_path: Path,
) -> None:
    path = tmp_path / "peru.csv"
    before = os.umask(0o027)
    try:
        for expected in (0o640, 0o604):
            with whole(path) as unfinished:
                unfinished.write_text("")
            assert stat.S_IMODE(path.stat().st_mode) == expected
            path.chmod(0o604)
    finally:
        os.umask(before)


def test_a_name_as_long_as_they_come_is_written(tmp_path: Path) -> None:
    path = tmp_path / f"{'p' * 251}.csv"
    with whole(path) as unfinished:
        unfinished.write_text("whole")
    assert path.read_text() == "whole"


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are texts here")
@pytest.mark.parametrize(("folder", "name"), [("", b"b\xff.gpkg"), (b"b\xff", b"b.geojson")])
def test_a_name_that_a_format_cannot_have_is_told(
    folder: str | bytes, name: bytes, tmp_path: Path
) -> None:
    room = tmp_path / os.fsdecode(folder)
    room.mkdir(exist_ok=True)
    points = gpd.GeoDataFrame({"of": [1]}, geometry=[shapely.Point(1, 1)], crs="EPSG:4326")
    with pytest.raises(OSError, match="needs a name, and names of folders, in UTF-8"):
        write_features(points, room / os.fsdecode(name))
    assert list(room.iterdir()) == []
    with whole(room / os.fsdecode(b"b\xff.csv")) as unfinished:
        unfinished.write_text("any other format takes any name")
    with pytest.raises(UnicodeEncodeError), whole(tmp_path / "peru.csv") as unfinished:
        unfinished.write_text("a\ud800b", "utf-8")


def test_two_folders_are_exchanged_in_one_step_or_left_alone(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    assert not exchange(one, other)
    other.mkdir()
    (one / "file").write_text("")
    done = exchange(one, other)
    assert [(one / "file").exists(), (other / "file").exists()] == [not done, done]
