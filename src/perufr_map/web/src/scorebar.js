/** The scale of scores in the legend: its classes, and above them a mark for each counterpart. */
import { edgesOf, marksOf, reachOf } from "./bins.js";
import { el, svg, write } from "./dom.js";
import { shapeOf } from "./glyphs.js";
import { createStack } from "./stack.js";

/** @import { Paint } from "./hatches.js" */
/** @import { Mark } from "./bins.js" */
/** @import { At, Model, State, Words } from "./types.d.ts" */

const WIDTH = 284; // px, of the drawing
const ROWS = 5; // where more marks stand on one another, they stand closer
const PITCH = 10; // px from one mark to the next
const FOOT = 6; // px from the bar to the middle of the first mark

/**
 * @param {Model} model
 * @param {Paint} paint
 */
export function createScoreBar(model, paint) {
  const { scale } = model.payload;
  const classes = [...scale.thresholds, null].map((_, i) =>
    el("i", { style: `background-color:var(--pfr-c${i})` }),
  );
  const numbers = el("div", { class: "pfr-numbers", "aria-hidden": "true" });
  const ends = ["conflict", "balance", "cooperation"].map((key) => ({ key, node: el("span") }));
  const stack = createStack(model, draw);
  const bins = el("div", { class: "pfr-bins", "aria-hidden": "true" }, stack.node);
  const { payload } = model;
  const asMade = JSON.stringify(payload.method);
  const references = Object.values(payload.types).flatMap(({ reference, verb }) =>
    reference === undefined ? [] : { score: reference, verb, tick: el("i"), node: el("span") },
  );
  references.sort((a, b) => a.score - b.score);
  const about = el("i");
  const acts = el("div", { class: "pfr-references" }, about);
  acts.append(
    el(
      "div",
      {},
      references.map(({ node }) => node),
    ),
  );
  /** @type {Words} */
  let words;
  let reach = 1;
  let height = 0;
  let pitch = PITCH;

  /** @param {number} value from the left, in px */
  const at = (value) => (WIDTH * (Math.max(-reach, Math.min(reach, value)) + reach)) / (2 * reach);

  /** @param {Mark} mark */
  const placeOf = ({ bin, row }) =>
    `translate(${at(bin).toFixed(1)} ${(height - FOOT - row * pitch).toFixed(1)})`;

  /**
   * @param {Mark} mark
   * @param {At} at
   */
  function drawMark(mark, at) {
    const reading = model.readingOf(mark.code, at);
    if (!reading) return null;
    const tone = model.lookOf(mark.code, reading, at);
    const group = model.isGroup(mark.code);
    return svg("path", {
      d: shapeOf(model, mark.code),
      class: group ? "pfr-bin pfr-bin-group" : "pfr-bin",
      transform: placeOf(mark),
      style: `fill:${paint(tone, reading.unsettled)};stroke:var(--pfr-${group ? "rim" : "firm"}-${tone})`,
    });
  }

  /** @param {State} at of an era alone */
  function draw(at) {
    const marks = marksOf(model, at.eraIndex);
    const children = marks.map((mark) => drawMark(mark, at));
    const ring = svg("path", { class: "pfr-bin-ring" });
    const box = svg("svg", { viewBox: `0 0 ${WIDTH} ${height}` }, ...children, ring);
    const layer = {
      at,
      marks,
      ring,
      code: /** @type {string|null} */ (null),
      node: el("div", {}, box),
    };
    ringIn(layer, at.selected);
    return layer;
  }

  /**
   * Ring the mark of a counterpart, or of its group, in an era; null rings none.
   * @param {{at: At, marks: Mark[], ring: SVGElement, code: string|null}} layer
   * @param {string|null} code
   */
  function ringIn(layer, code) {
    if (code === layer.code) return;
    layer.code = code;
    const listed = code && (model.listedUnder(code, layer.at) ?? code);
    const mark = layer.marks.find((one) => one.code === listed);
    layer.ring.setAttribute("d", mark ? shapeOf(model, mark.code) : "");
    layer.ring.setAttribute("transform", mark ? placeOf(mark) : "");
  }

  function writeNumbers() {
    const edges = edgesOf(scale.thresholds, { width: WIDTH, reach });
    numbers.replaceChildren(
      ...edges.map(({ at: value, edge, both }) =>
        el("span", {
          style: `left:${((100 * at(value)) / WIDTH).toFixed(2)}%`,
          text: both ? `±${words.tick(edge).slice(1)}` : words.tick(edge),
        }),
      ),
    );
  }

  /** Lay the scale out for the scores that are shown. */
  function layOut() {
    reach = reachOf(model);
    const rows = model.payload.eras.flatMap((_, era) => marksOf(model, era).map(({ row }) => row));
    const most = Math.max(0, ...rows) + 1;
    pitch = PITCH * Math.min(1, ROWS / most);
    height = Math.ceil(2 * FOOT + (most - 1) * pitch);
    bins.style.aspectRatio = `${WIDTH} / ${height}`;
    const edges = [-reach, ...scale.thresholds, reach];
    classes.forEach((node, i) => (node.style.flexGrow = String(edges[i + 1] - edges[i])));
    for (const { tick, score } of references) tick.style.left = `${(100 * at(score)) / WIDTH}%`;
    // They are scored once, by the method that the map was made with.
    const known = references.length > 0 && JSON.stringify(payload.method) === asMade;
    for (const node of [acts, ...references.map(({ tick }) => tick)])
      write(node, { hidden: !known });
    stack.forget();
  }

  return {
    node: el(
      "div",
      { class: "pfr-legend-bar pfr-scores" },
      bins,
      el(
        "div",
        { class: "pfr-single", "aria-hidden": "true" },
        el("div", { class: "pfr-classes" }, classes),
        references.map(({ tick }) => tick),
      ),
      numbers,
      el(
        "div",
        { class: "pfr-ends" },
        ends.map(({ node }) => node),
      ),
      acts,
    ),
    layOut,

    /** @param {Words} next */
    translate(next) {
      words = next;
      for (const { key, node } of ends) node.textContent = words.t(`legend.${key}`);
      about.textContent = words.t("legend.reference");
      for (const { verb, score, node } of references) {
        node.replaceChildren(`${words.text(verb)} `, el("b", { text: words.signed(score) }));
      }
      writeNumbers();
    },

    /**
     * Show an era's marks, and ring that of a counterpart; null rings none.
     * @param {State} state
     * @param {string|null} code
     */
    show(state, code) {
      const layer = stack.show({ ...state, before: null, beforeIndex: null, filled: false });
      // Who is selected is ringed in all eras, so that a step has nothing to ring.
      const ringed = code === state.selected ? stack.layers() : [layer];
      for (const one of ringed) ringIn(one, code);
    },

    destroy: stack.destroy,
  };
}
