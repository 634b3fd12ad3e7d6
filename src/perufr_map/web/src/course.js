/** The course of a relation: its score in each era, and below it the statements, on one axis. */
import { svg } from "./dom.js";
import { drawLevels } from "./levels.js";
import { drawEras, headOf, timeScale, widthOf } from "./spans.js";
import { stack } from "./stacks.js";

/** @import { createLooks } from "./looks.js" */
/** @import { Told, ToldCounterpart, ToldScore } from "./told.d.ts" */
/** @import { Words } from "./types.d.ts" */

/** @typedef {ReturnType<typeof createLooks>} Looks */
/**
 * A statement over its time, and what it adds to a score.
 * @typedef {{index: number, value: number, group: boolean, start: number, end: number}} Bar
 */

const NARROW = 560; // px: where signs stand in place of words beside the line
const DATED = 70; // days: what is shorter is a month or a day
const BOX = 14; // px, the height of a bar
const PITCH = 18;
const DOT = 5.5; // px, the radius of a dot
const DIGIT = 6.8; // px
const TITLE = 24;

/**
 * The statements that speak of a counterpart, with what each adds to its scores. A statement that
 * adds the same in every era is one bar; else each era has its part of it.
 * @param {ToldCounterpart} counterpart
 * @param {Told} told
 * @returns {Bar[]}
 */
export function barsOf({ scores }, { eras, statements }) {
  /** @type {Map<number, Bar[]>} */
  const found = new Map();
  for (const { era, parts } of scores) {
    for (const [index, value, via] of parts) {
      const { start, end } = statements[index];
      const within = { start: Math.max(start, eras[era].start), end: Math.min(end, eras[era].end) };
      const bars = found.get(index) ?? [];
      found.set(index, [...bars, { index, value, group: via !== "", ...within }]);
    }
  }
  return [...found.values()].flatMap((bars) => {
    const [{ index, value }] = bars;
    if (bars.some((bar) => bar.value !== value)) return bars;
    const { start, end } = statements[index];
    return [{ ...bars[0], start, end }];
  });
}

/**
 * @param {ToldScore} score
 * @param {(value: number) => number} y
 */
const placeNumber = ({ score, low, high }, y) =>
  score < 0 ? y(Math.min(low, score)) + 20 : y(Math.max(high, score)) - 8;

/**
 * The two panels, as wide as there is room.
 * @param {Object} given
 * @param {Told} given.told
 * @param {ToldCounterpart} given.counterpart
 * @param {Words} given.words
 * @param {Looks} given.looks
 * @param {number} given.width
 * @param {(value: number) => string} given.number a weight as text
 */
export function drawCourse({ told, counterpart, words, looks, width, number }) {
  const narrow = width < NARROW;
  const left = narrow ? 30 : 44;
  const right = width - (narrow ? 10 : 16);
  const x = timeScale(told.eras, left, right);
  const start = headOf(!narrow);
  const scores = drawScores({ told, counterpart, words, looks, x, left, right, narrow, start });
  const top = start + scores.height + 14;
  const bars = drawBars({ told, counterpart, words, looks, x, left, right, narrow, top, number });
  const bottom = top + bars.height;
  const head = drawEras(told, x, { names: !narrow, left, bottom });
  const band = svg("rect", { class: "band", y: start, height: bottom - start });
  const touch = told.eras.map(({ start, end, name }, era) =>
    svg(
      "rect",
      {
        class: "touch",
        x: x(start),
        y: 0,
        width: x(end) - x(start),
        height: bottom,
        "data-era": era,
      },
      svg("title", {}, name),
    ),
  );
  const node = svg(
    "svg",
    { width, height: bottom, viewBox: `0 0 ${width} ${bottom}`, "aria-hidden": "true" },
    looks.hatches(),
    band,
    head.node,
    scores.node,
    touch,
    bars.node,
  );
  return {
    node,
    /** @param {number} era the index of the one shown */
    mark(era) {
      const { start, end } = told.eras[era];
      band.setAttribute("x", String(x(start)));
      band.setAttribute("width", String(x(end) - x(start)));
      head.mark(era);
    },
  };
}

/**
 * @param {Object} given
 * @param {Told} given.told
 * @param {ToldCounterpart} given.counterpart
 * @param {Words} given.words
 * @param {Looks} given.looks
 * @param {(days: number) => number} given.x
 * @param {number} given.left
 * @param {number} given.right
 * @param {boolean} given.narrow
 * @param {number} given.start its upper edge
 */
