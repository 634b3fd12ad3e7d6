/** Which part of the world the map shows: a button for each. */
import { el } from "./dom.js";

/** @import { Actions, Model, Part } from "./types.d.ts" */

/**
 * @param {Model} model
 * @param {Pick<Actions, "setFrame">} actions
 */
export function createFrames({ payload }, { setFrame }) {
  const names = Object.keys(payload.frames);
  const [own] = names;
  const buttons = names.map((name) =>
    el("button", {
      type: "button",
      "data-frame": name,
      onclick: () => setFrame(name === own ? null : name),
    }),
  );
  const node = el("div", { class: "pfr-frames", role: "group", hidden: names.length < 2 }, buttons);
  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    update({ words, frame }, changed) {
      if (changed.language) {
        node.setAttribute("aria-label", words.t("frame.label"));
        buttons.forEach((button, i) => (button.textContent = words.t(`frame.${names[i]}`)));
      }
      if (!changed.first && !changed.frame) return;
      const chosen = frame ?? own;
      buttons.forEach((button, i) =>
        button.setAttribute("aria-pressed", String(names[i] === chosen)),
      );
    },
  });
}
