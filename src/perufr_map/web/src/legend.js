/** The legend, with a mark for the counterpart under the pointer or selected. */
import { el, svg, write } from "./dom.js";
import { term } from "./tips.js";

/** @import { ClassesData, Payload } from "./payload.d.ts" */
/** @import { Changed, Child, Model, Part, Reading, State, Words } from "./types.d.ts" */

/** @param {...Child} children */
const swatch = (...children) =>
  svg(
    "svg",
    { class: "pfr-swatch", viewBox: "0 0 22 12", "aria-hidden": "true" },
    svg("rect", { width: 22, height: 12, style: "fill:var(--pfr-no-data)" }),
    ...children,
  );
/** @param {string} fill */
const fillSwatch = (fill) => swatch(svg("rect", { width: 22, height: 12, style: `fill:${fill}` }));

/**
 * A scale's classes as a bar of colours with its numbers, and a mark on it.
 * @param {ClassesData} scale
 * @param {string} letter
 * @param {{open: boolean}} options open at both ends
 */
function createBar({ domain, thresholds }, letter, { open }) {
  const [low, high] = domain;
  const edges = [low, ...thresholds, high];
  // The ends of an open scale have no number, and its zero no room for one.
  const labelled = open ? thresholds.filter((edge) => edge !== 0) : edges;
  /** @param {number} value */
  const at = (value) => (100 * (Math.max(low, Math.min(high, value)) - low)) / (high - low);
  const ends = [el("span"), el("span")];
  const numbers = labelled.map((edge) => el("span", { style: `left:${at(edge)}%` }));
  const whisker = el("i", { class: "pfr-mark-range" });
  const needle = el("i", { class: "pfr-mark-score" });
  const mark = el("div", { class: "pfr-mark", hidden: true }, whisker, needle);
  const classes = thresholds.concat(high).map((edge, i) =>
    el("i", {
      style: `flex:${edge - edges[i]};background-color:var(--pfr-${letter}${i})`,
    }),
  );
  return {
    node: el(
      "div",
      { class: `pfr-legend-bar ${open ? "pfr-open-ended" : ""}` },
      el("div", { class: "pfr-ends" }, ends),
      el(
        "div",
        { class: "pfr-scale" },
        el("div", { class: "pfr-classes", "aria-hidden": "true" }, classes),
        mark,
      ),
      el("div", { class: "pfr-numbers", "aria-hidden": "true" }, numbers),
    ),
    /**
     * @param {Words} words
     * @param {string[]} names messages for both ends
     */
    translate(words, names) {
      ends.forEach((end, i) => (end.textContent = words.t(names[i])));
      numbers.forEach((number, i) => (number.textContent = words.tick(labelled[i])));
    },
    /**
     * Point at a value, with a whisker from one value to another, or without.
     * @param {number|null} value
     * @param {number|null} [from]
     * @param {number|null} [to]
     */
    point(value, from = null, to = null) {
      write(mark, { hidden: value === null });
      if (value === null) return;
      needle.style.left = `${at(value)}%`;
      whisker.hidden = from === null;
      if (from === null || to === null) return;
      whisker.style.left = `${at(from)}%`;
      whisker.style.width = `${at(to) - at(from)}%`;
    },
  };
}

/**
 * The choices in which the method differs from the study's own, in words.
 * @param {Words} words
 * @param {Payload} payload
 */
function methodIn(words, { method, types }) {
  const labels = new Map(Object.entries(types));
  /**
   * @param {string} key
   * @param {string} value
   */
  const nameChoice = (key, value) => {
    const message = `method.${key}.${value}`;
    return words.has(message) ? words.t(message) : value;
  };
  /** @type {Record<string, (value: string) => string|string[]>} */
  const values = {
    share: (value) => words.plain(Number(value)),
    constant: (value) => words.plain(Number(value)),
    own: (value) =>
      value.split(",").map((pair) => {
        const [code, weight] = pair.split(":");
        return `${words.text(labels.get(code)?.label) || code} ${words.signed(Number(weight))}`;
      }),
    without: (value) => value.split(",").map((category) => nameChoice("category", category)),
  };
  const choices = Object.entries(method).map(([key, value]) => {
    const said = value && (values[key]?.(value) ?? nameChoice(key, value));
    return words.t(`method.${key}`, { value: said ? [said].flat().join(", ") : "–" });
  });
  return choices.length ? words.t("method.scored", { choices: choices.join("; ") }) : "";
}

/**
 * @param {Model} model
 * @param {Map<string, string>} hatches paints by what they stand for
 */
