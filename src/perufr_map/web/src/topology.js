/** TopoJSON, decoded once into Leaflet's [lat, lng] arrays. */
import { readNumbers } from "./digits.js";
import { unpack } from "./texts.js";

/** @import { LineData, ObjectsData, StateData, TopologyData } from "./payload.d.ts" */
/** @import { Said } from "./texts.js" */

/**
 * @template {StateData|LineData} Data
 * @typedef {Omit<Data, "name"|"note"> & {name: Said, note: Said}} Unpacked
 */

/**
 * @typedef {[number, number]} Point latitude (y) and longitude (x), in map units
 * @typedef {Point[][]} Polygon its rings, the outer one first
 * @typedef {{properties: Unpacked<StateData>, polygons: Polygon[]}} Area
 * @typedef {{properties: Unpacked<LineData>, paths: Point[][]}} Line
 */

/** @typedef {Required<ObjectsData>["states"]["geometries"][number]} StateShape */
/** @typedef {Required<ObjectsData>["lines"]["geometries"][number]} LineShape */

/**
 * The steps of an arc, from its text.
 * @param {string} text
 * @returns {number[][]}
 */
function stepsOf(text) {
  const numbers = readNumbers(text);
  return Array.from({ length: numbers.length / 2 }, (_, i) => numbers.slice(2 * i, 2 * i + 2));
}

/**
 * Arcs as points. In a file each begins where the one before it ended.
 * @param {TopologyData} topology
 * @returns {Point[][]}
 */
function decodeArcs({ arcs, transform: { scale, translate } }) {
  const packed = typeof arcs === "string";
  let x = 0;
  let y = 0;
  return (packed ? arcs.split(" ").map(stepsOf) : arcs).map((steps) => {
    if (!packed) x = y = 0;
    return steps.map((step) => {
      x += step[0];
      y += step[1];
      return [y * scale[1] + translate[1], x * scale[0] + translate[0]];
    });
  });
}

/**
 * Join arcs end to end. A negative index ~i is arc i reversed; neighbours share their end points.
 * @param {number[]} indices
 * @param {Point[][]} arcs
 */
function stitch(indices, arcs) {
  /** @type {Point[]} */
  const points = [];
  for (const index of indices) {
    const arc = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
    for (let i = points.length ? 1 : 0; i < arc.length; i++) points.push(arc[i]);
  }
  return points;
}

/**
 * Decode the states and the marked frontiers of a topology.
 * @param {TopologyData} topology
 * @returns {{states: Area[], lines: Line[]}}
 */
export function decode(topology) {
  const arcs = decodeArcs(topology);
  const { states, lines = { geometries: [] } } = topology.objects;
  /**
   * @template {StateData|LineData} Data
   * @param {Data} properties
   * @returns {Unpacked<Data>}
   */
  const say = ({ name, note, ...others }) => ({
    ...others,
    name: unpack(name, topology.texts),
    note: unpack(note, topology.texts),
  });
  const packed = typeof topology.arcs === "string";
  let next = 0;

  /** @param {number} index in a file 0 is the next arc that no shape had before, n is arc n - 1 */
  const numberOf = (index) => (!packed || index < 0 ? index : index === 0 ? next++ : index - 1);

  /** @param {number[]} indices */
  const ring = (indices) => stitch(indices.map(numberOf), arcs);
  /** @param {StateShape} shape */
  const polygonsOf = (shape) => {
    if (shape.type === "Polygon") return [shape.arcs.map(ring)];
    if (shape.type === "MultiPolygon") return shape.arcs.map((polygon) => polygon.map(ring));
    return [];
  };
  /** @param {LineShape} shape */
  const pathsOf = (shape) => {
    if (shape.type === "LineString") return [ring(shape.arcs)];
    if (shape.type === "MultiLineString") return shape.arcs.map(ring);
    return [];
  };
  return {
    states: states.geometries.map((shape) => ({
      properties: say(shape.properties),
      polygons: polygonsOf(shape).filter((polygon) => polygon[0]?.length > 3),
    })),
    lines: lines.geometries.map((shape) => ({
      properties: say(shape.properties),
      paths: pathsOf(shape),
    })),
  };
}
