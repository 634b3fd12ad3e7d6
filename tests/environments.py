"""Make environments that hold the project's requirements and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_NEWER = range(11, 20)
_NO_NETWORK = ("NewConnectionError", "Temporary failure", "Max retries", "ConnectTimeout")


def list_pythons() -> list[str]:
    """Return the commands of the Pythons on this machine that the project runs on."""
    names = [name for minor in _NEWER if shutil.which(name := f"python3.{minor}")]
    found = [name for name in names if _run(name, "-c", "import venv, ensurepip").returncode == 0]
    return found or [sys.executable]


def make_environment(folder: Path, python: str = sys.executable) -> Path:
    """Return the Python of a new environment with ``requirements.txt``; skip without a network."""
    made = _run(python, "-m", "venv", str(folder))
    assert made.returncode == 0, made.stderr
    python = str(folder / "bin" / "python")
    done = _run(python, "-m", "pip", "install", "--quiet", "-r", str(ROOT / "requirements.txt"))
    skip_without_network(done.stderr)
    assert done.returncode == 0, done.stderr
    return Path(python)


def skip_without_network(said: str) -> None:
    """Skip the test that is running if pip could not reach its packages, as it has said."""
    if any(word in said for word in _NO_NETWORK):
        pytest.skip("the requirements cannot be fetched")


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=900, check=False
    )
