/** What part of the world the map shows: the first view, back to it, and a state in view. */

/** @import { Look } from "./types.d.ts" */

const READABLE = 600; // px: on a narrow screen the world is at least this wide, and pans
const MARGIN = 28; // px between a state that was looked up and the edge

/**
 * How far to move so that [from, to] lies within [low, high], or its middle if it is too long.
 * @param {number} from
 * @param {number} to
 * @param {number} low
 * @param {number} high
 */
function shift(from, to, low, high) {
  const [start, end] = [low + MARGIN, high - MARGIN];
  if (to - from <= end - start) return Math.min(from - start, 0) + Math.max(to - end, 0);
  const middle = (from + to) / 2;
  return Math.min(middle - start, 0) + Math.max(middle - end, 0);
}

const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * @param {L.Map} map
 * @param {[number, number][]} land points of all coasts that must be in sight
 * @param {L.LatLng|undefined} focus centre of the state the study is about
 */
export function createCamera(map, land, focus) {
  const world = L.latLngBounds(land);
  const width = world.getEast() - world.getWest();
  const height = world.getNorth() - world.getSouth();
  const crs = map.options.crs ?? L.CRS.Simple;
  let moved = false; // by the reader
  let ours = false; // a movement that the map itself started is under way

  const watch = () => (moved = moved || !ours);
  map.on("movestart zoomstart", watch);

  /** Pixels to a map unit in the first view: to show everything, and to be legible. */
  function first() {
    const size = map.getSize();
    const whole = Math.min((0.99 * size.x) / width, (0.95 * size.y) / height);
    const scale = Math.max(whole, size.x < READABLE ? READABLE / width : 0);
    const room = Math.max(0, width - size.x / scale) / 2;
    const middle = world.getCenter();
    const pull = focus ? 0.6 * (focus.lng - middle.lng) : 0;
    const lng = middle.lng + Math.max(-room, Math.min(room, pull));
    return { size, whole, scale, middle: L.latLng(middle.lat, lng) };
  }

  function home({ animate = false } = {}) {
    const { size, whole, scale, middle } = first();
    if (!size.x || !size.y) return;
    const glide = animate && !stillness.matches;
    ours = true;
    if (!glide) unbind(); // else Leaflet would start movements of its own
    map.setView(middle, crs.zoom(scale), { animate: glide });
    map.options.minZoom = crs.zoom(whole) - 0.25;
    if (!glide) map.setMaxBounds(world.pad(0.4));
    ours = false;
    moved = false;
  }

  function unbind() {
    map.setMaxBounds(undefined);
    map.options.minZoom = -Infinity;
  }

  /** @param {L.LatLng} at */
  function corner(at) {
    const { x, y } = map.latLngToContainerPoint(at);
    return [x, y];
  }

  return {
    home,
    /**
     * Whether the first view shows only sea in a lower left corner of so many pixels.
     * @param {{across: number, up: number}} corner
     */
    hasRoom({ across, up }) {
      const { size, scale, middle } = first();
      const south = middle.lat - (size.y / 2 - up) / scale;
      const west = middle.lng - (size.x / 2 - across) / scale;
      return !land.some(([lat, lng]) => lat < south && lng < west);
    },
    /** The page gave the map another size: show the whole again, unless the reader moved it. */
    resize() {
      ours = true;
      map.invalidateSize({ pan: false });
      ours = false;
      if (!moved) home();
    },
    /**
     * Move just enough to bring a place out from under the card or from beyond the edge.
     * @param {L.LatLngBounds} bounds
     * @param {HTMLElement} card
     */
    reveal(bounds, card) {
      const box = map.getContainer().getBoundingClientRect();
      const cover = card.getBoundingClientRect();
      const free = { left: 0, top: 0, right: box.width, bottom: box.height };
      const covered =
        !card.hidden && cover.left < box.right && cover.top < box.bottom && cover.bottom > box.top;
      if (covered && cover.left > box.left + box.width * 0.3) free.right = cover.left - box.left;
      else if (covered) free.bottom = Math.max(cover.top - box.top, 0);
      if (free.bottom < 4 * MARGIN || free.right < 4 * MARGIN) return;
      const [west, south] = corner(bounds.getSouthWest());
      const [east, north] = corner(bounds.getNorthEast());
      const across = shift(west, east, free.left, free.right);
      const down = shift(north, south, free.top, free.bottom);
      if (across || down) map.panBy([across, down], { animate: !stillness.matches });
    },
    /**
     * The place in view, for `restore` on another map.
     * @returns {Look|null}
     */
    look: () => (moved ? { center: map.getCenter(), zoom: map.getZoom() } : null),
    destroy: () => map.off("movestart zoomstart", watch),
    /** @param {Look|null|undefined} look */
    restore(look) {
      if (look) map.setView(look.center, look.zoom, { animate: false });
    },
  };
}
