"""What ``make web`` bundles, told from the tools beside it."""

from __future__ import annotations

from pathlib import Path

import perufr_map

WEB = Path(perufr_map.__file__).parent / "web"
TOOLS = ("build.js", "eslint.config.js", "lock.js", "stylelint.config.js")
BUNDLES = sorted(
    path.name for path in WEB.iterdir() if path.suffix in {".css", ".js"} and path.name not in TOOLS
)
