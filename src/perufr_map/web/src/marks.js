/** Signs of acts on the map: of those types that have one, when their category is shown alone. */
import { svg } from "./dom.js";
import { coastOf, insideOf } from "./room.js";
import { place } from "./shapes.js";

/** @import { Sight } from "./labels.js" */
/** @import { Shape } from "./shapes.js" */
/** @import { Point } from "./topology.js" */
/** @import { At, Model } from "./types.d.ts" */

/**
 * Lines in a square of 16 px around its middle, by the name that the codebook has for them.
 * @type {Map<string, string>}
 */
export const GLYPHS = new Map([
  ["aid-suspended", "M-4.5-1.5h9v6h-9zl1.5-2.5h6l1.5 2.5M-6 6 6-6"],
  [
    "ambassador-withdrawn",
    "M-3.6-3.4a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0M-6 5c0-4.6 8.4-4.6 8.4 0zM3-3.4h4m-1.8-1.8 1.8 1.8-1.8 1.8",
  ],
  [
    "relations-broken",
    "M-1.5-3h-2a3 3 0 0 0 0 6h2M1.5-3h2a3 3 0 0 1 0 6h-2M-1 6l.6-2.2M.4-3.8 1-6",
  ],
  [
    "border-tension",
    "M0-6.5v2.6M0-1.3v2.6M0 3.9v2.6M-7 0h4.4m-1.8-1.8L-2.6 0l-1.8 1.8M7 0H2.6m1.8-1.8L2.6 0l1.8 1.8",
  ],
  ["import-ban", "M-6 0h6.8m-2.4-2.4L.8 0l-2.4 2.4M4.4-5.5v11"],
]);
const STEP = 22; // px between signs of one place
const RADIUS = 11; // px of a sign with what keeps a label off it
const ROOMY = 80; // px of land that has room for a label beside a sign

/** @param {string} mark */
export const glyph = (mark) =>
  svg(
    "g",
    { class: "pfr-mark-sign", "data-mark": mark },
    svg("circle", { r: 9.5 }),
    svg("path", { d: GLYPHS.get(mark) ?? "" }),
  );

/**
 * @param {Model} model
 * @param {Shape[]} shapes
 */
export function createMarks(model, shapes) {
  const { payload } = model;

  /**
   * The signs of the statements on a counterpart in an era.
   * @param {string} code
   * @param {number} era
   */
  function marksOf(code, era) {
    const events = model.scoreOf(code, era)?.events ?? [];
    const own = events.flatMap(([index, group]) => (group ? [] : payload.events[index]));
    const marks = own.flatMap((event) => model.typeOf(event)?.mark ?? []);
    return [...new Set(marks)].filter((mark) => GLYPHS.has(mark));
  }

  /** Whether one category is shown alone: only then do acts have signs. */
  const isOn = () => "category" in payload.method;

  /**
   * @param {Point} at
   * @param {string[]} marks
   * @param {Pick<Sight, "left"|"top">} sight
   * @param {number} units of the drawing in a pixel
   */
  function row(at, marks, { left, top }, units) {
    const [x, y] = place(at);
    const [across, down] = [x / units - left, y / units - top];
    const half = ((marks.length - 1) * STEP) / 2;
    const node = svg(
      "g",
      { transform: `translate(${x} ${y}) scale(${units})` },
      ...marks.map((mark, i) => {
        const sign = glyph(mark);
        sign.setAttribute("transform", `translate(${i * STEP - half} 0)`);
        return sign;
      }),
    );
    const box = {
      left: across - half - RADIUS,
      right: across + half + RADIUS,
      top: down - RADIUS,
      bottom: down + RADIUS,
    };
    return { node, box };
  }

  return {
    /**
     * Types whose signs an era's map shows, by their sign; whoever has no land on it has none.
     * @param {At} at
     */
    typesIn(at) {
      const { eraIndex, beforeIndex } = at;
      if (!isOn() || beforeIndex !== null) return new Map();
      const drawn = model.states.filter((area) => model.isDrawn(area, eraIndex));
      const found = drawn.flatMap(({ properties: { code } }) =>
        marksOf(model.homeOf(code, at) ?? code, eraIndex),
      );
      return new Map(
        Object.values(payload.types)
          .filter(({ mark }) => mark && found.includes(mark))
          .map((type) => [type.mark ?? "", type]),
      );
    },

    /**
     * The signs of an era's map, of states and of groups inside of their land, each with the box
     * that it takes of what is seen where a label has room beside it.
     * @param {At} at
     * @param {{group: string, coasts: import("./room.js").Coast[]}[]} regions
     * @param {Pick<Sight, "left"|"top"|"pixels">} sight
     * @param {number} units of the drawing in a pixel
     */
    draw({ eraIndex, beforeIndex }, regions, sight, units) {
      if (!isOn() || beforeIndex !== null) return [];
      const states = shapes.filter(({ area }) => model.isDrawn(area, eraIndex));
      const places = [
        ...states.map(({ code, area }) => ({ code, rings: area.polygons.flat() })),
        ...regions.map(({ group, coasts }) => ({
          code: group,
          rings: coasts.map(({ ring }) => ring),
        })),
      ];
      return places.flatMap(({ code, rings }) => {
        const marks = marksOf(code, eraIndex);
        if (!marks.length || !rings.length) return [];
        const coasts = rings.map(coastOf);
        const { node, box } = row(insideOf(coasts), marks, sight, units);
        const width = Math.max(...coasts.map(({ east, west }) => east - west)) * sight.pixels;
        return { node, boxes: width < ROOMY ? [] : [box] };
      });
    },
  };
}
