/** Citations of a Streamlit page, each with a button that copies it and says so in place. */
import { copy } from "./copy.js";
import { fill } from "./fill.js";

/**
 * @typedef {Object} Component
 * @property {{html: string, copied: string, failed: string}} data what Python sends
 * @property {ParentNode} parentElement
 */

/** How long a button says that it has copied, in ms. */
const SAID = 2000;

/**
 * Streamlit calls this on every rerun.
 * @param {Component} component
 */
export default function copies({ data, parentElement }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".cites"));
  fill(root, data.html);
  const live = root.querySelector("[role=status]");
  root.onclick = async ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button");
    const text = button?.dataset["copy"];
    if (!button || text === undefined) return;
    const label = button.textContent;
    const said = (await copy(text)) ? data.copied : data.failed;
    if (live) live.textContent = said;
    if (label === said) return;
    button.textContent = said;
    setTimeout(() => (button.textContent = label), SAID);
  };
}
