/** What part of the world the map shows: the first view, back to it, and a state in view. */

/** @import { BoundsData } from "./payload.d.ts" */
/** @import { Box } from "./ground.js" */
/** @import { Look } from "./types.d.ts" */

const NARROW = 500; // px: a narrower map shows less than the frame, and pans
const CROP = 146; // map units that it shows at most
const TALL = 1.22; // times its height that the frame has there at most
const FILL = 0.72; // of a phone's map: a state that was chosen
const CLOSEST = 4; // times as near as the first view
const SHARES = [0.5, 0.75, 1]; // of the spare width that may go to the west
const LEAST = 0.85; // share of its size that a frame keeps for the sake of the corner
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
 * @param {[number, number][]} land points of all coasts
 * @param {L.LatLng|undefined} focus centre of the state the study is about
 * @param {() => BoundsData} frame the part of the world to show
 * @param {() => L.LatLngBounds|null} chosen who fills the map of a phone
 * @param {() => {across: number, up: number}|null} corner what of the map, from its lower left
 *   corner, is better sea, in px
 */
export function createCamera(map, land, focus, frame, chosen, corner) {
  const world = L.latLngBounds(land);
  const crs = map.options.crs ?? L.CRS.Simple;
  let moved = false; // by the reader
  let ours = false; // a movement that the map itself started is under way

  /** @type {Look|null|undefined} what was seen before somebody was chosen: null for the frame */
  let before;

  const watch = () => (moved = moved || !ours);
  map.on("movestart zoomstart", watch);

  /**
   * Pixels to a map unit, and the middle of the view, to show the frame and to be legible; null
   * while the map has no size.
   */
  function first() {
    const size = map.getSize();
    if (!size.x || !size.y) return null;
    const [west, south, east, north] = frame();
    const [width, height] = [east - west, north - south];
    const whole = Math.min(size.x / width, size.y / height);
    const crop = Math.min(size.x / Math.min(width, CROP), (TALL * size.y) / height);
    const scale = size.x < NARROW ? Math.max(whole, crop) : whole;
    const room = Math.max(0, width - size.x / scale) / 2;
    const middle = L.latLng((south + north) / 2, (west + east) / 2);
    const pull = focus ? focus.lng - middle.lng : 0;
    const lng = middle.lng + Math.max(-room, Math.min(room, pull));
    return { size, scale, middle: L.latLng(middle.lat, lng) };
  }

  /** The view of who was chosen; null where nobody fills the map. */
  function nearer() {
    const [bounds, view] = [chosen(), first()];
    if (!bounds || !view) return null;
    const { size, scale } = view;
    const fill = Math.min(
      (FILL * size.x) / (bounds.getEast() - bounds.getWest()),
      (FILL * size.y) / (bounds.getNorth() - bounds.getSouth()),
    );
    return { size, scale: Math.min(fill, CLOSEST * scale), middle: bounds.getCenter() };
  }

  /**
   * The first view, with sea in its lower left corner where that costs little: the spare width goes
   * to the west, and the frame is a little smaller.
   */
  function opening() {
    const view = first();
    const wanted = corner();
    if (!view || !wanted) return view;
    const { size, middle } = view;
    const [west, , east] = frame();
    for (let scale = view.scale; scale > LEAST * view.scale; scale -= 0.02 * view.scale) {
      const spare = size.x / scale - (east - west);
      for (const share of spare > 0 ? SHARES : []) {
        const lng = (west + east) / 2 - (share - 0.5) * spare;
        const found = { size, scale, middle: L.latLng(middle.lat, lng) };
        const { across: right, up } = wanted;
        const box = { left: 0, right, top: size.y - up, bottom: size.y };
        if (isSeaIn(found, box)) return found;
      }
    }
    return view;
  }

  /**
   * Whether a view shows only sea in a box of the map's pixels.
   * @param {NonNullable<ReturnType<typeof first>>} view
   * @param {Box} box
   */
  const isSeaIn = ({ size, scale, middle }, box) =>
    !land.some(([lat, lng]) => {
      const x = size.x / 2 + (lng - middle.lng) * scale;
      const y = size.y / 2 - (lat - middle.lat) * scale;
      return x > box.left && x < box.right && y > box.top && y < box.bottom;
    });

  /** Pixels to a map unit when the whole world is in view. */
  function farthest() {
    const size = map.getSize();
    return Math.min(
      (0.99 * size.x) / (world.getEast() - world.getWest()),
      (0.95 * size.y) / (world.getNorth() - world.getSouth()),
    );
  }

  function home({ animate = false } = {}) {
    const view = nearer() ?? opening();
    if (!view) return;
    const { scale, middle } = view;
    const glide = animate && !stillness.matches;
    ours = true;
    if (glide)
      map.once("moveend", () => (ours = moved = false)); // it starts a frame later
    else unbind(); // else Leaflet would start movements of its own
    map.setView(middle, crs.zoom(scale), { animate: glide });
    map.options.minZoom = crs.zoom(farthest()) - 0.25;
    if (!glide) map.setMaxBounds(world.pad(0.4));
    ours &&= glide; // where nothing had to move, that has ended
    moved = false;
  }

  /** @returns {Look|null} */
  const look = () => (moved ? { center: map.getCenter(), zoom: map.getZoom() } : null);

  /** @param {Look|null|undefined} look */
  function restore(look) {
    if (look) map.setView(look.center, look.zoom, { animate: false });
  }

  /** The map has another size. */
  function measure() {
    ours = true;
    map.invalidateSize({ pan: false });
    ours = false;
  }

  function unbind() {
    map.setMaxBounds(undefined);
    map.options.minZoom = -Infinity;
  }

  /** @param {L.LatLng} at */
  function pixelOf(at) {
    const { x, y } = map.latLngToContainerPoint(at);
    return [x, y];
  }

  return {
    home,
    /**
     * Whether the first view shows only sea in a box of the map's pixels.
     * @param {Box} box
     */
    isSea(box) {
      const view = opening();
      return view !== null && isSeaIn(view, box);
    },
    /**
     * Show the map closer; as long as it is the page's own view, around a place.
     * @param {L.LatLng|undefined} at
     */
    enter(at) {
      if (moved || !at) map.zoomIn();
      else map.setView(at, map.getZoom() + 1);
    },
    /** The page gave the map another size: show the whole again, unless the reader moved it. */
    resize() {
      measure();
      if (!moved) home();
    },
    /** On a phone: show who was chosen; once nobody is, what was seen before. */
    turn() {
      const isChosen = chosen() !== null;
      const [last, now] = [before, look()];
      if (isChosen) before = last === undefined ? now : last;
      else before = undefined;
      measure();
      home();
      if (!isChosen) restore(last);
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
      const [west, south] = pixelOf(bounds.getSouthWest());
      const [east, north] = pixelOf(bounds.getNorthEast());
      const across = shift(west, east, free.left, free.right);
      const down = shift(north, south, free.top, free.bottom);
      if (across || down) map.panBy([across, down], { animate: !stillness.matches });
    },
    /**
     * The place in view, for `restore` on another map.
     */
    look,
    destroy: () => map.off("movestart zoomstart", watch),
    restore,
  };
}
