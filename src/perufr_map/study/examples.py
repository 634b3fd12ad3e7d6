"""Show how what is wrong with a descriptor would be right: a workbook has rows for it, not JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from perufr_map.problems import Problem

_FOCUS = [{"code": "YUG", "end": "2003-02-04"}, {"code": "SCG", "start": "2003-02-04"}]
_EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "focus_missing": {"study": {"focus": "PER"}},
    "focus_terms_wrong": {"study": {"focus": _FOCUS}},
    "name_missing": {"name": "chile-1990-2010"},
    "licence_missing": {"licenses": [{"name": "CC-BY-4.0"}]},
    "roles_wrong": {"contributors": [{"roles": ["author", "coder"]}]},
    "keywords_wrong": {"keywords": ["diplomacy", "trade"]},
    "languages_wrong": {"languages": ["en", "es"]},
    "created_wrong": {"created": "2026-11-25"},
    "home_view_wrong": {"study": {"home_view": [-120, -56, -30, 33]}},
    "classes_wrong": {"study": {"classes": [-3.8, -2.1, -0.5, 0.5, 2.1, 3.8]}},
    "days_wrong": {"study": {"days": True}},
    "sections_wrong": {"study": {"sections": {"overview": {"en": "Overview", "es": "Panorama"}}}},
    "emphasis_wrong": {
        "study": {"emphasis": [{"counterparts": ["USA"], "name": {"en": "the United States"}}]}
    },
    "marks_wrong": {"study": {"marks": [{"day": "1992-04-05", "name": {"en": "Self-coup"}}]}},
}


def example_of(problem: Problem) -> Mapping[str, Any] | None:
    """Return that part of a descriptor as it might be right; None where words say it."""
    values = problem.values
    if problem.code == "title_missing":
        return {"study": {str(values["title"]): "…"}}
    if "example" in values and "field" in values:
        listed = str(values["field"]).partition("[")[0]
        return {listed: [json.loads(str(values["example"]))]}
    return _EXAMPLES.get(problem.code)