export function createLegend(model, hatches) {
  const { payload } = model;
  const { scale, focus } = payload;
  const scores = createBar(scale, "c", { open: false });
  const changes = createBar(scale.change, "d", { open: true });

  /** @param {string} name */
  const hatched = (name) => fillSwatch(hatches.get(name) ?? "none");

  /**
   * The hatch of one event, on the last class but one, where it shows best.
   * @param {string} letter
   * @param {ClassesData} scale
   */
  const sample = (letter, { thresholds }) => hatched(`single-${letter}${thresholds.length - 1}`);
  const line = { x1: 0, x2: 22, y1: 6, y2: 6, class: "pfr-legend-line" };

  /**
   * Each note: its picture, and on which map it is shown.
   * @type {[string, SVGElement, "change"|"score"|"both"|"frontier"][]}
   */
  const pictures = [
    ["unchanged", fillSwatch("var(--pfr-unchanged)"), "change"],
    ["new", hatched("new"), "change"],
    ["no_data", hatched("no-data"), "score"],
    ["focus", fillSwatch("var(--pfr-focus)"), "both"],
    ["gone", hatched("gone"), "change"],
    ["quiet", swatch(svg("rect", { width: 22, height: 12, class: "pfr-legend-quiet" })), "both"],
    ["neither", hatched("no-data"), "change"],
    ["frontier", swatch(svg("line", line)), "frontier"],
    ["unsettled", sample("c", scale), "score"],
    ["unsettled_change", sample("d", scale.change), "change"],
  ];
  const notes = pictures.map(([key, picture, shownIn]) => {
    const text = el("span");
    const node = el("li", { "data-note": key }, picture, text);
    /** @type {{label: string|null, help: string|null}} */
    const said = { label: null, help: null };
    return { key, shownIn, text, node, ...said };
  });
  const ofEra = notes.filter(({ key }) => key === "focus" || key === "frontier");
  const title = el("p", { class: "pfr-legend-title" });
  const method = el("p", { class: "pfr-method", hidden: true });
  const node = el(
    "div",
    { class: "pfr-legend" },
    title,
    scores.node,
    changes.node,
    el(
      "ul",
      { class: "pfr-notes" },
      notes.map((note) => note.node),
    ),
    method,
  );
  /** @type {State} */
  let state;
  /** @type {string|null} */
  let current = null;

  const focusName = () => state.words.text(model.nameOf(focus, state.eraIndex));

  /**
   * Mark a counterpart's reading, or none, and name it.
   * @param {string|null} code
   */
  function point(code) {
    const reading = code === null ? null : model.readingOf(code, state);
    if (reading?.became === "score") {
      const { value, single, now } = reading;
      scores.point(value, single ? null : now.low, single ? null : now.high);
      changes.point(null);
    } else {
      scores.point(null);
      changes.point(reading?.value ?? null);
    }
    write(title, { text: code !== null && reading ? nameReading(code, reading) : nameMap() });
  }

  /**
   * @param {string} code
   * @param {Reading} reading
   */
  function nameReading(code, reading) {
    const { words, eraIndex } = state;
    const name = words.text(model.nameOf(code, eraIndex));
    return words.t("legend.score", { name, score: words.reading(reading) });
  }

  function nameMap() {
    const { words, beforeIndex } = state;
    if (beforeIndex === null) return words.t("legend.title", { focus: focusName() });
    return words.t("legend.change", { before: words.text(payload.eras[beforeIndex].name) });
  }

  const frontiers = () => model.lines.filter((line) => model.isDrawn(line, state.eraIndex));

  /** What the frontiers on this map are called, and why they are marked. */
  function describeFrontiers() {
    const { words } = state;
    const said = frontiers().map(({ properties: { name, note } }) =>
      [name, note].map(words.text).filter(Boolean).join(": "),
    );
    return said.length ? `${said.join(". ")}.` : null;
  }

  /** Which notes this map needs. */
  function choose() {
    const now = state.before === null ? "score" : "change";
    const frontier = frontiers().length > 0;
    write(scores.node, { hidden: now !== "score" });
    write(changes.node, { hidden: now !== "change" });
    for (const note of notes) {
      const needed = [now, "both", frontier ? "frontier" : null].includes(note.shownIn);
      write(note.node, { hidden: !needed });
    }
  }

  function translate() {
    scores.translate(state.words, ["legend.conflict", "legend.cooperation"]);
    changes.translate(state.words, ["legend.worse", "legend.better"]);
  }

  /**
   * Put the notes into words: all in a new language, else those that an era may change.
   * @param {Changed} changed
   */
  function describeNotes({ language }) {
    const { words } = state;
    for (const note of language ? notes : ofEra) {
      const { key, text } = note;
      const label = key === "focus" ? focusName() : words.t(`legend.${key}`);
      const told = words.has(`help.${key}`) ? words.t(`help.${key}`) : null;
      const help = key === "frontier" ? describeFrontiers() : told;
      if (note.label === label && note.help === help) continue;
      Object.assign(note, { label, help });
      text.replaceChildren(term(label, help));
    }
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    /**
     * Mark the counterpart under the pointer; null goes back to the selected one.
     * @param {string|null} code
     */
    hover(code) {
      if (code === current) return;
      current = code;
      point(code ?? state.selected);
    },
    update(next, changed) {
      state = next;
      if (changed.language) translate();
      if (changed.language || changed.era) describeNotes(changed);
      if (changed.language || changed.scores) {
        method.textContent = methodIn(state.words, payload);
        method.hidden = !method.textContent;
      }
      if (changed.era || changed.before) choose();
      point(state.selected);
    },
  });
}
