/** The era on a phone: its name between two arrows, and a line in proportion to time. */
import { el, icon, write } from "./dom.js";
import { createRest } from "./rest.js";

/** @import { Actions, Model, Part, State } from "./types.d.ts" */

/**
 * @param {Model} model
 * @param {Pick<Actions, "setEra">} actions
 */
export function createEraBar(model, { setEra }) {
  const { eras } = model.payload;
  const last = eras.length - 1;
  let now = 0;
  const rest = createRest();

  /** @param {number} index */
  const go = (index) => index >= 0 && index <= last && index !== now && setEra(index);
  /** @param {-1|1} step */
  const arrow = (step) =>
    el(
      "button",
      { type: "button", class: "pfr-era-turn", onclick: () => go(now + step) },
      icon(step < 0 ? "back" : "forth"),
    );
  const turns = { back: arrow(-1), on: arrow(1) };
  const slider = el("input", {
    type: "range",
    min: 0,
    max: last,
    step: 1,
    oninput: () => go(Number(slider.value)),
  });
  // All eras lie on top of each other, one of them seen: a step lays out nothing.
  const names = eras.map(() => el("p", {}, el("b"), el("span")));
  const parts = eras.map(({ start, end }) => {
    const days = (Date.parse(end) - Date.parse(start)) / 86_400_000;
    return el("i", { style: `flex:${days} 0 6px` }, el("i"));
  });
  const node = el(
    "div",
    { class: "pfr-era-bar", role: "group", hidden: last === 0 },
    turns.back,
    el("div", { class: "pfr-era-now" }, slider, names),
    turns.on,
    el("div", { class: "pfr-era-line", "aria-hidden": "true" }, parts),
  );

  /** @param {State} state what nobody sees change */
  function tell({ words }) {
    const { name, start, end } = eras[now];
    const said = words.t("era.announce", { name: words.text(name), dates: words.span(start, end) });
    slider.value = String(now);
    write(slider, { "aria-valuetext": said });
    write(turns.back, { "aria-disabled": now === 0 && "true" });
    write(turns.on, { "aria-disabled": now === last && "true" });
  }

  return /** @satisfies {Part} */ ({
    node,
    update(state, changed) {
      if (!changed.era && !changed.language) return;
      const { words } = state;
      now = state.eraIndex;
      if (changed.language) {
        node.setAttribute("aria-label", words.t("era.slider"));
        slider.setAttribute("aria-label", words.t("era.slider"));
        turns.back.setAttribute("aria-label", words.t("present.back"));
        turns.on.setAttribute("aria-label", words.t("present.next"));
        eras.forEach(({ name, start, end }, i) => {
          const [title, dates] = names[i].children;
          title.textContent = words.text(name);
          dates.textContent = words.months(start, end);
        });
        tell(state);
      } else rest.later(() => tell(state));
      for (const nodes of [names, parts]) {
        nodes.forEach((each, i) => each.classList.toggle("pfr-era-shown", i === now));
      }
      for (const [turn, end] of /** @type {const} */ ([
        [turns.back, 0],
        [turns.on, last],
      ]))
        turn.classList.toggle("pfr-dead", now === end);
    },
    destroy: rest.cancel,
  });
}
