import assert from "node:assert/strict";
import test from "node:test";
import { readRecords } from "../src/columns.js";
import { createModel } from "../src/model.js";
import { createWords } from "../src/words.js";
import { makePayload, said } from "./fixtures.js";

/** @import { Columns } from "../src/payload.d.ts" */

const payload = makePayload();
const model = createModel(payload);

test("a state that no statement names is told of in Python's words, in every language", () => {
  for (const language of payload.languages) {
    const words = createWords(payload, language);
    const cases = said[`words.${language}`].unnamed;
    assert.ok(cases.length > 1);
    for (const [name, told, expected] of cases) {
      const groups = Object.entries(told).map(([group, n]) => ({
        group: words.text(model.nameOf(group, 0)),
        n: Number(n),
      }));
      assert.equal(words.unnamed(name, groups), expected);
    }
  }
});

test("a probability has two decimals, whatever they are", () => {
  const words = createWords(payload, "es");
  assert.deepEqual([1, 0.9, 0.5344, 0].map(words.probability), ["1,00", "0,90", "0,53", "0,00"]);
});

test("nobody is said to be spoken of where a group is", () => {
  const messages = /** @type {Columns<Record<string, string>>} */ (payload.messages);
  for (const { codes: key, ...said } of readRecords(messages)) {
    for (const text of Object.values(said)) {
      assert.doesNotMatch(text, /the text says nothing|el texto no dice nada/i, key);
      assert.doesNotMatch(text, /speaks of this relation|habla de esta relación/i, key);
    }
  }
});

test("a group and who is in it alone wear its tints, a state that a statement names its class", () => {
  const era = payload.eras.findIndex(({ regions }) => Object.keys(regions).length);
  const [[group, [state]]] = Object.entries(payload.eras[era].regions);
  const at = { eraIndex: era, beforeIndex: null, filled: false };
  /** @param {string} code @param {boolean} [filled] */
  function look(code, filled = false) {
    const reading = model.readingOf(code, at);
    assert.ok(reading);
    return model.lookOf(code, reading, { ...at, filled });
  }
  assert.match(look(group), /^gc\d$/);
  assert.match(look(state), /^gc\d$/);
  assert.match(look(state, true), /^c\d$/);
  assert.match(look("USA"), /^c\d$/);
});
