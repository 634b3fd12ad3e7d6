import assert from "node:assert/strict";
import test from "node:test";
import { headlineOf } from "../src/intro.js";
import { createModel } from "../src/model.js";
import { createState } from "../src/state.js";
import { makePayload } from "./fixtures.js";

/** @param {Partial<import("../src/payload.d.ts").Payload>} [other] */
function open(other = {}) {
  const model = createModel({ ...makePayload(), ...other });
  return { model, ...createState(model) };
}

test("an era is headed by what its map shows, and the line below says its name", () => {
  const { model, state } = open();
  assert.deepEqual(headlineOf(model, state, 3), {
    headline: "García fights the IMF while US aid keeps flowing",
    name: "García’s first government",
  });
});

test("another method has the name of the era: the headline is written for the study's own", () => {
  const { model, state } = open({ method: { weights: "cameo" } });
  assert.deepEqual(headlineOf(model, state, 3), {
    headline: "García’s first government",
    name: "",
  });
});

test("a comparison is headed by both eras", () => {
  const { model, state, take } = open();
  take({ era: "garcia", before: "belaunde" });
  assert.deepEqual(headlineOf(model, state, 3), {
    headline: "García’s first government, compared with Belaúnde’s second government",
    name: "",
  });
});
