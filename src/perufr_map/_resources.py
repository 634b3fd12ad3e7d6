"""Find the files that travel with the package: the study, the borders, the page."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parents[1]


def _bundled(name: str) -> Path:
    """Return `name` as a wheel carries it, or as it stands in the checkout."""
    installed = _PACKAGE / name
    return installed if installed.exists() else _CHECKOUT / name


def study_dir() -> Path:
    """Return the folder of the shipped study."""
    return _bundled("data")


def geo_dir() -> Path:
    """Return the folder of the borders."""
    return _bundled("geo")


def app_path() -> Path:
    """Return the Streamlit script of the dashboard."""
    return _bundled("app.py")


def web_text(name: str) -> str:
    """Return the text of one of the map's own files in ``web/``."""
    return (_PACKAGE / "web" / name).read_text("utf-8")


def page_text(name: str, language: str) -> str:
    """Return a page of the documentation, in English where it has no translation."""
    folder = _bundled("docs")
    translated = folder / f"{name}.{language}.md"
    return (translated if translated.exists() else folder / f"{name}.md").read_text("utf-8")
