/** What the width of the map's own root has room for, whatever the page's width. */
import { preparePrint } from "./controls.js";

export const PHONE = 768; // px of the window: a narrower one is a phone's
const NARROW = 640; // px of a small frame
const WIDE = 1000;
const SPACIOUS = 1240; // room for the names of the eras
const LEGEND = { across: 332, up: 300 }; // px that it takes of the map where it stands on it

/** @param {number} width */
const nameOf = (width) => (width < NARROW ? "s" : width < WIDE ? "m" : "l");

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
  root.dataset.size = printing ? "m" : phone ? "s" : size;
  root.classList.toggle("pfr-phone", phone);
  root.classList.toggle("pfr-spacious", spacious);
  root.style.setProperty("--pfr-width", `${Math.round(width)}px`);
}

/**
 * Follow the size of the page, on a screen and on paper.
 * @param {HTMLElement} root
 * @param {HTMLElement} stage
 * @param {ReturnType<typeof import("./camera.js").createCamera>} camera
 * @param {() => void} relabel called when all has its place
 * @returns {() => void} stops it
 */
export function followSize(root, stage, camera, relabel) {
  function resize() {
    fitWidth(root);
    camera.resize();
    const inside = root.classList.contains("pfr-spacious") && camera.hasRoom(LEGEND);
    root.classList.toggle("pfr-legend-inside", inside);
    relabel();
  }
  const watcher = new ResizeObserver(resize);
  const stopPrint = preparePrint(root, resize);
  watcher.observe(stage);
  return () => {
    watcher.disconnect();
    stopPrint();
  };
}
