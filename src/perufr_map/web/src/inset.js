/** The world beside the map: where in it lies what is seen, and who has a score beyond it. */
import { el, svg, write } from "./dom.js";
import { createRest } from "./rest.js";
import { createStack } from "./stack.js";

/** @import { Paint } from "./hatches.js" */
/** @import { Box } from "./ground.js" */
/** @import { BoundsData } from "./payload.d.ts" */
/** @import { Point } from "./topology.js" */
/** @import { Actions, Model, Part, State } from "./types.d.ts" */

const SIZE = { width: 172, height: 76 }; // px
const WORLD = "world";
const PACE = 1.2; // px between points of a coast
const SPECK = 1.5; // px to each side of a state that is too small for a coast
const MOST = 0.92; // share of the world: where more is seen, the inset says nothing
const LEAST = 4; // times its width that a map has at least
const EDGE = 12; // px
const BESIDE = 16; // px to the legend

/**
 * How the world is brought onto so many pixels.
 * @param {BoundsData} bounds
 */
export function shrink([west, south, east, north]) {
  const scale = Math.min(SIZE.width / (east - west), SIZE.height / (north - south));
  const left = (SIZE.width - scale * (east - west)) / 2;
  const top = (SIZE.height - scale * (north - south)) / 2;
  /** @param {Point} point @returns {Point} */
  return ([lat, lng]) => [left + (lng - west) * scale, top + (north - lat) * scale];
}

/**
 * A ring as a path of few points; nothing where it is too small for three.
 * @param {Point[]} ring in pixels
 */
export function coarsen(ring) {
  /** @type {Point[]} */
  const kept = [];
  for (const [x, y] of ring) {
    const last = kept.at(-1);
    if (!last || Math.hypot(x - last[0], y - last[1]) >= PACE) kept.push([x, y]);
  }
  if (kept.length < 4) return "";
  return `M${kept.map((point) => point.map((side) => side.toFixed(1)).join(" ")).join("L")}z`;
}

/**
 * What is seen of the world, within its edges.
 * @param {Point} northWest in pixels
 * @param {Point} southEast
 */
export function seenOf([west, north], [east, south]) {
  const [x, y] = [Math.max(west, 1), Math.max(north, 1)];
  const width = Math.max(0, Math.min(east, SIZE.width - 1) - x);
  const height = Math.max(0, Math.min(south, SIZE.height - 1) - y);
  return { x, y, width, height, whole: width * height > MOST * SIZE.width * SIZE.height };
}

/**
 * @param {L.Map} map
 * @param {Model} model
 * @param {Paint} paint
 * @param {Pick<Actions, "setFrame">} actions
 */
export function createInset(map, model, paint, { setFrame }) {
  const bounds = model.payload.frames[WORLD];
  const project = bounds ? shrink(bounds) : null;
  const box = { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, "aria-hidden": "true" };
  const view = svg("rect");
  const land = svg("path", { class: "pfr-drawn" });
  const stack = createStack(model, draw);
  const node = el(
    "button",
    { type: "button", class: "pfr-inset", hidden: true, onclick: () => setFrame(WORLD) },
    svg("svg", box, land),
    stack.node,
    svg("svg", box, view),
  );
  /** @type {Map<unknown, string>} */
  const coasts = new Map(); // as paths, by the territory
  const rest = createRest();
  let placed = false;
  let whole = false; // whether the map shows nearly all of it
  /** @type {State|null} */
  let state = null;

  /** @param {Model["states"][number]} area */
  function coastOf(area) {
    const known = coasts.get(area);
    if (known !== undefined || !project) return known ?? "";
    const path = area.polygons.map(([ring]) => coarsen(ring.map(project))).join("");
    coasts.set(area, path);
    return path;
  }

  /**
   * A territory with a colour: its coast, or a speck.
   * @param {Model["states"][number]} area
   */
  function shapeOf(area) {
    const [found] = area.polygons;
    const { dot } = area.properties;
    const [lat, lng] = dot ? [dot[1], dot[0]] : (found?.[0][0] ?? [0, 0]);
    const [x, y] = project?.([lat, lng]) ?? [0, 0];
    const speck = `M${x - SPECK} ${y - SPECK}h${2 * SPECK}v${2 * SPECK}h-${2 * SPECK}z`;
    return coastOf(area) || speck;
  }

  /**
   * How a territory is painted; null without a colour.
   * @param {string} code
   * @param {State} at
   */
  function lookOf(code, at) {
    if (model.isFocus(code, at.eraIndex)) return "fill:var(--pfr-focus)";
    const home = model.homeOf(code, at);
    const reading = model.readingOf(home ?? code, at);
    if (!reading || model.isLeftOut(code, at)) return null;
    const tone = model.lookOf(home ?? code, reading, at);
    const rim = !home && model.isFirm(reading) ? `;stroke:var(--pfr-firm-${tone})` : "";
    return `fill:${paint(tone, reading.unsettled)}${rim}`;
  }

  /** @param {State} at */
  function draw(at) {
    /** @type {Map<string, string>} */
    const painted = new Map(); // paths by their look
    for (const area of model.states) {
      const style = lookOf(area.properties.code, at);
      if (style === null || !model.isDrawn(area, at.eraIndex)) continue;
      painted.set(style, (painted.get(style) ?? "") + shapeOf(area));
    }
    const paths = [...painted].map(([style, d]) => svg("path", { d, class: "pfr-drawn", style }));
    return { node: el("div", {}, svg("svg", box, ...paths)) };
  }

  function follow() {
    if (!project) return;
    const seen = map.getBounds();
    const { whole: all, ...sides } = seenOf(
      project([seen.getNorth(), seen.getWest()]),
      project([seen.getSouth(), seen.getEast()]),
    );
    for (const [name, value] of Object.entries(sides)) view.setAttribute(name, value.toFixed(1));
    whole = all;
    show();
  }

  const hasLand = () =>
    state === null || model.states.some((area) => model.isDrawn(area, state?.eraIndex ?? 0));

  /** It is drawn only where it is seen; an era before all borders has no world to show. */
  function show() {
    write(node, { hidden: !placed || whole || !hasLand() });
    if (node.hidden || !state) return;
    if (!land.hasAttribute("d")) land.setAttribute("d", model.states.map(coastOf).join(""));
    stack.show(state);
  }
  map.on("moveend", follow);

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    /**
     * Stand where the map opens on open sea, or not at all.
     * @param {(box: Box) => boolean} isSea
     * @param {number} legend height of what stands in the lower left corner, in px
     */
    place(isSea, legend) {
      const { x: width, y: height } = map.getSize();
      const low = height - SIZE.height - EDGE - (legend && legend + BESIDE);
      const found = [low, EDGE].find((top) =>
        isSea({ left: 0, top, right: EDGE + SIZE.width, bottom: top + SIZE.height }),
      );
      placed = project !== null && found !== undefined && width >= LEAST * SIZE.width;
      if (found !== undefined) node.style.top = `${found}px`;
      follow();
    },
    update(next, changed) {
      const first = state === null;
      state = next;
      if (changed.language) write(node, { "aria-label": state.words.t("inset.label") });
      if (changed.scores) stack.forget();
      if (first) rest.later(show);
      else show();
    },
    destroy() {
      rest.cancel();
      stack.destroy();
      map.off("moveend", follow);
    },
  });
}
