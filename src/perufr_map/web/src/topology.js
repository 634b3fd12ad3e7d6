/** TopoJSON, decoded once into Leaflet's [lat, lng] arrays. */
import { readRecords } from "./columns.js";
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
 * @typedef {{properties: Unpacked<StateData>, polygons: Polygon[], arcs: number[]}} Area its arcs by
 *   number, ~number in reverse
 * @typedef {{properties: Unpacked<LineData>, paths: Point[][]}} Line
 */

/** @import { MultiPolygonData, PolygonData } from "./payload.d.ts" */
/** @typedef {PolygonData|MultiPolygonData} StateShape */
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
 * Close an arc that is a ring by itself: a file leaves it open.
 * @param {Point[]} arc
 */
function close(arc) {
  if (String(arc[0]) !== String(arc[arc.length - 1])) arc.push(arc[0]);
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
 * The outline of several territories together: without the arcs that two of them share.
 * @param {Area[]} areas
 * @param {Point[][]} arcs
 * @returns {Point[][]} its rings, holes among them
 */
export function dissolve(areas, arcs) {
  const used = areas.flatMap((area) => area.arcs);
  /** @param {number} index */
  const plain = (index) => (index < 0 ? ~index : index);
  /** @type {Map<number, number>} */
  const uses = new Map(); // of each arc, whatever its direction: a few rings turn the other way
  for (const index of used) uses.set(plain(index), (uses.get(plain(index)) ?? 0) + 1);
  const outer = used.filter((index) => uses.get(plain(index)) === 1);
  const waiting = new Set(outer.map((index) => stitch([index], arcs))); // in no ring yet
  /** @param {Point} point */
  const key = (point) => point.join(" ");
  /** @param {Point[]} line */
  const start = (line) => key(line[0]);
  /** @param {Point[]} line */
  const end = (line) => key(line[line.length - 1]);
  /** @param {(line: Point[]) => string} place */
  function groupBy(place) {
    /** @type {Map<string, Point[][]>} */
    const groups = new Map();
    for (const line of waiting) groups.set(place(line), [...(groups.get(place(line)) ?? []), line]);
    return groups;
  }
  const from = groupBy(start);
  const to = groupBy(end);

  /**
   * A line that goes on from a point; one that comes to it is turned.
   * @param {string} point
   */
  function goOn(point) {
    const onward = from.get(point)?.find((line) => waiting.has(line));
    const line = onward ?? to.get(point)?.find((each) => waiting.has(each));
    if (line) waiting.delete(line);
    return onward ?? line?.slice().reverse();
  }
  const rings = [];
  for (const line of waiting) {
    waiting.delete(line);
    const ring = line;
    while (start(ring) !== end(ring)) {
      const next = goOn(end(ring));
      if (!next) break; // no arc goes on: what is left is closed by a straight line
      ring.push(...next.slice(1));
    }
    rings.push(ring);
  }
  return rings;
}

/**
 * The polygons of a territory, each as rings of numbers of arcs; in a file they are text.
 * @param {StateShape} shape
 * @returns {number[][][]}
 */
function polygonsOf({ type, arcs }) {
  if (typeof arcs === "string") {
    return arcs.split("!").map((rings) => rings.split(" ").map(readNumbers));
  }
  return /** @type {number[][][]} */ (type === "Polygon" ? [arcs] : arcs);
}

/**
 * Decode the states and the marked frontiers of a topology.
 * @param {TopologyData} topology
 * @returns {{states: Area[], lines: Line[], arcs: Point[][]}}
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
  const areaOf = (shape) => {
    const numbers = polygonsOf(shape).map((polygon) =>
      polygon.map((indices) => indices.map(numberOf)),
    );
    for (const [index, ...others] of packed ? numbers.flat() : []) {
      if (index !== undefined && !others.length) close(arcs[index < 0 ? ~index : index]);
    }
    const polygons = numbers.map((polygon) => polygon.map((indices) => stitch(indices, arcs)));
    /** @param {unknown} _ @param {number} i */
    const isDrawn = (_, i) => polygons[i][0]?.length > 3;
    return { polygons: polygons.filter(isDrawn), arcs: numbers.filter(isDrawn).flat(2) };
  };
  /** @param {LineShape} shape */
  const pathsOf = (shape) => {
    if (shape.type === "LineString") return [ring(shape.arcs)];
    if (shape.type === "MultiLineString") return shape.arcs.map(ring);
    return [];
  };
  return {
    states: readRecords(states.geometries).map((shape) => ({
      properties: say(shape.properties),
      ...areaOf(shape),
    })),
    arcs,
    lines: lines.geometries.map((shape) => ({
      properties: say(shape.properties),
      paths: pathsOf(shape),
    })),
  };
}
