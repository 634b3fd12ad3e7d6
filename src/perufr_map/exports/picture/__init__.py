"""Draw an era as a picture for print: PNG, SVG, PDF, and the eras as an animated GIF."""

from perufr_map.exports.picture.animation import animate
from perufr_map.exports.picture.page import draw
from perufr_map.exports.picture.save import save

__all__ = ["animate", "draw", "save"]
