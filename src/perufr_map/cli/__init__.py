"""The command line: the same verbs as in Python."""

from perufr_map.cli import _files, _numbers, _studies  # noqa: F401 (they add their commands)
from perufr_map.cli._main import main

__all__ = ["main"]
