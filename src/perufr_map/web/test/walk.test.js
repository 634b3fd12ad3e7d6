import assert from "node:assert/strict";
import { test } from "node:test";
import { createModel } from "../src/model.js";
import { WAYS, nearestTo, nextByScore } from "../src/walk.js";
import { makePayload, said } from "./fixtures.js";

/** @import { Stop } from "../src/walk.js" */

/**
 * Whom the arrow keys reach from a stop.
 * @param {Stop[]} stops
 * @param {Stop} start
 */
function reach(stops, start) {
  const found = new Set([start]);
  for (const stop of found) {
    for (const way of Object.values(WAYS)) {
      const next = nearestTo(stops, stop, way);
      if (next) found.add(next);
    }
  }
  return [...found].map(({ code }) => code).sort();
}

/** @param {Stop[]} stops */
function expectAllReached(stops) {
  const all = stops.map(({ code }) => code).sort();
  for (const start of stops) assert.deepEqual(reach(stops, start), all, start.code);
}

/**
 * Whom a statement of an era names, where it lies.
 * @param {number} eraIndex
 * @returns {Stop[]}
 */
function namedIn(eraIndex) {
  const model = createModel(makePayload());
  return model.codes.flatMap((code) => {
    const score = model.scoreOf(code, eraIndex);
    if (!score || score.basis === "group" || !said.places[code]) return [];
    const [x, y] = said.places[code];
    return [{ code, x, y, score: score.score }];
  });
}

test("arrow keys reach every named state from every other one, in each era of the study", () => {
  for (const eraIndex of makePayload().eras.keys()) {
    const stops = namedIn(eraIndex);
    assert.ok(stops.length > 1);
    expectAllReached(stops);
  }
});

test("arrow keys reach every state of studies that are made up", () => {
  let last = 1;
  const number = () => (last = (last * 16807) % 2147483647) / 2147483647;
  for (let size = 2; size < 60; size++) {
    expectAllReached(
      Array.from({ length: size }, (_, i) => {
        return { code: `s${i}`, x: 300 * number(), y: 140 * number(), score: 0 };
      }),
    );
  }
});

test("an arrow key goes to the nearest state ahead, and only then to one aside", () => {
  const [here, near, far, aside] = [
    { code: "here", x: 0, y: 0, score: 0 },
    { code: "near", x: 4, y: 3, score: 0 },
    { code: "far", x: 9, y: 0, score: 0 },
    { code: "aside", x: 1, y: 5, score: 0 },
  ];
  const stops = [here, near, far, aside];
  assert.equal(nearestTo(stops, here, WAYS.ArrowRight), near);
  assert.equal(nearestTo(stops, here, WAYS.ArrowUp), aside);
  assert.equal(nearestTo([here, aside], here, WAYS.ArrowRight), aside);
  assert.equal(nearestTo(stops, here, WAYS.ArrowLeft), null);
});

test("page down goes to the next lower score, from the last one to the first", () => {
  const stops = namedIn(3);
  const [highest] = [...stops].sort((a, b) => b.score - a.score);
  let stop = highest;
  for (let i = 1; i < stops.length; i++) {
    const next = nextByScore(stops, stop, 1);
    assert.ok(next.score <= stop.score);
    assert.equal(nextByScore(stops, next, -1), stop);
    stop = next;
  }
  assert.equal(nextByScore(stops, stop, 1), highest);
});
