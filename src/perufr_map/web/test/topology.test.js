import assert from "node:assert/strict";
import test from "node:test";
import { readNumbers } from "../src/digits.js";
import { decode, dissolve } from "../src/topology.js";
import { said } from "./fixtures.js";

/** @import { TopologyData } from "../src/payload.d.ts" */

/**
 * Two squares side by side: arc 0 is the frontier between them, 1 and 2 go around.
 * @param {TopologyData["arcs"]} arcs
 * @param {TopologyData["texts"]} [texts]
 * @returns {TopologyData}
 */
const squares = (arcs, texts) => {
  const packed = typeof arcs === "string"; // then 0 is the next new arc, and n is arc n - 1
  return {
    type: "Topology",
    transform: { scale: [0.5, 2], translate: [10, -10] },
    arcs,
    texts,
    objects: {
      states: {
        type: "GeometryCollection",
        geometries: [
          {
            type: "Polygon",
            properties: { code: "A", name: texts ? 0 : { en: "A" } },
            arcs: [packed ? [0, 0] : [0, 1]],
          },
          {
            type: "MultiPolygon",
            properties: { code: "B", name: { en: "B" } },
            arcs: [[packed ? [~0, 0] : [~0, 2]]],
          },
          { type: "MultiPolygon", properties: { code: "C", name: { en: "C" } }, arcs: [] },
        ],
      },
      lines: {
        type: "GeometryCollection",
        geometries: [
          { type: "LineString", properties: { name: { en: "line" } }, arcs: [packed ? 1 : 0] },
        ],
      },
    },
  };
};

const STEPS = [
  [
    [2, 0],
    [0, 2],
  ],
  [
    [2, 2],
    [-2, 0],
    [0, -2],
    [2, 0],
  ],
  [
    [2, 0],
    [2, 0],
    [0, 2],
    [-2, 0],
  ],
];
const LEFT = [
  [-10, 11],
  [-6, 11],
  [-6, 10],
  [-10, 10],
  [-10, 11],
]; // y, x
const RIGHT = [
  [-6, 11],
  [-10, 11],
  [-10, 12],
  [-6, 12],
  [-6, 11],
];

test("shapes are put together of arcs, forwards and backwards, as latitude and longitude", () => {
  const { states, lines } = decode(squares(STEPS));
  assert.deepEqual(
    states.map(({ polygons }) => polygons),
    [[[LEFT]], [[RIGHT]], []],
  );
  assert.deepEqual(
    lines.map(({ paths }) => paths),
    [
      [
        [
          [-10, 11],
          [-6, 11],
        ],
      ],
    ],
  );
});

test("a file's arcs, each from where the one before it ended, are the same arcs", () => {
  let [x, y] = [0, 0];
  const packed = STEPS.map((steps) => {
    let [ownX, ownY] = [0, 0];
    return steps.map(([right, up]) => {
      [ownX, ownY] = [ownX + right, ownY + up];
      const step = [ownX - x, ownY - y];
      [x, y] = [ownX, ownY];
      return step.map(encode).join("");
    });
  });
  const arcs = packed.map((steps) => steps.join("")).join(" ");
  assert.deepEqual(decode(squares(arcs)), decode(squares(STEPS)));
});

test("an island is closed, which a file leaves open", () => {
  const { polygons, arcs } = decode({
    type: "Topology",
    transform: { scale: [1, 1], translate: [0, 0] },
    arcs: "##%##%",
    objects: {
      states: {
        type: "GeometryCollection",
        geometries: [
          { type: "Polygon", properties: { code: "A", name: { en: "A" } }, arcs: "#" },
          { type: "Polygon", properties: { code: "A", name: { en: "A" } }, arcs: "%" },
        ],
      },
    },
  }).states[1];
  const ring = [
    [0, 0],
    [0, 1],
    [1, 1],
    [0, 0],
  ];
  assert.deepEqual(polygons, [[ring]]);
  assert.deepEqual(arcs, [0]);
});

/**
 * A small number as `shown/digits.py` writes it.
 * @param {number} value
 */
function encode(value) {
  const digit = value < 0 ? -2 * value - 1 : 2 * value;
  assert.ok(digit < 85);
  return "#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"[
    digit
  ];
}

test("numbers read as Python writes them", () => {
  for (const [number, text] of Object.entries(said.numbers)) {
    assert.deepEqual(readNumbers(text), [Number(number)]);
  }
});

test("a file's names are found by their place", () => {
  const { states } = decode(squares(STEPS, { en: ["Aland"], es: [null] }));
  assert.equal(states[0].properties.name.en, "Aland");
});

test("territories together have the outline around all of them, without borders inside", () => {
  const { states, arcs } = decode(squares(STEPS));
  const [left, right] = states;
  const around = dissolve([left, right], arcs);
  assert.deepEqual(around.length, 1);
  const [ring] = around;
  assert.deepEqual(ring[0], ring[ring.length - 1]);
  assert.deepEqual(sorted(ring.slice(1)), sorted(outside([...LEFT, ...RIGHT])));
  assert.deepEqual(sorted(dissolve([left], arcs)[0].slice(1)), sorted(LEFT.slice(1)));
  assert.deepEqual(dissolve([states[2]], arcs), []);
  assert.deepEqual(dissolve([], arcs), []);
});

test("an arc that two territories run through in the same direction is inside them, too", () => {
  const { states, arcs } = decode(squares(STEPS));
  const [left, right] = states;
  const turned = { ...right, arcs: right.arcs.map((index) => ~index) };
  const [ring, ...others] = dissolve([left, turned], arcs);
  assert.deepEqual(others, []);
  assert.deepEqual(sorted(ring.slice(1)), sorted(dissolve([left, right], arcs)[0].slice(1)));
});

test("territories that meet in a point, or lie around another one, close their own rings", () => {
  /** @type {[number, number][][]} */
  const arcs = [
    [
      [0, 0],
      [0, 1],
      [1, 0],
      [0, 0],
    ],
    [
      [0, 0],
      [0, -1],
      [-1, 0],
      [0, 0],
    ],
    [
      [-9, -9],
      [9, -9],
      [9, 9],
      [-9, 9],
      [-9, -9],
    ],
  ];
  /** @param {...number} numbers */
  const area = (...numbers) => ({ ...decode(squares(STEPS)).states[2], arcs: numbers });
  assert.equal(dissolve([area(0), area(1)], arcs).length, 2);
  assert.equal(dissolve([area(2, ~0), area(0)], arcs).length, 1);
  assert.equal(dissolve([area(2, ~0, ~1), area(0)], arcs).length, 2);
});

/** @param {number[][]} points */
const sorted = (points) => points.map(String).sort();

/**
 * The points of both squares, each once.
 * @param {number[][]} points
 */
const outside = (points) => [...new Map(points.map((point) => [String(point), point])).values()];
