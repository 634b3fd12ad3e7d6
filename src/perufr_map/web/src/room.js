/** Coasts with their limits, and a point well inside of them. */

/** @import { Point } from "./topology.js" */

/** @typedef {{ring: Point[], south: number, north: number, west: number, east: number}} Coast */
/** @typedef {[number, number]} Span from west to east */

const ROWS = 40; // heights at which land is measured

/**
 * Area of a ring, in square units of the map.
 * @param {Point[]} ring
 */
export function areaOf(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    twice += ring[i - 1][1] * ring[i][0] - ring[i][1] * ring[i - 1][0];
  }
  return Math.abs(twice) / 2;
}

/**
 * A ring with its limits.
 * @param {Point[]} ring
 * @returns {Coast}
 */
export function coastOf(ring) {
  const coast = { ring, south: Infinity, north: -Infinity, west: Infinity, east: -Infinity };
  for (const [y, x] of ring) {
    coast.south = Math.min(coast.south, y);
    coast.north = Math.max(coast.north, y);
    coast.west = Math.min(coast.west, x);
    coast.east = Math.max(coast.east, x);
  }
  return coast;
}

/**
 * Where a horizontal line is on land.
 * @param {Coast[]} coasts
 * @param {number} y
 * @returns {Span[]}
 */
function spansAt(coasts, y) {
  /** @type {number[]} */
  const crossings = [];
  for (const { ring, south, north } of coasts) {
    if (y < south || y > north) continue;
    for (let i = 1; i < ring.length; i++) {
      const [y0, x0] = ring[i - 1];
      const [y1, x1] = ring[i];
      if (y0 > y !== y1 > y) crossings.push(x0 + ((x1 - x0) * (y - y0)) / (y1 - y0));
    }
  }
  crossings.sort((a, b) => a - b);
  return Array.from({ length: crossings.length / 2 }, (_, i) => [
    crossings[2 * i],
    crossings[2 * i + 1],
  ]);
}

/**
 * What lies in both of two lists of spans.
 * @param {Span[]} some
 * @param {Span[]} others
 */
const common = (some, others) =>
  some.flatMap(([a, b]) =>
    others.flatMap(([c, d]) => {
      /** @type {Span} */
      const both = [Math.max(a, c), Math.min(b, d)];
      return both[0] < both[1] ? [both] : [];
    }),
  );

/**
 * A point well inside of land: where its largest part is widest, neither far up nor far down.
 * @param {Coast[]} own at least one
 * @returns {Point}
 */
export function insideOf(own) {
  const [main] = [...own].sort((a, b) => areaOf(b.ring) - areaOf(a.ring));
  const spans = Array.from({ length: ROWS }, (_, row) => {
    const y = main.south + (main.north - main.south) * (0.25 + (row + 0.5) / ROWS / 2);
    const within = common(spansAt(own, y), [[main.west, main.east]]);
    return within.map(([west, east]) => ({ y, x: (west + east) / 2, width: east - west }));
  }).flat();
  const [widest] = spans.sort((a, b) => b.width - a.width);
  return widest ? [widest.y, widest.x] : main.ring[0];
}
