"""Say what to write where a function of the package is called with wrong arguments."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterable
from functools import wraps
from inspect import Parameter, Signature
from typing import Any, ParamSpec, TypeVar

from perufr_map.similar import advise

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C")

# What a value may be, by the name of its type in an annotation, and how that is said.
_SAID = {
    "str": "a text",
    "Path": "a path",
    "date": "a date",
    "bool": "True or False",
    "int": "a whole number",
    "float": "a number",
    "Method": "a perufr_map.Method",
    "Study": "a perufr_map.Study",
    "Sequence[str]": "a list of texts",
    "frozenset[str]": "a set of texts",
    "None": "None",
}
_LONGEST = 40
"""The most characters of a value that a sentence shows."""

# Types that are one of a few texts.
_TEXTS = {"Aggregation", "Confidence", "List", "Size", "Source", "System", "Theme", "WeightSet"}
# What to write where the value is not what the argument takes.
_EXAMPLES = {
    "Method": 'perufr_map.Method(weights="cameo")',
    "Study": 'perufr_map.load("folder")',
    "Sequence[str]": "[{value!r}]",
    "frozenset[str]": "frozenset([{value!r}])",
}


def check_calls(owner: type[C]) -> type[C]:
    """Check the calls of a class's public methods, as `check_call` does; a class decorator."""
    for name, member in list(vars(owner).items()):
        if inspect.isfunction(member) and not name.startswith("_"):
            setattr(owner, name, check_call(member))
    return owner


def check_making(owner: type[C]) -> type[C]:
    """Check the call that makes an object of a class, as `check_call` does; a class decorator."""
    owner.__init__ = check_call(owner.__init__, called=owner.__name__)  # type: ignore[method-assign]
    return owner


def check_call(function: Callable[P, R], *, called: str | None = None) -> Callable[P, R]:
    """Refuse wrong arguments of a function in a sentence that says what to write.

    Parameters
    ----------
    function
        A function or method.
    called
        What it is called in that sentence. Default: its name.

    Returns
    -------
    callable
        The function, which raises a `TypeError` with that sentence where an argument has no such
        name, is missing, is given by its place where it has to be named, or is of another type than
        its annotation says.
    """
    signature = inspect.signature(function)
    takers = {name: _split(each.annotation) for name, each in signature.parameters.items()}
    name = called or function.__name__

    @wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            given = signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            raise TypeError(_say_call(name, signature, args, kwargs) or str(error)) from None
        for argument, value in given.items():
            if (types := takers[argument]) and not any(_is(value, named) for named in types):
                raise TypeError(_say_type(name, argument, value, types))
        return function(*args, **kwargs)

    return checked


def level_outside() -> int:
    """Return the `stacklevel` with which a warning points at the line that called the package."""
    package, level = __name__.partition(".")[0], 0
    frame = inspect.currentframe()
    while frame and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        frame, level = frame.f_back, level + 1
    return level


def _split(annotation: object) -> tuple[str, ...]:
    """Return the types that an annotation names, if all of them are known here, else none."""
    names = [each.strip() for each in str(annotation).split("|")]
    types = tuple("str" if name in _TEXTS else name for name in names)
    return types if all(named in _SAID for named in types) else ()


def _is(value: object, named: str) -> bool:
    """Say whether a value is of a type, of which only the name is known: importing it is slow."""
    if named == "Path":
        return isinstance(value, os.PathLike)
    if named == "int":
        return hasattr(value, "__index__")
    if named == "float":
        return hasattr(value, "__float__")
    if named in {"Sequence[str]", "frozenset[str]"}:
        return isinstance(value, Iterable) and not isinstance(value, str)
    if named == "None":
        return value is None
    # NumPy's bool_ is no bool.
    return any(each.__name__.rstrip("_") == named for each in type(value).__mro__)


def _say_type(name: str, argument: str, value: object, types: Iterable[str]) -> str:
    """Return the sentence for a value of the wrong type."""
    wanted = [named for named in types if named != "None"]
    said = " or ".join(_SAID[named] for named in wanted)
    message = f"{name} takes {said} as {argument}, not {_shorten(value)}"
    example = next((_EXAMPLES[named] for named in wanted if named in _EXAMPLES), None)
    if example is None:
        return message
    return f"{message}; write {argument}={example.format(value=value)}"


def _say_call(
    name: str, signature: Signature, args: tuple[object, ...], kwargs: dict[str, Any]
) -> str:
    """Return the sentence for arguments that do not fit; empty if Python's own says enough."""
    parameters = [
        each for each in signature.parameters.values() if each.kind is not Parameter.VAR_KEYWORD
    ]
    if parameters and parameters[0].name == "self":
        parameters, args = parameters[1:], args[1:]
    placed = [each for each in parameters if each.kind is not Parameter.KEYWORD_ONLY]
    takes_any = any(each.kind is Parameter.VAR_KEYWORD for each in signature.parameters.values())
    for word in kwargs:
        if not takes_any and word not in signature.parameters:
            known = [each.name for each in parameters]
            message = f"{name} has no argument “{word}”; "
            message += f"there are {', '.join(known)}" if known else "it has none"
            return advise(message, word, known)
    too_many = args[len(placed) :]
    named = [each.name for each in parameters if each not in placed and each.name not in kwargs]
    if len(too_many) > len(named):
        most = f"at most {len(parameters)}" if parameters else "none"
        return f"{name} takes {most} arguments, not {len(args) + len(kwargs)}"
    given = dict(zip(named, too_many, strict=False)) | kwargs
    written = [_shorten(each) for each in args[: len(placed)]]
    written += [f"{word}={_shorten(value)}" for word, value in given.items()]
    missing = [
        each.name
        for each in [*placed[len(args) :], *(each for each in parameters if each not in placed)]
        if each.default is Parameter.empty and each.name not in given
    ]
    written += [f"{word}=…" for word in missing]
    call = f"{name}({', '.join(written)})"
    if too_many:
        return f"{name} takes {' and '.join(named[: len(too_many)])} by name: write {call}"
    return f"{name} needs {' and '.join(missing)}: write {call}" if missing else ""


def _shorten(value: object) -> str:
    """Return a value as it is written, if that is short, else its type."""
    text = repr(value)
    return text if len(text) <= _LONGEST and "\n" not in text else f"<{type(value).__name__}>"
