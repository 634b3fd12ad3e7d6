import assert from "node:assert/strict";
import test from "node:test";
import { createModel } from "../src/model.js";
import { createState } from "../src/state.js";
import { changeOf, firstOf, placeOf, spokenOf, STORY } from "../src/steps.js";
import { makePayload } from "./fixtures.js";

const model = createModel(makePayload());
const { payload } = model;

test("what a step asks for leads back to that step, whatever step it is", () => {
  payload.steps.forEach((step, place) => {
    const { state, take } = createState(model, [STORY]);
    take({ view: STORY, ...changeOf(step) });
    assert.equal(placeOf(payload, state), place);
    assert.equal(state.before, step.before ?? null);
  });
});

test("in the story all are ringed whom its step speaks of, on the map who is selected", () => {
  const { state, take } = createState(model, [STORY]);
  const step = payload.steps.find(({ id }) => id === "self-coup");
  assert.ok(step);
  take({ view: STORY, ...changeOf(step) });
  assert.deepEqual(spokenOf(payload, state), ["VEN", "DEU", "ESP", "ARG", "USA"]);
  take({ view: null });
  assert.deepEqual(spokenOf(payload, state), ["VEN"]);
});

test("a study may tell no story", () => {
  const { state } = createState(model);
  assert.equal(placeOf({ steps: [] }, state), -1);
  assert.deepEqual(spokenOf({ steps: [] }, { ...state, view: STORY }), []);
});

test("an address that names an era alone is told from the era's first step", () => {
  const { state, take } = createState(model, [STORY]);
  take({ view: STORY, ...changeOf(payload.steps[0]), era: "garcia", selected: null });
  assert.equal(payload.steps[firstOf(payload, state)].id, "tenth-of-exports");
  take({ selected: "USA" }); // the map as a reader left it: no step asks for that
  assert.equal(payload.steps[firstOf(payload, state)].id, "your-turn");
});
