"""A wheel works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from bundles import BUNDLES
from environments import list_pythons, make_environment

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing in it but the installed wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    wheel = next(folder.glob("*.whl"))
    target = folder / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    subprocess.run([*install, str(target), str(wheel)], check=True, capture_output=True)
    return target


def test_a_wheel_holds_the_map_and_none_of_the_tools_that_make_it(installed: Path) -> None:
    web = installed / "perufr_map" / "web"
    found = {path.relative_to(web).as_posix() for path in web.rglob("*") if path.is_file()}
    assert sorted(found) == BUNDLES


def test_a_wheel_brings_the_page_of_licences(installed: Path, tmp_path: Path) -> None:
    code = "from perufr_map.exports.licences import notice; print(notice())"
    assert "BSD 2-Clause License" in run(installed, tmp_path, "-c", code)


def test_a_source_archive_holds_no_package_of_the_tools(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        names = archive.getnames()
    assert any(name.endswith("/src/perufr_map/web/package-lock.json") for name in names)
    assert any(name.endswith("/docs/licences.md") for name in names)
    assert not any("/node_modules" in name for name in names)


def run(installed: Path, folder: Path, *words: str) -> str:
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_study_borders_and_page_come_with_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = (
        "from perufr_map.resources import app_path, geo_dir, study_dir;"
        "print(app_path(), geo_dir(), study_dir(), sep='\\n')"
    )
    places = [Path(line) for line in run(installed, tmp_path, "-c", code).splitlines()]
    assert all(place.exists() and installed in place.parents for place in places)
    assert (places[0].parent / ".streamlit" / "config.toml").is_file()


def test_the_installed_package_checks_scores_and_exports(installed: Path, tmp_path: Path) -> None:
    command = ("-m", "perufr_map")
    assert "0 error(s)" in run(installed, tmp_path, *command, "check")
    assert "VEN" in run(installed, tmp_path, *command, "scores", "--era", "autogolpe")
    run(installed, tmp_path, *command, "export", "map.html")
    assert "Venezuela breaks relations" in (tmp_path / "map.html").read_text("utf-8")
    code = "from perufr_map import borders; print(len(borders.on('1980-07-28')))"
    assert int(run(installed, tmp_path, "-c", code)) > 150


def test_wheel_and_source_archive_are_the_same_bytes_when_made_again(tmp_path: Path) -> None:
    """The second time they are made of the first source archive, later, elsewhere, by another."""
    first, second = tmp_path / "first", tmp_path / "second ñ"
    build(ROOT, first, umask=0o022, TZ="America/Lima", PYTHONHASHSEED="1")
    with tarfile.open(next(first.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    unpacked = next(path for path in tmp_path.glob("perufr_map-*") if path.is_dir())
    (unpacked / "PKG-INFO").unlink()  # of the archive, not of the sources
    for path in unpacked.rglob("*"):
        path.touch()
    build(unpacked, second, umask=0o077, TZ="Pacific/Kiritimati", PYTHONHASHSEED="2")
    made = [{path.name: path.read_bytes() for path in out.iterdir()} for out in (first, second)]
    assert [Path(name).suffix for name in sorted(made[0])] == [".whl", ".gz"]
    assert made[0] == made[1]


def build(source: Path, out: Path, *, umask: int, **environment: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(source)],
        env={**os.environ, **environment},
        umask=umask,
        check=True,
        capture_output=True,
        timeout=300,
    )


@pytest.mark.parametrize("python", list_pythons())
def test_the_wheel_works_in_an_empty_environment(python: str, tmp_path: Path) -> None:
    build(ROOT, tmp_path / "dist", umask=0o022)
    wheel = next((tmp_path / "dist").glob("*.whl"))
    inside = make_environment(tmp_path / "environment", python)
    place = tmp_path / "elsewhere"
    place.mkdir()
    for command in (
        (str(inside), "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)),
        (str(inside), "-m", "pip", "check"),
        (str(inside.with_name("perufr-map")), "check"),
        (str(inside.with_name("perufr-map")), "export", "peru.html"),
        (str(inside.with_name("perufr-map")), "verify", "peru.html"),
        (str(inside.with_name("perufr-map")), "export", "peru.png"),
    ):
        environment = {"PATH": os.environ["PATH"], "HOME": str(place)}
        done = subprocess.run(
            command,
            cwd=place,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert "Venezuela breaks relations" in (place / "peru.html").read_text("utf-8")
