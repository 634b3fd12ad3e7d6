/** The legend's keys of what is no class of the scale: each only where the map shows it. */
import { el, svg, write } from "./dom.js";
import { createFront } from "./front.js";
import { createMarks, glyph } from "./marks.js";
import { createStack } from "./stack.js";
import { term } from "./tips.js";

/** @import { Paint } from "./hatches.js" */
/** @import { Area } from "./topology.js" */
/** @import { Actions, At, Child, Model, Part, State } from "./types.d.ts" */

/** @param {...Child} children */
const swatch = (...children) =>
  svg("svg", { class: "pfr-swatch", viewBox: "0 0 22 12", "aria-hidden": "true" }, ...children);

/**
 * A swatch in one colour, or in a colour for conflict and another for cooperation, so that it
 * passes for no value.
 * @param {string} left
 * @param {string} [right]
 */
const fillSwatch = (left, right = left) =>
  swatch(
    svg("rect", { width: 11, height: 12, style: `fill:${left}` }),
    svg("rect", { x: 11, width: 11, height: 12, style: `fill:${right}` }),
  );

/** The rim of what two or more statements name, in a colour for each sign. */
const firmSwatch = () =>
  swatch(
    ...[1, 5].map((tone, i) =>
      svg("path", {
        d: i ? "M11 .8h10.2v10.4H11" : "M11 .8H.8v10.4H11",
        class: "pfr-legend-firm",
        style: `fill:var(--pfr-c${tone});stroke:var(--pfr-firm-c${tone})`,
      }),
    ),
  );

/** @param {string} name class of the rectangle */
const boxSwatch = (name) => swatch(svg("rect", { width: 22, height: 12, class: name }));

const lineSwatch = () =>
  swatch(svg("line", { x1: 0, x2: 22, y1: 6, y2: 6, class: "pfr-legend-line" }));

const groupSwatch = () =>
  swatch(
    ...[0, 4].map((tint, i) =>
      svg("path", {
        d: i ? "M11 .8h10.2v10.4H11" : "M11 .8H.8v10.4H11",
        class: "pfr-legend-group",
        style: `fill:var(--pfr-gc${tint});stroke:var(--pfr-rim-gc${tint})`,
      }),
    ),
  );

const newSwatch = () => swatch(...[2.5, 5].map((r) => svg("circle", { cx: 11, cy: 6, r })));

/**
 * @param {Model} model
 * @param {Paint} paint
 * @param {Pick<Actions, "setMembers">} actions
 */
