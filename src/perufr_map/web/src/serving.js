/** What the page's server hands over, and the theme that the page has. */

/** The address of the page's server, with its base path: the one that this script came from. */
const SERVER = import.meta.url.replace(/\/_stcore\/.*/, "");

/** @param {string} path as the server names it, which may stand below a path */
export const urlOf = (path) => (path.startsWith("/") ? SERVER + path : path);

/** @type {Map<string, Promise<unknown>>} */
const requested = new Map();

/**
 * One request per address, whatever the number of parts and reruns.
 * @template T
 * @param {string} path
 * @param {(url: string) => Promise<T>} request
 * @returns {Promise<T>}
 */
export function once(path, request) {
  const url = urlOf(path);
  const before = /** @type {Promise<T>|undefined} */ (requested.get(url));
  if (before) return before;
  const asked = request(url).catch((cause) => {
    requested.delete(url); // so that it can be tried again
    throw new Error(url, { cause });
  });
  requested.set(url, asked);
  return asked;
}

/** @param {string} url */
async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response;
}

/**
 * @template T
 * @param {string} path
 * @returns {Promise<T>}
 */
export const json = (path) => once(path, async (url) => (await get(url)).json());

/** @param {string} path */
export const text = (path) => once(path, async (url) => (await get(url)).text());

/**
 * "dark" or "light", as the page's own background is.
 * @param {HTMLElement} node
 */
export function themeOf(node) {
  const probe = document.createElement("i");
  probe.style.color = "var(--st-background-color, #fff)";
  node.append(probe);
  const [r, g, b] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
  probe.remove();
  return 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
}

/**
 * Say what could not be loaded, and offer to try again.
 * @param {{failed: string, again: string}} words
 * @param {Error} error
 * @param {() => void} retry
 */
function tellTrouble(words, { message }, retry) {
  const said = document.createElement("p");
  said.textContent = words.failed.replace("{what}", message);
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = words.again;
  again.onclick = retry;
  return [said, again];
}

/**
 * What Streamlit calls on every rerun; what that returns, when the component leaves the page.
 * @template {{parentElement: ShadowRoot}} Component
 * @template {{receive: (component: Component) => void, remove: () => void}} Home
 * @param {(root: ShadowRoot) => Home} make makes what outlives reruns, once for each place
 */
export function keepHomes(make) {
  /** @type {WeakMap<ShadowRoot, Home>} */
  const homes = new WeakMap();
  /** @param {Component} component */
  return (component) => {
    const { parentElement } = component;
    const home = homes.get(parentElement) ?? make(parentElement);
    homes.set(parentElement, home);
    home.receive(component);
    return () => {
      // An outdated call is cleaned up while the component stays in use: check before removing.
      setTimeout(() => {
        if (parentElement.isConnected) return;
        home.remove();
        homes.delete(parentElement);
      }, 0);
    };
  };
}

/**
 * Fetch what a part shows and draw it, unless it is to show something else by then; where that
 * fails, say so and offer to try again.
 * @template {{words: {failed: string, again: string}}} Data
 * @template T
 * @param {{
 *   source: string|null, node: HTMLElement, trouble: HTMLElement,
 *   show: (data: Data) => Promise<void>,
 * }} part
 * @param {Data} data
 * @param {string} source the address by which the part knows what it shows, or soon will
 * @param {() => Promise<T>} get
 * @param {(got: T) => void} draw
 */
export async function bring(part, data, source, get, draw) {
  part.source = source;
  const isOutdated = () => part.source !== source || !part.node.isConnected;
  part.trouble.replaceChildren();
  try {
    const got = await get();
    if (!isOutdated()) draw(got);
  } catch (error) {
    if (isOutdated()) return;
    part.source = null; // the next rerun tries again
    const retry = () => part.show(data);
    part.trouble.replaceChildren(...tellTrouble(data.words, /** @type {Error} */ (error), retry));
    throw error;
  }
}
