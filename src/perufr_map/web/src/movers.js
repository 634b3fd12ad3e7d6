/**
 * The movers of a Streamlit page: drawers that come empty. Python is told which are open, and sends
 * their events. A drawer stays open, and keeps the focus, when another era brings another list.
 */

import { fill } from "./fill.js";

/**
 * @typedef {Object} Data what Python sends; its texts were escaped by the templates
 * @property {string} list the drawers, as HTML
 * @property {string[]} open codes of those that were open when the page was last seen
 * @property {Record<string, string>} events of each open drawer, as HTML
 */

/**
 * @typedef {Object} Component
 * @property {Data} data
 * @property {ParentNode} parentElement
 * @property {(name: string, value: string[]) => void} setStateValue
 * @property {(name: string, value: string) => void} setTriggerValue
 */

/** @type {WeakMap<Element, Set<string>>} codes of the open drawers of a list */
const opened = new WeakMap();
/** @param {HTMLElement} drawer */
const codeOf = (drawer) => drawer.dataset.code ?? "";

/**
 * Streamlit calls this on every rerun.
 * @param {Component} component
 */
export default function movers({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".movers"));
  const open = opened.get(root) ?? new Set(data.open);
  opened.set(root, open);
  const drawers = () => root.querySelectorAll("details");
  const focused = root.querySelector("details:focus-within")?.getAttribute("data-code");
  if (fill(root, data.list)) {
    for (const drawer of drawers()) {
      drawer.open = open.has(codeOf(drawer));
      if (codeOf(drawer) === focused) drawer.querySelector("summary")?.focus();
    }
  }
  for (const drawer of drawers()) {
    const code = codeOf(drawer);
    if (drawer.lastElementChild) fill(drawer.lastElementChild, data.events[code] ?? "");
    drawer.ontoggle = () => {
      if (open.has(code) === drawer.open) return; // it was opened here, not by the reader
      if (drawer.open) open.add(code);
      else open.delete(code);
      setStateValue("open", [...open]);
    };
  }
  root.onclick = ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button");
    if (button) setTriggerValue("shown", button.value);
  };
}
