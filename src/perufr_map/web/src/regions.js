/** A group's statements on the map: one region of those members that no statement names. */
import { svg } from "./dom.js";
import { areaOf, coastOf, findRoom } from "./room.js";
import { groupToneOf } from "./scale.js";
import { pathOf, place } from "./shapes.js";
import { dissolve } from "./topology.js";

/** @import { Paint } from "./hatches.js" */
/** @import { Coast } from "./room.js" */
/** @import { Shape } from "./shapes.js" */
/** @import { Area } from "./topology.js" */
/** @import { At, Model, Words } from "./types.d.ts" */

/**
 * @typedef {Object} Region
 * @property {string} group
 * @property {string} tone
 * @property {string[]} codes its states
 * @property {Coast[]} coasts its outline, holes among it
 */

const RIMLESS = 14; // px²: an island smaller than this has no dashed line around it
const LINE = 17; // px between the two lines of a label
const AROUND = 1.1; // width of a label with some air beside it

/**
 * @param {Model} model
 * @param {Paint} paint
 */
export function createRegions(model, paint) {
  const { scale } = model.payload;
  /** @type {Map<string, {coasts: Coast[], path: string}>} */
  const outlines = new Map(); // by the numbers of the shapes in them
  /** @type {WeakMap<Area, Coast[]>} */
  const coasts = new WeakMap();
  const pen = document.createElement("canvas").getContext("2d");

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
    if (!reading) return { tone: "no-data", paint: "var(--pfr-no-data)" };
    const tone = groupToneOf(reading, scale);
    return { tone, paint: paint(tone, reading.unsettled) };
  }

  /**
   * Fill and rim of a region, its dots and their paint, and what its label is laid out by. A state
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
    const line = svg("path", {
      d: pathOf(rim, "z"),
      class: `pfr-drawn pfr-rim ${/[04]$/.test(tone) ? "pfr-rim-strong" : ""}`,
      style: `stroke:var(--pfr-rim-${tone},var(--pfr-quiet))`,
    });
    return { fill, line, dots, paint, region: { group, tone, codes, coasts } };
  }

  /**
   * The coasts of all that an era draws but some states.
   * @param {string[]} codes
   * @param {number} era
   */
  const landBeside = (codes, era) =>
    model.states
      .filter((area) => model.isDrawn(area, era) && !codes.includes(area.properties.code))
      .flatMap((area) => {
        const found = coasts.get(area) ?? area.polygons.flat().map(coastOf);
        coasts.set(area, found);
        return found;
      });

  /**
   * Width of a text in a label, in px.
   * @param {string} text
   * @param {string} font
   */
  function widthOf(text, font) {
    if (!pen) return Infinity;
    pen.font = font;
    return pen.measureText(text).width;
  }

  /**
   * Names, numbers and statements of regions, each where it has room at this zoom: in two lines,
   * else in one, else not at all.
   * @param {Region[]} regions
   * @param {At & {words: Words}} state
   * @param {{pixels: number, units: number, face: string}} size pixels in a unit of the map, units
   *   of the drawing in a pixel, and the page's typeface
   */
  function label(regions, state, { pixels, units, face }) {
    return regions.flatMap(({ group, tone, codes, coasts: own }) => {
      const { words } = state;
      const reading = model.readingOf(group, state);
      if (!reading) return [];
      const name = words.text(model.nameOf(group, state.eraIndex));
      const number = words.reading(reading);
      const below = words.t("region.basis", {
        statements: words.count("statements", (reading.now ?? reading.before)?.events.length ?? 0),
        states: words.count("states", codes.length),
      });
      const first =
        widthOf(`${name} `, `italic 600 14px ${face}`) + widthOf(number, `700 14px ${face}`);
      const second = widthOf(below, `500 12px ${face}`);
      const others = landBeside(codes, state.eraIndex);
      const layouts = [
        { lines: 2, width: Math.max(first, second) },
        { lines: 1, width: first },
      ];
      for (const { lines, width } of layouts) {
        const size = { width: (width * AROUND) / pixels, height: (lines * LINE) / pixels };
        const room = findRoom(own, others, size);
        if (!room) continue;
        const [x, y] = place(room);
        return svg(
          "g",
          {
            class: "pfr-region-label",
            style: `--pfr-halo:var(--pfr-${tone});fill:var(--pfr-ink-${tone},var(--pfr-text))`,
            transform: `translate(${x} ${y}) scale(${units})`,
            "data-group": group,
          },
          svg(
            "text",
            { y: lines === 1 ? 5 : -3 },
            svg("tspan", { class: "pfr-region-name" }, name),
            ` ${number}`,
          ),
          lines === 1 ? null : svg("text", { y: 13, class: "pfr-region-basis" }, below),
        );
      }
      return [];
    });
  }

  return {
    draw,
    label,
  };
}
