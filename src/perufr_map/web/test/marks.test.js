import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { GLYPHS } from "../src/marks.js";
import { said } from "./fixtures.js";

test("every mark that the schema allows has a sign, and no other has", () => {
  const file = new URL("../../../../data/datapackage.json", import.meta.url);
  const { resources } = JSON.parse(readFileSync(file, "utf8"));
  /** @param {any[]} all @param {string} name */
  const named = (all, name) => all.find((each) => each.name === name);
  const { constraints } = named(named(resources, "event_types").schema.fields, "mark");
  assert.deepEqual([...GLYPHS.keys()].sort(), [...constraints.enum].sort());
});

test("the signs on the map are those in a picture", () => {
  assert.deepEqual(Object.fromEntries(GLYPHS), said.signs);
});
