"""On a phone the map comes first, who is tapped stays in sight, and a finger reaches everything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypedDict

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

import pages
import perufr_map as pm
from cases import few
from perufr_map.shown.words import Words

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 740
BAR, SHEET, THUMB = 52, 388, 44

Point: TypeAlias = tuple[float, float]


class Box(TypedDict):
    """Where a part is, and its size."""

    x: float
    y: float
    width: float
    height: float


class Sight(TypedDict):
    """How a state lies in the map: see `SEEN`."""

    hits: int
    height: float
    across: float
    down: float


# The document and the shadow that the map may stand in.
ROOTS = "[document, ...[...document.querySelectorAll('*')].flatMap((n) => n.shadowRoot ?? [])]"

# Every control of the first two screens that is too small for a thumb; words in a text apart.
SMALL = f"""(least) => {ROOTS}.flatMap((root) => [...root.querySelectorAll(
    "a[href],button,select,summary,input,[role=slider],[role=button],label:has(input)"
  )].flatMap((node) => {{
    const apart = ".pfr-term:not(.pfr-notes *),input[type=checkbox],[href='#stMain']";
    if (node.matches(apart)) return [];
    if (!node.checkVisibility({{ visibilityProperty: true }}) || node.closest("[inert]")) return [];
    const {{ width, height, top }} = node.getBoundingClientRect();
    if (top > 2 * innerHeight || Math.min(width, height) >= least) return [];
    return `${{node.outerHTML.slice(0, 200)}}: ${{width}} x ${{height}}`;
  }}))"""

# What takes the pointer for a state that is on the map now, as `state`, and its `root`.
FIND = f"""const [state, root] = {ROOTS}.flatMap((root) => [...root.querySelectorAll(".pfr-state")]
  .filter((n) => n.dataset.code === code && n.style.visibility === "").map((n) => [n, root]))[0];"""

# Where a state is, once nothing moves.
STILL = f"""(code) => {{ {FIND}
  return new Promise((done) => {{
    let [before, still] = ["", 0];
    const look = () => {{
      const {{ x, y, width, height }} = state.getBoundingClientRect();
      const now = JSON.stringify({{ x, y, width, height }});
      still = now === before ? still + 1 : 0;
      before = now;
      if (still < 5) requestAnimationFrame(look);
      else done(JSON.parse(now));
    }};
    look();
  }});
}}"""

# Where a state can be tapped, well inside of it; nothing where a finger would not find it.
FREE = f"""(code) => {{ {FIND}
  const {{ left, top, width, height }} = state.getBoundingClientRect();
  const isOn = (x, y) => root.elementFromPoint(x, y) === state;
  for (let i = 1; i < 24; i++) for (let j = 1; j < 24; j++) {{
    const [x, y] = [left + width * i / 24, top + height * j / 24];
    if ([0, 8, -8].every((by) => isOn(x + by, y) && isOn(x, y + by))) return [x, y];
  }}
  return null;
}}"""

# In how many points a state is seen, the height of what is left of the map, and how far the
# state's middle is from the middle of that, in parts of it.
SEEN = f"""(code) => {{ {FIND}
  const box = root.querySelector(".pfr-stage").getBoundingClientRect();
  const bottom = root.querySelector(".pfr-card").getBoundingClientRect().top;
  const hits = [];
  for (let x = box.left + 3; x < box.right; x += 9)
    for (let y = box.top + 3; y < bottom; y += 9)
      if (root.elementFromPoint(x, y) === state) hits.push([x, y]);
  const middle = (at) => {{
    const all = hits.map((hit) => hit[at]);
    return (Math.min(...all) + Math.max(...all)) / 2;
  }};
  return {{
    hits: hits.length,
    height: bottom - box.top,
    across: Math.abs(middle(0) - (box.left + box.right) / 2) / box.width,
    down: Math.abs(middle(1) - (box.top + bottom) / 2) / (bottom - box.top),
  }};
}}"""

# How far the page is scrolled, whatever scrolls it.
SCROLLED = (
    """Math.max(scrollY, ...[...document.querySelectorAll("main")].map((n) => n.scrollTop))"""
)


@dataclass(frozen=True)
class Phone:
    """A page on a phone, and fingers on it."""

    page: Page
    fingers: CDPSession
    address: str

    def open(self, choices: str) -> None:
        """Open the page anew at what is chosen."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}{choices}")
        expect(self.page.locator(".pfr-era-bar")).to_be_visible(timeout=30_000)
        self.page.evaluate("document.fonts.ready")

    def touch(self, kind: str, *points: Point) -> None:
        """Let fingers touch the screen, move on it or leave it."""
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def drag(self, *paths: tuple[Point, Point]) -> None:
        """Move fingers, each along a line."""
        self.touch("touchStart", *(start for start, _ in paths))
        for step in range(1, 11):
            points = (
                ((x0 + (x1 - x0) * step / 10), (y0 + (y1 - y0) * step / 10))
                for (x0, y0), (x1, y1) in paths
            )
            self.touch("touchMove", *points)
        self.touch("touchEnd")

    def box(self, name: str) -> Box:
        """Return where a part is."""
        box = self.page.locator(name).first.bounding_box()
        assert box, name
        return Box(x=box["x"], y=box["y"], width=box["width"], height=box["height"])

    def state(self, code: str) -> Box:
        """Return where a state is, once nothing moves."""
        box: Box = self.page.evaluate(STILL, code)
        return box


