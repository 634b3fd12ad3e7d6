"""Report that an event file cannot be used."""

from __future__ import annotations

from perufr_map.characters import replace_odd
from perufr_map.problems import UnusableError


class EventFileError(UnusableError):
    """An event file that cannot be found, or is not laid out as its source says."""

    def __init__(self, message: str) -> None:
        super().__init__(replace_odd(message))
