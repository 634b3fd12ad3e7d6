"""Open the page without a browser, and read what it shows."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from perufr_map.resources import app_path


def page_at(**address: str) -> AppTest:
    """Return the page at an address, not yet run."""
    app = AppTest.from_file(str(app_path()), default_timeout=60)
    for key, value in address.items():
        app.query_params[key] = value
    return app


def run(app: AppTest) -> AppTest:
    """Run the page, which no fault may end."""
    app.run()
    assert not app.exception
    return app


def bodies(app: AppTest) -> str:
    """Return all that the page shows as HTML."""
    return "".join(element.proto.body for element in app.get("html"))
