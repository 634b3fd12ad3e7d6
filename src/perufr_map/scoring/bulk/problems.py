"""Report that an event file cannot be used."""

from __future__ import annotations

from perufr_map.problems import ChoiceError


class EventFileError(ChoiceError):
    """An event file that cannot be found, or is not laid out as its source says."""
