/** The hatches of the map: patterns that mark what is missing, new, gone, or rests on one event. */
import { svg, uid } from "./dom.js";
import { numericTones } from "./scale.js";

/** @import { ScaleData } from "./payload.d.ts" */

/**
 * What repeats in a hatch: a square, and a line or a spot on it, turned. In pixels.
 * @typedef {Object} Form
 * @property {number} angle
 * @property {number} size
 * @property {[number, number]} [line]
 * @property {number} [spot] a radius
 */

/** @type {Form} */
const NO_DATA = { angle: 45, size: 5, line: [1.3, 5] };
/** @type {Form} */
const SINGLE = { angle: -45, size: 4.5, line: [1.3, 4.5] };
/** @type {Form} */
const NEW = { angle: 45, size: 5, spot: 1.2 };
/** @type {Form} */
const GONE = { angle: 90, size: 4, line: [1.2, 4] };

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
 * Hatches: one for no data, one per tone for a score, or a change of one, that rests on one
 * event. They lean opposite ways, so that neutral on one event does not pass for no data. When
 * eras are compared, dots stand for data that are new, level lines for data that are no more.
 * @param {ScaleData} scale
 */
export function createHatches(scale) {
  /** @type {[name: string, form: Form, ground: string, colour: string][]} */
  const kinds = [
    ["no-data", NO_DATA, "no-data", "no-data-line"],
    ["new", NEW, "new", "new-line"],
    ["gone", GONE, "gone", "gone-line"],
  ];
  for (const tone of numericTones(scale)) {
    kinds.push([`single-${tone}`, SINGLE, tone, `hatch-${tone}`]);
  }
  const hatches = kinds.map(([name, form, ground, colour]) => {
    const base = pattern(uid(`hatch-${name}`), form, ground, colour);
    const scaled = svg("pattern", { id: uid(`map-${name}`), href: `#${base.id}` });
    return { name, form, base, scaled };
  });
  /**
   * Paints by what they stand for: `no-data`, `new`, `gone`, or `single-` and a tone.
   * @param {"base"|"scaled"} size
   */
  const paints = (size) => new Map(hatches.map((hatch) => [hatch.name, `url(#${hatch[size].id})`]));
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
