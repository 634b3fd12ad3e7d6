import assert from "node:assert/strict";
import test from "node:test";

import { createModel } from "../src/model.js";
import { formOf, rowsOf, weightiestOf } from "../src/rows.js";
import { createState } from "../src/state.js";
import { makePayload } from "./fixtures.js";

const model = createModel(makePayload());
const { eras, events } = model.payload;

/** @param {import("../src/types.d.ts").Change} [change] */
function stateOf(change = {}) {
  const { state, take } = createState(model);
  take(change);
  return state;
}

test("a ranking goes from the best relation to the worst, and by name where two are alike", () => {
  let ties = 0;
  for (const { id } of eras) {
    const state = stateOf({ era: id });
    const rows = rowsOf(model, state);
    rows.slice(1).forEach((row, i) => {
      const [above, below] = [rows[i].reading.now?.score ?? NaN, row.reading.now?.score ?? NaN];
      assert.ok(above >= below, `${id}: ${rows[i].name}, ${row.name}`);
      if (above > below) return;
      ties += 1;
      assert.ok(rows[i].name.localeCompare(row.name, "en") < 0, `${id}: ${row.name}`);
    });
  }
  assert.ok(ties > 5, "the study has some");
});

test("its order does not depend on what was looked at before", () => {
  const direct = rowsOf(model, stateOf({ era: "garcia" })).map(({ code }) => code);
  const { state, take } = createState(model);
  for (const era of ["velasco", "autogolpe", "garcia"]) take({ era });
  assert.deepEqual(
    rowsOf(model, state).map(({ code }) => code),
    direct,
  );
});

test("a group is one row with its members, who have none where it alone carries them", () => {
  const state = stateOf({ era: "velasco" });
  const rows = rowsOf(model, state);
  const listed = new Set(rows.map(({ code }) => code));
  const group = rows.find(({ code }) => code === "LATAM");
  assert.equal(formOf(model, "LATAM"), "group");
  assert.ok(group && group.members.includes("VEN"));
  assert.ok(!listed.has("VEN"));
  assert.ok(!group.members.includes(model.payload.focus));
  assert.ok(rows.every(({ code, members }) => model.isGroup(code) || members.length === 0));
  const filled = rowsOf(model, stateOf({ era: "velasco", members: "1" }));
  assert.ok(filled.some(({ code }) => code === "VEN"));
});

test("who has no score any more comes last in a comparison", () => {
  const rows = rowsOf(model, stateOf({ era: "autogolpe", before: "garcia" }));
  const first = rows.findIndex(({ reading }) => reading.now === null);
  assert.ok(first > 0);
  assert.ok(rows.slice(first).every(({ reading }) => reading.now === null));
});

test("an organisation has its short name, as on the shelf; a state has its own", () => {
  const names = new Map(
    rowsOf(model, stateOf({ era: "garcia" })).map(({ code, name }) => [code, name]),
  );
  assert.equal(names.get("IMF"), "IMF");
  assert.equal(names.get("USA"), "United States");
});

test("what weighs most are the three statements of the era that add most by themselves", () => {
  eras.forEach(({ id, scores }, era) => {
    const found = weightiestOf(model, era);
    const all = Object.values(scores)
      .flatMap((score) => score.events.filter(([, group]) => !group))
      .map(([index, , given]) => Math.abs(given ?? events[index].weight))
      .sort((a, b) => b - a);
    assert.deepEqual(
      found.map(({ adds }) => Math.abs(adds)),
      all.slice(0, 3),
      id,
    );
    assert.equal(new Set(found.map(({ index }) => index)).size, found.length, id);
  });
});

test("a place of the study's own has the mark of a state", () => {
  const placed = createModel(makePayload());
  const fund = placed.counterparts.get("IMF");
  assert.ok(fund);
  fund.kind = "place";
  assert.deepEqual([formOf(model, "IMF"), formOf(placed, "IMF")], ["other", "state"]);
});
