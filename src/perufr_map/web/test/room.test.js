import assert from "node:assert/strict";
import test from "node:test";
import { areaOf, coastOf, findRoom, insideOf } from "../src/room.js";

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

test("a label stands in the middle of the widest land", () => {
  const own = coasts(box(0, 0, 4, 10), box(4, 6, 20, 10));
  const place = findRoom(own, [], { width: 12, height: 1 });
  assert.ok(place);
  const [y, x] = place;
  assert.ok(y > 6.5 && y < 9.5, String(y));
  assert.ok(x >= 6 && x <= 14, String(x));
});

test("what is too wide hangs over the sea, never over other land", () => {
  const own = coasts(box(0, 0, 8, 10));
  const size = { width: 10, height: 2 };
  assert.equal(findRoom(own, [], size)?.[1], 4);
  assert.equal(findRoom(own, coasts(box(8, 0, 20, 10)), size)?.[1], 3);
  assert.equal(findRoom(own, coasts(box(8, 0, 20, 10), box(-9, 0, 0, 10)), size), null);
});

test("a label needs most of its width, and its whole height, on its own land", () => {
  const own = coasts(box(0, 0, 8, 10));
  assert.equal(findRoom(own, [], { width: 14, height: 2 }), null);
  assert.equal(findRoom(own, [], { width: 4, height: 11 }), null);
  assert.equal(findRoom([], [], { width: 4, height: 1 }), null);
});

test("a lake in the land is no place for a label", () => {
  const own = coasts(box(0, 0, 20, 3), box(1, 0.1, 19, 2.9).reverse());
  assert.equal(findRoom(own, [], { width: 10, height: 1 }), null);
});

test("a sign stands inside of the largest part, away from its ends", () => {
  const [y, x] = insideOf(coasts(box(50, 0, 52, 2), box(0, 0, 4, 20), box(4, 0, 9, 2)));
  assert.equal(x, 2);
  assert.ok(y > 5 && y < 15, String(y));
});
