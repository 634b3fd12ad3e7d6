import assert from "node:assert/strict";
import test from "node:test";

import { labelsOf, piecesOf, timeScale, widthOf } from "../src/spans.js";
import { makeTold } from "./fixtures.js";

const room = { head: 58, bottom: 300 };

test("the line of a marked day does not cross the name of an era", () => {
  const told = makeTold();
  const x = timeScale(told.eras, 44, 900);
  const [era] = told.eras;
  const name = { ...era, short: "A long name" };
  const labels = labelsOf({ eras: [name, ...told.eras.slice(1)], marks: [] }, x, {
    names: true,
    left: 44,
  });
  const at = x(era.start) + widthOf(name.short) / 2;
  assert.ok(labels.some(({ text, row }) => text === name.short && row === "name"));
  const pieces = piecesOf(at, labels, room);
  assert.equal(pieces.length, 2);
  const [[, above], [below]] = pieces;
  assert.ok(above < 58 - 27 - 8 && below > 58 - 13, "the two rows between are free");
});

test("it is whole where no name stands", () => {
  assert.deepEqual(piecesOf(500, [], room), [[3, 300]]);
});
