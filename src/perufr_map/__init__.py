"""See a country's foreign relations through time.

>>> import perufr_map as pm
>>> study = pm.load()
>>> study.focus
'PER'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from perufr_map import moved

if TYPE_CHECKING:
    from perufr_map import borders
    from perufr_map.api import Study, load
    from perufr_map.problems import ChoiceError, Problem, StudyError, StudyWarning
    from perufr_map.scoring.method import Method
    from perufr_map.study.checks import check
    from perufr_map.study.scaffold import new

__version__ = "0.2.0"
__all__ = [
    "ChoiceError",
    "Method",
    "Problem",
    "Study",
    "StudyError",
    "StudyWarning",
    "borders",
    "check",
    "load",
    "new",
]

_HOMES = {
    "ChoiceError": "problems",
    "Method": "scoring.method",
    "Problem": "problems",
    "Study": "api",
    "StudyError": "problems",
    "StudyWarning": "problems",
    "check": "study.checks",
    "load": "api",
    "new": "study.scaffold",
}

moved.install()


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that the command line starts at once."""
    if name == "borders":
        return import_module(f"{__name__}.borders")
    if name not in _HOMES:
        from perufr_map.similar import advise  # noqa: PLC0415 (no name that exists needs it)

        raise AttributeError(advise(f"{__name__} has no “{name}”", name, __all__))
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Return what there is to use: the public names, and nothing that the package imports."""
    return [*__all__, "__version__"]
