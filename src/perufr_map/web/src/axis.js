/** The line of time: where eras, days and statements stand on it, and which names have room. */

/** @import { EraData } from "./payload.d.ts" */

const DAY = 86_400_000; // ms
const AIR = 8; // px between two names
const TICK = 6; // px between a day that is marked and its name
const LEAST = 50; // px of an era that has a name
const GAP = 0.06; // of a quarter, on either side of its bar

/** @param {string} date */
const dayOf = (date) => Date.parse(date) / DAY;

/** @typedef {[from: number, to: number]} Span two places, as shares of the line or in px */

/**
 * Where days stand on a line from the first day of all eras to the last.
 * @param {Pick<EraData, "start"|"end">[]} eras
 */
export function createAxis(eras) {
  const spans = eras.map(({ start, end }) => [dayOf(start), dayOf(end)]);
  const first = Math.min(...spans.map(([start]) => start));
  const length = Math.max(...spans.map(([, end]) => end)) - first;
  /** @param {number} day */
  const share = (day) => (day - first) / length;
  const start = new Date(first * DAY);
  const quarter = start.getUTCMonth() - (start.getUTCMonth() % 3);

  return {
    /** @type {Span[]} */
    spans: spans.map(([from, to]) => [share(from), share(to)]),
    /** @param {string} date */
    at: (date) => share(dayOf(date)),
    /**
     * A quarter of a year, by its number on the line.
     * @param {number} n
     * @returns {Span}
     */
    quarter(n) {
      /** @param {number} months */
      const at = (months) => share(new Date(start).setUTCMonth(quarter + months, 1) / DAY);
      return [at(3 * n), at(3 * n + 3)];
    },
  };
}

/**
 * Bars of the quarters as a path, 100 high and 1000 wide, as far as they lie within a span.
 * @param {ReturnType<typeof createAxis>} axis
 * @param {number[]} density how much is told of each quarter
 * @param {Span} [within]
 */
export function barsOf(axis, density, [low, high] = [0, 1]) {
  const most = Math.max(...density);
  return density
    .map((told, n) => {
      const [from, to] = axis.quarter(n);
      const air = GAP * (to - from);
      const left = Math.max(from + air, low);
      const right = Math.min(to - air, high);
      if (!told || left >= right) return "";
      const [x, width] = [left, right - left].map((share) => Math.round(1e4 * share) / 10);
      return `M${x} 100V${Math.round(1e3 * (1 - told / most)) / 10}h${width}V100z`;
    })
    .join("");
}

/**
 * The era at a place of the line; between eras the nearest.
 * @param {Span[]} spans
 * @param {number} at
 */
export function eraAt(spans, at) {
  const distances = spans.map(([from, to]) => Math.max(from - at, 0, at - to));
  const nearest = Math.min(...distances);
  // Where two touch, the later one begins.
  return distances.lastIndexOf(nearest);
}

/**
 * @typedef {Object} Name the name of an era over its year
 * @property {number} from px from the left, where the era begins
 * @property {number} to
 * @property {number} width px of both
 * @property {number} year px of the year
 */

/**
 * Brief is the year alone; what is off shows under the pointer only.
 * @typedef {{x: number, shown: "whole"|"brief"|"off"}} Place
 */

/**
 * Where the names of eras stand so that none lies on another. The one that is shown always has
 * its name; of the others first the longest.
 * @param {Name[]} names
 * @param {number} width of the line
 * @param {number} shown
 * @returns {Place[]}
 */
export function placeNames(names, width, shown) {
  /** @type {Span[]} */
  const taken = [];
  /** @param {number} i @param {number} length */
  const within = (i, length) => Math.max(0, Math.min(names[i].from, width - length));
  /** @type {Place[]} */
  const places = names.map((name, i) => ({ x: within(i, name.width), shown: "off" }));
  /** @param {number} i @param {"whole"|"brief"} how */
  const place = (i, how) => {
    const length = how === "whole" ? names[i].width : names[i].year;
    const x = within(i, length);
    if (taken.some(([from, to]) => x < to + AIR && x + length > from - AIR)) return false;
    taken.push([x, x + length]);
    places[i] = { x, shown: how };
    return true;
  };
  place(shown, "whole");
  /** @param {number} i */
  const room = (i) => Math.floor((names[i].to - names[i].from) / LEAST);
  const others = names.map((_, i) => i).filter((i) => i !== shown && room(i) > 0);
  others.sort((a, b) => room(b) - room(a) || a - b);
  for (const i of others) place(i, "whole") || place(i, "brief");
  return places;
}

/**
 * On which side of their ticks the names of days stand, clear of each other and of other ticks;
 * null where there is no room.
 * @param {{at: number, width: number}[]} marks in px
 * @param {number} width of the line
 * @returns {({side: "left"|"right", span: Span}|null)[]}
 */
export function placeMarks(marks, width) {
  /** @type {Span[]} */
  const taken = [];
  return marks.map((mark, i) => {
    /** @type {{side: "left"|"right", span: Span}[]} */
    const sides = [
      { side: "left", span: [mark.at - TICK - mark.width, mark.at - TICK] },
      { side: "right", span: [mark.at + TICK, mark.at + TICK + mark.width] },
    ];
    const found = sides.find(
      ({ span: [from, to] }) =>
        from >= 0 &&
        to <= width &&
        !taken.some((other) => from < other[1] + AIR && to > other[0] - AIR) &&
        !marks.some(({ at }, other) => other !== i && at > from - TICK && at < to + TICK),
    );
    if (found) taken.push(found.span);
    return found ?? null;
  });
}
