"""Hold how a picture of each size is laid out: its sheet, and how large its parts are."""

from __future__ import annotations

from dataclasses import dataclass

from perufr_map.shown.sizes import Size


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A sheet and the sizes of what stands on it, in points.

    Attributes
    ----------
    width, height
        Of the sheet.
    dots
        To the inch, in a PNG.
    margin
        Around words.
    map_margin
        Left and right of the map.
    column
        Width of a column of words left of the map; 0 where they stand above and below it.
    headings
        Sizes of the headline to try, the largest first.
    lines
        Most lines of the headline.
    dek, label, normal, small
        Sizes of the line below the headline, names on the map, keys, and source and ticks.
    diamond
        Height of a counterpart on the shelf.
    shelves
        Rows of the shelf.
    legend
        Width of the legend.
    ranking
        Width of the ranking beside the map; 0 where there is none.
    strip
        Height of the small maps of all eras; 0 where there are none.
    """

    width: float
    height: float
    dots: int
    margin: float
    map_margin: float
    column: float = 0.0
    headings: tuple[float, ...]
    lines: int
    dek: float
    label: float
    normal: float
    small: float
    diamond: float
    shelves: int = 1
    legend: float
    ranking: float = 0.0
    strip: float = 0.0


LAYOUTS: dict[Size, Layout] = {
    "a4": Layout(  # 3508 by 2480 dots
        width=842.0,
        height=595.25,
        dots=300,
        margin=32.0,
        map_margin=32.0,
        headings=(24, 22, 20, 18, 15),
        lines=2,
        dek=9.0,
        label=8.8,
        normal=8.2,
        small=7.5,
        diamond=27.0,
        shelves=2,
        legend=174.0,
        ranking=208.0,
        strip=84.0,
    ),
    "16:9": Layout(  # 2400 by 1350 dots
        width=640.0,
        height=360.0,
        dots=270,
        margin=18.0,
        map_margin=0.0,
        column=194.0,
        headings=(19, 17.5, 16, 14.5, 13),
        lines=4,
        dek=8.6,
        label=8.4,
        normal=7.0,
        small=5.8,
        diamond=15.5,
        legend=150.0,
    ),
    "1:1": Layout(  # 2160 by 2160 dots
        width=480.0,
        height=480.0,
        dots=324,
        margin=18.0,
        map_margin=0.0,
        headings=(20, 18.5, 17, 15.5, 14),
        lines=2,
        dek=8.6,
        label=8.2,
        normal=7.0,
        small=5.8,
        diamond=26.0,
        shelves=2,
        legend=150.0,
    ),
    "4:5": Layout(  # 2160 by 2700 dots
        width=480.0,
        height=600.0,
        dots=324,
        margin=18.0,
        map_margin=0.0,
        headings=(23, 21.5, 20, 18, 16),
        lines=2,
        dek=9.4,
        label=8.6,
        normal=7.4,
        small=6.2,
        diamond=28.0,
        shelves=2,
        legend=170.0,
    ),
}
"""By the name of the size."""
