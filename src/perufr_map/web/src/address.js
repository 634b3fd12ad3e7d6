/** The map's state in the page's address, and the button that copies it. */
import { el } from "./dom.js";

const REST = 150; // ms

const KEYS = { era: "era", before: "vs", selected: "c", language: "lang" };
const SAID = 2500; // ms the button says what it did

/** What the address asks for; nothing when it speaks of something else. */
export function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (!Object.values(KEYS).some((key) => given.has(key))) return {};
  const found = { before: given.get(KEYS.before), selected: given.get(KEYS.selected) };
  for (const name of ["era", "language"]) {
    if (given.has(KEYS[name])) found[name] = given.get(KEYS[name]);
  }
  return found;
}

export function writeAddress(shown) {
  const given = new URLSearchParams();
  for (const [name, key] of Object.entries(KEYS)) {
    if (shown[name] !== null) given.set(key, shown[name]);
  }
  history.replaceState(history.state, "", `#${given}`);
}

/**
 * Keep the choices in the page's address, and take over those that a reader puts there.
 * @param {Function} choices returns them
 * @param {Function} onRead called with those of the address
 */
export function createPermalink(choices, onRead) {
  let timer = null;

  function write() {
    clearTimeout(timer);
    writeAddress(choices());
    return location.href;
  }

  function read() {
    clearTimeout(timer);
    onRead(readAddress());
  }

  addEventListener("hashchange", read);
  return {
    write,
    /** Once the reader rests: it costs a frame of the slider. */
    writeLater() {
      clearTimeout(timer);
      timer = setTimeout(write, REST);
    },
    destroy() {
      clearTimeout(timer);
      removeEventListener("hashchange", read);
    },
  };
}

/** The way of browsers without a clipboard, or of pages that may not use it. */
function copyBySelection(text) {
  const area = el("textarea", { class: "pfr-hidden", readonly: true, "aria-hidden": "true" });
  const { activeElement } = document;
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  activeElement?.focus?.({ preventScroll: true });
  return done;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/**
 * @param {Function} address returns what to copy
 */
export function createCopier(address) {
  let words = null;
  let timer = null;
  const button = el("button", { type: "button", class: "pfr-copy", onclick: press });
  const status = el("span", { class: "pfr-hidden", role: "status" });

  async function press() {
    const said = words.t((await copy(address())) ? "link.copied" : "link.failed");
    button.textContent = said;
    status.textContent = said;
    clearTimeout(timer);
    timer = setTimeout(resetLabel, SAID);
  }

  function resetLabel() {
    button.textContent = words.t("link.copy");
    status.textContent = "";
  }

  return {
    node: el("div", {}, button, status),
    update(state, changed) {
      ({ words } = state);
      if (changed.language) resetLabel();
    },
    destroy: () => clearTimeout(timer),
  };
}
