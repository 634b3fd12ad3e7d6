import assert from "node:assert/strict";
import test from "node:test";
import { readRecords, readShared } from "../src/columns.js";

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

test("a column may say its values once, or the steps from number to number", () => {
  // "#" is 0, "%" 1, "(" 2, "*" 3 and "$" -1
  const kind = { values: ["state", "group"], rows: "%(#%" };
  const place = { steps: "%*#$" };
  assert.deepEqual(readRecords({ kind, place }), [
    { kind: "state", place: 0 },
    { kind: "group", place: 2 },
    {},
    { kind: "state", place: 1 },
  ]);
});

test("values by code read the same whether each stands by itself or once for all codes", () => {
  const plain = { CHL: { n: 1 }, USA: { n: 2 }, PER: { n: 1 } };
  assert.equal(readShared(plain), plain);
  assert.deepEqual(readShared({ codes: ["CHL PER", "USA"], n: [1, 2] }), plain);
  assert.deepEqual(readShared({}), {});
});
