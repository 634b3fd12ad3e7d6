/** Marks of counterparts: a circle for who has a territory, a square for a group, a diamond for others. */
import { svg } from "./dom.js";
import { formOf } from "./rows.js";

/** @import { Paint } from "./hatches.js" */
/** @import { At, Model, Reading } from "./types.d.ts" */

const RADIUS = 4.2;

/** By kind, in a square of 10.4 px around the middle. */
const SHAPES = {
  state: `M-${RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0 ${2 * RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0-${2 * RADIUS} 0z`,
  group: "M-3.7-3.7h7.4v7.4h-7.4z",
  other: "M0-5.2 5.2 0 0 5.2-5.2 0z",
};

/**
 * @param {Model} model
 * @param {string} code
 */
export function shapeOf(model, code) {
  if (model.isGroup(code)) return SHAPES.group;
  return formOf(model, code) === "other" ? SHAPES.other : SHAPES.state;
}

/**
 * The mark of a counterpart's score in an era: full or open, in a ring where it is new. A state
 * that a group alone carries has the group's.
 * @param {Model} model
 * @param {Paint} paint
 * @param {string} code
 * @param {number} era
 * @param {{open?: boolean, ring?: boolean}} [style]
 */
export function markOf(model, paint, code, era, { open = false, ring = false } = {}) {
  /** @type {At} */
  const at = { eraIndex: era, beforeIndex: null, filled: false };
  const reading = /** @type {Reading} */ (model.readingOf(code, at));
  const tone = model.lookOf(code, reading, at);
  const group = tone.startsWith("g");
  const d = group ? SHAPES.group : shapeOf(model, code);
  const stroke = `stroke:var(--pfr-${group ? "rim" : "firm"}-${tone})`;
  const fill = open ? "var(--pfr-paper)" : paint(tone, reading.unsettled);
  return svg(
    "g",
    { class: group ? "pfr-glyph pfr-glyph-group" : "pfr-glyph", style: stroke },
    svg("path", { d, style: `fill:${fill}` }),
    ring ? svg("path", { d, class: "pfr-glyph-ring" }) : null,
  );
}
