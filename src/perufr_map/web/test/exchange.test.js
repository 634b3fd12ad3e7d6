import assert from "node:assert/strict";
import test from "node:test";
import { Exchange } from "../src/exchange.js";

/** @import { Choices } from "../src/types.d.ts" */

/** @type {Choices} */
const CHOICES = {
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

/**
 * An answer of Python.
 * @param {number} turn
 * @param {number} taken
 * @param {Partial<Choices>} [choices]
 */
const answer = (turn, taken, choices, session = "s") => ({
  session,
  turn,
  taken,
  choices: { ...CHOICES, ...choices },
});

test("an act counts before Python has heard of it, and until an answer has taken it over", () => {
  const exchange = new Exchange();
  exchange.receive(answer(1, 0));
  exchange.act({ era: "garcia" });
  assert.equal(exchange.choices().era, "garcia");
  assert.ok(exchange.receive(answer(2, 0)));
  assert.equal(exchange.choices().era, "garcia");
  exchange.receive(answer(3, 1, { era: "morales" })); // Python took it, and chose otherwise since
  assert.equal(exchange.choices().era, "morales");
  assert.deepEqual(exchange.acts(), {});
});

test("an older answer is passed over", () => {
  const exchange = new Exchange();
  exchange.receive(answer(5, 0, { era: "garcia" }));
  assert.equal(exchange.receive(answer(4, 0, { era: "velasco" })), false);
  assert.equal(exchange.choices().era, "garcia");
});

test("of several acts on a choice the last one counts; a late answer takes only those it knows", () => {
  const exchange = new Exchange();
  exchange.receive(answer(1, 0));
  exchange.act({ era: "morales" });
  exchange.act({ era: "garcia", selected: "USA" });
  assert.deepEqual(exchange.acts(), {
    era: { n: 2, to: "garcia" },
    selected: { n: 2, to: "USA" },
  });
  exchange.receive(answer(2, 1, { era: "morales" }));
  assert.equal(exchange.choices().era, "garcia");
  exchange.act({ language: "es" });
  exchange.receive(answer(3, 2, { era: "garcia", selected: "USA" }));
  assert.deepEqual(exchange.acts(), { language: { n: 3, to: "es" } });
});

test("acts go on counting after those that an earlier map of this reader sent", () => {
  const exchange = new Exchange();
  exchange.receive(answer(1, 7));
  exchange.act({ era: "garcia" });
  assert.equal(exchange.acts().era.n, 8);
});

test("a new session is told the acts again, under numbers that it has not seen", () => {
  const exchange = new Exchange();
  exchange.receive(answer(9, 0));
  exchange.act({ era: "garcia" });
  assert.equal(exchange.forgotten, false);
  assert.ok(exchange.receive(answer(1, 3, {}, "another")));
  assert.equal(exchange.forgotten, true);
  assert.deepEqual(exchange.acts(), { era: { n: 4, to: "garcia" } });
  assert.equal(exchange.choices().era, "garcia");
});

test("what is sent is a copy: later acts do not change it", () => {
  const exchange = new Exchange();
  exchange.act({ era: "garcia" });
  const sent = exchange.acts();
  exchange.act({ era: "velasco" });
  assert.deepEqual(sent, { era: { n: 1, to: "garcia" } });
});

test("Python is told at once of one act, and of a walk of acts when it pauses", () => {
  const exchange = new Exchange();
  const [first, then, again] = [1000, 1080, 1160].map((now) => exchange.pause(now));
  assert.equal(first, 20);
  assert.deepEqual([then, again], [200, 200]);
  assert.equal(exchange.pause(1400), first);
});
