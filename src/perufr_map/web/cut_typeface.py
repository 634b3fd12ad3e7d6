"""Cut the typeface of pages and pictures out of Source Sans 3: ``cut_typeface.py FOLDER``.

FOLDER is ``files/`` of the npm package ``@fontsource-variable/source-sans-3`` 5.3.1. What is left
are the characters of Latin-1 and some signs, without hints for screens of few pixels: for pages
one file with all weights from 400 to 700, on a coarser grid and without the rarest signs; for
pictures one file a weight, as Matplotlib reads them.
What is cut may not bear the reserved name 'Source', so it is called Perufr Sans. Needs fontTools
and Brotli.
"""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path
from typing import Any

UPRIGHT = "source-sans-3-latin-wght-normal.woff2"
ITALIC = "source-sans-3-latin-wght-italic.woff2"
SOURCES = {
    UPRIGHT: "19143dca075972bc84e3fd9eab7416dd40cc565dccb2435a044bdfabe060c7d5",
    ITALIC: "5fbc14d56cea35e60596c72ca969b349443c6a536f74e11748eed8b3a396e61d",
}
"""SHA-256 of the package's files."""

NAME = "Perufr Sans"
WEIGHTS = (400, 400, 700)  # least, default, most
SIGNS = "ıŒœ–—‘’‚“”„•…‹›€™↑↓−\u2009"  # noqa: RUF001 (all are meant)
CHARACTERS = {*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x100)), *SIGNS}
RARE = set("^\\¤¦¨¬\xad¯²³´µ¸¹¼¾")  # noqa: RUF001 (all are meant)
"""What pages draw from another typeface."""

PER_EM = 500
"""Units of the grid of the pages' typeface; the package's has twice as many."""

FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "mkmk"]
FONTS = Path(__file__).parents[1] / "fonts"
FOR_PICTURES = {
    "perufr-sans-regular.ttf": (UPRIGHT, 400, "Regular"),
    "perufr-sans-bold.ttf": (UPRIGHT, 700, "Bold"),
    "perufr-sans-italic.ttf": (ITALIC, 500, "Italic"),
}
"""Each file, with what it is cut out of, its weight and its style."""


def cut(data: bytes, weights: Any, style: str = "") -> bytes:
    """Return what is left of one of the package's files, at a weight or a span of weights."""
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 (the tests go without)
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.ttLib.scaleUpem import scale_upem  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    if hashlib.sha256(data).hexdigest() not in SOURCES.values():
        raise SystemExit("not a file of @fontsource-variable/source-sans-3 5.3.1")
    lighter = io.BytesIO()
    instancer.instantiateVariableFont(TTFont(io.BytesIO(data)), {"wght": weights}).save(lighter)
    font = TTFont(lighter, recalcTimestamp=False)
    options = Options(hinting=False, layout_features=FEATURES, name_IDs=["*"])
    options.name_languages = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, CHARACTERS if style else CHARACTERS - RARE))
    subsetter.subset(font)
    if not style:
        scale_upem(font, PER_EM)
    _rename(font, style)
    font.flavor = None if style else "woff2"
    font["head"].modified = font["head"].created  # the same bytes each time
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _rename(font: Any, style: str) -> None:
    """Take the reserved name out of a font; say its style where it has one."""
    whole = f"{NAME} {style}".strip()
    names = {1: NAME, 3: f"3.052;{whole}", 4: whole, 6: whole.replace(" ", "", 1).replace(" ", "-")}
    names |= {16: NAME, 25: "PerufrSans"} | ({2: style} if style else {})
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID == 17:  # noqa: PLR2004 (the name of the lightest weight)
            font["name"].names.remove(record)
    if style:
        font["OS/2"].usWeightClass = 700 if style == "Bold" else 400
        font["OS/2"].fsSelection = {"Regular": 0x40, "Bold": 0x20, "Italic": 0x01}[style]
        font["head"].macStyle = {"Regular": 0, "Bold": 1, "Italic": 2}[style]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (FONTS / "perufr-sans-latin.woff2").write_bytes(cut((folder / UPRIGHT).read_bytes(), WEIGHTS))
    for name, (source, weight, style) in FOR_PICTURES.items():
        (FONTS / name).write_bytes(cut((folder / source).read_bytes(), weight, style))
