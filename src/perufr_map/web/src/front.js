/**
 * Of elements that lie on each other, show one: by opacity alone, which lays out and paints
 * nothing. Where the pointer, the Tab key and a screen reader may go (`inert`) follows when the
 * reader rests; whoever is there earlier is led to what is seen.
 */
import { createRest } from "./rest.js";

/** Class of what is seen. */
export const SEEN = "pfr-seen";

const COMING = ["pointerover", "pointermove", "pointerdown", "focusin"];

/** @type {Set<() => void>} */
const unsettled = new Set();
const rest = createRest();

function settleAll() {
  rest.cancel();
  for (const settle of unsettled) settle();
}

/** @param {KeyboardEvent} event */
function press({ key }) {
  if (key === "Tab") settleAll();
}

/** @param {HTMLElement} node what they are the children of; they come to it inert */
export function createFront(node) {
  /** @type {HTMLElement|null} */
  let shown = null;

  /** Give pointer, Tab key and screen reader what is seen. */
  function settle() {
    if (!unsettled.delete(settle)) return;
    for (const child of /** @type {Iterable<HTMLElement>} */ (node.children)) {
      const away = child !== shown;
      if (child.inert !== away) child.inert = away;
    }
  }

  /**
   * Give a click on what was there before to what is seen there.
   * @param {MouseEvent} event
   */
  function lead(event) {
    const { target, clientX, clientY } = event;
    if (target === node || shown?.contains(/** @type {Node} */ (target))) return;
    event.stopPropagation();
    event.preventDefault();
    settle();
    const page = /** @type {Document|ShadowRoot} */ (node.getRootNode());
    const seen = page.elementFromPoint(clientX, clientY);
    if (seen instanceof HTMLElement && node.contains(seen)) seen.click();
  }

  for (const name of COMING) node.addEventListener(name, settle, { passive: true });
  node.addEventListener("click", lead, { capture: true });
  // Of many fronts these are one listener each: the same one is not added twice.
  addEventListener("keydown", press, { capture: true });
  addEventListener("beforeprint", settleAll);

  return {
    /** @param {HTMLElement|null} next null shows none */
    show(next) {
      if (next === shown) return;
      const first = shown === null;
      shown?.classList.remove(SEEN);
      next?.classList.add(SEEN);
      shown = next;
      unsettled.add(settle);
      if (first) settle();
      else rest.later(settleAll);
    },
    settle,
    destroy: () => unsettled.delete(settle),
  };
}
