import assert from "node:assert/strict";
import test from "node:test";
import { actsOf, withoutAct } from "../src/acts.js";
import { createModel } from "../src/model.js";
import { createWords } from "../src/words.js";
import { makePayload } from "./fixtures.js";

/** Who has a label in an era, the strongest first. @param {string} era */
function labelled(era) {
  const model = createModel(makePayload());
  const eraIndex = model.payload.eras.findIndex(({ id }) => id === era);
  const found = model.codes.flatMap((code) => {
    const reading = model.readingOf(code, { eraIndex, beforeIndex: null });
    const named = model.kindOf(code) === "state" && reading?.now?.basis !== "group";
    return reading && named ? [{ code, reading, region: false }] : [];
  });
  found.sort((a, b) => Math.abs(Number(b.reading.value)) - Math.abs(Number(a.reading.value)));
  return { model, found };
}

test("on a map of few states, those that rest on one statement say what it tells", () => {
  const { model, found } = labelled("autogolpe");
  const acts = actsOf(model.payload, found, false);
  assert.equal(acts.size, 6);
  const [en, es] = ["en", "es"].map((language) => createWords(model.payload, language));
  assert.equal(en.text(acts.get("VEN")), "relations broken");
  assert.equal(es.text(acts.get("ARG")), "embajador retirado");
  assert.ok(!acts.has("USA"), "two statements name it");
  assert.deepEqual([...actsOf(model.payload, found, true).keys()].length, 2);
});

test("on a map of many states, and in a comparison, nobody has an act", () => {
  const { model, found } = labelled("garcia");
  assert.equal(actsOf(model.payload, found, false).size, 0);
  const eraIndex = model.payload.eras.length - 1;
  const compared = labelled("autogolpe").found.flatMap((one) => {
    const reading = model.readingOf(one.code, { eraIndex, beforeIndex: 0 });
    return reading ? [{ ...one, reading }] : [];
  });
  assert.equal(actsOf(model.payload, compared, false).size, 0);
});

test("a label without its act keeps its other forms, and a region its basis", () => {
  const [short, long] = ["name", "name below"].map((lines) => ({ lines, width: 1, height: 1 }));
  const item = { code: "VEN", owner: 3, inside: [long, short], outside: [long, short] };
  assert.deepEqual(withoutAct(item).outside, [short]);
  assert.deepEqual(withoutAct({ ...item, region: true }).inside, [long, short]);
});