@pytest.fixture(scope="module", params=few(["file", "page"], ["file"]))
def phone(request: pytest.FixtureRequest, browser: Browser, exported: Path) -> Iterator[Phone]:
    is_file = request.param == "file"
    address = f"{exported.as_uri()}#" if is_file else f"{request.getfixturevalue('address')}/?"
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    wrong: list[str] = []
    pages.note_complaints(page, wrong)
    yield Phone(page, context.new_cdp_session(page), address)
    context.close()
    assert wrong == []


def test_the_map_comes_first_and_everything_is_wide_enough_for_a_thumb(phone: Phone) -> None:
    phone.open("era=garcia&lang=en")
    page, stage, bar = phone.page, phone.box(".pfr-stage"), phone.box(".pfr-era-bar")
    assert (stage["x"], stage["width"], stage["height"]) == (0, WIDTH, 330)
    assert stage["y"] + stage["height"] < bar["y"], "all of the map is seen at once"
    assert bar["y"] + bar["height"] == HEIGHT
    assert page.evaluate(SMALL, THUMB - 0.5) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    assert pages.complaints(page) == []
    page.get_by_role("button", name="Find a country").tap()
    pages.pick(page, "Angola")
    expect(page.locator(".pfr-card h2")).to_have_text("Angola")
    expect(page.locator(".pfr-finder")).to_be_hidden()


def test_the_bar_of_the_era_does_what_the_slider_does(phone: Phone) -> None:
    phone.open("era=fujimori&lang=es")
    page = phone.page
    name, slider = page.locator(".pfr-era-now .pfr-era-shown b"), page.locator(".pfr-era-now input")
    back, on = (
        page.get_by_role("button", name=f"Época {way}") for way in ("anterior", "siguiente")
    )
    on.tap()
    expect(name).to_have_text("Después del autogolpe")
    expect(on).to_be_disabled()
    expect(slider).to_have_attribute("aria-valuetext", re.compile("Después del autogolpe"))
    expect(page.locator(".pfr-timeline [aria-live]")).to_contain_text("Después del autogolpe")
    slider.focus()
    page.keyboard.press("Home")
    expect(name).to_contain_text("Velasco")
    expect(back).to_be_disabled()
    expect(pages.slider(page)).to_have_value("0")
    expect(page).to_have_url(re.compile("era=velasco"))


def named_in(study: pm.Study, era: str) -> list[str]:
    """Return the states that a statement of an era names."""
    kinds = dict(study.counterparts[["id", "kind"]].to_numpy())
    scores = study.scores(era=era)
    named = scores.loc[scores["basis"] == "named", "counterpart"]
    return [code for code in named if kinds[code] == "state"]


def expect_in_sight(seen: Sight, who: tuple[str, str]) -> None:
    """Expect a state in the middle of what its card leaves of the map."""
    assert seen["hits"] > 0, who
    assert seen["height"] == HEIGHT - BAR - SHEET, (who, seen)
    assert max(seen["across"], seen["down"]) < 0.2, (who, seen)


