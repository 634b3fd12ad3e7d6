/** The map's buttons, its theme, the wheel, and printing. */
import { el, icon } from "./dom.js";
import { PRESENTING } from "./state.js";

/** @import { Actions, Part } from "./types.d.ts" */

/** @type {{key: string, picture: Parameters<typeof icon>[0]}[]} */
const BUTTONS = [
  { key: "zoom_in", picture: "plus" },
  { key: "zoom_out", picture: "minus" },
  { key: "fullscreen", picture: "fullscreen" },
  { key: "present", picture: "present" },
];

/**
 * @param {L.Map} map
 * @param {HTMLElement} root what fills the screen
 * @param {Pick<Actions, "choose" | "zoomIn">} actions
 */
export function createControls(map, root, { choose, zoomIn }) {
  function present() {
    choose({ present: PRESENTING });
    if (document.fullscreenEnabled && !document.fullscreenElement) fillScreen(root);
  }

  const acts = [zoomIn, () => map.zoomOut(), () => fillScreen(root), present];
  const buttons = BUTTONS.map(({ key, picture }, i) => ({
    key,
    node: el("button", { type: "button", class: "pfr-button", onclick: acts[i] }, icon(picture)),
  }));
  buttons[2].node.hidden = !document.fullscreenEnabled;
  buttons[3].node.hidden = root.dataset.chrome === "embed"; // a small frame is no screen
  return /** @satisfies {Part} */ ({
    node: el(
      "div",
      { class: "pfr-controls" },
      buttons.map(({ node }) => node),
    ),
    update({ words }, changed) {
      if (!changed.language) return;
      for (const { key, node } of buttons) {
        node.title = words.t(`map.${key}`);
        node.setAttribute("aria-label", node.title);
      }
    },
  });
}

/**
 * Fill the screen, or leave it.
 * @param {HTMLElement} root
 */
export const fillScreen = (root) =>
  document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen().catch(() => {}); // a frame may not: the map fills that

/**
 * Set data-mode from data-theme, or else from the system.
 * @param {HTMLElement} root
 * @returns {() => void} stops it
 */
export function followTheme(root) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const mode = root.dataset.theme ?? (dark.matches ? "dark" : "light");
    if (root.dataset.mode !== mode) root.dataset.mode = mode;
  };
  const watcher = new MutationObserver(apply);
  watcher.observe(root, { attributeFilter: ["data-theme"] });
  dark.addEventListener("change", apply);
  apply();
  return () => {
    watcher.disconnect();
    dark.removeEventListener("change", apply);
  };
}

/**
 * The wheel scrolls the page until the reader has clicked the map; with Ctrl it zooms.
 * @param {L.Map} map
 * @param {HTMLElement} stage
 * @returns {() => void} stops it
 */
export function guardWheel(map, stage) {
  let armed = false;
  /** @param {WheelEvent} event */
  const set = (event) => {
    if (armed || event.ctrlKey) map.scrollWheelZoom.enable();
    else map.scrollWheelZoom.disable();
  };
  const arm = () => (armed = true);
  const disarm = () => (armed = false);
  stage.addEventListener("wheel", set, { capture: true, passive: true });
  map.getContainer().addEventListener("pointerdown", arm);
  stage.addEventListener("pointerleave", disarm);
  return () => {
    stage.removeEventListener("wheel", set, { capture: true });
    map.getContainer().removeEventListener("pointerdown", arm);
  };
}

/**
 * Give the map the paper's size before printing, and the screen's back after it.
 * @param {HTMLElement} root
 * @param {() => void} resize
 * @returns {() => void} stops it
 */
export function preparePrint(root, resize) {
  /** @param {boolean} printing */
  const set = (printing) => {
    root.classList.toggle("pfr-printing", printing);
    resize();
  };
  const before = () => set(true);
  const after = () => set(false);
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}
