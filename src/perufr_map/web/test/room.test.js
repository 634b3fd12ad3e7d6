import assert from "node:assert/strict";
import test from "node:test";
import { areaOf, coastOf, insideOf } from "../src/room.js";

/** @import { Point } from "../src/topology.js" */

/**
 * A rectangle.
 * @param {number} west @param {number} south @param {number} east @param {number} north
 * @returns {Point[]}
 */
const box = (west, south, east, north) => [
  [south, west],
  [south, east],
  [north, east],
  [north, west],
  [south, west],
];
/** @param {Point[][]} rings */
const coasts = (...rings) => rings.map(coastOf);

test("a ring has an area, whichever way it runs round", () => {
  assert.equal(areaOf(box(0, 0, 4, 3)), 12);
  assert.equal(areaOf(box(0, 0, 4, 3).reverse()), 12);
});

test("a sign stands inside of the largest part, away from its ends", () => {
  const [y, x] = insideOf(coasts(box(50, 0, 52, 2), box(0, 0, 4, 20), box(4, 0, 9, 2)));
  assert.equal(x, 2);
  assert.ok(y > 5 && y < 15, String(y));
});
