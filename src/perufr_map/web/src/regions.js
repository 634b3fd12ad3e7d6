/** A group's statements on the map: one region of those members that no statement names. */
import { svg } from "./dom.js";
import { areaOf, coastOf } from "./room.js";
import { groupToneOf } from "./scale.js";
import { pathOf } from "./shapes.js";
import { dissolve } from "./topology.js";

/** @import { Paint } from "./hatches.js" */
/** @import { Coast } from "./room.js" */
/** @import { Shape } from "./shapes.js" */
/** @import { At, Model } from "./types.d.ts" */

/**
 * @typedef {Object} Region
 * @property {string} group
 * @property {string} tone
 * @property {string[]} codes its states
 * @property {Coast[]} coasts its outline, holes among it
 */

const NO_DATA = "var(--pfr-no-data)";
const RIMLESS = 14; // px²: an island smaller than this has no dashed line around it

/**
 * @param {Model} model
 * @param {Paint} paint
 */
export function createRegions(model, paint) {
  const { scale } = model.payload;
  /** @type {Map<string, {coasts: Coast[], path: string}>} */
  const outlines = new Map(); // by the numbers of the shapes in them

  /** @param {Shape[]} shapes */
  function outlineOf(shapes) {
    const key = shapes.map(({ number }) => number).join(" ");
    const known = outlines.get(key);
    if (known) return known;
    const rings = dissolve(
      shapes.map(({ area }) => area),
      model.arcs,
    );
    const outline = { coasts: rings.map(coastOf), path: pathOf(rings, "z") };
    outlines.set(key, outline);
    return outline;
  }

  /**
   * How a group's region is painted.
   * @param {string} group
   * @param {At} at
   */
  function lookOf(group, at) {
    const reading = model.readingOf(group, at);
    if (!reading) return { tone: "no-data", paint: NO_DATA };
    const tone = groupToneOf(reading, scale);
    return { tone, paint: tone === "gone" ? NO_DATA : paint(tone, reading.unsettled) };
  }

  /**
   * Fill and rim of a region, its dots and their paint, and its coasts. A state
   * that is too small for its outline is a dot, unless it lies beside another one of the region.
   * @param {string} group
   * @param {Shape[]} shapes
   * @param {At} at
   * @param {{isDot: (shape: Shape) => boolean, pixels: number}} size pixels in a unit of the map
   */
  function draw(group, shapes, at, { isDot, pixels }) {
    const { tone, paint } = lookOf(group, at);
    const arcs = new Set(shapes.flatMap(({ area }) => area.arcs));
    const dots = shapes.filter(
      (shape) => isDot(shape) && !shape.area.arcs.some((arc) => arcs.has(~arc)),
    );
    const { coasts, path } = outlineOf(shapes.filter((shape) => !dots.includes(shape)));
    const codes = shapes.map(({ code }) => code);
    const rim = coasts
      .map(({ ring }) => ring)
      .filter((ring) => areaOf(ring) * pixels ** 2 >= RIMLESS);
    const fill = svg("path", {
      d: path,
      class: "pfr-drawn pfr-region",
      style: `fill:${paint}`,
      "data-group": group,
      "data-codes": codes.join(" "),
    });
    const kind = tone === "gone" ? "pfr-rim-gone" : /[04]$/.test(tone) ? "pfr-rim-strong" : "";
    const line = svg("path", {
      d: pathOf(rim, "z"),
      class: `pfr-drawn pfr-rim ${kind}`,
      style: `stroke:var(--pfr-rim-${tone},var(--pfr-quiet))`,
    });
    return { fill, line, dots, paint, region: { group, tone, codes, coasts } };
  }

  return { draw, lookOf };
}
