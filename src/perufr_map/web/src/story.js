/** The story: the map beside a card that tells it step by step; the last step frees the map. */
import { el, icon } from "./dom.js";
import { classOf } from "./scale.js";
import { asks, changeOf, firstOf, placeOf, STORY } from "./steps.js";
import { createLine } from "./storyline.js";

/** @import { StepData } from "./payload.d.ts" */
/** @import { Actions, Changed, Model, State } from "./types.d.ts" */
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
 * All cards lie under each other in a column that scrolls: the card on its middle line is told. A
 * key or a button puts another one there, at once.
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
  const line = createLine(model);
  const titles = steps.map(() => el("h2", { class: "pfr-head", tabindex: "-1" }));
  const cards = steps.map(() => el("section", { class: "pfr-tells" }));
  const column = el("div", { class: "pfr-cards", tabindex: "0", role: "group" }, cards);
  const back = el("button", { type: "button", onclick: () => go(at - 1) });
  const next = el("button", {
    type: "button",
    class: "pfr-next",
    onclick: () => (at < last ? go(at + 1) : setView(null)),
  });
  const hint = el("p", { class: "pfr-small pfr-hands" });
  const panel = el("div", { class: "pfr-panel" }); // who is chosen once the map is free
  const keys = el("kbd", { "aria-hidden": "true" }, icon("back"), icon("forth"));
  const node = el(
    "article",
    { class: "pfr-story", onkeydown: onKey },
    el("div", { class: "pfr-progress" }, nav, place),
    line.node,
    column,
    panel,
    hint,
    el("div", { class: "pfr-turns" }, back, next, keys),
  );
  let at = 0;
  let height = 0; // of the column, when a card was last put there
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
  column.addEventListener("scroll", () => {
    if (column.clientHeight !== height) return; // it is about to be shown anew
    const to = inSight();
    if (to !== at) turn(to);
  });

  /** The place of the card on the middle line. */
  function inSight() {
    const middle = column.scrollTop + column.clientHeight / 2;
    return Math.max(0, cards.filter(({ offsetTop }) => offsetTop <= middle).length - 1);
  }

  function show() {
    height = column.clientHeight;
    column.scrollTop = cards[at].offsetTop;
  }
  // It has no height while another view is shown.
  const sizer = new ResizeObserver(show);
  for (const part of [column, ...cards]) sizer.observe(part);
  // On paper there is no column: what scrolls there is not the reader.
  const stopPrint = new AbortController();
  const { signal } = stopPrint;
  addEventListener("beforeprint", () => void (height = 0), { signal });
  addEventListener("afterprint", () => requestAnimationFrame(show), { signal });

  /**
   * The wheel over the map scrolls the cards, until the map is the reader's.
   * @param {WheelEvent} event
   */
  function scroll(event) {
    if (state.view !== STORY || at === last || event.ctrlKey) return;
    const { scrollTop } = column;
    column.scrollTop += event.deltaY;
    if (column.scrollTop !== scrollTop) event.preventDefault();
  }

  /** @param {number} to */
  function turn(to) {
    at = to;
    if (!choose(changeOf(steps[at]))) tell();
  }

  /** @param {number} to */
  function go(to) {
    if (to < 0 || to > last) return;
    turn(to);
    titles[at].focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey || !Object.hasOwn(KEYS, key)) return;
    event.preventDefault();
    go(Math.max(0, Math.min(last, KEYS[key](at, last))));
  }

  /** @param {StepData} step */
  const eraOf = ({ era }) => model.eraIndex.get(era) ?? 0;

  /**
   * A name and its score, in the colour of its class.
   * @param {string} code
   * @param {number} era
   */
  function speak(code, era) {
    const { words } = state;
    const score = model.scoreOf(code, era)?.score;
    const known = payload.counterparts[code];
    const name = words.text(known?.short) || words.text(model.nameOf(code, era)) || code;
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
      const date = words.dated(event);
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

  /** Write all cards. */
  function write() {
    const { words } = state;
    steps.forEach((step, i) => {
      const index = eraOf(step);
      const era = payload.eras[index];
      const when = words.aged(era);
      titles[i].textContent = words.text(step.title);
      dots[i].setAttribute("aria-label", words.text(step.title));
      cards[i].replaceChildren(
        el("p", { class: "pfr-small", text: i < last ? when : "" }), // the last is of any era
        titles[i],
        el("p", { class: "pfr-told", text: words.text(step.text) }),
        el(
          "p",
          { class: "pfr-spoken" },
          step.selected.map((code) => speak(code, index)),
        ),
        el("ol", { class: "pfr-borne" }, listStatements(step)),
      );
    });
    back.textContent = words.t("story.back");
    hint.textContent = words.t("story.hint");
    for (const part of [nav, column]) part.setAttribute("aria-label", words.t("story.steps"));
  }

  function tell() {
    const { words } = state;
    place.textContent = words.t("story.place", { n: at + 1, of: steps.length });
    line.show(steps[at], at < last ? eraOf(steps[at]) : state.eraIndex, words);
    back.disabled = at === 0;
    next.textContent =
      at < last
        ? words.t("story.next", { title: words.text(steps[at + 1].title) })
        : words.t("story.free");
    for (const parts of [dots, cards]) {
      parts.forEach((part, i) => {
        if (i === at) part.setAttribute("aria-current", "step");
        else part.removeAttribute("aria-current");
      });
    }
    node.dataset.free = String(at === last);
    if (inSight() !== at) show();
  }

  /**
   * The step to tell: in the last one the map is the reader's, and may look like any or none.
   * @param {Changed} changed
   */
  function find({ view, first }) {
    const found = asks(steps[at], state) ? at : placeOf(payload, state);
    if (!view && !first) return at === last || found < 0 ? at : found;
    // An address with an era is that of a step; without one, the page itself has chosen it.
    const isLinked = !view && /[#?&]era=/.test(location.href);
    if (found >= 0 && (isLinked || steps[found].selected.length)) return found;
    if (isLinked) return firstOf(payload, state); // as it was left
    return at === last ? 0 : at;
  }

  function enter() {
    if (node.closest(".pfr-phone")) node.scrollIntoView({ block: "end" }); // the map above it
    if (at < last && !asks(steps[at], state)) choose(changeOf(steps[at]));
  }

  return {
    node,
    panel,
    withMap: true,
    update(shown, changed) {
      state = shown;
      const { view, first, language, scores } = changed;
      if (first) {
        /** @type {HTMLElement|null|undefined} */
        const map = node.closest(".pfr")?.querySelector(".pfr-main");
        map?.addEventListener("wheel", scroll);
      }
      if (first || language || scores) write();
      at = find(changed);
      tell();
      // Not before all parts of the page are told of what has changed.
      if (view || first) queueMicrotask(enter);
    },
    destroy() {
      sizer.disconnect();
      stopPrint.abort();
    },
  };
}
