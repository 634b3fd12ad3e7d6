"""Count the rows of events that could be read, in a study whose check has found errors."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perufr_map.study.dates import Span
from perufr_map.study.rules import Tables

if TYPE_CHECKING:
    from perufr_map.study.checks import CheckedFiles

_FILE, _TABLE = "events.csv", "events"
_HEADER = 1


@dataclass(frozen=True)
class ValidRows:
    """The rows of events, and those of them that have no error.

    Attributes
    ----------
    rows
        How many rows there are.
    valid
        How many have no error; none, if the columns themselves have one.
    by_era
        Of the valid ones, how many count in each era, by its id, in order.
    by_counterpart
        How many name each counterpart: the valid ones, and the others.
    """

    rows: int
    valid: int
    by_era: dict[str, int]
    by_counterpart: dict[str, tuple[int, int]]

    @property
    def wrong(self) -> int:
        """How many rows have an error."""
        return self.rows - self.valid


def count_valid(files: CheckedFiles) -> ValidRows:
    """Return how many rows of events have no error, in all, by era and by counterpart."""
    sheet = files.sheets.get(_TABLE)
    if sheet is None:
        return ValidRows(0, 0, {}, {})
    wrong = {problem.row for problem in files.errors if problem.file == _FILE}
    if wrong & {None, _HEADER}:
        return ValidRows(len(sheet.rows), 0, {}, {})
    tables = Tables(files.sheets, files.descriptor, files.languages)
    good, bad, spans = Counter[str](), Counter[str](), list[Span]()
    for row, code, start, end in tables.rows(_TABLE, "counterpart", "start", "end"):
        span = tables.days[start, end]
        if row in wrong or not isinstance(span, Span):
            bad[code] += 1
        else:
            good[code] += 1
            spans.append(span)
    return ValidRows(
        len(sheet.rows),
        good.total(),
        _count_by_era(tables, spans),
        {code: (good[code], bad[code]) for code, _ in (good + bad).most_common()},
    )


def _count_by_era(tables: Tables, spans: list[Span]) -> dict[str, int]:
    """Return how many spans overlap each era: those begun before its end, less those over."""
    if "eras" not in tables.sheets:
        return {}
    names = dict(tables.rows("eras", "id"))
    firsts, lasts = sorted(span.first for span in spans), sorted(span.last for span in spans)
    return {
        names[row]: max(0, bisect_left(firsts, end) - bisect_left(lasts, start))
        for row, start, end in tables.eras
    }
