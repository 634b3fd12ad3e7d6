import assert from "node:assert/strict";
import test from "node:test";
import { createModel } from "../src/model.js";
import { overviewOf } from "../src/turns.js";
import { makePayload, said } from "./fixtures.js";

/** @param {ReturnType<typeof overviewOf>} sections */
const plain = (sections) =>
  Object.fromEntries(
    sections.map(({ section, rows }) => [
      section,
      rows.map(({ code, swing, scores, turns }) => [code, swing, [...scores.keys()], [...turns]]),
    ]),
  );

test("rows, sections, swings and turns are those that Python has", () => {
  assert.deepEqual(plain(overviewOf(createModel(makePayload()))), said.overview);
});

/**
 * The overview of one counterpart: its scores era by era, null where it has none.
 * @param {({score: number, basis?: "named"|"group", sign_probability?: number}|null)[]} scores
 */
function overviewOfOne(scores) {
  const payload = makePayload();
  payload.eras = scores.map((score, i) => {
    /** @type {import("../src/payload.d.ts").EraData["scores"]} */
    const found = score ? { USA: { events: [], sign_probability: 1, ...score } } : {};
    return { ...payload.eras[0], id: `era${i}`, scores: found };
  });
  const found = plain(overviewOf(createModel(payload)));
  return Object.entries(found).flatMap(([section, rows]) =>
    rows.map(([, swing, , turns]) => [section, swing, turns]),
  );
}

test("a sign turns against the last one told of, whatever lies between", () => {
  const rows = overviewOfOne([{ score: 2 }, null, { score: 0 }, { score: -1.5 }]);
  assert.deepEqual(rows, [["turned", 3.5, [[3, true]]]]);
});

test("a turn is firm only if both sides are settled and by name", () => {
  const doubtful = { score: 2, sign_probability: 0.79 };
  assert.deepEqual(overviewOfOne([doubtful, { score: -1 }]), [["turned", 3, [[1, false]]]]);
  const byGroup = { score: 2, basis: /** @type {const} */ ("group") };
  assert.deepEqual(overviewOfOne([byGroup, { score: -1 }]), [["group_first", 3, [[1, false]]]]);
  assert.deepEqual(overviewOfOne([{ score: -1 }, byGroup]), [["turned", 3, [[1, false]]]]);
});

test("what a group was told of first counts as turned once names alone turn", () => {
  const byGroup = { score: 2, basis: /** @type {const} */ ("group") };
  const [[section]] = overviewOfOne([byGroup, { score: -1 }, { score: 1 }]);
  assert.equal(section, "turned");
});

test("one score is told of once, and a counterpart that no statement names has no row", () => {
  assert.deepEqual(overviewOfOne([null, { score: 2 }]), [["once", 0, []]]);
  assert.deepEqual(overviewOfOne([{ score: 2 }, { score: 3 }]), [["kept", 1, []]]);
  assert.deepEqual(overviewOfOne([{ score: 2, basis: "group" }]), []);
});
