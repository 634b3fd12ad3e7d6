"""Keep what is made of a study with it: made once for all who see it, and gone when it is."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import Lock
from typing import Concatenate, Generic, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from perufr_map.api import Study

MOST = 64
"""How many of a kind are kept of a study: those that were asked for last."""

MOST_BYTES = 20_000_000
"""How large they may be together; the last two stay, however large."""

P = ParamSpec("P")
R = TypeVar("R")


class Kept(Generic[P, R]):
    """A function that makes anything once, whoever asks for it.

    What is made is kept beside the study and ends with it: that of an upload with its viewer's
    session, that of the server's study when its files change. So it must not hold the study, and
    as all are given the same, nobody may change it.

    Parameters
    ----------
    make
        Makes texts, or a few small values, of a study and of arguments that can be hashed.
    """

    def __init__(self, make: Callable[Concatenate[Study, P], R]) -> None:
        update_wrapper(self, make)
        self._make = make
        self._shelves: WeakKeyDictionary[Study, _Shelf[R]] = WeakKeyDictionary()
        self._adding = Lock()

    def __call__(self, study: Study, *args: P.args, **named: P.kwargs) -> R:
        """Return what is made of a study."""
        key = (args, *sorted(named.items()))
        return self._find_shelf(study).get(key, lambda: self._make(study, *args, **named))

    def give(self, made: R, study: Study, *args: P.args, **named: P.kwargs) -> None:
        """Keep what another process has made of a study."""
        self._find_shelf(study).get((args, *sorted(named.items())), lambda: made)

    def _find_shelf(self, study: Study) -> _Shelf[R]:
        with self._adding:
            return self._shelves.setdefault(study, _Shelf())


class _Shelf(Generic[R]):
    """What one function has made of one study, by its other arguments."""

    def __init__(self) -> None:
        self._made: OrderedDict[Hashable, R] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], R]) -> R:
        """Return what is kept; who asks while it is made waits, rather than make it too."""
        with self._lock:
            if key not in self._made:
                self._made[key] = make()
                self._limit()
            self._made.move_to_end(key)
            return self._made[key]

    def _limit(self) -> None:
        sizes = [_weigh(each) for each in self._made.values()]
        while len(sizes) > MOST or (len(sizes) > 2 and sum(sizes) > MOST_BYTES):  # noqa: PLR2004
            self._made.popitem(last=False)
            del sizes[0]


def _weigh(value: object) -> int:
    """Return how many bytes a text has, or texts together."""
    parts = value if isinstance(value, tuple | list) else (value,)
    return sum(map(sys.getsizeof, parts))
