/** The legend's keys of what is no class of the scale: each only where the map shows it. */
import { el, svg, write } from "./dom.js";
import { createMarks, glyph } from "./marks.js";
import { createRest } from "./rest.js";
import { term } from "./tips.js";

/** @import { Paint } from "./hatches.js" */
/** @import { Area } from "./topology.js" */
/** @import { Actions, At, Changed, Child, Model, Part, State } from "./types.d.ts" */

/** Notes that are called like others. */
const NAMES = new Map([["group_change", "group"]]);

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

/** @param {string} letter of the scale */
const groupSwatch = (letter) =>
  swatch(
    ...[0, 4].map((tint, i) =>
      svg("path", {
        d: i ? "M11 .8h10.2v10.4H11" : "M11 .8H.8v10.4H11",
        class: "pfr-legend-group",
        style: `fill:var(--pfr-g${letter}${tint});stroke:var(--pfr-rim-g${letter}${tint})`,
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
  /**
   * The hatch on the last class but one of each sign, where it shows best.
   * @param {string} letter
   * @param {number[]} thresholds
   */
  const hatched = (letter, { length }) =>
    fillSwatch(paint(`${letter}1`, true), paint(`${letter}${length - 1}`, true));

  /**
   * Each note: its picture, and on which map it may be shown.
   * @type {[string, SVGElement, "change"|"score"|"both"][]}
   */
  const pictures = [
    ["unchanged", fillSwatch("var(--pfr-unchanged)"), "change"],
    ["new", fillSwatch(paint("new")), "change"],
    ["no_data", fillSwatch("var(--pfr-no-data)"), "score"],
    ["focus", fillSwatch("var(--pfr-focus)"), "both"],
    ["gone", swatch(svg("rect", { ...border, class: "pfr-gone pfr-legend-gone" })), "change"],
    ["quiet", swatch(svg("rect", { ...border, class: "pfr-legend-quiet" })), "both"],
    ["neither", fillSwatch("var(--pfr-no-data)"), "change"],
    ["frontier", swatch(svg("line", line)), "both"],
    ["firm", firmSwatch(), "score"],
    ["group", groupSwatch("c"), "score"],
    ["group_change", groupSwatch("d"), "change"],
    ["unsettled", hatched("c", scale.thresholds), "score"],
    ["unsettled_change", hatched("d", scale.change.thresholds), "change"],
  ];
  const notes = pictures.map(([key, picture, shownIn]) => {
    const text = el("span");
    /** @type {{label: string|null, help: string|null}} */
    const said = { label: null, help: null };
    return { key, shownIn, text, node: el("li", { "data-note": key }, picture, text), ...said };
  });
  const ofEra = notes.filter(({ key }) => key === "focus" || key === "frontier");
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
    const change = reading.became === "score" ? "" : "_change";
    const hasNumber = reading.value !== null;
    return [
      ...quiet,
      reading.became,
      ...(home === null
        ? [model.isFirm(reading) && "firm"]
        : ["region", hasNumber && `group${change}`]),
      reading.unsettled && hasNumber && `unsettled${change}`,
    ].filter((key) => key !== false);
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
      "neither",
      "focus",
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
    const now = state.before === null ? "score" : "change";
    const found = occurring(state);
    for (const { key, shownIn, node: item } of notes) {
      write(item, { hidden: !found.has(key) || (shownIn !== "both" && shownIn !== now) });
    }
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
    const { words } = state;
    for (const note of language ? notes : ofEra) {
      const { key, text } = note;
      const name = words.text(model.nameOf(focus, state.eraIndex));
      const help = `help.${key.replace("_change", "")}`;
      const told = words.has(help) ? words.t(help) : null;
      const said = {
        label: key === "focus" ? name : words.t(`legend.${NAMES.get(key) ?? key}`),
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
      if (changed.language || changed.era) describe(changed);
      const { language, era, before, scores, members } = changed;
      if (language || era || before || scores || members) choose();
    },
    destroy: rest.cancel,
  });
}
