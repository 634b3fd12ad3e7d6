/** What the width of the map's own root has room for, whatever the page's width. */
import { preparePrint } from "./controls.js";

export const PHONE = 768; // px of the window: a narrower one is a phone's
const NARROW = 640; // px of a small frame
const WIDE = 1000;
const SPACIOUS = 1240; // room for the names of the eras
const LEGEND = { across: 308, up: 190 }; // px that it takes of the map where it stands on it

const SIDE = { share: 368 / 1440, least: 300, most: 424 }; // of the width, that the ranking has

/** @param {number} width */
const nameOf = (width) => (width < NARROW ? "s" : width < WIDE ? "m" : "l");

/**
 * Whether the ranking stands beside the map, and the card above it.
 * @param {HTMLElement} root
 */
const hasSide = ({ classList, dataset: { size, chrome, beside } }) =>
  size === "l" &&
  chrome !== "embed" &&
  beside === undefined &&
  !classList.contains("pfr-presenting");

/**
 * Whether the map stands above what tells of it, not beside it.
 * @param {HTMLElement} root
 */
const isStacked = ({ dataset: { size } }) =>
  size === "s" || (size === "m" && innerHeight > innerWidth);

/**
 * The room that the legend takes of the map, from its lower left corner; null where it stands below.
 * @param {HTMLElement} root
 * @param {HTMLElement} stage
 */
export function cornerOf({ dataset: { size, chrome }, classList }, { clientHeight }) {
  const isSmall = size === "s" || chrome === "embed" || clientHeight < 2 * LEGEND.up;
  const isElsewhere = ["pfr-printing", "pfr-presenting"].some((name) => classList.contains(name));
  return isSmall || isElsewhere ? null : LEGEND;
}

/**
 * Note the width on the root, for the style sheet.
 * @param {HTMLElement} root
 */
export function fitWidth(root) {
  const { width } = root.getBoundingClientRect();
  const printing = root.classList.contains("pfr-printing");
  const embedded = root.dataset.chrome === "embed";
  const spacious = width >= SPACIOUS && !printing && !embedded;
  const phone = !printing && !embedded && innerWidth < PHONE;
  const size = embedded || width >= NARROW ? nameOf(width) : "m"; // a column may be narrow
  root.dataset.size = printing ? "l" : phone ? "s" : size;
  root.classList.toggle("pfr-phone", phone);
  root.classList.toggle("pfr-stacked", isStacked(root));
  root.classList.toggle("pfr-spacious", spacious);
  root.classList.toggle("pfr-sided", hasSide(root));
  root.style.setProperty("--pfr-width", `${Math.round(width)}px`);
  const { share, least, most } = SIDE;
  const side = Math.round(Math.max(least, Math.min(most, share * width)));
  root.style.setProperty("--pfr-side", `${side}px`);
}

/**
 * Follow the size of the page, on a screen and on paper.
 * @param {HTMLElement} root
 * @param {HTMLElement} stage
 * @param {ReturnType<typeof import("./camera.js").createCamera>} camera
 * @param {{place: () => void, settle: () => void}} page to place the card for the new width, and
 *   to settle what depends on where all the rest stands
 * @returns {() => void} stops it
 */
export function followSize(root, stage, camera, { place, settle }) {
  /** Whether there is sea for the legend in the lower left corner of the map. */
  function hasRoom() {
    const corner = cornerOf(root, stage);
    if (!corner) return false;
    const { clientHeight: bottom } = stage;
    return camera.isSea({ left: 0, top: bottom - corner.up, right: corner.across, bottom });
  }
  function resize() {
    fitWidth(root);
    place();
    camera.resize();
    root.classList.toggle("pfr-legend-inside", hasRoom());
    settle();
  }
  const watcher = new ResizeObserver(resize);
  const stopPrint = preparePrint(root, resize);
  watcher.observe(stage);
  return () => {
    watcher.disconnect();
    stopPrint();
  };
}
