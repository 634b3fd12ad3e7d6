/** Presenting: the map fills the screen, large, and keys lead through the eras. */
import { fillScreen } from "./controls.js";
import { el, focusIn, icon, write } from "./dom.js";

/** @import { Actions, Model, Part, State } from "./types.d.ts" */

const STILL = 3000; // ms until a pointer that rests is hidden
const SCREEN = { width: 1920, height: 1080 }; // px that the style sheet speaks of
const LEAST = 0.6; // of those px: what is smaller cannot be read

/**
 * How long a pixel of the style sheet is in a window.
 * @param {{innerWidth: number, innerHeight: number}} window
 */
export const unitIn = ({ innerWidth, innerHeight }) =>
  Math.max(LEAST, Math.min(innerWidth / SCREEN.width, innerHeight / SCREEN.height));

/**
 * @param {Model} model
 * @param {HTMLElement} root what fills the screen
 * @param {Pick<Actions, "choose">} actions
 * @param {{step: (by: number) => void, toggle: () => void}} timeline
 */
export function createPresent({ payload }, root, { choose }, { step, toggle }) {
  const { eras } = payload;
  let on = false;
  let ours = false; // leaving full screen by a key that goes on presenting
  /** @type {HTMLElement[]} */
  let behind = [];
  /** @type {HTMLElement|null} what had the focus before */
  let opener = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  /** @param {"back"|"forth"} name @param {number} by */
  const arrow = (name, by) =>
    el(
      "button",
      {
        type: "button",
        class: `pfr-present-${name}`,
        onclick: () => step(by),
        onmousedown: (event) => event.preventDefault(), // Space goes on playing
      },
      icon(name),
    );
  const arrows = [arrow("back", -1), arrow("forth", 1)];
  const close = el("button", { type: "button", class: "pfr-present-leave", onclick: leave });
  const source = el("p");
  const place = el("p", { class: "pfr-present-place" });
  const node = el(
    "div",
    { class: "pfr-present", hidden: true },
    arrows,
    close,
    el("footer", {}, source, place),
  );

  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    PageUp: () => step(-1), // what a presenter's remote control sends
    PageDown: () => step(1),
    " ": toggle,
    f: switchScreen,
    Escape: leave,
  };

  function leave() {
    choose({ present: null });
    if (document.fullscreenElement) document.exitFullscreen();
  }

  function switchScreen() {
    ours = Boolean(document.fullscreenElement);
    if (document.fullscreenEnabled) fillScreen(root);
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    const { key, altKey, ctrlKey, metaKey } = event;
    const act = keys[key.length === 1 ? key.toLowerCase() : key];
    if (!act || altKey || ctrlKey || metaKey) return;
    if (key === " " && event.composedPath()[0] instanceof HTMLButtonElement) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** Escape leaves full screen first, and no page hears of the key. */
  function followScreen() {
    if (!document.fullscreenElement && !ours) leave();
    ours = false;
  }

  function fit() {
    root.style.setProperty("--u", `${unitIn(globalThis)}px`);
  }

  function showPointer() {
    clearTimeout(timer);
    root.classList.remove("pfr-still-pointer");
    timer = setTimeout(() => root.classList.add("pfr-still-pointer"), STILL);
  }

  /** What else the page holds: it lies behind, and nobody is led there. */
  function around() {
    /** @type {HTMLElement[]} */
    const found = [];
    for (let at = root; at.parentElement; at = at.parentElement) {
      const others = /** @type {HTMLElement[]} */ ([...at.parentElement.children]);
      found.push(...others.filter((other) => other !== at && !other.inert));
    }
    return found;
  }

  function begin() {
    on = true;
    opener = focusIn(root);
    behind = around();
    for (const other of behind) other.inert = true;
    fit();
    addEventListener("resize", fit);
    addEventListener("keydown", press, { capture: true });
    document.addEventListener("fullscreenchange", followScreen);
    root.addEventListener("pointermove", showPointer);
    showPointer();
  }

  function end() {
    if (!on) return;
    on = false;
    for (const other of behind) other.inert = false;
    removeEventListener("resize", fit);
    removeEventListener("keydown", press, { capture: true });
    document.removeEventListener("fullscreenchange", followScreen);
    root.removeEventListener("pointermove", showPointer);
    clearTimeout(timer);
    root.classList.remove("pfr-still-pointer");
    root.style.removeProperty("--u");
  }

  /** @param {State} state */
  function say({ eraIndex, words }) {
    write(arrows[0], { disabled: eraIndex === 0 });
    write(arrows[1], { disabled: eraIndex === eras.length - 1 });
    write(source, { text: words.colophon(eras[eraIndex]) });
    write(place, { text: words.t("present.place", { n: eraIndex + 1, all: eras.length }) });
  }

  return /** @satisfies {Part} */ ({
    node,
    update(state, changed) {
      const { words, present } = state;
      if (changed.language) {
        arrows.forEach((button, i) =>
          button.setAttribute("aria-label", words.t(i ? "present.next" : "present.back")),
        );
        close.textContent = words.t("present.leave");
      }
      const wanted = present !== null;
      if (wanted !== on) {
        if (wanted) begin();
        else end();
        root.classList.toggle("pfr-presenting", wanted);
        node.hidden = !wanted;
        if (!wanted) opener?.focus();
      }
      if (on && (changed.era || changed.language || changed.present)) say(state);
    },
    destroy: end,
  });
}
