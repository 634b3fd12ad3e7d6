"""Read the page's own HTML, in which every text that is filled in is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    trim_blocks=True,
    undefined=StrictUndefined,
)


def read_template(name: str) -> Template:
    """Return one of the templates of this folder."""
    return _ENVIRONMENT.get_template(name)
