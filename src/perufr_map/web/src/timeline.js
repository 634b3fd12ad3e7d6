/** The line of time: the era slider in proportion to time, and how much is told of each quarter. */
import { barsOf, createAxis, eraAt, placeMarks, placeNames } from "./axis.js";
import { el, svg, write } from "./dom.js";
import { headlineOf } from "./intro.js";
import { createPlayer } from "./player.js";
import { createRest } from "./rest.js";
import { createStack } from "./stack.js";

/** @import { Actions, Changed, Model, Part, State, Words } from "./types.d.ts" */

const AIR = 12; // px between what the bars are and the name of a day

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
  const told = el("p", { class: "pfr-density" });
  /** @param {import("./axis.js").Span} [span] */
  const chart = (span) =>
    svg(
      "svg",
      {
        class: "pfr-bars",
        viewBox: "0 0 1000 100",
        preserveAspectRatio: "none",
        "aria-hidden": "true",
      },
      svg("path", { d: barsOf(axis, density, span) }),
    );
  const labels = eras.map(() => el("span", { class: "pfr-tick" })); // seen under the pointer
  /** @param {number} i */
  const place = (i) => {
    const [from, to] = axis.spans[i];
    return `left:${percent(from)};width:${percent(to - from)}`;
  };
  const spans = labels.map((label, i) => el("li", { style: place(i) }, label));
  const stack = createStack(model, drawEra);
  stack.node.setAttribute("aria-hidden", "true");
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
    chart(),
    slider,
    line,
    stack.node,
    el(
      "ul",
      { class: "pfr-days" },
      days.map(({ node }) => node),
    ),
  );
  const live = el("p", { class: "pfr-hidden", "aria-live": "polite" });
  const node = el("div", { class: "pfr-timeline" }, player.node, track, live);

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
    labels.forEach((label, i) => {
      const [from] = axis.spans[i];
      const x = Math.max(0, Math.min(from * width, width - label.offsetWidth));
      label.style.transform = `translateX(${x - from * width}px)`;
    });
    stack.forget();
    showEra();
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

  /**
   * What is written of an era under the line.
   * @param {number} i
   * @param {Words} words
   */
  const ticksOf = (i, words) => [
    el("span", { class: "pfr-tick-name", text: words.short(eras[i]) }),
    el("span", { class: "pfr-tick-year", text: words.began(eras[i]) }),
  ];

  /**
   * What marks an era on the line, and the names that have room beside its own.
   * @param {State} at
   */
  function drawEra({ eraIndex: now, words }) {
    const [from, to] = axis.spans[now];
    const names = axis.spans.map(([from, to], i) => ({
      from: from * width,
      to: to * width,
      ...sizes[i],
    }));
    const places = width ? placeNames(names, width, now) : [];
    const ticks = places.flatMap(({ x, shown }, i) => {
      if (shown === "off") return [];
      const looks = ["pfr-tick", `pfr-tick-${shown}`];
      if (i === now) looks.push("pfr-tick-now");
      const style = `transform:translateX(${x}px)`;
      return el("span", { class: looks.join(" "), style }, ticksOf(i, words));
    });
    const middle = percent((from + to) / 2);
    const node = el(
      "div",
      {},
      chart([from, to]),
      el("i", { class: "pfr-span", style: place(now) }),
      ticks,
      last ? el("i", { class: "pfr-thumb", style: `left:${middle}` }) : null,
    );
    return { node };
  }

  const showEra = () => stack.show({ ...state, before: null, beforeIndex: null, filled: false });

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

  /** Say how many statements there are, and how many of them count where not all do. */
  function count() {
    const all = events.length;
    told.textContent = model.payload.leaves_out
      ? words.t("era.some", { n: model.counted().size, all })
      : words.count("era.told", all);
  }

  function translate() {
    slider.setAttribute("aria-label", words.t("era.slider"));
    player.translate(words);
    count();
    names = eras.map(({ name, start, end }) =>
      words.t("era.announce", { name: words.text(name), dates: words.span(start, end) }),
    );
    labels.forEach((label, i) => label.replaceChildren(...ticksOf(i, words)));
    days.forEach(({ node, name, day }, i) => {
      const said = words.mark(marks[i].name, day);
      name.textContent = said;
      node.title = said;
    });
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    measure,
    toggle: player.toggle,
    /**
     * Go to a neighbour of the era shown, if there is one.
     * @param {number} by
     */
    step(by) {
      if (now + by >= 0 && now + by <= last) go(now + by);
    },
    update(next, changed) {
      if (changed.scores && !changed.language) count();
      if (!changed.era && !changed.before && !changed.language) return;
      state = next;
      words = state.words;
      now = state.eraIndex;
      if (changed.language) translate();
      const said = announce(state, changed);
      if (Number(slider.value) !== now) slider.value = String(now);
      slider.setAttribute("aria-valuetext", said);
      // A screen reader hears where a walk through the eras has ended.
      if (!changed.first) rest.later(() => write(live, { text: said }));
      showEra();
    },
    destroy() {
      player.pause();
      rest.cancel();
      sizer.disconnect();
      stack.destroy();
    },
  });
}
