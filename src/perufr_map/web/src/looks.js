/** The looks of scores and statements in the dashboard's own views, by the map's classes. */
import { svg, uid } from "./dom.js";
import { classOf, tintOf } from "./scale.js";
import { markBefore } from "./texts.js";

/** @import { Told } from "./told.d.ts" */

/** @param {Told} told */
export function createLooks({ edges }) {
  const scale = { thresholds: edges.slice(1, -1) };
  const names = [
    ...edges.slice(1).map((_, i) => `c${i}`),
    ...[0, 1, 2, 3, 4].map((tint) => `g${tint}`),
  ];
  const ids = new Map(names.map((name) => [name, uid(name)]));
  /** @param {number} value @param {boolean} [group] */
  const nameOf = (value, group = false) =>
    group ? `g${tintOf(value, scale)}` : `c${classOf(value, scale)}`;
  return {
    nameOf,
    /** The classes, from conflict to cooperation: where each begins and ends. */
    classes: edges.slice(1).map((to, i) => ({ from: edges[i], to, name: `c${i}` })),
    /** One hatch for each look; a drawing that has hatches needs them. */
    hatches: () =>
      svg(
        "defs",
        {},
        names.map((name) =>
          svg(
            "pattern",
            {
              id: ids.get(name) ?? "",
              width: 5,
              height: 5,
              patternUnits: "userSpaceOnUse",
              patternTransform: "rotate(-45)",
            },
            svg("rect", { width: 5, height: 5, style: `fill:var(--${name})` }),
            svg("rect", { width: 1.7, height: 5, style: `fill:var(--h${name.replace("c", "")})` }),
          ),
        ),
      ),
    /** @param {string} name @param {boolean} unsettled */
    fill: (name, unsettled) => (unsettled ? `url(#${ids.get(name)})` : `var(--${name})`),
    /** The colour of text on a look. @param {string} name */
    ink: (name) => `var(--on${name.replace("c", "")})`,
    /** The rim of a group, or of what several statements name. @param {string} name */
    rim: (name) => `var(--${name.startsWith("g") ? "rim" : "firm"}${name.slice(1)})`,
  };
}

/**
 * A weight: one decimal, or two where it has them.
 * @param {Pick<import("./told.d.ts").Told, "language"|"studied">} told
 */
export function createNumber({ language, studied }) {
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  });
  return (/** @type {number} */ value) =>
    markBefore(studied) + format.format(value).replace("-", "\u2212");
}

/**
 * How a number stands on its look.
 * @param {string} name of a look
 * @param {Pick<ReturnType<typeof createLooks>, "ink"|"rim">} looks
 */
export const chipStyle = (name, looks) =>
  `--own:var(--${name});--stripe:var(--h${name.replace("c", "")});color:${looks.ink(name)};` +
  `--rim:${looks.rim(name)}`;
