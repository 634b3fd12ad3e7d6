import assert from "node:assert/strict";
import test from "node:test";
import { readRecords } from "../src/columns.js";

test("records read the same whether they are given as such or by columns", () => {
  const records = [
    { a: 1, inner: { b: "x" } },
    { a: 2, inner: { b: "y", c: [3] } },
  ];
  assert.equal(readRecords(records), records);
  const inner = { b: ["x", "y"], c: [null, [3]] };
  assert.deepEqual(readRecords({ a: [1, 2], inner }), records);
});

test("no columns are no records", () => {
  assert.deepEqual(readRecords({}), []);
  assert.deepEqual(readRecords([]), []);
});
