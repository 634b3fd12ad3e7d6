import assert from "node:assert/strict";
import test from "node:test";
import { decode } from "../src/topology.js";

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

/**
 * A number as an encoded polyline has it.
 * @param {number} value
 */
function encode(value) {
  let rest = value < 0 ? ~(value << 1) : value << 1;
  let text = "";
  while (rest > 31) {
    text += String.fromCharCode((32 | (rest & 31)) + 63);
    rest >>= 5;
  }
  return text + String.fromCharCode(rest + 63);
}

test("an encoded polyline reads as its inventors' example says", () => {
  const arcs = "_p~iF~ps|U_ulLnnqC_mqNvxq`@";
  const topology = squares(arcs);
  topology.transform = { scale: [1, 1], translate: [0, 0] };
  topology.objects.states.geometries = [];
  const [[path]] = decode(topology).lines.map(({ paths }) => paths);
  assert.deepEqual(path, [
    [-12020000, 3850000],
    [-12095000, 4070000],
    [-12645300, 4325200],
  ]);
});

test("a file's names are found by their place", () => {
  const { states } = decode(squares(STEPS, { en: ["Aland"], es: [null] }));
  assert.equal(states[0].properties.name.en, "Aland");
});
