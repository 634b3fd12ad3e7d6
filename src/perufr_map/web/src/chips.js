/** Which statements count: a chip for each category of them, and one for all. */
import { el, write } from "./dom.js";

/** @import { Actions, Model, Part } from "./types.d.ts" */

/**
 * @param {Model} model
 * @param {Pick<Actions, "choose">} actions
 */
export function createChips({ payload: { alone = {} } }, { choose }) {
  const names = [null, ...Object.keys(alone)];
  const buttons = names.map((category) =>
    el("button", { type: "button", onclick: () => choose({ category }) }),
  );
  const node = el("div", { class: "pfr-chips", role: "group", hidden: names.length < 2 }, buttons);
  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    update({ words, category }, { first, language, category: changed }) {
      if (language) write(node, { "aria-label": words.t("category.choice") });
      if (!first && !language && !changed) return;
      buttons.forEach((button, i) => {
        const name = names[i];
        const text = name === null ? words.t("category.all") : words.category(name);
        write(button, {
          text: text[0].toUpperCase() + text.slice(1),
          "aria-pressed": String(name === category),
        });
      });
    },
  });
}
