/** The line of time: the era slider in proportion to time, and how much is told of each quarter. */
import { barsOf, createAxis, eraAt, placeMarks, placeNames } from "./axis.js";
import { el, svg, write } from "./dom.js";
import { headlineOf } from "./intro.js";
import { createPlayer } from "./player.js";
import { createRest } from "./rest.js";

/** @import { Place } from "./axis.js" */
/** @import { Actions, Changed, Model, Part, State, Words } from "./types.d.ts" */

const AIR = 12; // px between what the bars are and the name of a day

/**
 * A text under the slider, in bold for the era that is shown.
 * @param {string} name
 * @param {string} text
 */
const tick = (name, text) =>
  el("span", { class: `pfr-tick-${name}` }, el("span", { text }), el("b", { text }));

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(3)}%`;

/**
 * @param {Model} model
 * @param {Pick<Actions, "setEra">} actions
 */
export function createTimeline(model, { setEra }) {
  const { eras, marks, density, events } = model.payload;
  const last = eras.length - 1;
  const axis = createAxis(eras);
  /** @type {State} */
  let state;
  /** @type {Words} */
  let words;
  let now = 0;
  /** @type {string[]} */
  let names = [];
  const rest = createRest();
  const player = createPlayer({
    last,
    now: () => now,
    headline: (index) => headlineOf(model, state, index).headline,
    show: setEra,
  });

  const slider = el("input", {
    type: "range",
    class: "pfr-range",
    min: 0,
    max: last,
    step: 1,
    hidden: last === 0,
    oninput: () => go(Number(slider.value)),
  });
  const thumb = el("i", { class: "pfr-thumb", hidden: last === 0 });
  const told = el("p", { class: "pfr-density" });
  const bars = eras.map((_, i) =>
    svg("path", { d: barsOf(axis, density, axis.spans[i]), class: "pfr-bars-era" }),
  );
  const all = svg("path", { d: barsOf(axis, density) });
  const chart = svg(
    "svg",
    {
      class: "pfr-bars",
      viewBox: "0 0 1000 100",
      preserveAspectRatio: "none",
      "aria-hidden": "true",
    },
    all,
    ...bars,
  );
  const labels = eras.map(() => el("span", { class: "pfr-tick" }));
  const spans = axis.spans.map(([from, to], i) =>
    el("li", { style: `left:${percent(from)};width:${percent(to - from)}` }, labels[i]),
  );
  const line = el("ol", { class: "pfr-ticks", "aria-hidden": "true" }, spans);
  const days = marks.map(({ day }) => {
    const name = el("span");
    const node = el("li", { style: `left:${percent(axis.at(day))}` }, name);
    return { node, name, day };
  });
  const track = el(
    "div",
    {
      class: "pfr-time",
      onpointerdown: press,
      onpointermove: drag,
      onlostpointercapture: drop,
      onmousedown: (event) => event.preventDefault(), // else it would take the slider's focus
    },
    told,
    chart,
    slider,
    line,
    thumb,
    el(
      "ul",
      { class: "pfr-days" },
      days.map(({ node }) => node),
    ),
  );
  const live = el("p", { class: "pfr-hidden", "aria-live": "polite" });
  const node = el("div", { class: "pfr-timeline" }, player.node, track, live);

  /** @type {Map<number, Place[]>} */
  const placed = new Map(); // places of all names, by the era that is shown
  /** @type {Place[]} */
  let standing = []; // where they stand now
  let width = 0;
  /** @type {{width: number, year: number}[]} */
  let sizes = [];

  /** Measure what has room for its text: not in a step, but when the line or its texts change. */
  function measure() {
    width = line.clientWidth;
    if (!width) return;
    sizes = labels.map((label) => ({
      width: label.offsetWidth,
      year: /** @type {HTMLElement} */ (label.lastElementChild)?.offsetWidth ?? 0,
    }));
    placed.clear();
    standing = [];
    placeTicks();
    const widths = days.map(({ name }) => name.offsetWidth);
    const ends = told.offsetWidth + AIR;
    const places = placeMarks(
      days.map(({ day }, i) => ({ at: width * axis.at(day), width: widths[i] })),
      width,
    );
    days.forEach(({ node }, i) => (node.className = `pfr-day-${places[i]?.side ?? "mute"}`));
    const clash = days.some(({ day }, i) => (places[i]?.span[0] ?? width * axis.at(day)) < ends);
    told.style.visibility = clash ? "hidden" : "";
  }

  /** Show the names that have room beside that of the era shown. */
  function placeTicks() {
    const places =
      placed.get(now) ??
      placeNames(
        axis.spans.map(([from, to], i) => ({ from: from * width, to: to * width, ...sizes[i] })),
        width,
        now,
      );
    placed.set(now, places);
    places.forEach(({ x, shown }, i) => {
      if (standing[i]?.x === x && standing[i].shown === shown) return;
      labels[i].className = `pfr-tick pfr-tick-${shown}`;
      const shift = x - axis.spans[i][0] * width;
      labels[i].style.transform = Math.abs(shift) < 0.5 ? "" : `translateX(${shift}px)`;
    });
    standing = places;
  }

  const sizer = new ResizeObserver(measure);
  for (const sized of [track, told, ...labels, ...days.map(({ name }) => name)])
    sizer.observe(sized);

  /** @type {DOMRect|null} */
  let held = null; // the line, while a pointer is down on it

  /** @param {PointerEvent} event */
  function press(event) {
    if (event.button !== 0 || last === 0) return;
    held = line.getBoundingClientRect();
    track.setPointerCapture(event.pointerId);
    slider.focus({ preventScroll: true });
    drag(event);
  }

  /** @param {PointerEvent} event */
  function drag({ clientX }) {
    if (!held) return;
    const era = eraAt(axis.spans, (clientX - held.left) / held.width);
    player.pause();
    if (era !== now) setEra(era);
  }

  function drop() {
    held = null;
  }

  /** @param {number} index */
  function go(index) {
    player.pause();
    setEra(index);
  }

  /**
   * The era in words, and what it is compared with.
   * @param {State} state
   * @param {Changed} changed
   */
  function announce({ beforeIndex }, changed) {
    const said = names[now];
    if (beforeIndex === null) return changed.before ? words.t("compare.ended", { said }) : said;
    return words.t("compare.announce", { said, before: words.text(eras[beforeIndex].name) });
  }

  function translate() {
    slider.setAttribute("aria-label", words.t("era.slider"));
    player.translate(words);
    told.textContent = words.count("era.told", events.length);
    names = eras.map(({ name, start, end }) =>
      words.t("era.announce", { name: words.text(name), dates: words.span(start, end) }),
    );
    eras.forEach((era, i) =>
      labels[i].replaceChildren(
        tick("name", words.short(era)),
        tick("year", era.start.slice(0, 4)),
      ),
    );
    days.forEach(({ node, name, day }, i) => {
      const said = words.mark(marks[i].name, day);
      name.textContent = said;
      node.title = said;
    });
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    toggle: player.toggle,
    /**
     * Go to a neighbour of the era shown, if there is one.
     * @param {number} by
     */
    step(by) {
      if (now + by >= 0 && now + by <= last) go(now + by);
    },
    update(next, changed) {
      if (!changed.era && !changed.before && !changed.language) return;
      state = next;
      words = state.words;
      const before = now;
      now = state.eraIndex;
      if (changed.language) translate();
      const said = announce(state, changed);
      if (Number(slider.value) !== now) slider.value = String(now);
      slider.setAttribute("aria-valuetext", said);
      // A screen reader hears where a walk through the eras has ended.
      if (!changed.first) rest.later(() => write(live, { text: said }));
      if (now === before && !changed.first) return;
      for (const each of [spans, bars]) {
        each[before].classList.remove("pfr-current");
        each[now].classList.add("pfr-current");
      }
      const [from, to] = axis.spans[now];
      thumb.style.transform = `translateX(${percent((from + to) / 2)})`;
      if (width) placeTicks();
    },
    destroy() {
      player.pause();
      rest.cancel();
      sizer.disconnect();
    },
  });
}
