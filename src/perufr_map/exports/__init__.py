"""Write a view of a study to files of many formats, or a study to a web site."""

from perufr_map.exports.formats import (
    FORMATS,
    Format,
    Track,
    Writer,
    export,
    format_of,
    iframe,
    to_bytes,
)
from perufr_map.moved import look_up

__all__ = ["FORMATS", "Format", "Track", "Writer", "export", "format_of", "iframe", "to_bytes"]


def __getattr__(name: str) -> object:
    """Find what this package held under another name."""
    return look_up("exports", name)
