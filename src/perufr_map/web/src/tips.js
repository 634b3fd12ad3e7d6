/** Definitions of words, shown on hover and focus, and read by screen readers. */
import { el, focusIn, uid } from "./dom.js";
import { SEEN } from "./front.js";

/** @import { Part } from "./types.d.ts" */

const GAP = 8; // px between a definition and the edge of the map's root

/**
 * A word with its definition; plain text where there is none.
 * @param {string} text
 * @param {string|null} [definition]
 */
export const term = (text, definition) =>
  definition
    ? el("button", { type: "button", class: "pfr-term", "data-tip": definition, text })
    : el("span", { text });

/**
 * The one box that shows the definition of whatever has a data-tip under it. It can be pointed
 * at, stays as long as the pointer or the focus does, and goes on Escape.
 * @param {HTMLElement} root
 */
export function createTips(root) {
  const node = el("div", { class: "pfr-tip", role: "tooltip", id: uid("tip"), hidden: true });
  /** @type {HTMLElement|null} */
  let owner = null;
  let rested = { x: -1, y: -1 }; // where the pointer came to rest

  /**
   * The word with a definition that an element is, or stands in.
   * @param {EventTarget|null} target
   */
  const wordAt = (target) =>
    /** @type {HTMLElement|null} */ (/** @type {Element} */ (target).closest("[data-tip]"));

  /** @param {HTMLElement|null} next */
  function show(next) {
    if (next === owner) return;
    owner?.removeAttribute("aria-describedby");
    owner = next;
    node.hidden = !owner;
    if (!owner) return;
    node.textContent = owner.dataset.tip ?? "";
    owner.setAttribute("aria-describedby", node.id);
    place(owner);
  }

  /**
   * Under its word, or over it where there is no room below; never beyond the sides.
   * @param {HTMLElement} around
   */
  function place(around) {
    const box = root.getBoundingClientRect();
    const word = around.getBoundingClientRect();
    const room = Math.min(innerHeight, box.bottom) - word.bottom;
    const top = room < node.offsetHeight ? word.top - node.offsetHeight : word.bottom;
    const rightmost = box.width - node.offsetWidth - GAP;
    const left = Math.max(GAP, Math.min(word.left - box.left, rightmost));
    node.style.transform = `translate(${left}px,${top - box.top}px)`;
  }

  const focused = () => focusIn(root);

  /** A word that moves under a resting pointer was not asked for. @param {PointerEvent} event */
  function point({ target, clientX, clientY }) {
    if (clientX === rested.x && clientY === rested.y) return;
    const found = wordAt(target);
    if (found) show(found);
    else if (!node.contains(/** @type {Node} */ (target)) && owner !== focused()) show(null);
  }
  /** @param {KeyboardEvent} event */
  function escape(event) {
    if (event.key !== "Escape" || !owner) return;
    event.stopPropagation(); // Escape closes only the definition
    show(null);
  }

  root.addEventListener("pointerover", point);
  root.addEventListener("pointermove", ({ clientX: x, clientY: y }) => (rested = { x, y }));
  root.addEventListener("pointerleave", () => owner !== focused() && show(null));
  root.addEventListener("focusin", ({ target }) => show(wordAt(target)));
  root.addEventListener("focusout", () => show(null));
  root.addEventListener("scroll", () => show(null), { capture: true, passive: true });
  root.addEventListener("keydown", escape, { capture: true });

  return /** @satisfies {Part} */ ({
    node,
    update() {
      if (owner && (!owner.isConnected || owner.closest(`.pfr-stack > :not(.${SEEN})`))) show(null);
    },
  });
}
