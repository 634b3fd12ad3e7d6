"""Take away what is on screen: every kind of file, and a web site."""

from perufr_map.exports.formats import (
    FORMATS,
    Format,
    Track,
    Writer,
    export,
    format_of,
    frame,
    to_bytes,
)

__all__ = ["FORMATS", "Format", "Track", "Writer", "export", "format_of", "frame", "to_bytes"]
