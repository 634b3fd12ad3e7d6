import assert from "node:assert/strict";
import test from "node:test";

import { coarsen, seenOf, shrink } from "../src/inset.js";

/** @type {[number, number, number, number]} */
const WORLD = [-172, -64, 172, 84];

test("the world fills the inset as far as it can, and stands in its middle", () => {
  const project = shrink(WORLD);
  const corners = [project([84, -172]), project([-64, 172])];
  const [[west, north], [east, south]] = corners;
  assert.ok(west >= 0 && north >= 0 && east <= 172 && south <= 76);
  assert.ok(Math.abs(west - (172 - east)) < 1e-9 && Math.abs(north - (76 - south)) < 1e-9);
  assert.ok(east - west > 171.9 || south - north > 75.9);
});

test("a coast keeps few points, and what is too small for three is left out", () => {
  /** @type {[number, number][]} */
  const ring = Array.from({ length: 500 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 500;
    return [50 + 20 * Math.cos(angle), 30 + 20 * Math.sin(angle)];
  });
  const points = coarsen(ring).split("L").length;
  assert.ok(points > 50 && points < 130, `${points}`);
  assert.equal(coarsen(ring.map(([x, y]) => [x / 50, y / 50])), "");
});

test("the frame in the inset stays within it, and one around nearly all says so", () => {
  const part = seenOf([-20, 10], [60, 90]);
  assert.deepEqual([part.x, part.y, part.x + part.width, part.y + part.height], [1, 10, 60, 75]);
  assert.ok(!part.whole);
  assert.ok(seenOf([-5, -5], [180, 80]).whole);
});
