/** One axis of time, and on it the eras with their names: what both views of the page stand on. */
import { svg } from "./dom.js";

/** @import { ToldEra } from "./told.d.ts" */

const LETTER = 6.9; // px, a letter of a name as wide as most

/**
 * How wide a text is, near enough to know whether it has room.
 * @param {string} text
 * @param {number} [letter]
 */
export const widthOf = (text, letter = LETTER) => text.length * letter;

/** @param {number} days since the start of 1970 */
export const yearOf = (days) => String(new Date(days * 864e5).getUTCFullYear()).padStart(4, "0");

/**
 * The years of a half-open interval, that of the last day included.
 * @param {number} start
 * @param {number} end
 */
export const yearsOf = (start, end) =>
  [...new Set([yearOf(start), yearOf(end - 1)])].join("\u2013");

/** From the top of the drawing, in px. */
const UPPER = 13;
const NAME = 31;
const YEAR = 45;
const BAR = 52;
export const HEAD = 58;

/**
 * Where days stand between two edges.
 * @param {ToldEra[]} eras
 * @param {number} left
 * @param {number} right
 */
export function timeScale(eras, left, right) {
  const first = eras[0].start;
  const length = eras[eras.length - 1].end - first;
  /** @param {number} days */
  return (days) => left + ((right - left) * Math.min(length, Math.max(0, days - first))) / length;
}

/**
 * The names that the eras have room for: in their own width, else above it.
 * @param {ToldEra[]} eras
 * @param {(days: number) => number} x
 * @param {{names: boolean, left: number}} room whether there is any for names; the left edge
 * @returns {{text: string, x: number, end: boolean, upper: boolean, era: number, year: boolean}[]}
 */
export function labelsOf(eras, x, { names, left }) {
  const found = [];
  let taken = Infinity; // of the row above, from the right
  for (let era = eras.length - 1; era >= 0; era -= 1) {
    const { short, start, end } = eras[era];
    const room = x(end) - x(start);
    const year = yearOf(start);
    if (room >= widthOf(year) + 4) {
      found.push({ text: year, x: x(start) + 2, end: false, upper: false, era, year: true });
    }
    if (!names) continue;
    if (room >= widthOf(short) + 6) {
      found.push({ text: short, x: x(start) + 2, end: false, upper: false, era, year: false });
      continue;
    }
    const text = `${short}, ${year}`;
    const at = Math.min(x(start) - 4, taken - 8);
    if (x(start) - at > 40 || at - widthOf(text) < left) continue;
    found.push({ text, x: at, end: true, upper: true, era, year: false });
    taken = at - widthOf(text);
  }
  return found;
}

/**
 * The head of a drawing: the names of the eras, a bar for each, and a line where each starts.
 * @param {ToldEra[]} eras
 * @param {(days: number) => number} x
 * @param {{names: boolean, left: number, bottom: number}} room
 */
export function drawEras(eras, x, room) {
  const labels = labelsOf(eras, x, room).map(({ text, end, upper, era, year, x: at }) => ({
    era,
    node: svg(
      "text",
      {
        class: year ? "year" : "era",
        x: at,
        y: upper ? UPPER : year ? YEAR : NAME,
        "text-anchor": end ? "end" : "start",
        "data-upper": String(upper),
      },
      text,
    ),
  }));
  const uppers = new Set(
    labels.filter(({ node }) => node.dataset.upper === "true").map(({ era }) => era),
  );
  const bars = eras.map(({ start, end }, era) => ({
    era,
    node: svg("rect", {
      class: "era-bar",
      x: x(start) + (era ? 1 : 0),
      y: BAR,
      width: Math.max(1, x(end) - x(start) - 1),
      height: 4,
    }),
  }));
  const lines = eras.map(({ start }, era) =>
    svg("line", {
      class: uppers.has(era) ? "turning" : "start",
      x1: x(start),
      x2: x(start),
      y1: uppers.has(era) ? UPPER - 10 : BAR,
      y2: room.bottom,
    }),
  );
  return {
    node: svg(
      "g",
      {},
      lines,
      bars.map(({ node }) => node),
      labels.map(({ node }) => node),
    ),
    /** @param {number} current index of the era shown */
    mark(current) {
      for (const { era, node } of [...bars, ...labels]) {
        node.classList.toggle("current", era === current);
      }
    },
  };
}
