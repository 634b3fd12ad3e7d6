/** What the marks of the statements mean, and how many of a category are conflict. */
import { el, svg } from "./dom.js";
import { shapeOf } from "./swarm.js";

/** @import { createLooks } from "./looks.js" */
/** @import { Told } from "./told.d.ts" */
/** @import { Words } from "./types.d.ts" */

/** @typedef {ReturnType<typeof createLooks>} Looks */

/**
 * A bar of two parts.
 * @param {Looks} looks
 * @param {number} conflict statements
 * @param {number} cooperation statements
 */
export function drawShares(looks, conflict, cooperation) {
  const part = (/** @type {number} */ n, /** @type {number} */ place) => {
    const { name } = looks.classes[place];
    return n ? el("i", { style: `flex-grow:${n};background:var(--${name})` }) : null;
  };
  return el(
    "em",
    { "aria-hidden": "true" },
    part(conflict, 1),
    part(cooperation, looks.classes.length - 2),
  );
}

/** @param {string} kind of a counterpart @param {boolean} [dated] */
function drawMark(kind, dated = false) {
  const group = kind === "group";
  return svg(
    "svg",
    { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" },
    svg("path", {
      d: shapeOf(kind, 5),
      style: group ? "fill:var(--g4);stroke:var(--rim4)" : "fill:var(--c5)",
      class: group ? "group-key" : "",
    }),
    dated ? svg("line", { class: "foot", x1: -5, x2: 5, y1: 7, y2: 7 }) : [],
  );
}

/** @param {Told} told @param {Words} words @param {Looks} looks */
export function drawKeys(told, words, looks) {
  const key = (/** @type {string} */ name, /** @type {Element} */ mark) =>
    el("li", {}, mark, words.t(`told.events.key.${name}`));
  const places = told.counterparts.some(({ kind }) => kind === "place");
  return el(
    "ul",
    { class: "small keys" },
    key(places ? "territory" : "state", drawMark("state")),
    key("group", drawMark("group")),
    key("organisation", drawMark("organisation")),
    key("dated", drawMark("state", true)),
    key("share", drawShares(looks, 1, 1)),
    el("li", { text: words.t("told.events.moved") }),
  );
}
