import assert from "node:assert/strict";
import { test } from "node:test";
import { describe } from "../src/described.js";
import { createModel } from "../src/model.js";
import { createWords } from "../src/words.js";
import { makePayload, said } from "./fixtures.js";

test("a map is described as Python describes it: each era, each change, each language", () => {
  const payload = makePayload();
  const model = createModel(payload);
  assert.ok(Object.keys(said.described).length >= 24);
  for (const [key, text] of Object.entries(said.described)) {
    const [language, era, before = null] = key.split(" ");
    const state = {
      language,
      era,
      before,
      eraIndex: model.eraIndex.get(era) ?? 0,
      beforeIndex: before === null ? null : (model.eraIndex.get(before) ?? null),
      view: null,
      selected: null,
      members: null,
      frame: null,
      filled: false,
      category: null,
      present: null,
      words: createWords(payload, language),
    };
    assert.equal(describe(model, state, ["PRK", "JPN"]), text, key);
  }
});
