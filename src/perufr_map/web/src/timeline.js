/** The era slider, its labels and its play button. */
import { el, icon, write } from "./dom.js";
import { createRest } from "./rest.js";

/** @import { Actions, Changed, Model, Part, State, Words } from "./types.d.ts" */

const STEP = 2000; // ms an era stays while playing

/**
 * A text under the slider, in bold for the era that is shown.
 * @param {string} name
 * @param {string} text
 */
const tick = (name, text) =>
  el("span", { class: `pfr-tick-${name}` }, el("span", { text }), el("b", { text }));

/**
 * @param {Model} model
 * @param {Pick<Actions, "setEra">} actions
 */
export function createTimeline(model, { setEra }) {
  const { eras } = model.payload;
  const last = eras.length - 1;
  /** @type {Words} */
  let words;
  let now = 0;
  /** @type {string[]} */
  let names = [];
  const rest = createRest();
  /** @type {ReturnType<typeof setTimeout>|null} */
  let timer = null;

  const slider = el("input", {
    type: "range",
    class: "pfr-range",
    min: 0,
    max: last,
    step: 1,
    oninput: () => go(Number(slider.value)),
  });
  const walked = el("i", { class: "pfr-walked" });
  const button = el("button", {
    type: "button",
    class: "pfr-button pfr-play",
    onclick: () => (timer ? pause() : play()),
  });
  const labels = eras.map((_, index) => el("li", { onclick: () => go(index) }));
  slider.hidden = last === 0; // an only era has no other to go to
  button.hidden = slider.hidden;
  const columns = last ? ["1fr", ...Array(last - 1).fill("2fr"), "1fr"] : ["1fr"];
  const ticks = { class: "pfr-ticks", "aria-hidden": "true" };
  const live = el("p", { class: "pfr-hidden", "aria-live": "polite" });
  const node = el(
    "div",
    { class: "pfr-timeline" },
    button,
    el(
      "div",
      { class: "pfr-track" },
      el("div", { class: "pfr-rail" }, walked, slider),
      el("ol", { ...ticks, style: `grid-template-columns:${columns.join(" ")}` }, labels),
    ),
    live,
  );

  function showButton() {
    const label = words.t(timer ? "era.pause" : "era.play");
    button.replaceChildren(icon(timer ? "pause" : "play"));
    button.setAttribute("aria-label", label);
    button.title = label;
  }

  function pause() {
    if (!timer) return;
    clearTimeout(timer);
    timer = null;
    showButton();
  }

  /** @param {number} index */
  function go(index) {
    pause();
    setEra(index);
  }

  /** Show the next era, or the first after the last; play on unless it is the last. */
  function play() {
    const next = now < last ? now + 1 : 0;
    const playing = Boolean(timer);
    timer = next < last ? setTimeout(play, STEP) : null;
    if (Boolean(timer) !== playing) showButton();
    setEra(next); // last, since it may end in this being destroyed
  }

  /**
   * The era in words, and what it is compared with.
   * @param {State} state
   * @param {Changed} changed
   */
  function announce({ beforeIndex }, changed) {
    const said = names[now];
    if (beforeIndex === null) return changed.before ? words.t("compare.ended", { said }) : said;
    return words.t("compare.announce", { said, before: words.text(eras[beforeIndex].name) });
  }

  return /** @satisfies {Part} */ ({
    node,
    update(state, changed) {
      if (!changed.era && !changed.before && !changed.language) return;
      words = state.words;
      now = state.eraIndex;
      if (changed.language) {
        slider.setAttribute("aria-label", words.t("era.slider"));
        showButton();
        names = eras.map(({ name, start, end }) =>
          words.t("era.announce", { name: words.text(name), dates: words.span(start, end) }),
        );
        eras.forEach((era, i) =>
          labels[i].replaceChildren(
            tick("name", words.text(era.name)),
            tick("year", era.start.slice(0, 4)),
          ),
        );
      }
      const said = announce(state, changed);
      if (Number(slider.value) !== now) slider.value = String(now);
      walked.style.transform = `scaleX(${now / (last || 1)})`;
      slider.setAttribute("aria-valuetext", said);
      // A screen reader hears where a walk through the eras has ended.
      if (!changed.first) rest.later(() => write(live, { text: said }));
      labels.forEach((label, i) => label.classList.toggle("pfr-current", i === now));
    },
    destroy() {
      pause();
      rest.cancel();
    },
  });
}
