/** The territories as they are drawn: a path and a dot of each, in the drawing's own units. */

const UNITS = 100; // of the drawing in a unit of the map: whole numbers make short paths

/** @import { Area, Point } from "./topology.js" */

/**
 * A point of the map in the drawing's units.
 * @param {Point} point
 * @returns {[number, number]}
 */
export const place = ([lat, lng]) => [Math.round(lng * UNITS), Math.round(-lat * UNITS)];

/**
 * Rings or lines as a path: a start, then steps.
 * @param {Point[][]} rings
 * @param {"z"|""} end
 */
export function pathOf(rings, end) {
  let path = "";
  for (const ring of rings) {
    let [x, y] = place(ring[0]);
    /** @type {number[]} */
    const steps = [];
    for (const point of ring.slice(1)) {
      const [toX, toY] = place(point);
      if (toX === x && toY === y) continue;
      steps.push(toX - x, toY - y);
      [x, y] = [toX, toY];
    }
    path += `M${place(ring[0]).join(" ")}l${steps.join(" ")}${end}`;
  }
  return path;
}

/**
 * Largest side of a territory, in map units; 0 where it has no outline.
 * @param {Area} area
 */
function extentOf({ polygons }) {
  const bounds = L.latLngBounds(polygons.flat(2));
  return bounds.isValid()
    ? Math.max(bounds.getEast() - bounds.getWest(), bounds.getNorth() - bounds.getSouth())
    : 0;
}

/** A territory as it is drawn; its path is made when it is first asked for. */
export class Shape {
  /** @type {string|null} */
  #path = null;

  /**
   * @param {Area} area
   * @param {number} number its place in the payload
   */
  constructor(area, number) {
    const { code, status = "independent", dot } = area.properties;
    this.area = area;
    this.number = number;
    this.code = code;
    this.status = status;
    /** Whether it has an outline, or a dot alone. */
    this.outlined = area.polygons.length > 0;
    /** Largest side, in map units; Infinity where there is no dot. */
    this.extent = dot ? extentOf(area) : Infinity;
    /** Where its dot stands. */
    this.dot = dot ? place([dot[1], dot[0]]) : null;
  }

  /** Its dot, as an SVG path: a line without length, which round ends make a dot. */
  get dotPath() {
    return this.dot ? `M${this.dot.join(" ")}h0` : "";
  }

  /** Its outline, as an SVG path. */
  get path() {
    this.#path ??= pathOf(this.area.polygons.flat(), "z");
    return this.#path;
  }
}

/** @param {Area[]} states */
export const createShapes = (states) => states.map((area, number) => new Shape(area, number));

/**
 * What an SVG must show to stand where these bounds are on the map.
 * @param {L.LatLngBounds} bounds
 */
export function viewBoxOf(bounds) {
  const [west, north] = place([bounds.getNorth(), bounds.getWest()]);
  const [east, south] = place([bounds.getSouth(), bounds.getEast()]);
  return `${west} ${north} ${east - west} ${south - north}`;
}

/**
 * Pixels of a unit of the map as it is now.
 * @param {L.Map} map
 */
export const pixelsInUnit = (map) => L.CRS.Simple.scale(map.getZoom());

/**
 * Units of the drawing in a pixel of the map as it is now.
 * @param {L.Map} map
 */
export const unitsInPixel = (map) => UNITS / pixelsInUnit(map);
