/** The map's state in the page's address. */
import { createRest } from "./rest.js";

/** @import { Change, Choices } from "./types.d.ts" */

/** @type {Record<keyof Choices, string>} */
const KEYS = {
  view: "view",
  era: "era",
  before: "vs",
  selected: "c",
  language: "lang",
  members: "members",
  frame: "frame",
  present: "present",
  category: "category",
};

/**
 * What an address asks for; nothing when it speaks of something else.
 * @param {string} hash
 * @param {string} [query] what it asks for as well, where the hash does not
 * @returns {Change}
 */
export function readAddress(hash, query = "") {
  const given = new URLSearchParams(`${hash.slice(1)}&${query.slice(1)}`);
  if (!Object.values(KEYS).some((key) => given.has(key))) return {};
  return Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [name, given.get(key)]));
}

/**
 * The address of what is shown.
 * @param {Choices} shown
 */
export function addressOf(shown) {
  const given = new URLSearchParams();
  for (const name of /** @type {(keyof Choices)[]} */ (Object.keys(KEYS))) {
    const value = shown[name];
    if (value !== null) given.set(KEYS[name], value);
  }
  return `#${given}`;
}

/**
 * Keep the choices in the page's address, and take over those that a reader puts there.
 * @param {() => Choices} choices
 * @param {(change: Change) => void} onRead called with those of the address
 */
export function createPermalink(choices, onRead) {
  const rest = createRest();

  function write() {
    rest.cancel();
    const address = new URL(addressOf(choices()), location.href);
    if (location.search) for (const key of Object.values(KEYS)) address.searchParams.delete(key);
    try {
      history.replaceState(history.state, "", address);
    } catch {
      // a frame without an address of its own (srcdoc), or WebKit after a hundred in half a minute
    }
    return address.href;
  }

  function read() {
    rest.cancel();
    onRead(readAddress(location.hash));
  }

  addEventListener("hashchange", read);
  return {
    write,
    /** Once the reader rests: it costs a frame of the slider. */
    writeLater: () => rest.later(write),
    destroy() {
      rest.cancel();
      removeEventListener("hashchange", read);
    },
  };
}
