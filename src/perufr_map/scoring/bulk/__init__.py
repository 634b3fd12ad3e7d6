"""Score event files of any size: our own plain ones and those of public event data sets."""

from __future__ import annotations

from perufr_map.scoring.bulk.comparing import SourceComparison, compare
from perufr_map.scoring.bulk.engines import ENGINES, EngineName
from perufr_map.scoring.bulk.files import Files
from perufr_map.scoring.bulk.layouts import SOURCES, Source
from perufr_map.scoring.bulk.problems import EventFileError
from perufr_map.scoring.bulk.scoring import Choices, ScoredEvents, score_events
from perufr_map.scoring.bulk.tally import Tally

__all__ = [
    "ENGINES",
    "SOURCES",
    "Choices",
    "EngineName",
    "EventFileError",
    "Files",
    "ScoredEvents",
    "Source",
    "SourceComparison",
    "Tally",
    "compare",
    "score_events",
]
