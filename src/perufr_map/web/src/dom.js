/** Elements, made without ever reading text as markup, or writing a style as an attribute. */

/** @import { Attributes, Child } from "./types.d.ts" */

const SVG = "http://www.w3.org/2000/svg"; // a name, not an address

/**
 * @template {Element & ElementCSSInlineStyle} E
 * @param {E} node
 * @param {Attributes|Record<string, string|number>} attributes
 * @param {Child[]} children
 */
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function")
      node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === "text") node.textContent = String(value);
    // The attribute would need 'unsafe-inline' in a page's policy.
    else if (name === "style") node.style.cssText = String(value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children strings become text
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const el = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string|number>} [attributes]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

/**
 * The element that has the focus in the page, or the shadow, that an element stands in.
 * @param {Element} node
 */
export const focusIn = (node) =>
  /** @type {HTMLElement|null} */ (
    /** @type {Document|ShadowRoot} */ (node.getRootNode()).activeElement
  );

/**
 * Change the text that a node has, rather than give it another: less is laid out anew.
 * @param {Element} node
 * @param {string} text
 */
function writeText(node, text) {
  const { firstChild } = node;
  if (!(firstChild instanceof Text) || firstChild.nextSibling) node.textContent = text;
  else if (firstChild.data !== text) firstChild.data = text;
}

/**
 * Write what differs from what stands there: in a step of the slider most does not.
 * @param {Element} node
 * @param {Attributes} attributes null and false remove one
 */
export function write(node, { text, ...attributes }) {
  if (text !== undefined) writeText(node, String(text));
  for (const [name, value] of Object.entries(attributes)) {
    const next = value === true ? "" : String(value);
    if (value === null || value === undefined || value === false) node.removeAttribute(name);
    else if (node.getAttribute(name) !== next) node.setAttribute(name, next);
  }
}

const ICONS = {
  play: "M5 3.2v13.6L17 10z",
  pause: "M4.5 3.5h4v13h-4zM11.5 3.5h4v13h-4z",
  close:
    "M4.6 3.2 10 8.6l5.4-5.4 1.4 1.4L11.4 10l5.4 5.4-1.4 1.4L10 11.4l-5.4 5.4-1.4-1.4L8.6 10 3.2 4.6z",
  search:
    "M8.5 2a6.5 6.5 0 1 0 4 11.6l4.2 4.2 1.1-1.1-4.2-4.2A6.5 6.5 0 0 0 8.5 2m0 1.6a4.9 4.9 0 1 1 0 9.8a4.9 4.9 0 0 1 0-9.8",
  menu: "M2 4h16v1.8H2zM2 9.1h16v1.8H2zM2 14.2h16V16H2z",
  plus: "M9 3h2v6h6v2h-6v6H9v-6H3V9h6z",
  minus: "M3 9h14v2H3z",
  loop: "M6 5h7.5a3.5 3.5 0 0 1 3.5 3.5V10h-2V8.5A1.5 1.5 0 0 0 13.5 7H6v2.5L2.5 6 6 2.5zM14 15H6.5A3.5 3.5 0 0 1 3 11.5V10h2v1.5A1.5 1.5 0 0 0 6.5 13H14v-2.5l3.5 3.5-3.5 3.5z",
  present: "M2 3h16v11h-7v2h3v2H6v-2h3v-2H2zM4 5v7h12V5zM8 6l5 2.5L8 11z",
  back: "M13 3 6 10l7 7 1.5-1.5L9 10l5.5-5.5z",
  forth: "M7 3l7 7-7 7-1.5-1.5L11 10 5.5 4.5z",
  fullscreen: "M3 3h5v2H5v3H3zM12 3h5v5h-2V5h-3zM3 12h2v3h3v2H3zM15 12h2v5h-5v-2h3z",
};

/** @param {keyof typeof ICONS} name */
export const icon = (name) =>
  svg(
    "svg",
    { class: "pfr-icon", viewBox: "0 0 20 20", "aria-hidden": "true" },
    svg("path", { d: ICONS[name] }),
  );

/**
 * Give a style sheet to the page, or the shadow, that a node stands in. A page's policy would
 * refuse an element with it.
 * @param {Node} node
 * @param {string} css
 * @returns {() => void} takes it away
 */
export function adopt(node, css) {
  const home = /** @type {Document|ShadowRoot} */ (node.getRootNode());
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  home.adoptedStyleSheets = [...home.adoptedStyleSheets, sheet];
  return () => {
    home.adoptedStyleSheets = home.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}

const COPY = Math.random().toString(36).slice(2, 8); // a page may carry this file twice
let ids = 0;

/**
 * An id that no other element of the page has.
 * @param {string} name
 */
export const uid = (name) => `pfr-${COPY}-${(ids += 1)}-${name}`;

/**
 * Tell how wide a node is, in whole pixels: at first, and whenever that changes.
 * @param {HTMLElement} node
 * @param {(width: number) => void} tell
 * @returns {ResizeObserver} to be disconnected in the end
 */
export function watchWidth(node, tell) {
  let known = 0;
  const watcher = new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width === known || !width) return;
    known = width;
    tell(width);
  });
  watcher.observe(node);
  return watcher;
}
