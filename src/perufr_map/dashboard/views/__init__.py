"""List the views of the page: what stands beside the map, and below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from perufr_map.dashboard import state, upload
from perufr_map.dashboard.views import about, country, method, pair, statements


@dataclass(frozen=True)
class View:
    """A view: what it shows above the map, beside it, in its place, and below it."""

    above: Callable[[], None] | None = None
    beside: Callable[[], None] | None = None
    instead: Callable[[], None] | None = None
    below: Callable[[], None] | None = None


_BY_NAME = {
    "map": View(),
    "overview": View(),
    "story": View(),
    "compare": View(),
    "country": View(below=country.below),
    state.BOTH_SIDES: View(below=pair.below),
    "events": View(below=statements.below),
    "method": View(below=method.below),
    "data": View(above=upload.above, beside=upload.beside, instead=upload.instead),
    "about": View(below=about.below),
}
VIEWS = {name: _BY_NAME[name] for name in (*state.VIEWS, state.BOTH_SIDES)}
"""The views by their name in the page's address."""
