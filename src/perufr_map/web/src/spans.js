/** One axis of time, and on it the eras with their names: what both views of the page stand on. */
import { svg } from "./dom.js";

/** @import { Told, ToldEra } from "./told.d.ts" */

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

const UPPER = 13; // px from the top of the drawing

/** From the bottom of the head upwards, in px. */
const BAR = 6;
const YEAR = 13;
const NAME = 27;

const CLEAR = 3; // px that a line keeps from a text

/**
 * How tall the head of a drawing is.
 * @param {boolean} names whether there is room for the names of the eras
 */
export const headOf = (names) => (names ? 58 : 28);

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
 * @typedef {Object} Label
 * @property {string} text
 * @property {number} x
 * @property {boolean} end whether it ends there
 * @property {number|null} era the index of the one whose it is; null for a marked day
 * @property {"upper"|"name"|"year"} row
 */

/**
 * The names that the eras have room for, in their own width, else above it; there the days that a
 * study marks stand, too.
 * @param {Pick<Told, "eras"|"marks">} told
 * @param {(days: number) => number} x
 * @param {{names: boolean, left: number}} room whether there is any for names; the left edge
 * @returns {Label[]}
 */
export function labelsOf({ eras, marks }, x, { names, left }) {
  /** @type {Label[]} */
  const found = [];
  /** @type {{text: string, at: number, era: number|null}[]} */
  const upper = marks.map(({ day, said }) => ({ text: said, at: x(day), era: null }));
  eras.forEach(({ short, start, end }, era) => {
    const room = x(end) - x(start);
    const year = yearOf(start);
    const at = { x: x(start) + 2, end: false, era };
    if (room >= widthOf(year) + 4) found.push({ ...at, text: year, row: "year" });
    if (room >= widthOf(short) + 6) found.push({ ...at, text: short, row: "name" });
    else if (marks.every(({ day }) => day !== start)) {
      upper.push({ text: `${short}, ${year}`, at: x(start), era });
    }
  });
  if (!names) return found.filter(({ row }) => row === "year");
  /** @type {{from: number, to: number}[]} */
  const taken = [];
  for (const { text, at, era } of upper) {
    const wide = widthOf(text);
    const isFree = (/** @type {number} */ from) =>
      taken.every((other) => other.to + 8 <= from || from + wide + 8 <= other.from);
    const before = at - 4 - wide >= left && isFree(at - 4 - wide);
    const from = before ? at - 4 - wide : at + 4;
    if (!before && (from + wide > x(Infinity) || !isFree(from))) continue;
    taken.push({ from, to: from + wide });
    found.push({ text, x: before ? at - 4 : at + 4, end: before, era, row: "upper" });
  }
  return found;
}

/**
 * From where to where the line of a day goes: not through the name or the year of an era.
 * @param {number} at
 * @param {Label[]} labels
 * @param {{head: number, bottom: number}} room
 * @returns {[number, number][]}
 */
export function piecesOf(at, labels, { head, bottom }) {
  const crosses = labels.some(
    ({ text, row, x }) => row !== "upper" && x < at + CLEAR && at - CLEAR < x + widthOf(text),
  );
  const below = head - BAR;
  return crosses
    ? [
        [UPPER - 10, UPPER + 4],
        [below, bottom],
      ]
    : [[UPPER - 10, bottom]];
}

/**
 * The head of a drawing: the names of the eras, a bar for each, a line where each starts and on
 * the days that are marked.
 * @param {Pick<Told, "eras"|"marks">} told
 * @param {(days: number) => number} x
 * @param {{names: boolean, left: number, bottom: number}} room
 */
export function drawEras(told, x, room) {
  const { eras, marks } = told;
  const head = headOf(room.names);
  const rows = { upper: UPPER, name: head - NAME, year: head - YEAR };
  const placed = labelsOf(told, x, room);
  const labels = placed.map(({ text, end, era, row, x: at }) => ({
    era,
    node: svg(
      "text",
      {
        class: row === "year" ? "year" : "era",
        x: at,
        y: rows[row],
        "text-anchor": end ? "end" : "start",
      },
      text,
    ),
  }));
  const bars = eras.map(({ start, end }, era) => ({
    era,
    node: svg("rect", {
      class: "era-bar",
      x: x(start) + (era ? 1 : 0),
      y: head - BAR,
      width: Math.max(1, x(end) - x(start) - 1),
      height: 4,
    }),
  }));
  const line = (/** @type {number} */ day, /** @type {boolean} */ turning) => {
    const whole = { head, bottom: room.bottom };
    /** @type {[number, number][]} */
    const pieces =
      turning && room.names ? piecesOf(x(day), placed, whole) : [[head - BAR, room.bottom]];
    return pieces.map(([y1, y2]) =>
      svg("line", { class: turning ? "turning" : "start", x1: x(day), x2: x(day), y1, y2 }),
    );
  };
  const above = new Set(placed.filter(({ row }) => row === "upper").map(({ era }) => era));
  const turning = [
    ...marks.map(({ day }) => day),
    ...eras.filter((_, era) => above.has(era)).map(({ start }) => start),
  ];
  return {
    node: svg(
      "g",
      {},
      eras.flatMap(({ start }) => line(start, false)),
      turning.flatMap((day) => line(day, true)),
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
