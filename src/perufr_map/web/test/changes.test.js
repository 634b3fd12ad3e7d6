import assert from "node:assert/strict";
import test from "node:test";
import { changesBetween, sayChanges } from "../src/changes.js";
import { createModel } from "../src/model.js";
import { placeNames } from "../src/slope.js";
import { createWords } from "../src/words.js";
import { makePayload, said } from "./fixtures.js";

const model = createModel(makePayload());
/** @param {string} id */
const place = (id) => model.eraIndex.get(id) ?? NaN;
/** @param {string} era @param {string} before */
const at = (era, before) => ({ eraIndex: place(era), beforeIndex: place(before), filled: false });

test("who turned, stayed, is new or gone is who Python has, of every two eras", () => {
  for (const [pair, expected] of Object.entries(said.changed)) {
    const [era, before] = pair.split(" ");
    const found = Object.entries(changesBetween(model, at(era, before)));
    const plain = found.map(([name, each]) => [name, each.map(({ code, firm }) => [code, firm])]);
    assert.deepEqual(Object.fromEntries(plain), expected, pair);
  }
});

for (const language of ["en", "es"]) {
  test(`what changed is said as Python says it, of every two eras: ${language}`, () => {
    const words = createWords(model.payload, language);
    for (const [before, era, text] of said[`words.${language}`].changes) {
      const between = at(era, before);
      const told = sayChanges(model, words, changesBetween(model, between), between);
      assert.equal(told, text);
    }
  });
}

test("names on an axis stand apart, in order, and as near to their places as that allows", () => {
  const places = placeNames([10, 12, 13, 80, 300], { apart: 15, top: 0, bottom: 300 });
  assert.ok(
    places.every((y, i) => !i || y - places[i - 1] >= 15 - 1e-9),
    String(places),
  );
  assert.equal(places[3], 80);
  assert.equal(places[4], 300);
  assert.ok(places[0] >= 0);
  const full = placeNames([5, 5, 5, 5], { apart: 15, top: 0, bottom: 45 });
  assert.deepEqual(full, [0, 15, 30, 45]);
});
