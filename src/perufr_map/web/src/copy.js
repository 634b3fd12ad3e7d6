/** Copy a text, also where there is no clipboard, or a page may not use it. */
import { el } from "./dom.js";

/**
 * The way of browsers without a clipboard, or of pages that may not use it.
 * @param {string} text
 */
function copyBySelection(text) {
  const area = el("textarea", { class: "pfr-hidden", readonly: true, "aria-hidden": "true" });
  const focused = /** @type {HTMLElement|null} */ (document.activeElement);
  // In a dialog the focus may not leave it.
  const place = focused?.closest("dialog, [role=dialog]") ?? document.body;
  area.value = text;
  area.style.position = "fixed";
  place.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus?.({ preventScroll: true });
  return done;
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}
