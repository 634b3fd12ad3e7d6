"""Turn the pages of several eras into an animated GIF."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from perufr_map.exports.made import Made
from perufr_map.exports.picture.layouts import LAYOUTS
from perufr_map.exports.picture.page import draw
from perufr_map.exports.picture.save import settings
from perufr_map.exports.picture.sheet import POINTS
from perufr_map.shown.request import Shown
from perufr_map.shown.scale import Scale, channels

Colour = tuple[int, int, int]

PIXELS = 1200  # width
COLOURS = 128
STAY = 2500  # ms an era is shown


def animate(shown: Shown, eras: Iterable[str], path: Path) -> None:
    """Write the pages of several eras as an endless animated GIF with one palette.

    If the request compares eras, each era is compared with the same one, which has no image.

    Parameters
    ----------
    shown
        A request and its scores.
    eras
        Ids of the eras, in order.
    path
        File to write.
    """
    request = shown.request
    images = [_draw_image(shown, era) for era in eras if era != request.before]
    ink = Scale.of(request.theme, shown.study.edges)
    ramp = ink.score_ramp
    palette = _palette(images, [*ramp.colours, *ramp.tints, *ramp.rims, *ink.surface_colours()])
    first, *rest = (recolour(image, palette) for image in images)
    first.save(
        path,
        format="GIF",
        save_all=True,
        append_images=rest,
        duration=STAY,
        loop=0,
        comment=f"{Made.of(shown)} {shown.credit.line}",
        optimize=False,  # otherwise each image would get a palette of its own
    )


def _draw_image(shown: Shown, era: str) -> Image.Image:
    figure = draw(shown, era)
    figure.set_dpi(PIXELS * POINTS / LAYOUTS[shown.request.size].width)
    canvas = FigureCanvasAgg(figure)
    with settings():
        canvas.draw()  # type: ignore[no-untyped-call]
    return Image.fromarray(
        np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    ).convert("RGB")


def _palette(images: list[Image.Image], exact_colours: list[str]) -> list[Colour]:
    """Return the colours with a meaning, exactly, and the most important other ones."""
    exact = [channels(colour) for colour in dict.fromkeys(exact_colours)]
    width, height = images[0].size
    strip = Image.new("RGB", (width, height * len(images)))
    for place, image in enumerate(images):
        strip.paste(image, (0, place * height))
    rest = strip.quantize(COLOURS - len(exact), method=Image.Quantize.MEDIANCUT).getpalette()
    values = iter(rest or [])
    return [*exact, *zip(values, values, values, strict=True)]


def recolour(image: Image.Image, palette: list[Colour]) -> Image.Image:
    """Give each pixel the nearest colour of the palette; Pillow itself finds a near one only."""
    pixels = np.asarray(image, dtype=np.int32)
    packed = pixels @ np.array([1 << 16, 1 << 8, 1], dtype=np.int32)
    colours, which = np.unique(packed, return_inverse=True)
    rgb = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1)
    distance = ((rgb[:, None, :] - np.array(palette, dtype=np.int32)) ** 2).sum(axis=2)
    nearest = distance.argmin(axis=1).astype(np.uint8)
    result = Image.fromarray(nearest[which].reshape(packed.shape), "P")
    result.putpalette([value for colour in palette for value in colour])
    return result
