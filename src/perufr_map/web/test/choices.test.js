import assert from "node:assert/strict";
import { test } from "node:test";

import { snap } from "../src/choices.js";

/** @param {string} value @param {string} [min] @param {string} [max] */
const slider = (value, min = "0", max = "1") => ({ value, min, max });

test("a slider near the study's own value is drawn to it, and only there", () => {
  assert.equal(snap(slider("0.48"), "0.5"), "0.5");
  assert.equal(snap(slider("0.52"), "0.5"), "0.5");
  assert.equal(snap(slider("0.44"), "0.5"), "0.44");
  assert.equal(snap(slider("10.5", "1", "30"), "10"), "10");
  assert.equal(snap(slider("12", "1", "30"), "10"), "12");
});
