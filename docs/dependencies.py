"""Write docs/dependencies.md: every library that comes with the package, and its licence."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "dependencies.md"

COMPATIBLE = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT"),
    *("MIT-0", "MIT-CMU", "MPL-2.0", "PSF", "PSF-2.0", "Unicode-3.0", "Unlicense", "Zlib"),
}
"""Licences that let us use a library beside MIT code. MPL-2.0 binds its own files alone."""

SAID_OTHERWISE = {
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "3-Clause BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF",
    "(same as Leaflet)": "BSD-2-Clause",
}
"""How libraries without an SPDX expression say their licence."""


def libraries() -> list[str]:
    """Return the names of all libraries that are installed with the package."""
    pinned = (ROOT / "requirements.txt").read_text("utf-8")
    return re.findall(r"^([\w.-]+)==", pinned, re.MULTILINE)


def licence(name: str) -> str:
    """Return a library's licence, as an SPDX expression where one is known.

    Parameters
    ----------
    name : str
        An installed library.

    Raises
    ------
    importlib.metadata.PackageNotFoundError
        It is not installed.
    """
    about = metadata(name)
    classified = [
        each.rpartition(" :: ")[2]
        for each in about.get_all("Classifier") or []
        if each.startswith("License :: ")
    ]
    said: list[str] = [*(about.get_all("License-Expression") or []), *classified]
    said += about.get_all("License") or [""]
    first = said[0].strip().partition("\n")[0]
    return SAID_OTHERWISE.get(first, first)


def compatible(expression: str) -> bool:
    """Say whether a licence lets us use the library: each part that holds, or one of a choice."""
    return any(
        all(part.strip("() ") in COMPATIBLE for part in re.split(r" (?:AND|WITH) ", choice))
        for choice in expression.split(" OR ")
    )


def page() -> str:
    """Return the page."""
    rows = []
    for name in sorted(set(libraries())):
        try:
            rows.append(f"| {name} | {licence(name)} |")
        except PackageNotFoundError:  # for another system or Python
            continue
    return f"""# Libraries and their licences

What `pip install` brings with perufr-map on this system, each under its own licence; what we ship
carries none, but for what [licences.md](licences.md) names. `python docs/dependencies.py` writes
this page from what is installed; a test holds it, and that each may be used beside our MIT licence.
`make sbom` lists the same for scanners (CycloneDX).

| library | licence |
|---|---|
{chr(10).join(rows)}
"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
