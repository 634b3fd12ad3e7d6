/** What the map shows, in words: its headline, whose word that is, and the era's summary. */
import { el } from "./dom.js";

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
  const isOwn = Object.keys(payload.method ?? {}).length === 0;
  const told = isOwn ? words.text(headline) : "";
  return told ? { headline: told, name: said } : { headline: said, name: "" };
}

/**
 * Headline and summary of the era. The texts of all eras lie on top of each other, one of
 * them visible, so that nothing below moves while the slider does.
 * @param {Model} model
 * @param {{brief: boolean}} options brief leaves dates and summary to others
 */
export function createIntro(model, { brief }) {
  const { payload } = model;
  const texts = payload.eras.map(() => ({
    headline: el("h2", { class: "pfr-head" }),
    dek: el("p", { class: "pfr-dek" }),
    dates: el("p", { class: "pfr-dates" }),
    summary: el("p", { class: "pfr-summary" }),
    changes: el("p", { class: "pfr-changes" }),
  }));

  /**
   * @param {string} role
   * @param {...keyof typeof texts[number]} parts
   */
  const stack = (role, ...parts) =>
    el(
      "div",
      { class: `pfr-stack pfr-${role}` },
      texts.map((text) =>
        el(
          "div",
          {},
          parts.map((part) => text[part]),
        ),
      ),
    );
  const names = stack("names", "headline", "dek");
  const about = brief ? stack("texts", "changes") : stack("texts", "summary", "dates", "changes");
  const stacks = [names, about];

  /** @param {State} state */
  function sayHeadlines(state) {
    const { words } = state;
    payload.eras.forEach((era, i) => {
      const { headline, name } = headlineOf(model, state, i);
      const focus = words.text(model.nameOf(payload.focus, i)) || payload.focus;
      const dek = words.dek(era, focus, model.namedIn(i));
      texts[i].headline.textContent = headline;
      texts[i].dek.replaceChildren(...(name ? [el("b", { text: name }), ", "] : []), dek);
    });
  }

  /** @param {State} state */
  function saySummaries({ words }) {
    payload.eras.forEach((era, i) => {
      const note = words.text(era.changes);
      texts[i].dates.textContent = [words.span(era.start, era.end), era.leader]
        .filter(Boolean)
        .join(" · ");
      texts[i].summary.textContent = words.text(era.summary);
      texts[i].changes.textContent = note && words.t("era.changes", { text: note });
    });
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    names,
    about,
    update(state, changed) {
      if (changed.language || changed.before || changed.scores) sayHeadlines(state);
      if (changed.language) saySummaries(state);
      if (!changed.era) return;
      for (const { children } of stacks) {
        [...children].forEach((child, i) =>
          child.classList.toggle("pfr-current", i === state.eraIndex),
        );
      }
    },
  });
}
