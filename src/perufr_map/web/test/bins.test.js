import assert from "node:assert/strict";
import test from "node:test";

import { edgesOf, marksOf, reachOf } from "../src/bins.js";
import { createModel } from "../src/model.js";
import { makePayload, said } from "./fixtures.js";

const model = createModel(makePayload());
const { eras } = model.payload;

test("the legend has one mark for each counterpart that is listed by itself", () => {
  eras.forEach((era, eraIndex) => {
    const at = { eraIndex, beforeIndex: null, filled: false };
    const listed = model.codes.filter(
      (code) => model.scoreOf(code, eraIndex) && model.listedUnder(code, at) === null,
    );
    const marks = marksOf(model, eraIndex).map(({ code }) => code);
    assert.deepEqual(marks.sort(), listed.sort(), era.id);
    assert.ok(marks.length > 0, era.id);
  });
});

test("a mark stands in the half point nearest to its score, and none on another", () => {
  eras.forEach((era, eraIndex) => {
    const places = new Set();
    for (const { code, bin, row } of marksOf(model, eraIndex)) {
      const score = model.scoreOf(code, eraIndex)?.score ?? NaN;
      assert.ok(Math.abs(bin - score) <= 0.25 + 1e-9, `${era.id} ${code}`);
      assert.equal(bin * 2, Math.round(bin * 2));
      assert.ok(!places.has(`${bin} ${row}`), `${era.id} ${code}`);
      places.add(`${bin} ${row}`);
    }
    for (const place of places) {
      const [bin, row] = String(place).split(" ").map(Number);
      assert.ok(row === 0 || places.has(`${bin} ${row - 1}`), "no mark hangs in the air");
    }
  });
});

test("the open ends reach beyond every score, and beyond the last edge", () => {
  const reach = reachOf(model);
  for (const [eraIndex] of eras.entries()) {
    for (const { code } of marksOf(model, eraIndex)) {
      assert.ok(Math.abs(model.scoreOf(code, eraIndex)?.score ?? NaN) < reach, code);
    }
  }
  assert.ok(Math.abs(reach - said.reach[""]) < 1e-9, "as in pictures");
  assert.ok(reach > Math.max(...model.payload.scale.thresholds));
  assert.ok(reach <= 10);
});

test("two edges around zero are one number where they are near to one another", () => {
  const thresholds = [-3.8, -2.1, -0.5, 0.5, 2.1, 3.8];
  const narrow = edgesOf(thresholds, { width: 284, reach: 6.3 });
  assert.deepEqual(
    narrow.map(({ at, edge, both }) => (both ? `±${edge} at ${at}` : edge)),
    [-3.8, -2.1, "±0.5 at 0", 2.1, 3.8],
  );
  const wide = edgesOf(thresholds, { width: 600, reach: 6.3 });
  assert.deepEqual(
    wide.map(({ edge }) => edge),
    thresholds,
  );
  const near = edgesOf([-2, -1.9, 1, 2], { width: 284, reach: 6.3 });
  assert.deepEqual(
    near.map(({ edge }) => edge),
    [-2, 1],
  );
});
