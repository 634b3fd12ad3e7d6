"""Let Playwright's `expect` notice soon what it waits for."""

from __future__ import annotations

import time
from typing import Any

from playwright._impl.frame import Frame

OFTEN = 2400  # ms; of what may take longer, Playwright looks only twice a second


def look_often() -> None:
    """Let `expect` look ten times a second, however long it may wait.

    A test of the dashboard waits for a dozen answers. To notice each a quarter of a second late
    took longer than the answers.
    """
    look: Any = Frame._expect

    async def look_again(
        self: Frame, selector: str | None, expression: str, options: Any, title: str | None
    ) -> Any:
        end = time.monotonic() + options["timeout"] / 1000
        while True:
            left = max((end - time.monotonic()) * 1000, 1)
            part = {**options, "timeout": min(left, OFTEN)}
            result = await look(self, selector, expression, part, title)
            if result["matches"] != bool(options.get("isNot")) or left <= OFTEN:
                return result

    Frame._expect = look_again  # type: ignore[method-assign]
