"""An exported page works in Firefox and WebKit, from disk and in a frame that may only run scripts.

On Debian: ``apt-get install firefox-esr webkit2gtk-driver xvfb``.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import other_browsers
from exporting import Exports
from other_browsers import Tab

# The first script of a page that is tried: it notes what the browser complains of.
LISTENER = """
globalThis.wrong = [];
addEventListener("securitypolicyviolation", ({ effectiveDirective, sample }) => {
  wrong.push(`${effectiveDirective} ${sample}`);
});
addEventListener("error", ({ message }) => {
  if (!message.startsWith("ResizeObserver loop")) wrong.push(message); // that one is no fault
});
addEventListener("unhandledrejection", (e) => wrong.push(String(e.reason)));
"""

# Waits for what is drawn, moves the slider, opens a card, shows the other views, and tells.
USED = """(async () => {
  const until = async (what) => {
    for (let i = 0; i < 1200; i++) {
      const found = what();
      if (found) return found;
      await new Promise((go) => setTimeout(go, 25));
    }
    throw new Error(`${what} did not come`);
  };
  const paints = () => {
    const paths = [...document.querySelectorAll(".pfr-era.pfr-seen [data-codes]")];
    return new Set(paths.map((path) => getComputedStyle(path).fill));
  };
  await until(() => paints().size > 5);
  const heading = () => document.querySelector(".pfr-seen .pfr-head")?.textContent;
  const before = heading();
  const range = document.querySelector(".pfr-range");
  range.value = range.max;
  range.dispatchEvent(new Event("input", { bubbles: true }));
  await until(() => heading() && heading() !== before);
  document.querySelector(".pfr-shelf .pfr-seen .pfr-actor").click();
  const card = await until(() => document.querySelector(".pfr-card:not([hidden])"));
  const word = await until(() => card.querySelector(".pfr-term"));
  const { textDecorationLine, textDecorationStyle } = getComputedStyle(word);
  await new Promise((go) => setTimeout(go, 1500)); // longer than the address waits for a rest
  return { wrong, line: textDecorationLine, style: textDecorationStyle, colours: paints().size };
})()"""


@pytest.fixture(scope="module", params=sorted(other_browsers.BROWSERS))
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A window of each browser."""
    if missing := other_browsers.missing(request.param):
        pytest.skip(f"needs {' and '.join(missing)}, which this machine lacks")
    with other_browsers.BROWSERS[request.param]() as opened:
        yield opened


@pytest.fixture(scope="module", params=["full", "embed"])
def page(
    request: pytest.FixtureRequest, exports: Exports, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A page whose complaints are noted by a script that its policy lets in."""
    file = exports.file(".html", era="garcia", embed=request.param == "embed")
    hashed = base64.b64encode(hashlib.sha256(LISTENER.encode()).digest()).decode()
    text = file.read_text("utf-8").replace("script-src ", f"script-src 'sha256-{hashed}' ", 1)
    policy = "form-action 'none'\">"
    text = text.replace(policy, f"{policy}<script>{LISTENER}</script>", 1)
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("framed", [False, True])
def test_a_page_is_drawn_and_used_without_a_complaint(
    tab: Tab, page: Path, *, framed: bool
) -> None:
    host = page.with_name("host.html")
    host.write_text(
        f'<!DOCTYPE html><iframe sandbox="allow-scripts" src="{page.name}" '
        'width="1280" height="900"></iframe>',
        "utf-8",
    )
    tab.open((host if framed else page).as_uri())
    told = tab.ask(USED, frame=framed)
    assert told.pop("colours") > 5
    assert told == {"wrong": [], "line": "underline", "style": "dotted"}