def test_whoever_is_tapped_stays_in_sight_beside_its_card(phone: Phone, study: pm.Study) -> None:
    phone.open("era=garcia&lang=en")
    page, card, words = phone.page, phone.page.locator(".pfr-card"), Words(study, "en")
    tapped = 0
    codes = named_in(study, "garcia")
    assert len(codes) > 6
    for code in codes[:5]:  # all of them, in every era: the next test
        phone.state(code)
        point = page.evaluate(FREE, code)
        if point:
            page.touchscreen.tap(*point)
        else:
            page.get_by_role("button", name="Find a country").tap()
            pages.pick(page, words.name(code, "garcia"))
        expect(card.locator("h2")).to_have_text(words.name(code, "garcia"))
        phone.state(code)  # at rest
        expect_in_sight(page.evaluate(SEEN, code), ("garcia", code))
        page.locator(".pfr-card-close").tap()
        expect(card).to_be_hidden()
        tapped += bool(point)
    assert tapped > 2


def test_whoever_is_named_in_any_era_stays_in_sight(phone: Phone, study: pm.Study) -> None:
    if "?" in phone.address:
        pytest.skip("the map is the same in both, and the page slower")
    phone.open("lang=en")
    for era in study.eras["id"]:
        codes = named_in(study, era)
        choose = "map_relations_view.choose({ era, selected: code })"
        seen = phone.page.evaluate(
            f"([era, codes]) => codes.map((code) => {{ {choose}; return ({SEEN})(code); }})",
            [era, codes],
        )
        for code, each in zip(codes, seen, strict=True):
            expect_in_sight(each, (era, code))


def test_one_finger_scrolls_the_page_and_two_move_the_map(phone: Phone) -> None:
    phone.open("era=garcia&lang=en")
    page, hint = phone.page, phone.page.locator(".pfr-hint")
    x, y = WIDTH / 2, phone.box(".pfr-stage")["y"] + 200
    before = phone.state("BRA")
    phone.drag(((x, y), (x - 100, y)))
    expect(hint).to_have_class(re.compile("pfr-seen"))
    expect(hint).to_have_text("Two fingers move the map")
    assert phone.state("BRA") == before
    phone.drag(((x - 40, y), (x - 90, y + 40)), ((x + 40, y), (x - 10, y + 40)))
    moved = phone.state("BRA")
    assert moved["x"] < before["x"] - 30
    assert moved["y"] > before["y"] + 25
    phone.drag(((x - 30, y), (x - 80, y)), ((x + 30, y), (x + 80, y)))
    assert phone.state("BRA")["width"] > moved["width"] * 1.5
    assert page.evaluate(SCROLLED) == 0
    phone.drag(((x, y), (x, y - 180)))
    page.wait_for_function(f"() => {SCROLLED} > 100")
    expect(page.locator(".pfr-card")).to_be_hidden()


def test_the_sheet_grows_under_a_finger_or_a_button_and_goes(phone: Phone) -> None:
    phone.open("era=garcia&lang=en&c=BRA")
    page, card = phone.page, phone.page.locator(".pfr-card")
    expect(card).to_have_css("height", f"{SHEET}px")
    grip = page.get_by_role("button", name="Show more of the card")
    expect(grip).to_have_attribute("aria-expanded", "false")
    x, y = WIDTH / 4, HEIGHT - SHEET + 12
    phone.drag(((x, y), (x, y - 200)))
    expect(card).to_have_css("height", f"{0.9 * HEIGHT:g}px")
    expect(grip).to_have_attribute("aria-expanded", "true")
    grip.focus()
    page.keyboard.press("Enter")
    expect(card).to_have_css("height", f"{SHEET}px")
    assert pages.complaints(page) == []
    phone.drag(((x, y), (x, HEIGHT - 20)))
    expect(card).to_be_hidden()
    assert phone.box(".pfr-stage")["height"] == 330


def test_a_title_of_three_lines_stands_above_the_names_of_the_views(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(f"{address}?lang=es")
    title, views = page.locator("h1").first, page.locator(".st-key-views")
    expect(title).to_contain_text("1968", timeout=30_000)
    pages.settle(page)
    (above, below) = (each.bounding_box() for each in (title, views))
    assert above
    assert below
    assert above["y"] >= 0
    assert above["y"] + above["height"] <= below["y"]
    page.close()
