/** All statements on one axis of time, a mark each: its height is its weight. */
import { svg } from "./dom.js";
import { hasTerritory } from "./kinds.js";
import { drawLevels } from "./levels.js";
import { pack, placeLabels } from "./packing.js";
import { drawEras, headOf, timeScale, widthOf } from "./spans.js";

/** @import { createLooks } from "./looks.js" */
/** @import { Told } from "./told.d.ts" */
/** @import { Words } from "./types.d.ts" */

const NARROW = 560; // px
const WIDE = 1200;
const DATED = 70; // days: what is shorter is a month or a day
const LABELS = 5; // of the strongest of each sign
const LETTER = 6.5; // px
const END = 18; // px, for the words at the ends of the scale
const GAP = 2; // px between marks

/**
 * The places of statements, the strongest first.
 * @param {Told["statements"]} statements
 */
export const byWeight = (statements) =>
  statements
    .map((_, i) => i)
    .sort((a, b) => Math.abs(statements[b].weight) - Math.abs(statements[a].weight) || a - b);

/** @param {number} count of marks @param {number} width */
export const radiusOf = (count, width) =>
  count > 500 ? 3 : count > 200 || width < NARROW ? 4 : 5.5;

/** By kind: a circle for who has a territory, a square for a group, a diamond for what has no territory. */
const SHAPES = {
  /** @param {number} r */
  state: (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  /** @param {number} r */
  group: (r) => `M${-r * 0.88} ${-r * 0.88}h${r * 1.76}v${r * 1.76}h${-r * 1.76}z`,
  /** @param {number} r */
  other: (r) => `M0 ${-r * 1.2} ${r * 1.2} 0 0 ${r * 1.2} ${-r * 1.2} 0z`,
};

/**
 * The outline of a mark.
 * @param {string} kind of its counterpart
 * @param {number} r
 */
export const shapeOf = (kind, r) =>
  (kind === "group" ? SHAPES.group : hasTerritory(kind) ? SHAPES.state : SHAPES.other)(r);

/**
 * Where all marks stand.
 * @param {Told} told
 * @param {{x: (days: number) => number, y: (weight: number) => number, r: number}} scales
 */
export function placeMarks({ statements }, { x, y, r }) {
  const size = 2 * r + GAP;
  const items = statements.map(({ start, end, weight }) => {
    const [from, to] = [x(start), x(end)];
    const fits = to - from >= 2 * r;
    const middle = (from + to) / 2;
    return {
      from: fits ? from + r : middle,
      to: fits ? to - r : middle,
      y: y(weight),
      fixed: end - start < DATED,
    };
  });
  return { items, size, places: pack(items, size, y(0)) };
}

const TALL = 10; // px from the middle of a call-out to its edge

/**
 * Whether the bar of a statement's time runs through a call-out.
 * @param {{left: number, right: number, y: number}} box
 * @param {{from: number, to: number, y: number}} bar
 */
export const isCrossed = (box, { from, to, y }) =>
  from < box.right && to > box.left && Math.abs(y - box.y) < TALL;

/**
 * @param {Object} given
 * @param {Told} given.told
 * @param {Words} given.words
 * @param {ReturnType<typeof createLooks>} given.looks
 * @param {number} given.width
 * @param {(value: number) => string} given.number a weight as text
 */
export function drawSwarm({ told, words, looks, width, number }) {
  const { statements, counterparts, eras } = told;
  const narrow = width < NARROW;
  const [left, right] = [narrow ? 30 : 44, width - 10];
  const x = timeScale(eras, left, right);
  const r = radiusOf(statements.length, width);
  const tall = narrow ? 380 : width < WIDE ? 480 : 600; // px
  const reach = Math.max(4, ...statements.map(({ weight }) => Math.abs(weight))) + 0.7;
  const slope = tall / (2 * reach);
  const { items, size, places } = placeMarks(told, { x, y: (weight) => -weight * slope, r });
  // Where marks had to move out far, the drawing grows.
  const above = Math.max(tall / 2, ...places.map(({ y }) => -y + size));
  const below = Math.max(tall / 2, ...places.map(({ y }) => y + size));
  const head = headOf(!narrow);
  const top = head + END;
  const zero = top + above;
  const bottom = zero + below + END;
  const y = (/** @type {number} */ weight) => zero - weight * slope;
  const at = places.map((place) => ({ x: place.x, y: place.y + zero }));

  const steps = Array.from(
    { length: 2 * Math.floor(reach / 2) + 1 },
    (_, i) => i * 2 - 2 * Math.floor(reach / 2),
  );
  const levels = drawLevels(steps, { y, left, right, reach, words, looks });
  const ends = ["cooperation", "conflict"].map((key, i) =>
    svg(
      "text",
      { class: `end ${key}`, x: left + 5, y: i ? bottom - 4 : head + 13 },
      words.t(`told.balance.${key}`),
    ),
  );
  const marks = statements.map(({ weight, counterpart, start, end }, i) => {
    const { kind } = counterparts[counterpart];
    const name = looks.nameOf(weight, kind === "group");
    const style = `fill:var(--${name});stroke:${looks.rim(name)}`;
    const dated = end - start < DATED;
    return svg(
      "g",
      {
        class: kind === "group" ? "mark group" : "mark",
        transform: `translate(${at[i].x.toFixed(1)} ${at[i].y.toFixed(1)})`,
      },
      svg("path", { d: shapeOf(kind, r), style }),
      dated ? svg("line", { class: "foot", x1: -r, x2: r, y1: r + 2, y2: r + 2 }) : [],
    );
  });
  const callouts = narrow ? [] : drawCallouts();
  const span = svg("path", { class: "span" });
  const ring = svg("path", { class: "ring" });
  const named = drawEras(told, x, { names: !narrow, left, bottom });
  const node = svg(
    "svg",
    { width, height: bottom, viewBox: `0 0 ${width} ${bottom}`, "aria-hidden": "true" },
    levels,
    named.node,
    ends,
    callouts.map((callout) => callout.node),
    span,
    marks,
    ring,
  );

  /** The strongest have their act beside them, where there is room. */
  function drawCallouts() {
    const order = byWeight(statements);
    const strongest = [true, false].flatMap((above) =>
      order.filter((index) => statements[index].weight > 0 === above).slice(0, LABELS),
    );
    const wanted = strongest.map((index) => {
      const { counterpart, verb, weight } = statements[index];
      const said = `${counterparts[counterpart].short}: ${verb}`;
      const value = number(weight);
      return { index, said, value, place: at[index], width: widthOf(`${said} ${value}`, LETTER) };
    });
    const room = { size, left: left + 4, right, top, bottom };
    const labels = placeLabels(wanted, at, room);
    return wanted.flatMap(({ index, said, value, width: wide, place }, i) => {
      const label = labels[i];
      if (!label) return [];
      const edge = label.before ? label.x + wide + 3 : label.x - 3;
      const start = place.x + (label.before ? -1 : 1) * (r + 1);
      const leader = svg("line", {
        class: "leader",
        x1: edge,
        y1: label.y,
        x2: start,
        y2: place.y,
      });
      const text = svg(
        "text",
        {
          class: "callout",
          x: label.before ? label.x + wide : label.x,
          y: label.y + 4,
          "text-anchor": label.before ? "end" : "start",
        },
        `${said} `,
        svg("tspan", {}, value),
      );
      const box = { left: label.x, right: label.x + wide, y: label.y };
      return [{ index, box, node: svg("g", {}, leader, text) }];
    });
  }

  return {
    node,
    items,
    places: at,
    /**
     * Leave those that were not asked for as outlines.
     * @param {(index: number) => boolean} isAsked
     */
    filter(isAsked) {
      marks.forEach((mark, i) => mark.classList.toggle("out", !isAsked(i)));
      for (const { index, node: callout } of callouts) {
        callout.classList.toggle("away", !isAsked(index));
      }
    },
    /**
     * Ring a mark, and show the time that its statement speaks of.
     * @param {number|null} index
     */
    point(index) {
      const place = index === null ? null : at[index];
      for (const { node } of callouts) node.classList.remove("crossed");
      ring.setAttribute("d", place ? shapeOf("state", r + 4) : "");
      span.setAttribute("d", "");
      if (!place || index === null) return;
      ring.setAttribute("transform", `translate(${place.x} ${place.y})`);
      const { start, end } = statements[index];
      const [from, to] = [x(start), x(end)];
      for (const { box, node } of callouts)
        node.classList.toggle("crossed", isCrossed(box, { from, to, y: place.y }));
      span.setAttribute("d", `M${from} ${place.y - 6}v12m0-6H${to}m0-6v12`);
    },
    /**
     * The mark nearest to a point of the drawing that was asked for, or null.
     * @param {number} px
     * @param {number} py
     * @param {number} within px
     * @param {(index: number) => boolean} isAsked
     */
    nearest(px, py, within, isAsked) {
      let [best, least] = [/** @type {number|null} */ (null), within];
      at.forEach((place, i) => {
        const away = Math.hypot(place.x - px, place.y - py);
        if (away <= least && isAsked(i)) [best, least] = [i, away];
      });
      return best;
    },
  };
}
