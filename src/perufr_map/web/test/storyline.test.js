import assert from "node:assert/strict";
import test from "node:test";

import { nameEras } from "../src/storyline.js";

test("names of eras stand where they begin, each with the room that its text takes", () => {
  const halves = /** @type {[number, number][]} */ ([
    [0, 0.05],
    [0.05, 0.5],
    [0.5, 1],
  ]);
  const years = nameEras(halves, ["1968", "1975", "1985"], 1);
  assert.deepEqual(
    years.map(({ text, on }) => [text, on]),
    [
      ["1975", true],
      ["1985", false],
    ],
  );
  const days = nameEras(halves, ["16 Oct", "22 Oct", "28 Oct"], 2);
  assert.deepEqual(
    days.map(({ text }) => text),
    ["22 Oct", "28 Oct"],
  );
});
