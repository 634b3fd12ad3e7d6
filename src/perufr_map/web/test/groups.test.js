import assert from "node:assert/strict";
import test from "node:test";
import { createModel } from "../src/model.js";
import { makePayload } from "./fixtures.js";

const OWN = { score: 1, sign_probability: 1, events: [] };
/** @param {...string} groups that its statements are about */
const inherited = (...groups) => ({
  score: 0.5,
  sign_probability: 1,
  basis: /** @type {const} */ ("group"),
  events: groups.map((group, i) => /** @type {[number, string]} */ ([i, group])),
});

/** Two eras: in the first the bloc and the pact have a score, in the second the bloc alone. */
function makeModel() {
  const payload = makePayload();
  const [one, two] = payload.eras;
  payload.groups = {
    BLOC: [
      { state: "ALB", start: null, end: "1971-01-01", reason: { en: "it left" } },
      { state: "BGR" },
      { state: "POL" },
      { state: "YUG", start: "1970-06-01" },
      { state: "CUB" },
    ],
    PACT: [{ state: "BGR" }, { state: "POL" }],
  };
  payload.eras = [
    {
      ...one,
      start: "1968-10-03",
      end: "1975-08-29",
      reference_date: "1972-03-16",
      scores: {
        BLOC: OWN,
        PACT: OWN,
        CUB: OWN,
        BGR: inherited("PACT", "BLOC"),
        POL: inherited("PACT", "BLOC"),
        YUG: inherited("BLOC"),
        ALB: inherited("BLOC"),
      },
      regions: { BLOC: ["YUG"], PACT: ["BGR", "POL"] },
    },
    {
      ...two,
      start: "1975-08-29",
      end: "1980-07-28",
      reference_date: "1978-02-11",
      scores: {
        BLOC: OWN,
        BGR: inherited("BLOC"),
        POL: inherited("BLOC"),
        CUB: inherited("BLOC"),
        YUG: OWN,
      },
      regions: { BLOC: ["BGR", "CUB", "POL"] },
    },
  ];
  return createModel(payload);
}

const model = makeModel();
/** @param {number} eraIndex @param {number|null} [beforeIndex] */
const at = (eraIndex, beforeIndex = null) => ({ eraIndex, beforeIndex, filled: false });

test("a state that no statement names lies in the region of its group", () => {
  assert.equal(model.homeOf("BGR", at(0)), "PACT");
  assert.equal(model.homeOf("YUG", at(0)), "BLOC");
  assert.equal(model.homeOf("CUB", at(0)), null);
  assert.equal(model.homeOf("CUB", at(1)), "BLOC");
  assert.equal(model.homeOf("YUG", at(1)), null);
  assert.equal(model.homeOf("USA", at(0)), null);
});

test("with its members filled a group has no region", () => {
  assert.equal(model.homeOf("BGR", { ...at(0), filled: true }), null);
  assert.equal(model.isLeftOut("ALB", { ...at(0), filled: true }), false);
  assert.equal(model.listedUnder("BGR", { ...at(0), filled: true }), null);
});

test("who left the group before the day of the borders is in lists alone, under the group", () => {
  assert.equal(model.homeOf("ALB", at(0)), null);
  assert.equal(model.isLeftOut("ALB", at(0)), true);
  assert.equal(model.listedUnder("ALB", at(0)), "BLOC");
  assert.equal(model.listedUnder("BGR", at(0)), "PACT");
  assert.equal(model.listedUnder("CUB", at(0)), null);
});

test("a comparison is drawn as the era shown, and lists who has a change of its own", () => {
  assert.equal(model.homeOf("CUB", at(1, 0)), "BLOC");
  assert.equal(model.listedUnder("CUB", at(1, 0)), null); // named before
  assert.equal(model.listedUnder("BGR", at(1, 0)), null); // in another region before
  assert.equal(model.listedUnder("ALB", at(1, 0)), "BLOC");
  assert.equal(model.homeOf("BGR", at(1, 0)), "BLOC");
  assert.equal(model.homeOf("BGR", at(0, 1)), "PACT");
  assert.equal(model.homeOf("ALB", at(1, 0)), null);
});

test("a group has the members of the day whose borders are drawn", () => {
  assert.deepEqual(model.membersIn("BLOC", 0), ["BGR", "POL", "YUG", "CUB"]);
  assert.deepEqual(model.membersIn("USA", 0), []);
  assert.equal(model.isGroup("BLOC"), true);
  assert.equal(model.isGroup("USA"), false);
});

test("who joins or leaves within an era is told in order of time, of a state and of a group", () => {
  const moves = model.movesIn("BLOC", 0);
  assert.deepEqual(
    moves.map(({ state, what, day }) => [state, what, day]),
    [
      ["YUG", "joined", "1970-06-01"],
      ["ALB", "left", "1971-01-01"],
    ],
  );
  assert.deepEqual(moves[1].reason, { en: "it left" });
  assert.deepEqual(
    model.movesIn("YUG", 0).map(({ group }) => group),
    ["BLOC"],
  );
  assert.deepEqual(model.movesIn("BLOC", 1), []);
  assert.deepEqual(model.movesIn("USA", 0), []);
});

test("groups that are spoken of, but not for one of their members, are told of in its card", () => {
  const payload = makePayload();
  payload.groups = {
    BLOC: [
      { state: "POL", start: "1970-01-01" },
      { state: "CUB", end: "1960-01-01" },
    ],
    PACT: [{ state: "POL" }],
  };
  const [era] = payload.eras;
  const dates = { start: "1968-10-03", end: "1975-08-29", reference_date: "1972-03-16" };
  payload.eras = [{ ...era, ...dates, scores: { BLOC: OWN }, regions: {} }];
  const { passedOver } = createModel(payload);
  assert.deepEqual(passedOver("POL", at(0)), ["BLOC"]);
  assert.deepEqual(passedOver("CUB", at(0)), []);
});

test("a number whose sign is not settled is hatched wherever it stands in its colour", () => {
  const payload = makePayload();
  payload.eras[0].scores = { USA: { ...OWN, sign_probability: 0.79 }, SUN: OWN };
  const { classesOf, readingOf } = createModel(payload);
  /** @param {string} code */
  const classes = (code) => {
    const reading = readingOf(code, at(0));
    assert.ok(reading);
    return classesOf(code, reading, at(0));
  };
  assert.match(classes("USA"), /^pfr-on-c\d pfr-unsettled$/);
  assert.match(classes("SUN"), /^pfr-on-c\d$/);
});
