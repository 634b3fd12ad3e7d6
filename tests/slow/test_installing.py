"""The steps of README for systems without make end with a command that works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from environments import skip_without_network

ROOT = Path(__file__).parents[2]
STEPS = re.compile(
    r"^### Windows and Mac, without make$.*?^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", "build", "node_modules", "__pycache__"
)


def test_the_steps_without_make_install_the_command(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    shutil.copytree(ROOT, clone, ignore=LEFT_OUT)
    found = STEPS.search((ROOT / "README.md").read_text("utf-8"))
    assert found
    assert "perufr-map serve\n" in found[1]
    steps = found[1].replace("perufr-map serve\n", "perufr-map check\ncommand -v perufr-map\n")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))}
    environment["PATH"] = f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["/bin/sh", "-e"],
        input=steps,
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    skip_without_network(done.stderr)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(clone / ".venv" / "bin" / "perufr-map")
