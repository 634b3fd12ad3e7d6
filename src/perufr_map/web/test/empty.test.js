/** What is offered where an era has no statements. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { nearestTold } from "../src/empty.js";

test("an era without statements leads to the next that has some, the last to one before", () => {
  assert.equal(nearestTold([0, 0, 3, 5], 0), 2);
  assert.equal(nearestTold([3, 0, 0, 5], 1), 3);
  assert.equal(nearestTold([3, 2, 0], 2), 1);
  assert.equal(nearestTold([0, 0], 1), null);
});
