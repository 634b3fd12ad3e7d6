"""A run that is killed at any call of the system leaves the old or the new, never neither."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from perufr_map import files
from perufr_map.exports.site import _folder
from perufr_map.files import UNFINISHED

CALLS = (
    *("mkdir", "rename", "renameat2", "unlink", "unlinkat", "rmdir", "write"),
    *("chmod", "fchmodat", "flock"),
)

# Loaded from its file: the package around it takes long to import, once for each kill.
WRITE = f"""
import importlib.util, sys
from pathlib import Path
kind, out = sys.argv[1], Path(sys.argv[2])
if kind == "file":
    from perufr_map.files import whole
    with whole(out) as unfinished:
        unfinished.write_text("new")
else:
    spec = importlib.util.spec_from_file_location("_folder", {str(_folder.__file__)!r})
    folder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(folder)
    with folder.whole_folder(out) as unfinished:
        for name in ("page", "other"):
            (unfinished / name).write_text("new")
"""


def run(out: Path, kind: str, call: str = "", at: int = 0) -> int:
    """Write a file or a site, killed when it enters a call of the system for the n-th time."""
    strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}"]
    strace += ["-e", f"inject={call}:signal=KILL:when={at}"]
    command = [*(strace if call else []), sys.executable, "-B", "-c", WRITE, kind, str(out)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False).returncode


def read(out: Path, kind: str) -> list[str]:
    """Return what stands in a file, or in the files of a site."""
    paths = [out] if kind == "file" else [out / "page", out / "other"]
    return [path.read_text("utf-8") for path in paths]


@pytest.fixture
def tracer() -> None:
    """What kills: `strace`, where it is and may trace."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace, which this machine lacks")
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False).returncode:  # noqa: S607
        pytest.skip("no process may be traced here")


@pytest.mark.usefixtures("tracer")
@pytest.mark.parametrize("kind", ["file", "site"])
def test_a_run_killed_at_any_call_leaves_the_old_or_the_new(kind: str, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    if kind == "site" and not files.exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this file system does not exchange folders in one step")
    room = tmp_path / "web"
    room.mkdir()
    out, kills = room / "out", 0
    assert run(out, kind) == 0
    for call in CALLS:
        for at in range(1, 40):
            for path in [out] if kind == "file" else [out / "page", out / "other"]:
                path.write_text("old", "utf-8")
            ended = run(out, kind, call, at)
            texts = read(out, kind)
            assert len(set(texts)) == 1, (call, at, texts)
            if ended == 0:
                assert texts[0] == "new"
                break
            assert ended in {-signal.SIGKILL, 128 + signal.SIGKILL}, (call, at, ended)
            kills += 1
    assert kills >= 5  # there were calls to be killed at
    assert run(out, kind) == 0
    assert list(room.glob(f"{UNFINISHED}*")) == []
    assert list(room.iterdir()) == [out]
