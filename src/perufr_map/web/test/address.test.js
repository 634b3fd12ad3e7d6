import assert from "node:assert/strict";
import test from "node:test";
import { addressOf, readAddress } from "../src/address.js";

test("an address says what is shown, and reads as it was written", () => {
  const shown = {
    era: "garcia",
    before: null,
    selected: "USA",
    language: "es",
    members: null,
    frame: null,
    view: null,
    present: null,
    category: null,
  };
  assert.equal(addressOf(shown), "#era=garcia&c=USA&lang=es");
  assert.deepEqual(readAddress(addressOf(shown)), shown);
  const other = {
    era: "a&b=c d",
    before: "ñ",
    selected: null,
    language: "en",
    members: "1",
    frame: "asia",
    view: null,
    present: null,
    category: null,
  };
  assert.deepEqual(readAddress(addressOf(other)), other);
  assert.match(addressOf(other), /&members=1&frame=asia$/);
});

test("an address that names an era alone ends a comparison and closes the card", () => {
  const { era, before, selected } = readAddress("#era=garcia");
  assert.deepEqual([era, before, selected], ["garcia", null, null]);
});

test("an address that speaks of something else asks for nothing", () => {
  for (const hash of ["", "#", "#top", "#chapter=2"]) assert.deepEqual(readAddress(hash), {});
});

test("a query asks for what the hash does not, and the hash has the last word", () => {
  const { era, present } = readAddress("#era=garcia", "?present=1&era=velasco");
  assert.deepEqual({ era, present }, { era: "garcia", present: "1" });
  assert.deepEqual(readAddress("", "?utm=2"), {});
});
