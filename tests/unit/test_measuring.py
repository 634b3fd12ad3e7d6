"""What the benchmarks say of a trace is what the trace says, and a goal is met or it is not."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import growth
import pytest
from goals import Goal, of
from traces import Event, Trace

import perufr_map as pm
from covered import rooms, tell


def _event(name: str, ts: int, dur: int, *, tid: int = 1, kind: str | None = None) -> Event:
    args = {"data": {"type": kind}} if kind else {}
    event = {"name": name, "ph": "X", "pid": 7, "tid": tid, "ts": ts, "dur": dur, "tdur": dur}
    return cast("Event", {**event, "args": args})


def _step(start: int) -> list[Event]:
    """Return a key press of 10 ms: 4 of script, 2 of style within it, 1 of paint, 3 of the rest."""
    return [
        _event("RunTask", start, 7_000),
        _event("EventDispatch", start + 500, 6_000, kind="keydown"),
        _event("UpdateLayoutTree", start + 1_000, 2_000),
        _event("RunTask", start + 20_000, 3_000),
        _event("Paint", start + 21_000, 1_000),
        _event("RasterTask", start + 25_000, 8_000, tid=2),
    ]


def test_a_step_costs_what_its_tasks_spent_each_moment_counted_once() -> None:
    trace = Trace([_event("RunTask", 0, 90_000), *_step(100_000), *_step(200_000)])
    first, second = trace.costs("keydown")
    assert first == second
    assert (first.event, first.style, first.paint, first.rest) == pytest.approx((4, 2, 1, 3))
    assert first.total == pytest.approx(10)
    assert first.raster == pytest.approx(8)


def test_what_came_before_the_mark_is_what_a_first_drawing_costs() -> None:
    mark = cast("Event", {"name": "seen", "ph": "R", "pid": 7, "tid": 1, "ts": 150_000, "args": {}})
    trace = Trace([*_step(100_000), mark, *_step(200_000)])
    assert trace.until("seen").total == pytest.approx(10)


def test_a_goal_is_met_up_to_its_figure_and_not_beyond() -> None:
    assert Goal("step", 3, 3.0).verdict == "met"
    assert Goal("step", 3, 3.1).verdict == "not met"


def test_a_page_that_outgrew_its_goal_is_said_to_have() -> None:
    page = [{"part": "the whole page", "bytes": 520_001, "gzip": 185_000}]
    assert [goal.verdict for goal in of("anatomy", page)] == ["not met", "met"]


def test_a_study_that_is_made_up_to_be_measured_can_be_loaded(tmp_path: Path) -> None:
    growth.write(tmp_path / "study", 6, 50)
    assert len(pm.load(tmp_path / "study").events) == 50


def test_a_room_whose_tests_take_too_few_branches_is_said_to_fall_short() -> None:
    counted = {
        "src/perufr_map/scoring/bulk/job.py": {"num_branches": 60, "covered_branches": 58},
        "src/perufr_map/scoring/days.py": {"num_branches": 40, "covered_branches": 36},
        "src/perufr_map/shown/rings.py": {"num_branches": 10, "covered_branches": 9},
        "src/perufr_map/api.py": {"num_branches": 0, "covered_branches": 0},
    }
    found = rooms({file: {"summary": summary} for file, summary in counted.items()})
    assert [(room.name, room.falls_short) for room in found] == [
        ("perufr_map", False),
        ("scoring", True),
        ("shown", False),
    ]
    assert "scoring       94.0 % of 100 branches, promised 95 %: falls short" in tell(found)
