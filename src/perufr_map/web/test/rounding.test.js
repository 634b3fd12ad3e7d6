import assert from "node:assert/strict";
import { test } from "node:test";
import { roundScore } from "../src/rounding.js";

test("a half is rounded as Python rounds it, whatever the noise of its sum", () => {
  for (const noise of [-2e-13, 0, 2e-13]) {
    assert.equal(roundScore(-6.09375 + noise), -6.0938);
    assert.equal(roundScore(6.09375 + noise), 6.0938);
    assert.equal(roundScore(2.03125 + noise), 2.0312);
    assert.equal(roundScore(-2.03125 + noise), -2.0312);
  }
  assert.equal(roundScore(-0.00001), 0);
  assert.equal(roundScore(1.23456), 1.2346);
});
