import assert from "node:assert/strict";
import test from "node:test";

import { pack, placeLabels } from "../src/packing.js";
import { timeScale } from "../src/spans.js";
import { isCrossed, placeMarks, radiusOf } from "../src/swarm.js";
import { makeTold } from "./fixtures.js";

const DATED = 70; // days
const SLOPE = 24; // px for each point of weight
const WIDTHS = [328, 696, 984, 1400];

/** A thousand statements of made-up spans and weights, the same every time. */
function makeMany() {
  const told = makeTold();
  const [first, end] = [told.eras[0].start, told.eras[told.eras.length - 1].end];
  let seed = 7;
  const draw = (/** @type {number} */ below) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const [any] = told.statements;
  const statements = Array.from({ length: 1000 }, () => {
    const start = first + draw(end - first - 1);
    const length = draw(3) ? 100 + draw(2500) : 1 + draw(60);
    return { ...any, start, end: Math.min(end, start + length), weight: draw(201) / 10 - 10 };
  });
  return { ...told, statements };
}

for (const [name, told] of /** @type {const} */ ([
  ["the shipped study", makeTold()],
  ["a study of a thousand statements", makeMany()],
])) {
  for (const width of WIDTHS) {
    const { statements, eras } = told;
    const x = timeScale(eras, 44, width - 10);
    const r = radiusOf(statements.length, width);
    const y = (/** @type {number} */ weight) => -weight * SLOPE;
    const { places, size } = placeMarks(told, { x, y, r });

    test(`no mark lies on another: ${name}, ${width} px`, () => {
      places.forEach((a, i) => {
        for (const b of places.slice(i + 1)) {
          const apart = Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));
          assert.ok(apart >= size - 1e-3, `${apart} px`);
        }
      });
    });

    test(`a mark lies within the time of its statement: ${name}, ${width} px`, () => {
      statements.forEach(({ start, end }, i) => {
        const [from, to] = [x(start), x(end)];
        const spare = to - from >= 2 * r ? r : (to - from) / 2;
        assert.ok(places[i].x >= from + spare - 1e-6 && places[i].x <= to - spare + 1e-6);
      });
    });

    test(`a dated mark stands on its days: ${name}, ${width} px`, () => {
      const dated = statements
        .map((_, i) => i)
        .filter((i) => {
          const { start, end } = statements[i];
          return end - start < DATED;
        });
      assert.ok(dated.length > 0);
      for (const i of dated) {
        const { start, end } = statements[i];
        assert.ok(Math.abs(places[i].x - (x(start) + x(end)) / 2) < 1e-6);
      }
    });

    test(`no mark crosses the line that parts signs: ${name}, ${width} px`, () => {
      statements.forEach(({ weight }, i) => {
        if (weight) assert.equal(Math.sign(-places[i].y), Math.sign(weight));
        const moved = Math.abs(places[i].y - y(weight)) / size;
        assert.ok(Math.abs(moved - Math.round(moved)) < 1e-6, "by whole sizes");
      });
    });

    test(`the same marks stand in the same places: ${name}, ${width} px`, () => {
      assert.deepEqual(placeMarks(told, { x, y, r }).places, places);
    });
  }
}

test("what is fixed stays in the middle of its span, and all others slide along theirs", () => {
  const span = { from: 0, to: 100, y: -40 };
  const fixed = pack(
    [1, 2, 3].map(() => ({ ...span, fixed: true })),
    10,
    0,
  );
  assert.deepEqual(
    fixed.map(({ x }) => x),
    [50, 50, 50],
  );
  assert.deepEqual(
    fixed.map(({ y }) => y).sort((a, b) => a - b),
    [-50, -40, -30],
  );
  const free = pack(
    [1, 2, 3].map(() => ({ ...span, fixed: false })),
    10,
    0,
  );
  assert.deepEqual(
    free.map(({ x }) => x),
    [50, 40, 60],
  );
  assert.deepEqual(
    free.map(({ y }) => y),
    [-40, -40, -40],
  );
});

test("most statements of the shipped study stand on the height of their weight", () => {
  const told = makeTold();
  const x = timeScale(told.eras, 44, 974);
  const y = (/** @type {number} */ weight) => -weight * SLOPE;
  const { places } = placeMarks(told, { x, y, r: 5.5 });
  const right = told.statements.filter(({ weight }, i) => places[i].y === y(weight));
  assert.ok(right.length > 0.8 * places.length, `${right.length} of ${places.length}`);
});

test("a label stands off all marks and other labels, or is left out", () => {
  const marks = [0, 1, 2, 3].map((i) => ({ x: 100 + 12 * i, y: 100 }));
  const wanted = marks.map((place) => ({ place, width: 90 }));
  const room = { size: 13, left: 0, right: 260, top: 0, bottom: 150 };
  const labels = placeLabels(wanted, marks, room);
  const placed = labels.flatMap((label, i) =>
    label ? [{ ...label, width: wanted[i].width }] : [],
  );
  assert.ok(placed.length > 1);
  placed.forEach((a, i) => {
    assert.ok(a.x >= room.left && a.x + a.width <= room.right);
    for (const mark of marks) {
      const apart =
        Math.abs(mark.y - a.y) >= 14 || mark.x + 6 <= a.x || mark.x - 6 >= a.x + a.width;
      assert.ok(apart);
    }
    for (const b of placed.slice(i + 1)) {
      assert.ok(Math.abs(a.y - b.y) >= 16 || a.x + a.width <= b.x || b.x + b.width <= a.x);
    }
  });
  assert.deepEqual(placeLabels(wanted, marks, { ...room, right: 150, left: 90 }), [
    null,
    null,
    null,
    null,
  ]);
});

test("a call-out gives way to the bar of a statement's time that would run through it", () => {
  const box = { left: 100, right: 180, y: 50 };
  assert.ok(isCrossed(box, { from: 60, to: 120, y: 46 }));
  assert.ok(!isCrossed(box, { from: 60, to: 99, y: 46 }));
  assert.ok(!isCrossed(box, { from: 60, to: 120, y: 80 }));
});
