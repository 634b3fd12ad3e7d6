/** The territories as they are drawn: a path and a dot of each, in the drawing's own units. */

const UNITS = 100; // of the drawing in a unit of the map: whole numbers make short paths

/**
 * @typedef {Object} Shape
 * @property {Object} area as `decode` gives it
 * @property {number} number its place in the payload
 * @property {string} code
 * @property {string} status
 * @property {boolean} outlined whether it has an outline, or a dot alone
 * @property {number} extent largest side, in map units; Infinity where there is no dot
 * @property {string} path its outline, as an SVG path
 * @property {[number, number]|null} dot where its dot stands
 */

const place = ([lat, lng]) => [Math.round(lng * UNITS), Math.round(-lat * UNITS)];

/** Rings or lines as a path: a start, then steps. */
export function pathOf(rings, end) {
  let path = "";
  for (const ring of rings) {
    let [x, y] = place(ring[0]);
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

/** Largest side of a territory, in map units; 0 where it has no outline. */
function extentOf({ polygons }) {
  const bounds = L.latLngBounds(polygons.flat(2));
  return bounds.isValid()
    ? Math.max(bounds.getEast() - bounds.getWest(), bounds.getNorth() - bounds.getSouth())
    : 0;
}

/** A shape; its path is made when it is first asked for. */
class TerritoryShape {
  #path = null;

  constructor(area, number) {
    const { code, status = "independent", dot } = area.properties;
    Object.assign(this, { area, number, code, status });
    this.outlined = area.polygons.length > 0;
    this.extent = dot ? extentOf(area) : Infinity;
    this.dot = dot ? place([dot[1], dot[0]]) : null;
  }

  get path() {
    this.#path ??= pathOf(this.area.polygons.flat(), "z");
    return this.#path;
  }
}

/** @returns {Shape[]} */
export const createShapes = (states) =>
  states.map((area, number) => new TerritoryShape(area, number));

/** What an SVG must show to stand where these bounds are on the map. */
export function viewBoxOf(bounds) {
  const [west, north] = place([bounds.getNorth(), bounds.getWest()]);
  const [east, south] = place([bounds.getSouth(), bounds.getEast()]);
  return `${west} ${north} ${east - west} ${south - north}`;
}

/** Units of the drawing in a pixel of the map as it is now. */
export const unitsInPixel = (map) => UNITS / map.options.crs.scale(map.getZoom());
