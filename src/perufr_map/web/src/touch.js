/** Fingers on the map: one scrolls the page, two move and zoom the map. */
import { el } from "./dom.js";

/** @import { Part } from "./types.d.ts" */

const SHOWN = 1800; // ms that the hint stays
const SLACK = 14; // px that a tap may move

/**
 * @param {HTMLElement} stage
 * @param {() => boolean} fills whether the map fills the screen, so that one finger moves it
 */
export function createTouch(stage, fills) {
  const node = el("p", { class: "pfr-hint", "aria-hidden": "true" });
  /** @type {{x: number, y: number}|null} */
  let from = null;
  let taught = false; // a finger that scrolls past the map is told once
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  const hide = () => node.classList.remove("pfr-seen");

  /** @param {TouchEvent} event */
  function start(event) {
    const { touches } = event;
    const onMap = /** @type {Element} */ (event.target).closest(".leaflet-container");
    from = null;
    if (touches.length > 1) return hide();
    if (!onMap || fills()) return;
    from = { x: touches[0].clientX, y: touches[0].clientY };
    event.stopPropagation(); // Leaflet would drag the map
  }

  /** @param {TouchEvent} event */
  function move({ touches }) {
    if (!from || touches.length > 1) return;
    const [across, down] = [touches[0].clientX - from.x, touches[0].clientY - from.y];
    if (Math.hypot(across, down) < SLACK) return;
    from = null;
    if (taught && Math.abs(across) < Math.abs(down)) return;
    taught = true;
    node.classList.add("pfr-seen");
    clearTimeout(timer);
    timer = setTimeout(hide, SHOWN);
  }

  stage.addEventListener("touchstart", start, { capture: true, passive: true });
  stage.addEventListener("touchmove", move, { capture: true, passive: true });
  stage.append(node);

  return /** @satisfies {Part} */ ({
    node,
    update({ words }, changed) {
      if (changed.language) node.textContent = words.t("map.two_fingers");
    },
    destroy() {
      clearTimeout(timer);
      stage.removeEventListener("touchstart", start, { capture: true });
      stage.removeEventListener("touchmove", move, { capture: true });
    },
  });
}
