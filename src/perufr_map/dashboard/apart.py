"""Read what a viewer sends in a process of its own, so that no other viewer waits for it.

Python runs one thread at a time: beside the reading of a large study all pages would stand still.
The process starts when somebody is about to send something, and ends when nobody has for a while.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer
from traceback import walk_tb
from typing import Any, BinaryIO, Literal, TypeAlias

from perufr_map.api import load
from perufr_map.dashboard import bundle
from perufr_map.dashboard.bundle import Bundle, RefusedError
from perufr_map.dashboard.drawn import draw
from perufr_map.problems import Problem, StudyError
from perufr_map.study.checks import CheckedFiles

Reader: TypeAlias = Literal["read_events", "read_zip", "read_book"]
"""The functions of `bundle` that read a file."""

LONGEST = 30.0
"""Seconds after which the process is ended, whatever it reads."""

START = 60.0
"""Seconds that the process may take until it can read; on an idle machine it takes one or two."""

IDLE = 120.0
"""Seconds without a file after which the process is ended."""

ROOM = 512 * 2**20
"""Bytes of memory that the process may take for one file, beside what it has.

Of what may be sent the most costly that was found, 5,000 events in a workbook (.ods) or in 99 eras,
takes 110 MB.
"""

READY = "ready"
"""What the process says before all else."""

PLACES = "places"
"""Where an exception of the process keeps its places in the code."""


@dataclass(frozen=True)
class _Read:
    """A study that can be used, and its map as the page draws it first."""

    bundle: Bundle
    drawn: tuple[str, str]


@dataclass(frozen=True)
class _Refused:
    """What is wrong with a file, and what could be read of it."""

    problems: tuple[Problem, ...]
    checked: CheckedFiles | None


@dataclass(frozen=True)
class _Failed:
    """A fault of ours; its message stays behind, for it may hold a cell of the file."""

    error: Exception


def read(how: Reader, data: bytes, *, name: str, **rest: Any) -> Bundle:
    """Read a file as a function of `bundle` does, and draw the map of its study.

    Parameters
    ----------
    how
        The function.
    data, name, rest
        Its arguments.

    Raises
    ------
    StudyError
        As the function does, and if reading takes too much time or memory.
    """
    given = {"name": name, **rest}
    try:
        with bundle.turn(name):
            answer = _process.ask(how, data, given)
    except OSError:  # there is no room for a process
        return _find(how)(data, **given)
    match answer:
        case _Read():
            draw.give(answer.drawn, answer.bundle.study, answer.bundle.study.method)
            return answer.bundle
        case _Refused(problems, None):
            raise StudyError(problems)
        case _Refused(_, CheckedFiles() as checked):
            raise RefusedError(checked)
        case _Failed():
            raise answer.error
    values = {"seconds": round(LONGEST)}
    raise StudyError([Problem(name, None, None, "upload_unread", values)])


def prepare() -> None:
    """Start the process, if it does not run: it takes a second or two to load all it needs."""
    _process.prepare()


def _find(how: Reader) -> Callable[..., Bundle]:
    found: Callable[..., Bundle] = getattr(bundle, how)
    return found


_COMMAND = f"import sys; from {__name__} import answer_all; answer_all(int(sys.argv[1]))"


class _Process:
    """The process; it is asked one thing at a time."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._lock = Lock()
        self._rest: Timer | None = None

    def prepare(self) -> None:
        if self._lock.acquire(blocking=False):  # else it is at work
            try:
                self._start()
            except OSError:
                pass  # who sends something is read beside the others
            finally:
                self._lock.release()

    def ask(self, how: Reader, data: bytes, rest: Mapping[str, Any]) -> object:
        """Return what the process answers; nothing if it was ended, or has ended."""
        with self._lock:
            child = self._start()
            try:
                if not self._ready:
                    with _ended_after(START, child):
                        self._ready = _answered(child) == READY
                with _ended_after(LONGEST, child):
                    _write(child.stdin, (how, data, rest))
                    return _answered(child)
            except (EOFError, OSError, pickle.UnpicklingError):
                self._end()
                return None

    def _start(self) -> subprocess.Popen[bytes]:
        if self._rest:
            self._rest.cancel()
        self._rest = Timer(IDLE, self._end_if_idle)
        self._rest.daemon = True
        self._rest.start()
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._ready = False
            path = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
            self._child = subprocess.Popen(  # noqa: S603 (our own command)
                [sys.executable, "-c", _COMMAND, str(ROOM)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(filter(None, path)),
                    "OMP_NUM_THREADS": "1",  # each thread takes room, one for each core
                },
            )
        return self._child

    def _end_if_idle(self) -> None:
        with self._lock:
            self._end()

    def _end(self) -> None:
        """End the process: without anybody to ask it, it goes by itself."""
        if self._child is None:
            return
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()
        self._child.kill()
        self._child.wait()
        self._child = None


@contextmanager
def _ended_after(seconds: float, child: subprocess.Popen[bytes]) -> Iterator[None]:
    limit = Timer(seconds, child.kill)
    limit.start()
    try:
        yield
    finally:
        limit.cancel()


def _answered(child: subprocess.Popen[bytes]) -> Any:
    return pickle.load(child.stdout)  # type: ignore[arg-type]  # noqa: S301 (our own process)


_process = _Process()


# --- in the process ------------------------------------------------------------------


def answer_all(room: int) -> None:
    """Answer what is asked on the standard input, until nobody is there to ask.

    For each file it takes at most `room` bytes of memory beside what it has.
    """
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed goes to the log
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then leaves
    study = load()
    draw(study, study.method)  # loads borders and all else that the next one needs
    try:
        _write(told, READY)
    except BrokenPipeError:
        return  # the server has gone meanwhile
    while True:
        try:
            how, data, rest = pickle.load(asked)  # noqa: S301 (our own server)
        except EOFError:
            return
        _limit_memory(room)
        try:
            _write(told, _answer(how, data, rest))
        except MemoryError:
            return  # the server says so; its next file gets a new process


def _limit_memory(room: int) -> None:
    """Let this process take no more memory beside what it has, on systems that can see to it.

    What counts is what it may write, used or not (Linux 4.7 and newer).
    """
    try:
        import resource  # noqa: PLC0415 (Windows has none)

        *_, data, _ = map(int, Path("/proc/self/statm").read_text().split())
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = data * resource.getpagesize() + room
        if most != resource.RLIM_INFINITY:
            limit = min(limit, most)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
    except (ImportError, OSError, ValueError):
        return


def _answer(how: Reader, data: bytes, rest: Mapping[str, Any]) -> object:
    try:
        found = _find(how)(data, **rest)
        return _Read(found, draw(found.study, found.study.method))
    except RefusedError as error:
        return _Refused(error.problems, error.checked)
    except StudyError as error:
        return _Refused(error.problems, None)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (whatever it is, the server tells it)
        return _Failed(_without_message(error))


def _without_message(error: Exception) -> Exception:
    """Return an exception that can be sent: of the same type, with its places in the code."""
    places = tuple(
        f"{frame.f_code.co_filename}, line {line}, in {frame.f_code.co_qualname}"
        for frame, line in walk_tb(error.__traceback__)
    )
    try:
        bare = type(error)()
        pickle.loads(pickle.dumps(bare))  # noqa: S301 (our own)
    except Exception:  # noqa: BLE001 (some cannot be made, or sent)
        bare = RuntimeError()
    vars(bare)[PLACES] = places
    return bare


def _write(pipe: BinaryIO | Any, value: object) -> None:
    pickle.dump(value, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()
