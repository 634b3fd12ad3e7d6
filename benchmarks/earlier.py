"""The export of an earlier commit, built from git: what we must not be slower than."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import harness

COMMIT = "6e5a1f9"
TITLE = f"perufr-map as of {COMMIT}"
NEEDED = {"minify": "minify-go==2.24.24", "rcssmin": "rcssmin==1.3.0"}
"""What that commit imports and a later environment may lack."""


@dataclass(frozen=True)
class Earlier:
    """The project as it was, unpacked into a folder."""

    folder: Path

    def export(self, page: Path, study: Path | None = None) -> None:
        """Write the page of a study, by default of the one that was shipped then."""
        words = [sys.executable, "-m", "perufr_map", "export"]
        words += ["--study", str(study)] if study else []
        roots = [self.folder / "src", self.folder / "needed"]
        path = os.pathsep.join(str(root) for root in roots)
        subprocess.run(
            [*words, str(page)],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": path},
        )

    @property
    def study(self) -> Path:
        """The study that was shipped then."""
        return self.folder / "data"


def unpack(folder: Path) -> Earlier | None:
    """Unpack the earlier commit into a folder; return nothing, and say so, where git lacks it."""
    git = ["git", "-C", str(harness.ROOT), "archive", COMMIT]
    with tempfile.TemporaryFile() as packed:
        try:
            subprocess.run(git, check=True, stdout=packed, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            print(f"  git has no {COMMIT} here: nothing is compared with it")
            return None
        packed.seek(0)
        with tarfile.open(fileobj=packed) as files:
            files.extractall(folder, filter="data")
    missing = [package for module, package in NEEDED.items() if find_spec(module) is None]
    if missing:
        words = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"]
        done = subprocess.run(
            [sys.executable, *words, str(folder / "needed"), *missing], check=False
        )
        if done.returncode:
            print(f"  {', '.join(missing)} cannot be had: nothing is compared with {COMMIT}")
            return None
    return Earlier(folder)
