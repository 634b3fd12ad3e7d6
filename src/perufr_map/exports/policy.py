"""Write a page's Content-Security-Policy: what stands in the page runs, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser

SCRIPTS, STYLES = "{scripts}", "{styles}"

CONTENT_SECURITY_POLICY = (
    f"default-src 'none'; script-src {SCRIPTS}; style-src {STYLES}; img-src data:; "
    "font-src data:; base-uri 'none'; form-action 'none'"
)
"""The policy of a page that is one file; its blanks are filled in when the page is written."""

ANY = "'unsafe-inline'"
"""Allows every style, those in attributes, too."""

# Data that stands in a script's element is not run.
_RUN = {"", "module", "text/javascript", "application/javascript"}
_HANDLER = re.compile(r"<[a-z][^<>]*\s(on[a-z]+)\s*=", re.IGNORECASE)


def allow(texts: Iterable[str]) -> str:
    """Return what allows the scripts or styles with these texts, and no others.

    A browser hashes a text as it has read it: every line ends with a line feed.
    """
    ends = (re.sub(r"\r\n?", "\n", text) for text in texts)
    hashes = (base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in ends)
    return " ".join(f"'sha256-{each}'" for each in dict.fromkeys(hashes)) or "'none'"


def scripts_in(html: str) -> list[str]:
    """Return the text of each script that stands in a piece of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.scripts


def handlers_in(html: str) -> list[str]:
    """Return the attributes that would run a script, by their names: ``onclick``."""
    return sorted({name.lower() for name in _HANDLER.findall(html)})


class _Reader(HTMLParser):
    """Collects the scripts of a page that stand in it."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a script."""
        given = dict(attrs)
        self._is_open = tag == "script" and "src" not in given and (given.get("type") or "") in _RUN
        if self._is_open:
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        """Go on with it."""
        if self._is_open:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        self._is_open = self._is_open and tag != "script"
