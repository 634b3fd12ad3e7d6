"""Draw the map of a study for the page: what the browser is given, as JSON."""

from __future__ import annotations

import json

from perufr_map.api import Study
from perufr_map.dashboard.kept import Kept
from perufr_map.scoring.method import Method
from perufr_map.shown.compact import compact
from perufr_map.shown.payload import payload as payload_of


@Kept
def draw(study: Study, method: Method) -> tuple[str, str]:
    """Return the study's payload and its topology as JSON."""
    payload = compact(payload_of(study.scored(method), by_category=False))
    topology = payload.pop("topology")
    return _json(payload), _json(topology)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
