"""Hash what a study holds, however its files write it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pandas as pd

_NOT_CONTENT = ("origin", "draft")


def hash_content(study: Any) -> str:
    """Return the SHA-256 of a study's tables, texts and choices.

    Line ends, encoding, separator and the order of columns are of the files alone.
    """
    text = json.dumps(_plain(study), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, pd.DataFrame):
        return value.to_csv(index=False, lineterminator="\n")
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in _NOT_CONTENT]
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
