"""The views of the page: what stands beside the map, and below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from perufr_map.dashboard import upload
from perufr_map.dashboard.views import about, compare, country, era, method


@dataclass(frozen=True)
class View:
    """One view: what it shows beside the map, and what below it, over the whole width."""

    beside: Callable[[], None]
    below: Callable[[], None] | None = None


VIEWS = {
    "map": View(era.beside),
    "compare": View(compare.beside),
    "country": View(country.beside, country.below),
    "method": View(method.beside, method.below),
    "data": View(upload.beside, upload.below),
    "about": View(about.beside, about.below),
}
"""The views by their name in the page's address, in the order of the page's menu."""
