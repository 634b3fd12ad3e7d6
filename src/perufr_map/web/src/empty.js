/** A line on the map of an era without borders, or without statements: where there are some. */
import { el } from "./dom.js";
import { createStack } from "./stack.js";

/** @import { Actions, Model, Part, State } from "./types.d.ts" */

/**
 * The era to offer in place of one without statements: the next that has some, else the last.
 * @param {number[]} counts of the statements of each era
 * @param {number} at
 * @returns {number|null} null where none has any
 */
export function nearestTold(counts, at) {
  const told = counts.flatMap((count, era) => (count ? era : []));
  return told.find((era) => era > at) ?? told.at(-1) ?? null;
}

/**
 * @param {Model} model
 * @param {Pick<Actions, "setEra">} actions
 */
export function createEmpty(model, { setEra }) {
  const stack = createStack(model, draw);
  /** @type {number[]} */
  let counts = [];

  /** @param {State} at */
  function draw({ words, eraIndex, beforeIndex }) {
    const node = el("div");
    if (!model.isMapped(eraIndex)) node.append(el("p", {}, el("b", { text: words.t("map.none") })));
    if (counts[eraIndex] || beforeIndex !== null) return { node };
    const near = nearestTold(counts, eraIndex);
    const line = el("p", {}, el("b", { text: words.none("ranking.nobody") }));
    if (near !== null) {
      const era = words.short(model.payload.eras[near]);
      const told = words.count("statements", counts[near]);
      line.append(
        el("button", {
          type: "button",
          class: "pfr-link",
          text: words.t(near > eraIndex ? "empty.next" : "empty.earlier", { era, told }),
          onclick: () => setEra(near),
        }),
      );
    }
    node.append(line);
    return { node };
  }

  stack.node.classList.add("pfr-empty");
  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node: stack.node,
    update(state, { first, scores }) {
      if (first || scores) {
        stack.forget();
        counts = model.payload.eras.map(
          (era) =>
            new Set(Object.values(era.scores).flatMap(({ events }) => events.map(([i]) => i))).size,
        );
      }
      // Else there is nothing to show in any era.
      if (counts.includes(0) || !counts.every((_, era) => model.isMapped(era))) stack.show(state);
    },
    destroy: stack.destroy,
  });
}