function drawScores({ told, counterpart, words, looks, x, left, right, narrow, start }) {
  const height = narrow ? 170 : 190;
  const ends = counterpart.scores.flatMap(({ score, low, high }) => [score, low, high]);
  const reach = Math.min(10, Math.max(5.6, ...ends.map(Math.abs)) + 1.4);
  const top = start + TITLE - 10;
  const y = (/** @type {number} */ value) =>
    top + ((reach - value) * (start + height - top)) / (2 * reach);
  const levels = drawLevels([5, 0, -5], { y, left, right, reach, words, looks });
  /** @type {ToldScore|null} */
  let before = null;
  /** @type {SVGLineElement[]} */
  const risers = [];
  const steps = counterpart.scores.flatMap((each) => {
    const { era, score, low, high, named, settled } = each;
    const [from, to] = [x(told.eras[era].start), x(told.eras[era].end)];
    const box = { x: from + 0.5, width: Math.max(2, to - from - 1) };
    const name = looks.nameOf(score, !named);
    const rim = !named || named > 1;
    const parts = [
      svg("rect", {
        class: "range",
        ...box,
        y: y(Math.max(high, score)),
        height: Math.max(0, y(Math.min(low, score)) - y(Math.max(high, score))),
        style: `fill:var(--${name})`,
      }),
      svg("rect", {
        class: named ? "step" : "step group",
        ...box,
        y: y(score) - 4.5,
        height: 9,
        style: `fill:${looks.fill(name, !settled)};${rim ? `stroke:${looks.rim(name)}` : ""}`,
      }),
      svg(
        "text",
        {
          class: "score",
          x: Math.min(right - 14, Math.max(left + 18, (from + to) / 2)),
          y: placeNumber(each, y),
        },
        words.signed(score),
      ),
    ];
    if (before?.era === era - 1) {
      const ys = { y1: y(before.score), y2: y(score) };
      risers.push(svg("line", { class: "riser", x1: from, x2: from, ...ys }));
    }
    before = each;
    return parts;
  });
  const title = svg("text", { class: "panel", x: left + 5, y: start + 16 }, words.t("told.scores"));
  return { height, node: svg("g", {}, levels, risers, steps, title) };
}

/**
 * Where a statement stands across: as a bar over its time, as a dot on its month or day; and where
 * its number stands, in the bar or beside it, if there is room.
 * @param {Object} given
 * @param {number} given.start
 * @param {number} given.end
 * @param {string} given.said its number
 * @param {(days: number) => number} given.x
 * @param {number} given.left
 * @param {number} given.right
 * @param {boolean} given.narrow
 */
export function placeBar({ start, end, said, x, left, right, narrow }) {
  const wide = widthOf(said, DIGIT);
  const [begin, stop] = [x(start), x(end)];
  if (end - start < DATED) {
    const dot = Math.min(right - DOT, Math.max(left + DOT, (begin + stop) / 2));
    const reach = DOT + 4 + wide;
    const after = dot + reach <= right;
    return {
      dot,
      box: { x: dot - DOT, width: 2 * DOT },
      from: after ? dot - DOT : dot - reach,
      to: after ? dot + reach : dot + DOT,
      label: {
        x: dot + (after ? 1 : -1) * (DOT + 4),
        "text-anchor": after ? "start" : "end",
        inside: false,
      },
    };
  }
  const width = Math.max(6, stop - begin - 2);
  const box = { x: Math.min(begin + 1, right - width), width };
  const [from, to] = [box.x, box.x + width];
  if (wide + 4 <= width) {
    const label = { x: from + width / 2, "text-anchor": "middle", inside: true };
    return { dot: null, box, from, to, label };
  }
  if (narrow) return { dot: null, box, from, to, label: null };
  const label = { x: from - 4, "text-anchor": "end", inside: false };
  return { dot: null, box, from: from - 4 - wide, to, label };
}

/**
 * @param {Object} given
 * @param {Told} given.told
 * @param {ToldCounterpart} given.counterpart
 * @param {Words} given.words
 * @param {Looks} given.looks
 * @param {(days: number) => number} given.x
 * @param {number} given.left
 * @param {number} given.right
 * @param {boolean} given.narrow
 * @param {number} given.top
 * @param {(value: number) => string} given.number
 */
function drawBars({ told, counterpart, words, looks, x, left, right, narrow, top, number }) {
  const bars = barsOf(counterpart, told).map((bar) => {
    const said = number(bar.value);
    return { ...bar, said, ...placeBar({ ...bar, said, x, left, right, narrow }) };
  });
  const rows = stack(bars);
  /** @param {boolean} below */
  const count = (below) =>
    Math.max(0, ...rows.filter((_, i) => bars[i].value < 0 === below).map((row) => row + 1));
  const line = top + TITLE + Math.max(1, count(false)) * PITCH + 6;
  const height = line - top + Math.max(1, count(true)) * PITCH + 10; // a side has room for its name
  const marks = bars.map(({ index, value, group, said, box, dot, label }, i) => {
    const y = value < 0 ? line + 4 + rows[i] * PITCH : line - 4 - BOX - rows[i] * PITCH;
    const name = looks.nameOf(value, group);
    const style = `fill:var(--${name})${group ? `;stroke:${looks.rim(name)}` : ""}`;
    const look = { class: group ? "bar group" : "bar", style };
    const { inside, ...place } = label ?? { inside: false };
    const text = {
      class: "weight",
      y: y + 11.2,
      ...place,
      style: inside ? `fill:${looks.ink(name)}` : "",
    };
    return svg(
      "g",
      { class: "statement", "data-statement": index },
      dot === null
        ? svg("rect", { ...look, ...box, y, height: BOX, rx: 2 })
        : svg("circle", { ...look, cx: dot, cy: y + BOX / 2, r: DOT }),
      label ? svg("text", text, said) : [],
      svg("title", {}, `${told.statements[index].headline}, ${said}`),
    );
  });
  const names = ["cooperation", "conflict"].map((key, i) =>
    svg(
      "text",
      { class: `side ${key}`, x: left - 5, y: i ? line + 15 : line - 7, "text-anchor": "end" },
      narrow ? "+−"[i] : words.t(`told.${key}`),
    ),
  );
  const title = words.count("told.statements", new Set(bars.map(({ index }) => index)).size);
  return {
    height,
    node: svg(
      "g",
      {},
      svg("line", { class: "zero", x1: left, x2: right, y1: line, y2: line }),
      names,
      marks,
      svg("text", { class: "panel", x: left + 5, y: top + 12 }, title),
    ),
  };
}
