/** @type {WeakMap<Element, string>} the HTML that an element was last given */
const given = new WeakMap();

/**
 * Replace what an element holds, if that differs; the HTML comes from our own templates.
 * @param {Element} node
 * @param {string} html
 * @returns {boolean} whether it did
 */
export function fill(node, html) {
  if ((given.get(node) ?? "") === html) return false;
  given.set(node, html);
  node.innerHTML = html;
  return true;
}
