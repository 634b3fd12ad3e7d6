"""Build the documentation as a site: `make docs`.

The pages are those that a reader of the repository sees, where they lie; `docs/reference` adds what
the docstrings say. A warning is an error: a link that leads nowhere, a name that does not exist.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perufr_map import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "perufr-map"
author = "The perufr-map contributors"
copyright = author  # noqa: A001 (Sphinx calls it so)
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc"]
root_doc = "docs/index"
include_patterns = ["*.md", "docs/*.md", "docs/reference/*.rst", "geo/README.md"]
exclude_patterns = [".*", "build", "src", "tests", "data", "benchmarks", "**/node_modules"]

# The text in single quotation marks is a name where it can be imported, else an argument.
default_role = "autolink"
autodoc_member_order = "bysource"
autodoc_typehints = "none"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
myst_heading_anchors = 4

html_theme = "furo"
html_title = "perufr-map"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False

_ANCHOR = re.compile(r"^(#+) <a id=\"([\w-]+)\"></a>", re.MULTILINE)


def _name_anchors(_app: Sphinx, page: str, source: list[str]) -> None:
    """Write the anchors of headings as MyST does, which knows no others; each is of its page."""
    text = source[0]
    for name in {name for _, name in _ANCHOR.findall(text)}:
        text = text.replace(f"](#{name})", f"](#{page}-{name})")
    source[0] = _ANCHOR.sub(rf"({page}-\2)=\n\1 ", text)


def setup(app: Sphinx) -> None:
    """Let Sphinx call what is of our own."""
    app.connect("source-read", _name_anchors)
