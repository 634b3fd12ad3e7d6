"""A link that somebody kept from 0.1.0 opens what it opened."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from perufr_map.resources import app_path


@pytest.mark.parametrize("view", ["map", "compare", "country", "method", "data", "about"])
def test_a_kept_link_opens_its_view_with_all_it_says(view: str) -> None:
    kept = {"era": "garcia", "vs": "morales", "c": "USA", "lang": "es"}
    method = {"weights": "cameo", "share": "0.25", "aggregation": "mean", "without": "debt"}
    app = AppTest.from_file(str(app_path()), default_timeout=60)
    for key, value in ({"view": view} | kept | method).items():
        app.query_params[key] = value
    app.run()
    assert not app.exception
    assert not app.toast
    shown = {key: "".join(app.query_params[key]) for key in app.query_params}
    if view != "compare":  # nowhere else is anything compared
        kept.pop("vs")
    assert {"view": "map"} | shown == {"view": view} | kept | method
