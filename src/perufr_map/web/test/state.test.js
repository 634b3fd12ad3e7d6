import assert from "node:assert/strict";
import test from "node:test";
import { createModel } from "../src/model.js";
import { createState } from "../src/state.js";
import { makePayload } from "./fixtures.js";

const model = createModel(makePayload());
const FIRST = {
  era: "velasco",
  before: null,
  selected: null,
  language: "en",
  members: null,
  frame: null,
  view: null,
  present: null,
  category: null,
};

test("at first the first era is shown in the study's first language", () => {
  const { choices, first, take } = createState(model);
  assert.deepEqual(choices(), FIRST);
  assert.deepEqual(first(), { first: true, era: true, language: true });
  take({ before: "garcia", selected: "USA" });
  assert.deepEqual(Object.keys(first()), ["first", "era", "language", "before", "selected"]);
});

test("a change says what is new in it, and what does not exist is passed over", () => {
  const { choices, take, state } = createState(model);
  assert.equal(take({ era: "velasco" }), null);
  assert.equal(take({ era: "nobody", language: "xx" }), null);
  assert.equal(take({ selected: "toString" }), null);
  assert.deepEqual(choices(), FIRST);
  const changed = take({ era: "garcia", before: "velasco", selected: "USA" });
  assert.deepEqual(changed, { era: true, before: true, selected: true });
  assert.deepEqual([state.eraIndex, state.beforeIndex], [3, 0]);
});

test("what is not asked for stays; null ends a comparison and closes the card", () => {
  const { choices, take, state } = createState(model);
  take({ before: "garcia", selected: "USA" });
  take({ era: "morales" });
  assert.deepEqual(choices(), { ...FIRST, era: "morales", before: "garcia", selected: "USA" });
  take({ before: null, selected: null, era: null, language: null });
  assert.deepEqual(choices(), { ...FIRST, era: "morales" });
  assert.equal(state.beforeIndex, null);
});

test("another language brings its words", () => {
  const { take, state } = createState(model);
  assert.equal(state.words.language, "en");
  take({ language: "es" });
  assert.equal(state.words.language, "es");
});

test("only a 1 fills the members of groups, and nothing draws them as regions again", () => {
  const { take, state } = createState(model);
  assert.equal(take({ members: "yes" }), null);
  assert.deepEqual(take({ members: "1" }), { members: true });
  assert.equal(state.filled, true);
  assert.equal(take({ era: "garcia" })?.members, undefined);
  assert.deepEqual(take({ members: null }), { members: true });
  assert.equal(state.filled, false);
});

test("a frame that the study offers is taken, and no other", () => {
  const { choices, take } = createState(model);
  assert.equal(take({ frame: "oceania" }), null);
  assert.equal(take({ frame: "toString" }), null);
  assert.deepEqual(take({ frame: "world" }), { frame: true });
  assert.equal(choices().frame, "world");
});

test("presenting shows the map, whatever view was chosen, and is kept among the choices", () => {
  const { choices, take } = createState(model, ["overview"]);
  take({ view: "overview" });
  assert.deepEqual(take({ present: "1" }), { view: true, present: true });
  assert.equal(choices().present, "1");
  assert.equal(take({ view: "overview" }), null);
  take({ present: "yes" });
  assert.equal(choices().present, null);
});
