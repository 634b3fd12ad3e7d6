"""A link that somebody kept from 0.1.0 opens what it opened."""

from __future__ import annotations

import pytest

from views import page_at, run


@pytest.mark.parametrize("view", ["map", "compare", "country", "method", "data", "about"])
def test_a_kept_link_opens_its_view_with_all_it_says(view: str) -> None:
    kept = {"era": "garcia", "vs": "morales", "c": "USA", "lang": "es"}
    method = {"weights": "cameo", "share": "0.25", "aggregation": "mean", "without": "debt"}
    app = run(page_at(**({"view": view} | kept | method)))
    assert not app.toast
    shown = {key: "".join(app.query_params[key]) for key in app.query_params}
    if view != "compare":  # nowhere else is anything compared
        kept.pop("vs")
    assert {"view": "map"} | shown == {"view": view} | kept | method
