/** The choice of an era to compare with. */
import { el, uid } from "./dom.js";

/** @import { Actions, Model, Part } from "./types.d.ts" */

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
  return /** @satisfies {Part} */ ({
    node: el("div", { class: "pfr-compare", hidden: eras.length < 2 }, label, select),
    update({ words, before, era }, changed) {
      if (changed.language) {
        label.textContent = words.t("compare.label");
        select.replaceChildren(
          el("option", { value: "", text: words.t("compare.none") }),
          ...eras.map(({ id, name }) => el("option", { value: id, text: words.text(name) })),
        );
      }
      for (const option of select.options) {
        const disabled = option.value === era && option.value !== before;
        if (option.disabled !== disabled) option.disabled = disabled;
      }
      if (select.value !== (before ?? "")) select.value = before ?? "";
    },
  });
}
