/** The legend's keys of what is no class of the scale: each only where the map shows it. */
import { el, svg, write } from "./dom.js";
import { createMarks, glyph } from "./marks.js";
import { createRest } from "./rest.js";
import { term } from "./tips.js";

/** @import { Paint } from "./hatches.js" */
/** @import { Area } from "./topology.js" */
/** @import { Actions, At, Changed, Child, Model, Part, State } from "./types.d.ts" */

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

/**
 * @param {Model} model
 * @param {Paint} paint
 * @param {Pick<Actions, "setMembers">} actions
 */
export function createNotes(model, paint, { setMembers }) {
  const { focus, scale } = model.payload;
  const line = { x1: 0, x2: 22, y1: 6, y2: 6, class: "pfr-legend-line" };
  const border = { width: 22, height: 12 };
  // The hatch on the last class but one of each sign, where it shows best.
  const hatched = fillSwatch(paint("c1", true), paint(`c${scale.thresholds.length - 1}`, true));

  /**
   * Each note, and its picture; what is said of a comparison has none.
   * @type {[string, SVGElement|null][]}
   */
  const pictures = [
    ["change", null],
    ["new", swatch(...[2.5, 5].map((r) => svg("circle", { cx: 11, cy: 6, r })))],
    ["gone", swatch(svg("rect", { ...border, class: "pfr-gone pfr-legend-gone" }))],
    ["no_data", fillSwatch("var(--pfr-no-data)")],
    ["focus", fillSwatch("var(--pfr-focus)")],
    ["quiet", swatch(svg("rect", { ...border, class: "pfr-legend-quiet" }))],
    ["frontier", swatch(svg("line", line))],
    ["firm", firmSwatch()],
    ["group", groupSwatch()],
    ["unsettled", hatched],
  ];
  const notes = pictures.map(([key, picture]) => {
    const text = el("span");
    /** @type {{label: string|null, help: string|null}} */
    const said = { label: null, help: null };
    return { key, text, node: el("li", { "data-note": key }, picture, text), ...said };
  });
  const ofEra = notes.filter(({ key }) => ["focus", "frontier", "change"].includes(key));
  const box = el("input", { type: "checkbox", onchange: () => setMembers(box.checked) });
  const label = el("span");
  const fill = el("li", { class: "pfr-fill" }, el("label", {}, box, label));
  const signs = createMarks(model, []);
  const types = [...new Set(Object.values(model.payload.types).map(({ mark }) => mark))]
    .filter((mark) => mark !== null && mark !== undefined)
    .map((mark) => {
      const sign = svg("svg", { class: "pfr-swatch-sign", viewBox: "-10 -10 20 20" }, glyph(mark));
      sign.setAttribute("aria-hidden", "true");
      const text = el("span");
      return { mark, text, node: el("li", { "data-note": mark, hidden: true }, sign, text) };
    });
  const items = [...notes, ...types].map((note) => note.node);
  const node = el("ul", { class: "pfr-notes" }, items, fill);
  const rest = createRest();
  /** @type {Map<string, Set<string>>} */
  const known = new Map(); // what occurs, by what is shown
  /** @type {State} */
  let state;

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
      ...(home === null ? [model.isFirm(reading) && "firm"] : ["region", reading.now && "group"]),
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

  /** What the frontiers on this map are called, and why they are marked. */
  function describeFrontiers() {
    const { words } = state;
    const said = frontiersOf(state.eraIndex).map(({ properties: { name, note } }) =>
      [name, note].map(words.text).filter(Boolean).join(": "),
    );
    return said.length ? `${said.join(". ")}.` : null;
  }

  /** Find out ahead what the other eras show. */
  function prepare() {
    model.payload.eras.forEach((_, eraIndex) => occurring({ ...state, eraIndex }));
  }

  /** Which notes this map needs. */
  function choose() {
    const found = occurring(state);
    for (const { key, node: item } of notes) write(item, { hidden: !found.has(key) });
    const shown = signs.typesIn(state);
    for (const { mark, node: item, text } of types) {
      write(item, { hidden: !shown.has(mark) });
      write(text, { text: state.words.text(shown.get(mark)?.label) });
    }
    write(fill, { hidden: !occurring({ ...state, filled: false }).has("region") });
    box.checked = state.filled;
  }

  /**
   * Put the notes into words: all in a new language, else those that an era may change.
   * @param {Changed} changed
   */
  function describe({ language }) {
    const { words, beforeIndex } = state;
    const before = beforeIndex === null ? "" : words.short(model.payload.eras[beforeIndex]);
    for (const note of language ? notes : ofEra) {
      const { key, text } = note;
      const name = words.text(model.nameOf(focus, state.eraIndex));
      const help = `help.${key}`;
      const told = words.has(help) ? words.t(help) : null;
      const said = {
        label: key === "focus" ? name : words.t(`legend.${key}`, { before }),
        help: key === "frontier" ? describeFrontiers() : told,
      };
      if (note.label === said.label && note.help === said.help) continue;
      Object.assign(note, said);
      text.replaceChildren(term(said.label, said.help));
    }
    if (language) write(label, { text: words.t("legend.fill") });
  }

  return /** @satisfies {Part} */ ({
    node,
    update(next, changed) {
      state = next;
      if (changed.scores) known.clear();
      if (changed.first || changed.scores) rest.later(prepare);
      if (changed.language || changed.era || changed.before) describe(changed);
      const { language, era, before, scores, members } = changed;
      if (language || era || before || scores || members) choose();
    },
    destroy: rest.cancel,
  });
}
