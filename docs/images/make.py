"""Take the pictures in this folder anew, of the real server and the real export.

Run by ``make pictures``.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

import perufr_map as pm
from perufr_map.dashboard._streamlit import AT_REST, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
LAPTOP, PHONE = (1440, 900), (390, 844)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def server() -> Iterator[str]:
    """Start the dashboard and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "perufr_map", "serve", "--no-browser", "--port", port]
    process = subprocess.Popen([*command, "--address", "127.0.0.1"], stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urlopen(f"{address}/_stcore/health", timeout=1).close()
                break
            except (URLError, OSError):
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()


def shot(
    browser: Browser,
    address: str,
    name: str,
    size: tuple[int, int],
    theme: Literal["light", "dark"] = "light",
    **choices: str,
) -> None:
    """Take one picture: of which era, whose card, in which theme and language."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=theme,
        device_scale_factor=2 if size == PHONE else 1,
    )
    page.goto(address)
    page.locator(".pfr-range").wait_for(timeout=30_000)
    if "era" in choices:
        page.locator(".pfr-range").fill(choices["era"])
    if "find" in choices:
        box = page.locator(".pfr-search")
        box.fill(choices["find"])
        box.press("Enter")
        page.locator(".pfr-card").wait_for()
    settle(page)
    page.screenshot(path=HERE / f"{name}.png")
    page.close()


def settle(page: Page) -> None:
    """Wait for charts to be drawn and animations to end."""
    if page.locator(Part.APP.selector).count():
        page.locator(AT_REST).wait_for()
        expect(page.locator(Part.SKELETON.selector)).to_have_count(0, timeout=30_000)
    page.wait_for_timeout(800)


def main() -> None:
    """Take every picture that README and docs show."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        export = Path(folder) / "map.html"
        study = pm.load()
        study.export(export)
        for name, before in (("print-garcia", None), ("print-garcia-vs-belaunde", "belaunde")):
            sheet = Path(folder) / "sheet.png"
            study.export(sheet, era="garcia", before=before)
            with Image.open(sheet) as image:
                image.reduce(2).save(HERE / f"{name}.png", optimize=True)
        with server() as address:
            shot(browser, address, "dashboard-autogolpe", LAPTOP, find="Venezuela")
            shot(
                browser,
                address,
                "dashboard-velasco-dark",
                LAPTOP,
                era="0",
                find="Soviet Union",
                theme="dark",
            )
            shot(browser, address, "dashboard-phone", PHONE)
            compare = f"{address}?view=compare&era=autogolpe&vs=garcia"
            shot(browser, compare, "compare-autogolpe-garcia", LAPTOP)
            story = f"{address}?view=country&era=garcia&c=CHL&lang=es"
            shot(browser, story, "story-chile", (1440, 1900))
            shot(
                browser,
                f"{address}?view=method&era=garcia&weights=cameo",
                "method-dark",
                (1440, 1300),
                theme="dark",
            )
        page = export.as_uri()
        shot(browser, f"{page}#era=garcia&c=USA&lang=es", "export-garcia", LAPTOP)
        shot(browser, f"{page}#era=velasco", "export-velasco-dark", LAPTOP, theme="dark")
        shot(browser, f"{page}#era=autogolpe&c=VEN", "export-phone", PHONE)
        browser.close()


if __name__ == "__main__":
    main()
