/** One category alone is scored here as Python scores it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { createAlone } from "../src/alone.js";
import { createModel } from "../src/model.js";
import { makePayload, said } from "./fixtures.js";

const categories = Object.keys(makePayload().alone);

for (const category of categories) {
  test(`the statements of ${category} alone have Python's scores and regions in each era`, () => {
    const model = createModel(makePayload());
    createAlone(model)(category);
    const { eras } = model.payload;
    eras.forEach(({ id, regions }, era) => {
      const [expected, drawn] = said.alone[`${category} ${id}`];
      const scores = Object.entries(eras[era].scores).map(([code, score]) => [
        code,
        [
          ...[score.score, score.low ?? null, score.high ?? null],
          ...[score.cooperation, score.conflict, score.basis, score.sign_probability],
          score.events.length,
        ],
      ]);
      assert.deepEqual(Object.fromEntries(scores), expected, id);
      assert.deepEqual(regions, drawn, id);
    });
    assert.equal(model.payload.method.category, category);
  });
}

test("all statements are back after a category was shown alone", () => {
  const model = createModel(makePayload());
  const before = structuredClone(model.payload);
  const show = createAlone(model);
  assert.ok(categories.length > 3);
  show(categories[0]);
  assert.notDeepEqual(model.payload.eras, before.eras);
  show(null);
  assert.deepEqual(model.payload.eras, before.eras);
  assert.deepEqual(model.payload.events, before.events);
  assert.deepEqual(model.payload.method, before.method);
});

for (const [aggregation, constant, expected] of /** @type {[string, number|undefined, any][]} */ ([
  ["mean", undefined, [-1, -3, 1]],
  ["sum", undefined, [-2, -3, 1]],
  ["worst", undefined, [-3, -3, 1]],
  ["saturating", 2, [-5, -6, 3.3333]],
])) {
  test(`a category is scored by the method of the page: ${aggregation}`, () => {
    const payload = makePayload();
    Object.assign(payload, { aggregation, constant });
    const model = createModel(payload);
    const [type] = Object.keys(model.payload.types);
    const { category } = model.payload.types[type];
    model.payload.events.splice(0, 2, ...[0, 1].map((i) => ({ ...model.payload.events[i], type })));
    const [era] = model.payload.eras;
    Object.assign(era, {
      scores: {
        USA: {
          events: [
            [0, null, -3],
            [1, null, 1],
          ],
        },
      },
    });
    createAlone(model)(category);
    const { score, low, high } = model.payload.eras[0].scores.USA;
    assert.deepEqual([score, low, high], expected);
  });
}
