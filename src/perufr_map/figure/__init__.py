"""Draw an era as a picture for print: PNG, SVG, PDF, and the eras as an animated GIF."""

from perufr_map.figure._animation import animate
from perufr_map.figure._page import draw
from perufr_map.figure._save import save

__all__ = ["animate", "draw", "save"]
