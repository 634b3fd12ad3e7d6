/** The pattern of the map: the hatch of a sign that is not settled. */
import { svg, uid } from "./dom.js";
import { numericTones } from "./scale.js";

/** @import { ScaleData } from "./payload.d.ts" */

/** @typedef {(tone: string, unsettled?: boolean) => string} Paint what a tone is painted with */

const SQUARE = { width: 5, height: 5 }; // px
const LINE = { width: 1.7, height: 5 };
const TURN = "rotate(-45)";

/**
 * The hatch on a tone, in the legend's size.
 * @param {string} tone
 */
const pattern = (tone) =>
  svg(
    "pattern",
    {
      id: uid(`hatch-unsettled-${tone}`),
      ...SQUARE,
      patternUnits: "userSpaceOnUse",
      patternTransform: TURN,
    },
    svg("rect", { ...SQUARE, style: `fill:var(--pfr-${tone})` }),
    svg("rect", { ...LINE, style: `fill:var(--pfr-hatch-${tone})` }),
  );

/**
 * One hatch per tone, for a score whose sign is not settled: a hatch means this and nothing else.
 * @param {ScaleData} scale
 */
export function createHatches(scale) {
  const hatches = numericTones(scale).map((tone) => {
    const base = pattern(tone);
    const scaled = svg("pattern", { id: uid(`map-unsettled-${tone}`), href: `#${base.id}` });
    return { tone, base, scaled };
  });
  /**
   * The paint of a tone, hatched where a sign is not settled and the tone has a number.
   * @param {"base"|"scaled"} size
   */
  function paints(size) {
    const found = new Map(hatches.map((hatch) => [hatch.tone, `url(#${hatch[size].id})`]));
    /** @type {Paint} */
    return (tone, unsettled) => (unsettled && found.get(tone)) || `var(--pfr-${tone})`;
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
      for (const { scaled } of hatches) {
        scaled.setAttribute("patternTransform", `${TURN} scale(${units})`);
      }
    },
  };
}
