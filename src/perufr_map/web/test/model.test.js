import assert from "node:assert/strict";
import test from "node:test";
import { createModel } from "../src/model.js";
import { makePayload, said } from "./fixtures.js";

const model = createModel(makePayload());

/** @param {string} id */
function place(id) {
  const found = model.eraIndex.get(id);
  assert.ok(found !== undefined, id);
  return found;
}

/** @param {string} id @param {string} [before] */
const at = (id, before) => ({
  eraIndex: place(id),
  beforeIndex: before === undefined ? null : place(before),
});

test("every era, alone and compared with every one, reads as Python reads it", () => {
  const kinds = new Set();
  for (const [view, expected] of Object.entries(said.readings)) {
    const [era, before] = view.split(" ");
    const read = model.codes.flatMap((code) => {
      const one = model.readingOf(code, at(era, before));
      if (one) kinds.add(one.became);
      return one ? [[code, [one.became, one.value, one.unsettled]]] : [];
    });
    assert.deepEqual(Object.fromEntries(read), expected, view);
  }
  assert.deepEqual([...kinds].sort(), ["changed", "gone", "new", "score", "unchanged"]);
});

test("a reading holds the scores it was made of", () => {
  const one = model.readingOf("USA", at("garcia", "velasco"));
  assert.equal(one?.now, model.scoreOf("USA", place("garcia")));
  assert.equal(one?.before, model.scoreOf("USA", place("velasco")));
});

test("a state is named as its era named it, and what is no state as the study does", () => {
  assert.equal(model.areas("DDR").length, 1);
  assert.equal(model.nameOf("DDR", place("velasco")), model.areas("DDR")[0].properties.name);
  assert.equal(model.nameOf("IMF", 0), model.counterparts.get("IMF")?.name);
  assert.equal(model.nameOf("XYZ", 0), undefined);
});

test("a state that did not exist in an era is not there then, though it may have a score", () => {
  assert.equal(model.notThen("DDR", place("velasco")), false);
  assert.equal(model.notThen("DDR", place("autogolpe")), true);
  assert.equal(model.notThen("IMF", place("autogolpe")), false);
});

/**
 * The codes of each score that a file has.
 * @param {import("../src/payload.d.ts").EraData["scores"]} scores
 */
const codesOf = (scores) => /** @type {string[]} */ (/** @type {unknown} */ (scores.codes));

test("codes that a file writes together each have their score", () => {
  const eras = makePayload().eras.flatMap(({ scores }) => codesOf(scores));
  const [together] = eras.filter((codes) => codes.includes(" "));
  const [one, other] = together.split(" ");
  assert.deepEqual(model.erasWithScore(one).length > 0, true);
  const era = makePayload().eras.findIndex(({ scores }) => codesOf(scores).includes(together));
  assert.equal(model.scoreOf(one, era), model.scoreOf(other, era));
  assert.ok(model.scoreOf(one, era));
});

test("the scores of another method replace the first ones, and the payload stays as it was", () => {
  const given = makePayload();
  const own = createModel(given);
  const other = makePayload();
  for (const era of other.eras) era.scores = {};
  assert.ok(own.erasWithScore("USA").length);
  own.takeScores(other);
  assert.deepEqual(own.erasWithScore("USA"), []);
  assert.deepEqual(own.payload.eras, other.eras);
  assert.deepEqual(given, makePayload());
});
