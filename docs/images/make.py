"""Take the pictures in this folder anew, of the real server and the real export.

Run by ``make pictures``; sixteen, of 4 MB at most in all.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

import perufr_map as pm
from perufr_map.dashboard._streamlit import AT_REST, Part
from perufr_map.exports.picture.animation import recolour
from perufr_map.resources import study_dir
from perufr_map.shown.scale import Scale, Theme, channels
from perufr_map.shown.sizes import Size

if TYPE_CHECKING:
    from collections.abc import Iterator


class View(TypedDict, total=False):
    """What a picture shows."""

    era: str
    before: str
    language: str
    theme: Theme


HERE = Path(__file__).parent
LAPTOP, PHONE, SCREEN = (1440, 1000), (390, 844), (1920, 1080)
EMBEDDED = (660, 780)
COLOURS = 200
MOST = 4_000_000  # bytes of all pictures
PICTURES: tuple[tuple[str, Size, int, View], ...] = (
    ("16x9", "16:9", 1600, {"era": "garcia"}),
    ("1x1", "1:1", 1080, {"era": "fujimori", "language": "es"}),
    ("4x5", "4:5", 1080, {"era": "velasco", "theme": "dark"}),
    ("a4", "a4", 1754, {"era": "garcia", "before": "belaunde"}),
)
"""Name, size, width in pixels, and what is drawn."""
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
    size: tuple[int, int] = LAPTOP,
    *,
    theme: Theme = "light",
    act: Callable[[Page], None] | None = None,
) -> None:
    """Take one picture of a page, after what is done there."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=theme,
        device_scale_factor=2 if size in {PHONE, EMBEDDED} else 1,
    )
    page.goto(address)
    settle(page)
    if act is not None:
        act(page)
        settle(page)
    path = HERE / f"{name}.png"
    page.screenshot(path=path)
    page.close()
    shrink(path, theme)


def settle(page: Page) -> None:
    """Wait for charts to be drawn and animations to end."""
    if page.locator(Part.APP.selector).count():
        page.locator(AT_REST).wait_for(timeout=60_000)
        expect(page.locator(Part.SKELETON.selector)).to_have_count(0, timeout=60_000)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1_500)


def shrink(path: Path, theme: Theme, width: int | None = None) -> None:
    """Write a picture again in few colours, with those that have a meaning kept as they are."""
    ink = Scale.of(theme)
    ramp = ink.score_ramp
    meant = [*ramp.colours, *ramp.tints, *ramp.rims, *ramp.firm, *ink.surface_colours()]
    exact = [channels(colour) for colour in dict.fromkeys(meant)]
    with Image.open(path) as opened:
        image = opened.convert("RGB")
    if width is not None:
        image = image.resize((width, round(image.height * width / image.width)))
    values = iter(image.quantize(COLOURS - len(exact)).getpalette() or [])
    palette = [*exact, *zip(values, values, values, strict=True)]
    recolour(image, palette).save(path, optimize=True)


def send_broken_table(page: Page) -> None:
    """Send a table of events in which some cells are wrong."""
    written = (study_dir() / "events.csv").read_text("utf-8")
    rows = list(csv.reader(io.StringIO(written, newline="")))
    place = {name: number for number, name in enumerate(rows[0])}
    rows[6][place["direction"]] = "sideways"
    rows[23][place["counterpart"]] = "VENEZUELA"
    rows[47][place["start"]] = "1988-13"
    again = io.StringIO(newline="")
    csv.writer(again, delimiter=";").writerows(rows)
    data = again.getvalue().encode("cp1252", "replace")
    sent: FilePayload = {"name": "events.csv", "mimeType": "text/csv", "buffer": data}
    page.locator('input[type="file"]').set_input_files(sent)
    expect(page.get_by_role("row").filter(has_text="sideways")).to_be_visible(timeout=60_000)


def tell_on(steps: int) -> Callable[[Page], None]:
    """Return what turns to a later step of the story."""

    def turn(page: Page) -> None:
        for number in range(steps):
            page.get_by_role("button", name=re.compile("^Next")).click()
            expect(page.get_by_text(f"{number + 2} of 10")).to_be_visible()

    return turn


def take_pages(browser: Browser, address: str) -> None:
    """Take pictures of the dashboard."""
    shot(browser, f"{address}?era=autogolpe&c=VEN", "dashboard-autogolpe")
    shot(browser, f"{address}?view=compare&era=autogolpe&vs=garcia", "compare-autogolpe-garcia")
    shot(browser, f"{address}?view=country&era=garcia&c=CHL&lang=es", "country-chile")
    shot(browser, f"{address}?view=events&era=garcia", "events")
    shot(browser, f"{address}?view=method&era=garcia&weights=cameo", "method-dark", theme="dark")
    shot(browser, f"{address}?view=about", "about")
    shot(browser, f"{address}?view=data", "your-data", act=send_broken_table)


def take_file(browser: Browser, file: str, embed: str) -> None:
    """Take pictures of the exported file, and of the one to embed."""
    shot(browser, f"{file}#view=overview&era=garcia", "overview")
    shot(browser, f"{file}#view=story", "story", act=tell_on(5))
    shot(browser, f"{file}#era=autogolpe&c=VEN", "phone", PHONE)
    shot(browser, f"{file}#era=velasco&present=1", "present-dark", SCREEN, theme="dark")
    shot(browser, f"{embed}#era=garcia", "embed", EMBEDDED)


def draw(study: pm.Study) -> None:
    """Draw an era in each size of a picture."""
    for name, size, width, choices in PICTURES:
        path, theme = HERE / f"picture-{name}.png", choices.get("theme", "light")
        study.export(path, size=size, **choices)
        shrink(path, theme, width)


def main() -> None:
    """Take every picture."""
    study = pm.load()
    draw(study)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        file, embed = Path(folder) / "map.html", Path(folder) / "embed.html"
        study.export(file)
        study.export(embed, embed=True)
        take_file(browser, file.as_uri(), embed.as_uri())
        with server() as address:
            take_pages(browser, address)
        browser.close()
    sizes = [path.stat().st_size for path in HERE.glob("*.png")]
    sys.stdout.write(f"{len(sizes)} pictures, {sum(sizes) / 1e6:.1f} MB\n")
    if sum(sizes) > MOST:
        sys.exit("more than 4 MB")


if __name__ == "__main__":
    main()
