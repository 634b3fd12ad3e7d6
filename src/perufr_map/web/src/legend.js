/** The legend, with a mark for the counterpart under the pointer or selected. */
import { el, write } from "./dom.js";
import { createNotes } from "./notes.js";
import { createScoreBar } from "./scorebar.js";

/** @import { ClassesData, Payload } from "./payload.d.ts" */
/** @import { Paint } from "./hatches.js" */
/** @import { Actions, Model, Part, Reading, State, Words } from "./types.d.ts" */

/**
 * The classes of changes as a bar of colours with its numbers, and a mark on it.
 * @param {ClassesData} scale
 */
function createBar({ domain, thresholds }) {
  const [low, high] = domain;
  const edges = [low, ...thresholds, high];
  // The open ends have no number, and zero no room for one.
  const labelled = thresholds.filter((edge) => edge !== 0);
  /** @param {number} value */
  const at = (value) => (100 * (Math.max(low, Math.min(high, value)) - low)) / (high - low);
  const ends = [el("span"), el("span")];
  const numbers = labelled.map((edge) => el("span", { style: `left:${at(edge)}%` }));
  const needle = el("i", { class: "pfr-mark-score" });
  const mark = el("div", { class: "pfr-mark", hidden: true }, needle);
  const classes = thresholds.concat(high).map((edge, i) =>
    el("i", {
      style: `flex:${edge - edges[i]};background-color:var(--pfr-d${i})`,
    }),
  );
  return {
    node: el(
      "div",
      { class: "pfr-legend-bar" },
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
    /** @param {number|null} value */
    point(value) {
      write(mark, { hidden: value === null });
      if (value !== null) needle.style.left = `${at(value)}%`;
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
 * What a category that is shown alone rests on in the whole study, in words.
 * @param {Words} words
 * @param {Model["payload"]} payload
 */
function restsOn(words, { method, eras, events }) {
  if (!("category" in method)) return "";
  const shares = eras.flatMap(({ scores }) =>
    Object.values(scores).flatMap((score) => score.events),
  );
  const told = new Set(shares.map(([index]) => index));
  const types = new Set([...told].map((index) => events[index].type));
  return words.t("legend.rests_on", {
    statements: words.count("statements", told.size),
    types: words.count("types", types.size),
  });
}

/**
 * @param {Model} model
 * @param {Paint} paint
 * @param {Pick<Actions, "setMembers">} actions
 */
export function createLegend(model, paint, actions) {
  const { payload } = model;
  const { scale, focus } = payload;
  const scores = createScoreBar(model, paint);
  const changes = createBar(scale.change);
  const notes = createNotes(model, paint, actions);
  const title = el("p", { class: "pfr-legend-title" });
  const hint = el("span", { class: "pfr-legend-hint" });
  const head = el("div", { class: "pfr-legend-head" }, title, hint);
  const method = el("p", { class: "pfr-method", hidden: true });
  const node = el(
    "div",
    { class: "pfr-legend" },
    head,
    scores.node,
    changes.node,
    notes.node,
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
    code = code && (model.listedUnder(code, state) ?? code);
    const reading = code === null ? null : model.readingOf(code, state);
    if (state.beforeIndex === null) scores.ring(reading ? code : null, state);
    else changes.point(reading?.value ?? null);
    write(title, { text: code !== null && reading ? nameReading(code, reading) : nameMap() });
    write(hint, { hidden: state.beforeIndex !== null || reading !== null });
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

  function translate() {
    scores.translate(state.words);
    hint.textContent = state.words.t("legend.each");
    changes.translate(state.words, ["legend.worse", "legend.better"]);
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
      if (changed.first || changed.scores) scores.layOut();
      if (changed.language || changed.scores) translate();
      if (changed.language || changed.scores) {
        const said = [methodIn(state.words, payload), restsOn(state.words, payload)];
        method.textContent = said.filter(Boolean).join(" ");
        method.hidden = !method.textContent;
      }
      if (changed.first || changed.before) {
        write(scores.node, { hidden: state.before !== null });
        write(changes.node, { hidden: state.before === null });
      }
      if (state.beforeIndex === null) scores.show(state);
      notes.update(state, changed);
      point(state.selected);
    },
    destroy() {
      scores.destroy();
      notes.destroy();
    },
  });
}
