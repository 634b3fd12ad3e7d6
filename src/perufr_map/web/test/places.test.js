import assert from "node:assert/strict";
import test from "node:test";
import { Ground, PLAIN } from "../src/ground.js";
import { overlap, placeLabels } from "../src/places.js";
import { coastOf } from "../src/room.js";

/** @import { Item } from "../src/places.js" */
/** @import { Point } from "../src/topology.js" */

/**
 * The coast of a rectangle, in pixels of a view whose upper left corner is the map's origin.
 * @param {number} left @param {number} top @param {number} right @param {number} bottom
 */
const land = (left, top, right, bottom) => {
  /** @type {Point[]} */
  const ring = [
    [-top, left],
    [-top, right],
    [-bottom, right],
    [-bottom, left],
    [-top, left],
  ];
  return [coastOf(ring)];
};
const view = { left: 0, top: 0, width: 400, height: 200, pixels: 1 };

/**
 * @param {number} owner
 * @param {number} width
 * @param {Partial<Item>} [more]
 * @returns {Item}
 */
const item = (owner, width, more = {}) => {
  const form = { lines: "name", width, height: 16 };
  return { code: String(owner), owner, inside: [form], outside: [form], ...more };
};

/** @param {[number, ReturnType<typeof land>][]} lands */
function groundOf(lands) {
  const ground = new Ground(view);
  for (const [owner, coasts] of lands) ground.paint(coasts, owner);
  ground.seal();
  return ground;
}

/**
 * @param {Ground} ground
 * @param {Item[]} items
 * @param {Partial<Parameters<typeof placeLabels>[2]>} [around]
 */
const place = (ground, items, around = {}) =>
  placeLabels(ground, items, { focus: null, obstacles: [], farthest: 150, ...around });

/** @param {import("../src/places.js").Placed} placed */
const boxOf = ({ x, y, form }) => ({
  left: x - form.width / 2,
  top: y - form.height / 2,
  right: x + form.width / 2,
  bottom: y + form.height / 2,
});

test("land is counted where it is seen, and its deepest point lies far from its coast", () => {
  const ground = new Ground(view);
  assert.equal(ground.paint(land(-100, 0, 100, 40), 5), 50 * 20);
  assert.equal(ground.paint(land(500, 0, 600, 40), 6), 0);
  ground.seal();
  const found = ground.landOf(5);
  assert.ok(found && Math.abs(found.deepest.y - 20) <= 2);
  assert.equal(ground.landOf(6), null);
  assert.ok(ground.isColoured({ left: 90, top: 0, right: 120, bottom: 10 }));
  assert.ok(!ground.isColoured({ left: 102, top: 0, right: 120, bottom: 10 }));
});

test("a lake is not its land", () => {
  const ground = new Ground(view);
  ground.paint([...land(0, 0, 100, 100), ...land(40, 40, 60, 60)], 5);
  assert.equal(ground.at(50, 50), 0);
  assert.equal(ground.at(20, 50), 5);
});

test("a name stands on its land where a box a fifth wider fits, else beside it with a leader", () => {
  const ground = groundOf([[5, land(100, 50, 200, 100)]]);
  const [inside] = place(ground, [item(5, 80)]).placed;
  assert.ok(inside.onLand && !inside.leader);
  const [outside] = place(ground, [item(5, 90)]).placed;
  assert.ok(!outside.onLand && outside.leader);
  assert.ok(!overlap(boxOf(outside), { left: 100, top: 50, right: 200, bottom: 100 }));
});

test("a region's name may hang over the sea, not over other land", () => {
  const own = land(100, 50, 200, 100);
  const region = item(5, 130, { region: true });
  assert.ok(place(groundOf([[5, own]]), [region]).placed[0].onLand);
  const other = land(200, 0, 400, 200);
  const west = land(0, 0, 100, 200);
  const ground = groundOf([
    [5, own],
    [PLAIN, other],
    [6, west],
  ]);
  assert.ok(!place(ground, [region]).placed[0]?.onLand);
});

test("no label covers another, colour, or what stands on the map", () => {
  /** @type {[number, ReturnType<typeof land>][]} */
  const lands = [10, 40, 70, 100, 130].map((y, i) => [5 + i, land(180, y, 200, y + 30)]);
  const obstacles = [{ left: 0, top: 0, right: 120, bottom: 200 }];
  const ground = groundOf(lands);
  const items = lands.map(([owner]) => item(owner, 60));
  const { placed } = place(ground, items, { obstacles });
  assert.equal(placed.length, 5);
  const boxes = placed.map(boxOf);
  boxes.forEach((box, i) => {
    assert.ok(!ground.isColoured(box));
    assert.ok(!overlap(box, obstacles[0]));
    boxes.slice(i + 1).forEach((other) => assert.ok(!overlap(box, other)));
  });
});

test("what has no place is left out, and what lies beyond the edge stands there as a chip", () => {
  const ground = groundOf([[5, land(0, 0, 200, 200)]]);
  const form = { lines: "chip", width: 80, height: 30 };
  const beyond = [6, 7].map((owner) => item(owner, 250, { away: { at: { x: 900, y: 90 }, form } }));
  const { placed, chips } = place(ground, [item(5, 250), ...beyond]);
  assert.deepEqual(placed, []);
  assert.deepEqual(
    chips.map(({ item: { code } }) => code),
    ["6", "7"],
  );
  for (const { x } of chips) assert.equal(x, 400 - 40 - 4);
  assert.ok(Math.abs(chips[0].y - 90) < 1);
  assert.ok(!overlap(boxOf(chips[0]), boxOf(chips[1])));
});

test("the focus is named in the sea west of it", () => {
  const ground = groundOf([[5, land(200, 50, 300, 150)]]);
  const [{ x, y, leader }] = place(ground, [], { focus: item(5, 40) }).placed;
  assert.ok(x + 20 <= 200 && x + 20 > 185);
  assert.ok(Math.abs(y - 100) < 10);
  assert.equal(leader, undefined);
});

test("a study may say where a name stands", () => {
  const ground = groundOf([[5, land(200, 50, 300, 150)]]);
  const [{ x, y }] = place(ground, [item(5, 40, { fixed: { x: 60, y: 30 } })]).placed;
  assert.deepEqual([x, y], [60, 30]);
});
