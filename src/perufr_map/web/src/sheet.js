/** The card on a phone: a sheet over the lower half, which a finger or a button makes higher. */
import { el, write } from "./dom.js";

/** @import { Actions, Part } from "./types.d.ts" */

const TALL = 0.9; // of the window's height
const SLACK = 6; // px that a tap may move
const DISMISS = 0.5; // of its height: dragged below this, it closes

/** @param {Element} root of the map's page */
export const isPhone = (root) => root.classList.contains("pfr-phone");

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} card
 * @param {Pick<Actions, "close">} actions
 */
export function createSheet(root, card, { close }) {
  const grip = el("button", { type: "button", class: "pfr-grip", onclick: () => set(!tall) });
  const head = card.querySelector("header");
  head?.prepend(grip);
  let tall = false;
  /** @type {{y: number, height: number, moved: boolean}|null} */
  let drag = null;

  /** @param {boolean} next */
  function set(next) {
    tall = next;
    root.classList.toggle("pfr-tall", tall);
    write(grip, { "aria-expanded": String(tall) });
  }

  /** @param {PointerEvent} event */
  function take({ target, clientY, button }) {
    const away = /** @type {Element} */ (target).closest(".pfr-card-close");
    if (away || button || !isPhone(root)) return;
    drag = { y: clientY, height: card.offsetHeight, moved: false };
  }

  /** @param {PointerEvent} event */
  function pull({ clientY, pointerId }) {
    if (!drag) return;
    const by = drag.y - clientY;
    if (!drag.moved && Math.abs(by) > SLACK) {
      drag.moved = true;
      head?.setPointerCapture(pointerId); // also of the click that follows
    }
    if (drag.moved) card.style.height = `${Math.min(drag.height + by, TALL * innerHeight)}px`;
  }

  function leave() {
    if (!drag) return;
    const { moved, height } = drag;
    const now = card.offsetHeight;
    drag = null;
    card.style.height = "";
    if (!moved) return;
    if (now < height * DISMISS) close();
    else set(now > height + SLACK || (tall && now > height - SLACK));
  }

  head?.addEventListener("pointerdown", take);
  head?.addEventListener("pointermove", pull);
  head?.addEventListener("pointerup", leave);
  head?.addEventListener("pointercancel", leave);
  set(false);

  return /** @satisfies {Part} */ ({
    update({ words, selected }, changed) {
      if (changed.language) grip.setAttribute("aria-label", words.t("card.tall"));
      if (changed.selected && selected === null) set(false);
    },
  });
}
