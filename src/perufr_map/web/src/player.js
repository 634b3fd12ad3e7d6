/** Play the eras one after the other: the button, the speed, and whether it begins again. */
import { el, icon, write } from "./dom.js";

/** @import { Words } from "./types.d.ts" */

const PLAYING = "pfr-playing"; // on the root: eras fade into each other
const LOOK = 2500; // ms that an era stays
const READ = 40; // ms more for each word of its headline
const SPEEDS = [
  { name: "slower", sign: "½×", times: 2 },
  { name: "normal", sign: "1×", times: 1 },
  { name: "faster", sign: "2×", times: 0.5 },
];

/**
 * How long an era stays at normal speed, in ms.
 * @param {string} headline
 */
export const timeFor = (headline) => LOOK + READ * headline.split(/\s+/).filter(Boolean).length;

/**
 * @param {Object} eras
 * @param {number} eras.last
 * @param {() => number} eras.now
 * @param {(index: number) => string} eras.headline
 * @param {(index: number) => void} eras.show
 */
export function createPlayer({ last, now, headline, show }) {
  /** @type {ReturnType<typeof setTimeout>|null} */
  let timer = null;
  let speed = 1;
  let loops = false;
  /** @type {Words} */
  let words;

  const button = el("button", {
    type: "button",
    class: "pfr-button pfr-play",
    onclick: toggle,
  });
  const pace = el("button", {
    type: "button",
    onclick: () => {
      speed = (speed + 1) % SPEEDS.length;
      label();
    },
  });
  const loop = el(
    "button",
    {
      type: "button",
      onclick: () => {
        loops = !loops;
        label();
      },
    },
    icon("loop"),
  );
  const node = el(
    "div",
    { class: "pfr-player", hidden: last === 0 }, // an only era has no other to go to
    button,
    el("div", { class: "pfr-pace" }, pace, loop),
  );

  /** @param {HTMLElement} node @param {string} said */
  const name = (node, said) => write(node, { "aria-label": said, title: said });

  function label() {
    const { name: chosen, sign } = SPEEDS[speed];
    button.replaceChildren(icon(timer ? "pause" : "play"));
    name(button, words.t(timer ? "era.pause" : "era.play"));
    name(pace, words.t("era.speed", { speed: words.t(`era.speed.${chosen}`) }));
    pace.textContent = sign;
    name(loop, words.t("era.loop"));
    write(loop, { "aria-pressed": String(loops) });
  }

  /** @param {ReturnType<typeof setTimeout>|null} next */
  function wait(next) {
    const changes = Boolean(timer) !== Boolean(next);
    timer = next;
    if (!changes) return;
    label();
    node.closest(".pfr")?.classList.toggle(PLAYING, Boolean(timer));
  }

  function pause() {
    if (!timer) return;
    clearTimeout(timer);
    wait(null);
  }

  /** Show the next era, or the first after the last; play on unless it is the last. */
  function play() {
    const next = now() < last ? now() + 1 : 0;
    const time = timeFor(headline(next)) * SPEEDS[speed].times;
    wait(next < last || loops ? setTimeout(play, time) : null);
    show(next); // last, since it may end in this being destroyed
  }

  function toggle() {
    if (timer) pause();
    else play();
  }

  return {
    node,
    pause,
    toggle,
    /** @param {Words} next */
    translate(next) {
      words = next;
      label();
    },
  };
}
