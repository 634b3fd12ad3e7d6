/** The legend, with a mark for the counterpart under the pointer or selected. */
import { el, write } from "./dom.js";
import { createNotes } from "./notes.js";
import { createScoreBar } from "./scorebar.js";

/** @import { Payload } from "./payload.d.ts" */
/** @import { Paint } from "./hatches.js" */
/** @import { Actions, Model, Part, Reading, State, Words } from "./types.d.ts" */

/**
 * The choices in which the method differs from the study's own, in words.
 * @param {Words} words
 * @param {Payload} payload
 */
export function methodIn(words, { method, types }) {
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
 * @param {Model} model
 */
function restsOn(words, { payload: { method, events }, counted }) {
  if (!("category" in method)) return "";
  const told = counted();
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
  const scores = createScoreBar(model, paint);
  const notes = createNotes(model, paint, actions);
  const title = el("p", { class: "pfr-legend-title" });
  const hint = el("span", { class: "pfr-legend-hint" });
  const head = el("div", { class: "pfr-legend-head" }, title, hint);
  const method = el("p", { class: "pfr-method", hidden: true });
  const node = el("div", { class: "pfr-legend" }, head, scores.node);
  /** @type {State} */
  let state;
  /** @type {string|null} */
  let current = null;

  function focusName() {
    const { words, eraIndex } = state;
    return words.text(model.aboutIn(eraIndex));
  }

  /**
   * Mark a counterpart's reading, or none, and name it.
   * @param {string|null} code
   */
  function point(code) {
    scores.show(state, code);
    code = code && (model.listedUnder(code, state) ?? code);
    const reading = code === null ? null : model.readingOf(code, state);
    write(title, { text: code !== null && reading ? nameReading(code, reading) : nameMap() });
    write(hint, { hidden: reading !== null });
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

  const nameMap = () => state.words.t("legend.title", { focus: focusName() });

  function translate() {
    scores.translate(state.words);
    hint.textContent = state.words.t("legend.each");
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    keys: el("div", {}, notes.node),
    method,
    fill: notes.fill,
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
        const said = [methodIn(state.words, payload), restsOn(state.words, model)];
        method.textContent = said.filter(Boolean).join(" ");
        method.hidden = !method.textContent;
      }
      notes.update(state, changed);
      point(state.selected);
    },
    destroy() {
      scores.destroy();
      notes.destroy();
    },
  });
}