export function createNotes(model, paint, { setMembers }) {
  const { scale } = model.payload;
  // The hatch on the last class but one of each sign, where it shows best.
  const hatched = () =>
    fillSwatch(paint("c1", true), paint(`c${scale.thresholds.length - 1}`, true));

  /**
   * Each note, and its picture; what is said of a comparison has none.
   * @type {[string, (() => SVGElement)|null][]}
   */
  const notes = [
    ["change", null],
    ["new", newSwatch],
    ["gone", () => boxSwatch("pfr-gone pfr-legend-gone")],
    ["no_data", () => fillSwatch("var(--pfr-no-data)")],
    ["focus", () => fillSwatch("var(--pfr-focus)")],
    ["quiet", () => boxSwatch("pfr-legend-quiet")],
    ["frontier", lineSwatch],
    ["one", () => fillSwatch("var(--pfr-c1)", "var(--pfr-c5)")],
    ["firm", firmSwatch],
    ["group", groupSwatch],
    ["unsettled", hatched],
  ];
  const stack = createStack(model, draw, { all: true }); // else the legend would grow by itself
  const box = el("input", { type: "checkbox", onchange: () => setMembers(box.checked) });
  const label = el("span");
  const fill = el("div", { class: "pfr-fill" }, el("label", {}, box, label));
  fill.inert = true;
  const below = el("div", { class: "pfr-stack" }, fill); // it keeps its room where it is not seen
  const front = createFront(below);
  const node = el("div", { class: "pfr-notes" }, stack.node);
  const signs = createMarks(model, []);
  /** @type {Map<string, Set<string>>} */
  const known = new Map(); // what occurs, by what is shown

  /** @param {number} era */
  const frontiersOf = (era) => model.lines.filter((line) => model.isDrawn(line, era));

  /**
   * What a territory shows beside a class.
   * @param {Area["properties"]} area
   * @param {At} at
   */
  function keysOf({ code, status }, at) {
    const home = model.homeOf(code, at);
    const reading = model.readingOf(home ?? code, at);
    const quiet = status === "dependent" || status === "disputed" ? ["quiet"] : [];
    if (!reading || model.isLeftOut(code, at)) return quiet;
    return [
      ...quiet,
      reading.became,
      ...(home === null
        ? [model.isFirm(reading) ? "firm" : reading.now && "one"]
        : ["region", reading.now && "group"]),
      reading.unsettled && "unsettled",
    ].filter((key) => typeof key === "string");
  }

  /**
   * What a map shows beside its classes.
   * @param {At} at
   */
  function find(at) {
    const areas = model.states.filter((area) => model.isDrawn(area, at.eraIndex));
    const keys = areas.flatMap(({ properties }) => keysOf(properties, at));
    const always = [
      "no_data",
      "focus",
      ...(at.beforeIndex === null ? [] : ["change"]),
      ...(frontiersOf(at.eraIndex).length ? ["frontier"] : []),
    ];
    return new Set([...always, ...keys]);
  }

  /** @param {At} at */
  function occurring(at) {
    const key = `${at.eraIndex} ${at.beforeIndex} ${at.filled}`;
    const found = known.get(key) ?? find(at);
    known.set(key, found);
    return found;
  }

  /**
   * What the frontiers on this map are called, and why they are marked.
   * @param {State} state
   */
  function describeFrontiers({ words, eraIndex }) {
    const said = frontiersOf(eraIndex).map(({ properties: { name, note } }) =>
      [name, note].map(words.text).filter(Boolean).join(": "),
    );
    return `${said.join(". ")}.`;
  }

  /**
   * @param {string} key
   * @param {State} state
   */
  function describe(key, state) {
    const { words, eraIndex, beforeIndex } = state;
    if (key === "frontier") return term(words.t("legend.frontier"), describeFrontiers(state));
    const before = beforeIndex === null ? "" : words.short(model.payload.eras[beforeIndex]);
    const name =
      key === "focus"
        ? words.text(model.nameOf(model.focusIn(eraIndex), eraIndex))
        : words.t(`legend.${key}`, { before });
    const help = `help.${key}`;
    return term(name, words.has(help) ? words.t(help) : null);
  }

  /**
   * The notes that a map needs.
   * @param {State} state
   */
  function draw(state) {
    const found = occurring(state);
    const items = notes
      .filter(([key]) => found.has(key))
      .map(([key, draw]) => el("li", { "data-note": key }, draw?.(), describe(key, state)));
    const types = [...signs.typesIn(state)].map(([mark, type]) => {
      const sign = svg("svg", { class: "pfr-swatch-sign", viewBox: "-10 -10 20 20" }, glyph(mark));
      sign.setAttribute("aria-hidden", "true");
      return el("li", { "data-note": mark }, sign, state.words.text(type.label));
    });
    return { node: el("ul", {}, items, types) };
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    fill: below,
    update(state, changed) {
      if (changed.scores) {
        known.clear();
        stack.forget();
      }
      stack.show(state);
      if (changed.language) write(label, { text: state.words.t("legend.fill") });
      front.show(occurring({ ...state, filled: false }).has("region") ? fill : null);
      if (box.checked !== state.filled) box.checked = state.filled;
    },
    destroy() {
      stack.destroy();
      front.destroy();
    },
  });
}
