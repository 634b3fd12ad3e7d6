/** The story: the map beside a card that tells it step by step; the last step frees the map. */
import { el } from "./dom.js";
import { classOf } from "./scale.js";
import { asks, changeOf, placeOf } from "./steps.js";

/** @import { StepData } from "./payload.d.ts" */
/** @import { Actions, Model, State } from "./types.d.ts" */
/** @import { Shown } from "./views.js" */

const MOST = 4; // statements that the card lists
const SWIPE = 60; // px that a finger moves to turn to another step

/** @type {Record<string, (at: number, last: number) => number>} */
const KEYS = {
  ArrowLeft: (at) => at - 1,
  PageUp: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  PageDown: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * @param {Model} model
 * @param {Pick<Actions, "choose"|"setView">} actions
 * @returns {Shown}
 */
export function createStory(model, { choose, setView }) {
  const { payload } = model;
  const { steps } = payload;
  const last = steps.length - 1;
  const dots = steps.map((_, i) => el("button", { type: "button", onclick: () => go(i) }));
  const nav = el("nav", { class: "pfr-dots" }, dots);
  const place = el("p", { class: "pfr-place" });
  const when = el("p", { class: "pfr-small" });
  const title = el("h2", { class: "pfr-head", tabindex: "-1" });
  const text = el("p", { class: "pfr-told" });
  const spoken = el("p", { class: "pfr-spoken" });
  const statements = el("ol", { class: "pfr-borne" });
  const back = el("button", { type: "button", onclick: () => go(at - 1) });
  const next = el("button", {
    type: "button",
    class: "pfr-next",
    onclick: () => (at < last ? go(at + 1) : setView(null)),
  });
  const hint = el("p", { class: "pfr-small" });
  const node = el(
    "article",
    { class: "pfr-story", onkeydown: onKey },
    el("div", { class: "pfr-progress" }, nav, place),
    el("div", { class: "pfr-tells" }, when, title, text, spoken, statements),
    el("div", { class: "pfr-turns" }, back, next),
    hint,
  );
  let at = 0;
  let from = { x: 0, y: 0 }; // where a finger was put down
  /** @type {State} */
  let state;

  node.addEventListener("touchstart", ({ touches: [{ clientX, clientY }] }) => {
    from = { x: clientX, y: clientY };
  });
  node.addEventListener("touchend", ({ changedTouches: [{ clientX, clientY }] }) => {
    const across = clientX - from.x;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(clientY - from.y)) {
      go(at - Math.sign(across));
    }
  });

  /** @param {number} to */
  function go(to) {
    if (to < 0 || to > last) return;
    at = to;
    if (!choose(changeOf(steps[at]))) tell();
    title.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey || !Object.hasOwn(KEYS, key)) return;
    event.preventDefault();
    go(Math.max(0, Math.min(last, KEYS[key](at, last))));
  }

  /**
   * A name and its score, in the colour of its class.
   * @param {string} code
   */
  function speak(code) {
    const { words, eraIndex } = state;
    const score = model.scoreOf(code, eraIndex)?.score;
    const known = payload.counterparts[code];
    const name = words.text(known?.short) || words.text(model.nameOf(code, eraIndex)) || code;
    if (score === undefined) return el("span", {}, name);
    const tone = `c${classOf(score, payload.scale)}`;
    const chip = el("b", { class: `pfr-chip pfr-on-${tone}`, text: words.signed(score) });
    return el("span", {}, name, " ", chip);
  }

  /** @param {StepData} step */
  function listStatements({ events }) {
    const { words } = state;
    return events.slice(0, MOST).map((index) => {
      const event = payload.events[index];
      const tone = `c${classOf(event.weight, payload.scale)}`;
      const date = [words.text(event.date), words.brief(event)].filter(Boolean).join(", ");
      return el(
        "li",
        {},
        el("span", { class: `pfr-chip pfr-on-${tone}`, text: words.signed(event.weight) }),
        el(
          "div",
          {},
          el("b", { text: words.text(event.headline) }),
          el("div", { class: "pfr-small", text: date }),
        ),
      );
    });
  }

  function tell() {
    const { words } = state;
    const step = steps[at];
    const era = payload.eras[model.eraIndex.get(step.era) ?? 0];
    place.textContent = words.t("story.place", { n: at + 1, of: steps.length });
    when.textContent = `${words.short(era)}, ${words.years(era.start, era.end)}`;
    title.textContent = words.text(step.title);
    text.textContent = words.text(step.text);
    spoken.replaceChildren(...step.selected.map(speak));
    statements.replaceChildren(...listStatements(step));
    back.textContent = words.t("story.back");
    back.disabled = at === 0;
    next.textContent =
      at < last
        ? words.t("story.next", { title: words.text(steps[at + 1].title) })
        : words.t("story.free");
    hint.textContent = words.t("story.hint");
    nav.setAttribute("aria-label", words.t("story.steps"));
    dots.forEach((dot, i) => {
      dot.setAttribute("aria-label", words.text(steps[i].title));
      if (i === at) dot.setAttribute("aria-current", "step");
      else dot.removeAttribute("aria-current");
    });
    node.dataset.free = String(at === last);
  }

  return {
    node,
    withMap: true,
    update(shown, changed) {
      state = shown;
      const enters = changed.view || changed.first;
      const found = asks(steps[at], state) ? at : placeOf(payload, state);
      const told = found >= 0 && steps[found].selected.length > 0;
      // The reader's own map, in the last step, may look like another step.
      if (enters) at = told ? found : at === last ? 0 : at;
      else if (found >= 0 && at < last) at = found;
      tell();
      // Not before all parts of the page are told of what has changed.
      if (enters && !asks(steps[at], state)) queueMicrotask(() => choose(changeOf(steps[at])));
    },
  };
}
