import assert from "node:assert/strict";
import test from "node:test";
import { unitIn } from "../src/present.js";

test("what is presented is as large as the screen has room for, and never too small to read", () => {
  assert.equal(unitIn({ innerWidth: 1920, innerHeight: 1080 }), 1);
  assert.equal(unitIn({ innerWidth: 3840, innerHeight: 2160 }), 2);
  assert.equal(unitIn({ innerWidth: 1440, innerHeight: 900 }), 0.75);
  assert.equal(unitIn({ innerWidth: 360, innerHeight: 740 }), 0.6);
});
