/** The patterns of the map: the hatch of a sign that is not settled, and dots for what is new. */
import { svg, uid } from "./dom.js";
import { numericTones } from "./scale.js";

/** @import { ScaleData } from "./payload.d.ts" */

/** @typedef {(tone: string, unsettled?: boolean) => string} Paint what a tone is painted with */

/**
 * What repeats in a hatch: a square, and a line or a spot on it, turned. In pixels.
 * @typedef {Object} Form
 * @property {number} angle
 * @property {number} size
 * @property {[number, number]} [line]
 * @property {number} [spot] a radius
 */

/** @type {Form} */
const UNSETTLED = { angle: -45, size: 5, line: [1.7, 5] };
/** @type {Form} */
const NEW = { angle: 45, size: 5, spot: 1.2 };

/** @param {Form} form */
const turn = ({ angle }) => `rotate(${angle})`;

/**
 * A hatch in the legend's size.
 * @param {string} id
 * @param {Form} form
 * @param {string} ground its colour
 * @param {string} colour of what repeats on it
 */
function pattern(id, form, ground, colour) {
  const { size, line, spot } = form;
  const square = { width: size, height: size };
  const style = `fill:var(--pfr-${colour})`;
  return svg(
    "pattern",
    { id, ...square, patternUnits: "userSpaceOnUse", patternTransform: turn(form) },
    svg("rect", { ...square, style: `fill:var(--pfr-${ground})` }),
    line
      ? svg("rect", { width: line[0], height: line[1], style })
      : svg("circle", { cx: size / 2, cy: size / 2, r: spot ?? 0, style }),
  );
}

/**
 * One hatch per tone, for a score or a change of one whose sign is not settled: a hatch means this
 * and nothing else. When eras are compared, dots stand for data that are new.
 * @param {ScaleData} scale
 */
export function createHatches(scale) {
  /** @type {[name: string, form: Form, ground: string, colour: string][]} */
  const kinds = [["new", NEW, "new", "new-line"]];
  for (const tone of numericTones(scale)) {
    kinds.push([`unsettled-${tone}`, UNSETTLED, tone, `hatch-${tone}`]);
  }
  const hatches = kinds.map(([name, form, ground, colour]) => {
    const base = pattern(uid(`hatch-${name}`), form, ground, colour);
    const scaled = svg("pattern", { id: uid(`map-${name}`), href: `#${base.id}` });
    return { name, form, base, scaled };
  });
  /**
   * The paint of a tone, hatched where a sign is not settled and the tone has a number.
   * @param {"base"|"scaled"} size
   */
  function paints(size) {
    const found = new Map(hatches.map((hatch) => [hatch.name, `url(#${hatch[size].id})`]));
    /** @type {Paint} */
    return (tone, unsettled) =>
      (unsettled && found.get(`unsettled-${tone}`)) || found.get(tone) || `var(--pfr-${tone})`;
  }
  return {
    inLegend: paints("base"),
    onMap: paints("scaled"),
    defs: svg(
      "defs",
      {},
      hatches.flatMap(({ base, scaled }) => [base, scaled]),
    ),
    /**
     * Keep the hatches' size on the screen, given the drawing's units in a pixel.
     * @param {number} units
     */
    resize(units) {
      for (const { form, scaled } of hatches) {
        scaled.setAttribute("patternTransform", `${turn(form)} scale(${units})`);
      }
    },
  };
}
