/** What the map shows, in words: its headline, whose word that is, and the era's summary. */
import { createDeferred } from "./deferred.js";
import { el } from "./dom.js";
import { createStack } from "./stack.js";
import { joined } from "./texts.js";

/** @import { Model, Part, State } from "./types.d.ts" */

/**
 * The headline of the map in an era, and the era's name where the line below has to say it. A
 * headline is written for the scores of one era by the study's own method: a comparison and
 * another method have the name of the era instead.
 * @param {Model} model
 * @param {State} state
 * @param {number} at the era
 */
export function headlineOf({ payload }, { words, before, beforeIndex }, at) {
  const { name, headline } = payload.eras[at];
  const said = words.text(name);
  if (beforeIndex !== null && beforeIndex !== at) {
    const other = words.text(payload.eras[beforeIndex].name) || (before ?? "");
    return { headline: words.t("card.versus", { era: said, before: other }), name: "" };
  }
  const { method = {} } = payload;
  if ("category" in method) {
    const only = words.t("method.category", { value: words.category(method.category) });
    return { headline: `${said}: ${only}`, name: "" };
  }
  const told = Object.keys(method).length ? "" : words.text(headline);
  return told ? { headline: told, name: said } : { headline: said, name: "" };
}

/**
 * Headline and summary of the era. The texts of all eras lie on top of each other, so that
 * nothing below moves while the slider does.
 * @param {Model} model
 * @param {{brief: boolean}} options brief leaves dates and summary to others
 */
export function createIntro(model, { brief }) {
  const { payload } = model;

  /**
   * Whose word the map is, when and of how many: on a phone that stands below the map.
   * @param {State} state
   * @param {string} where
   */
  function drawDek(state, where) {
    const { words, eraIndex } = state;
    const { name } = headlineOf(model, state, eraIndex);
    const focus = words.text(model.aboutIn(eraIndex)) || model.focusIn(eraIndex);
    const dek = words.dek(payload.eras[eraIndex], focus, model.namedIn(eraIndex));
    return el("p", { class: where }, name ? [el("b", { text: name }), ", "] : [], dek);
  }

  /** @param {State} state */
  function drawNames(state) {
    const { headline } = headlineOf(model, state, state.eraIndex);
    const title = el("h2", { class: "pfr-head", text: headline });
    return { node: el("div", {}, title, drawDek(state, "pfr-dek")) };
  }

  /** @param {State} state */
  function drawTexts(state) {
    const { words, eraIndex } = state;
    const { start, end, leader, summary, changes } = payload.eras[eraIndex];
    const note = words.text(changes);
    const dates = joined([words.span(start, end), leader], " · ");
    const texts = [
      drawDek(state, "pfr-dek pfr-again"),
      brief ? null : el("p", { class: "pfr-summary", text: words.text(summary) }),
      brief ? null : el("p", { class: "pfr-dates", text: dates }),
      note ? el("p", { class: "pfr-changes", text: words.t("era.changes", { text: note }) }) : null,
    ];
    return { node: el("div", {}, texts) };
  }

  const names = createStack(model, drawNames, { all: true });
  const about = createStack(model, drawTexts, { all: true });
  const later = createDeferred(about.node, () => about.show(now)); // it stands below the map
  /** @type {State} */
  let now;
  names.node.classList.add("pfr-names");
  about.node.classList.add("pfr-texts");

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    names: names.node,
    about: about.node,
    update(state, changed) {
      if (changed.scores) for (const stack of [names, about]) stack.forget();
      now = state;
      names.show(state);
      const { first, language, scores } = changed;
      later.add(changed, { now: first || language || scores });
    },
    destroy() {
      names.destroy();
      about.destroy();
      later.destroy();
    },
  });
}
