"""Draw an era as a picture for print, all eras on a sheet or as an animated GIF."""

from perufr_map.exports.picture.animation import animate
from perufr_map.exports.picture.layouts import LAYOUTS
from perufr_map.exports.picture.multiples import draw_multiples
from perufr_map.exports.picture.overview import draw_overview, overview_title
from perufr_map.exports.picture.page import draw
from perufr_map.exports.picture.save import About, save

__all__ = [
    "LAYOUTS",
    "About",
    "animate",
    "draw",
    "draw_multiples",
    "draw_overview",
    "overview_title",
    "save",
]
