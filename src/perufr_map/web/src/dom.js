/** Elements, made without ever reading text as markup. */

const SVG = "http://www.w3.org/2000/svg"; // a name, not an address

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/**
 * @param {string} tag
 * @param {Object} [attributes] "text" is the text content; "onclick" and the like are listeners
 * @param {...(Node|string|null|Array)} children strings become text
 */
export const el = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

const ICONS = {
  play: "M5 3.2v13.6L17 10z",
  pause: "M4.5 3.5h4v13h-4zM11.5 3.5h4v13h-4z",
  close:
    "M4.6 3.2 10 8.6l5.4-5.4 1.4 1.4L11.4 10l5.4 5.4-1.4 1.4L10 11.4l-5.4 5.4-1.4-1.4L8.6 10 3.2 4.6z",
  plus: "M9 3h2v6h6v2h-6v6H9v-6H3V9h6z",
  minus: "M3 9h14v2H3z",
  reset: "M3 3h5v2H5v3H3zM12 3h5v5h-2V5h-3zM3 12h2v3h3v2H3zM15 12h2v5h-5v-2h3z",
};

export const icon = (name) =>
  svg(
    "svg",
    { class: "pfr-icon", viewBox: "0 0 20 20", "aria-hidden": "true" },
    svg("path", { d: ICONS[name] }),
  );

const COPY = Math.random().toString(36).slice(2, 8); // a page may carry this file twice
let ids = 0;

/** An id that no other element of the page has. */
export const uid = (name) => `pfr-${COPY}-${(ids += 1)}-${name}`;
