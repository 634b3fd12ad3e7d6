/** TopoJSON, decoded once into Leaflet's [lat, lng] arrays. */

/**
 * @typedef {[number, number]} Point latitude (y) and longitude (x), in map units
 * @typedef {{properties: Object, polygons: Point[][][]}} Area rings by polygon, outer ring first
 * @typedef {{properties: Object, paths: Point[][]}} Line
 */

/**
 * Steps between an arc's points; a file has them as an encoded polyline: numbers in digits of
 * five bits, the lowest first, a sixth bit on each but a number's last, its sign in bit 0.
 */
function steps(arc) {
  if (typeof arc !== "string") return arc;
  const numbers = [];
  let number = 0;
  let shift = 0;
  for (const character of arc) {
    const digit = character.charCodeAt(0) - 63;
    number |= (digit & 31) << shift;
    shift += 5;
    if (digit > 31) continue;
    numbers.push(number & 1 ? ~(number >> 1) : number >> 1);
    number = shift = 0;
  }
  return Array.from({ length: numbers.length / 2 }, (_, i) => numbers.slice(2 * i, 2 * i + 2));
}

/** Arcs as points; a quantised topology stores the steps between them. */
function decodeArcs({ arcs, transform }) {
  if (!transform) return arcs.map((arc) => steps(arc).map(([x, y]) => [y, x]));
  const [kx, ky] = transform.scale;
  const [dx, dy] = transform.translate;
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return steps(arc).map((step) => [(y += step[1]) * ky + dy, (x += step[0]) * kx + dx]);
  });
}

/** Join arcs end to end. A negative index ~i is arc i reversed; neighbours share their end points. */
function stitch(indices, arcs) {
  const points = [];
  for (const index of indices) {
    const arc = index < 0 ? arcs[~index].slice().reverse() : arcs[index];
    for (let i = points.length ? 1 : 0; i < arc.length; i++) points.push(arc[i]);
  }
  return points;
}

function geometries(topology, name) {
  return topology.objects[name]?.geometries ?? [];
}

/**
 * Decode the states and the marked frontiers of a topology.
 * @param {Object} topology TopoJSON, quantised or not
 * @returns {{states: Area[], lines: Line[]}}
 */
export function decode(topology) {
  const arcs = decodeArcs(topology);
  const ring = (indices) => stitch(indices, arcs);
  const polygonsOf = (shape) => {
    if (shape.type === "Polygon") return [shape.arcs.map(ring)];
    if (shape.type === "MultiPolygon") return shape.arcs.map((polygon) => polygon.map(ring));
    return [];
  };
  const pathsOf = (shape) => {
    if (shape.type === "LineString") return [ring(shape.arcs)];
    if (shape.type === "MultiLineString") return shape.arcs.map(ring);
    return [];
  };
  return {
    states: geometries(topology, "states").map((shape) => ({
      properties: shape.properties,
      polygons: polygonsOf(shape).filter((polygon) => polygon[0]?.length > 3),
    })),
    lines: geometries(topology, "lines").map((shape) => ({
      properties: shape.properties,
      paths: pathsOf(shape),
    })),
  };
}
