"""Escape texts that spreadsheet programs would read as formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

# The last four are wide forms of the first four: Japanese programs read them as these.
_SIGNS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def disarm(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table without formulas: a text that begins like one gets an apostrophe.

    Numbers do not change, nor do texts that are only a number.

    Examples
    --------
    >>> import pandas as pd
    >>> list(disarm(pd.DataFrame({"name": ["=1+1", "-3.5", "Peru"]}))["name"])
    ["'=1+1", '-3.5', 'Peru']

    References
    ----------
    OWASP, CSV Injection; CWE-1236, Improper Neutralization of Formula Elements in a CSV File.
    """
    return frame.assign(
        **{str(name): frame[name].map(_disarm) for name in frame if _has_texts(frame[name])}
    )


def is_formula(text: str) -> bool:
    """Say whether a text begins like a formula, and is not only a number."""
    return text.startswith(_SIGNS) and not _NUMBER.fullmatch(text)


def disarm_text(text: str) -> str:
    """Return a text, with an apostrophe before it if it begins like a formula."""
    return f"'{text}" if is_formula(text) else text


def _has_texts(column: pd.Series[Any]) -> bool:
    from pandas.api.types import (  # noqa: PLC0415 (a check of texts needs no frames)
        is_bool_dtype,
        is_datetime64_any_dtype,
        is_numeric_dtype,
    )

    other_types = (is_numeric_dtype, is_bool_dtype, is_datetime64_any_dtype)
    return not any(is_of_type(column) for is_of_type in other_types)


def _disarm(value: object) -> object:
    return disarm_text(value) if isinstance(value, str) else value
