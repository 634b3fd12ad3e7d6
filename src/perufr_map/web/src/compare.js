/** The choice of an era to compare with, where an address has brought a comparison onto the map. */
import { el, uid, write } from "./dom.js";
import { createRest } from "./rest.js";

/** @import { Actions, Model, Part, State } from "./types.d.ts" */

/**
 * @param {Model} model
 * @param {Pick<Actions, "setBefore">} actions
 */
export function createCompare(model, { setBefore }) {
  const { eras } = model.payload;
  const select = el("select", {
    id: uid("before"),
    onchange: () => setBefore(select.value || null),
  });
  const label = el("label", { for: select.id });
  const rest = createRest();

  /**
   * An era is not compared with itself.
   * @param {State} state
   */
  function limit({ before, era }) {
    for (const option of select.options) {
      option.disabled = option.value === era && option.value !== before;
    }
  }

  const node = el("div", { class: "pfr-compare", hidden: true }, label, select);
  return /** @satisfies {Part} */ ({
    node,
    update(state, changed) {
      const { words, before } = state;
      if (changed.first || changed.before) write(node, { hidden: before === null });
      if (changed.language) {
        label.textContent = words.t("compare.label");
        select.replaceChildren(
          el("option", { value: "", text: words.t("compare.none") }),
          ...eras.map(({ id, name }) => el("option", { value: id, text: words.text(name) })),
        );
      }
      if (changed.first) limit(state);
      else rest.later(() => limit(state));
      if (select.value !== (before ?? "")) select.value = before ?? "";
    },
    destroy: rest.cancel,
  });
}
