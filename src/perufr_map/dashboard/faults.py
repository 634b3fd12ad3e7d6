"""Tell a fault of ours by a number, on the page and in the log, and nothing of the viewer's data.

The message of an exception may hold a cell of an upload, so it stands on neither: the page shows
the number, the log beside it the type of the exception and the places in the code.
"""

from __future__ import annotations

import errno
import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from secrets import token_hex
from traceback import walk_tb
from types import TracebackType
from typing import Any

from perufr_map.dashboard import state
from perufr_map.dashboard._streamlit import get_logger, is_serving, replace_handlers
from perufr_map.dashboard.apart import PLACES
from perufr_map.problems import LANGUAGE

_NUMBER = "fault_number"
_log = get_logger(__name__)

Record = Callable[..., logging.LogRecord]


@cache
def keep_private() -> None:
    """Keep the messages of exceptions off the page and out of the log, whoever writes to it."""
    if is_serving():
        replace_handlers(note=write, say=say)
        logging.setLogRecordFactory(partial(_make_record, logging.getLogRecordFactory()))
        sys.excepthook = _write_uncaught
        threading.excepthook = lambda found: _write_uncaught(*found[:3])
        sys.unraisablehook = lambda found: _write_uncaught(
            found.exc_type, found.exc_value, found.exc_traceback
        )


def note(error: BaseException) -> str:
    """Write a fault to the log; return what to tell the viewer."""
    write(error)
    return say(error)


def say(error: BaseException) -> str:
    """Say to the viewer that something went wrong, and the number of it."""
    return make_teller()(error)


def make_teller() -> Callable[[BaseException], str]:
    """Return what says so in the language that the viewer has now."""
    text = state.words(_language())["page.fault"]
    return lambda error: text.format(number=number(error))


def number(error: BaseException) -> str:
    """Return the number of a fault, the same however often it is told."""
    known: str = vars(error).setdefault(_NUMBER, token_hex(4))
    return known


def describe(error: BaseException) -> str:
    """Return the types of an exception and of its causes, and where each passed in the code."""
    return "\n".join(_describe(error, f"fault {number(error)}", set()))


def _describe(error: BaseException, said: str, seen: set[int]) -> Iterator[str]:
    yield f"{said}: {_name(error)}"
    for frame, line in walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}, line {line}, in {frame.f_code.co_qualname}"
    yield from (f"  {place}" for place in vars(error).get(PLACES, ()))
    seen.add(id(error))
    for each in _causes(error):
        if id(each) not in seen:
            yield from _describe(each, "because of", seen)


def _name(error: BaseException) -> str:
    """Return the type of an exception, and the code of what a system refused."""
    error_type = type(error)
    name = (
        error_type.__qualname__
        if error_type.__module__ == "builtins"
        else f"{error_type.__module__}.{error_type.__qualname__}"
    )
    code = isinstance(error, OSError) and errno.errorcode.get(error.errno or 0)
    return f"{name} {code}" if code else name


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield what an exception was raised from, and the parts of a group."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield before
    if isinstance(error, BaseExceptionGroup):
        yield from error.exceptions


def _language() -> str:
    """Return the viewer's language; the default one where a fault keeps it from being known."""
    try:
        return state.language()
    except Exception:  # noqa: BLE001 (whatever it is, a fault is to be told)
        return LANGUAGE


def write(error: BaseException) -> None:
    """Write a fault to the log."""
    _log.error(describe(error))


def _write_uncaught(
    error_type: type[BaseException], error: BaseException | None, _trace: TracebackType | None
) -> None:
    """Write what nobody caught, in place of Python's own traceback."""
    if not issubclass(error_type, KeyboardInterrupt | SystemExit):
        write(error or error_type())


def _make_record(make: Record, *args: Any, **named: Any) -> logging.LogRecord:
    """Make a record of the log that tells an exception by its number, type and place."""
    record = make(*args, **named)
    values = record.args if isinstance(record.args, tuple) else ()
    errors = [each for each in values if isinstance(each, BaseException)]
    if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
        errors.append(record.exc_info[1])
        record.exc_text, record.exc_info = describe(record.exc_info[1]), None
    if errors:
        record.msg, record.args = _take_messages_out(record, errors), ()
    return record


def _take_messages_out(record: logging.LogRecord, errors: Sequence[BaseException]) -> str:
    """Return the text of a record with the type of each exception in place of its message."""
    try:
        text = record.getMessage()
        for error in errors:
            for told in filter(None, (repr(error), str(error))):
                text = text.replace(told, _name(error))
    except Exception:  # noqa: BLE001 (an exception may not even be able to tell itself)
        return str(record.msg)
    return text
