"""Cut the typeface of the pages out of Source Sans 3: ``cut_typeface.py FILE``.

FILE is ``files/source-sans-3-latin-wght-normal.woff2`` of the npm package
``@fontsource-variable/source-sans-3`` 5.3.1. What is left are the characters of Latin-1 and
some signs, weights from 400 to 700, without hints for screens of few pixels. What is cut may
not bear the reserved name 'Source', so it is called Perufr Sans. Needs fontTools and Brotli.
"""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

SOURCE = "19143dca075972bc84e3fd9eab7416dd40cc565dccb2435a044bdfabe060c7d5"
"""SHA-256 of the package's file."""

NAME = "Perufr Sans"
WEIGHTS = (400, 400, 700)  # least, default, most
SIGNS = "ıŒœ–—‘’‚“”„•…‹›€™↑↓−\u2009"  # noqa: RUF001 (all are meant)
CHARACTERS = {*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x100)), *SIGNS}
FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "mkmk"]
NAMES = {1: NAME, 3: f"3.052;{NAME}", 4: NAME, 6: "PerufrSans", 16: NAME, 25: "PerufrSans"}
TARGET = Path(__file__).parents[1] / "fonts" / "perufr-sans-latin.woff2"


def cut(data: bytes) -> bytes:
    """Return what is left of the package's file."""
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 (the tests go without)
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    if hashlib.sha256(data).hexdigest() != SOURCE:
        raise SystemExit("not the file of @fontsource-variable/source-sans-3 5.3.1")
    lighter = io.BytesIO()
    instancer.instantiateVariableFont(TTFont(io.BytesIO(data)), {"wght": WEIGHTS}).save(lighter)
    font = TTFont(lighter, recalcTimestamp=False)
    options = Options(hinting=False, layout_features=FEATURES, name_IDs=["*"])
    options.name_languages = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, CHARACTERS))
    subsetter.subset(font)
    for record in list(font["name"].names):
        if record.nameID in NAMES:
            record.string = NAMES[record.nameID]
        elif record.nameID == 17:  # noqa: PLR2004 (the name of the lightest weight)
            font["name"].names.remove(record)
    font.flavor = "woff2"
    font["head"].modified = font["head"].created  # the same bytes each time
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(cut(Path(sys.argv[1]).read_bytes()))
