"""A fault is told by a number, its type and places in the code: its message may hold a cell."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from perufr_map.dashboard import faults, offer
from perufr_map.dashboard._streamlit import ToldError

CELL = "a cell of 4711"


class SilentError(Exception):
    """An exception that cannot tell itself."""

    def __str__(self) -> str:  # noqa: D105
        raise ValueError(CELL)


def fail(error: Exception, cause: Exception | None = None) -> Exception:
    """Raise an exception, and return it as whoever catches it meets it."""
    with pytest.raises(type(error)) as caught:
        _raise(error, cause)
    return caught.value


def _raise(error: Exception, cause: Exception | None) -> None:
    raise error from cause


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> logging.Logger:
    """A log that is kept private, as the server's is."""
    make = partial(faults._make_record, logging.getLogRecordFactory())
    monkeypatch.setattr(logging, "_logRecordFactory", make)
    return logging.getLogger("somebody.elses")


def test_a_fault_is_described_by_types_and_places_and_by_no_message() -> None:
    said = faults.describe(fail(LookupError(CELL), fail(ValueError(CELL))))
    assert CELL not in said
    first, *places, cause, _, _ = said.splitlines()
    assert first.startswith("fault ")
    assert first.endswith(": LookupError")
    assert Path(__file__).name in places[-1]
    assert places[-1].endswith("in _raise")
    assert cause == "because of: ValueError"


def test_a_fault_has_one_number_however_often_it_is_told() -> None:
    error, other = fail(KeyError(CELL)), fail(KeyError(CELL))
    assert faults.number(error) == faults.number(error) != faults.number(other)
    assert faults.number(error) in faults.say(error)
    assert faults.number(error) in faults.describe(error)


def test_what_a_system_refused_is_told_without_the_file() -> None:
    said = faults.describe(fail(OSError(errno.ENOSPC, "full", f"/home/{CELL}")))
    assert said.splitlines()[0].endswith(": OSError ENOSPC")
    assert CELL not in said


def test_causes_that_go_round_and_groups_are_told_once_each() -> None:
    first, second = fail(KeyError(CELL)), fail(ValueError(CELL))
    first.__cause__, second.__cause__ = second, first
    said = faults.describe(fail(ExceptionGroup(CELL, [first, second])))
    assert (said.count("KeyError"), said.count("ValueError"), CELL in said) == (1, 1, False)


@pytest.mark.parametrize(
    "write",
    [
        lambda log, error: log.error("it failed", exc_info=error),
        lambda log, error: log.warning("it failed: %s", error),
        lambda log, error: log.warning("it failed: %r", error),
        lambda log, error: log.error("it failed: %s", str(error), exc_info=error),
        lambda log, error: log.error("<Task %s>", repr(error), exc_info=error),
    ],
    ids=["with its trace", "as a value", "as it is written", "in a text", "as asyncio does"],
)
def test_whoever_writes_an_exception_to_the_log_its_message_stays_out(
    log: logging.Logger,
    caplog: pytest.LogCaptureFixture,
    write: Callable[[logging.Logger, BaseException], None],
) -> None:
    write(log, fail(ValueError(CELL)))
    assert CELL not in caplog.text
    assert "ValueError" in caplog.text


def test_an_exception_that_cannot_tell_itself_is_told_all_the_same(
    log: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    log.error("it failed: %s", fail(SilentError()), exc_info=fail(SilentError()))
    assert CELL not in caplog.text
    assert "SilentError" in caplog.text


def test_a_text_without_an_exception_is_written_as_it_is(
    log: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    log.warning("%d rows of %s", 3, "a table")
    assert "3 rows of a table" in caplog.text


def test_a_file_that_cannot_be_made_is_told_by_its_number(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Callable[[], bytes]] = []
    monkeypatch.setattr("streamlit.download_button", lambda _, data, **__: made.append(data))
    monkeypatch.setattr(logging.getLogger(faults.__name__), "propagate", True)

    def make() -> bytes:
        raise KeyError(CELL)

    offer.offer("a file", make, name="a.csv", mime="text/csv")
    with pytest.raises(ToldError) as told:
        made[0]()
    number = str(told.value).partition("number is ")[2][:8]
    assert f"fault {number}: KeyError" in caplog.text
    assert "in test_a_file_that_cannot_be_made_is_told_by_its_number.<locals>.make" in caplog.text
    assert CELL not in caplog.text + str(told.value)
