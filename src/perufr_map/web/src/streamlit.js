/** The map in a Streamlit page: mounted once, then updated with what changed. */
import "./map.js";
import { Exchange } from "./exchange.js";

const CHOICES = {
  era: "setEra",
  before: "compare",
  selected: "select",
  language: "setLanguage",
};
const REST = 20; // ms between sending acts while the slider moves; nothing else depends on it

/** The address of the page's server, with its base path: the one that this script came from. */
const SERVER = import.meta.url.replace(/\/_stcore\/.*/, "");

const { perufr } = globalThis;

/** One request per address, whatever the number of maps and reruns. */
const requested = new Map();
function once(path, request) {
  const url = path.startsWith("/") ? SERVER + path : path;
  if (!requested.has(url)) {
    const asked = request(url).catch((cause) => {
      requested.delete(url); // so that it can be tried again
      throw new Error(url, { cause });
    });
    requested.set(url, asked);
  }
  return requested.get(url);
}

async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response;
}
const json = (path) => once(path, async (url) => (await get(url)).json());
const text = (path) => once(path, async (url) => (await get(url)).text());

/** Leaflet is a classic script that sets `L`. */
const script = (path) =>
  once(
    path,
    (url) =>
      new Promise((resolve, reject) => {
        const node = document.createElement("script");
        node.src = url;
        node.onload = () => (globalThis.L ? resolve() : reject(new Error("not Leaflet")));
        node.onerror = reject;
        document.head.append(node);
      }),
  );

/** "dark" or "light", as the page's own background is. */
function themeOf(node) {
  const probe = document.createElement("i");
  probe.style.color = "var(--st-background-color, #fff)";
  node.append(probe);
  const [r, g, b] = getComputedStyle(probe)
    .color.match(/[\d.]+/g)
    .map(Number);
  probe.remove();
  return 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
}

/** What two payloads must share to be shown on one map. */
const foundations = ({ focus, languages, title, eras, counterparts, texts }, topology) =>
  JSON.stringify([
    topology,
    focus,
    languages,
    title,
    counterparts,
    texts,
    eras.map(({ id, name, start, end }) => [id, name, start, end]),
  ]);

/** One map in one place of the page; it outlives reruns. */
class Home {
  constructor(root) {
    this.node = document.createElement("div");
    this.trouble = document.createElement("div"); // the error message
    this.trouble.className = "pfr-trouble";
    this.trouble.role = "alert";
    root.append(this.trouble, this.node);
    this.exchange = new Exchange();
    this.view = null;
    this.source = null; // address of the payload that is shown, or soon will be
    this.shown = null; // its foundations: see above
    this.timer = null;
  }

  /** Python ran again. */
  receive({ data, setStateValue }) {
    if (!this.exchange.receive(data.answer)) return;
    this.send = () => setStateValue("acts", this.exchange.acts());
    if (this.exchange.forgotten) this.sendLater();
    if (data.payload !== this.source) this.show(data);
    else if (this.view) this.follow();
  }

  /** Show what is chosen. */
  follow() {
    for (const [name, value] of Object.entries(this.exchange.choices())) {
      this.view[CHOICES[name]](value);
    }
    this.view.setTheme(themeOf(this.node));
  }

  /** Fetch a payload and show it; where that fails, say so and offer to try again. */
  async show(data) {
    this.source = data.payload;
    const isOutdated = () => this.source !== data.payload || !this.node.isConnected;
    this.trouble.replaceChildren();
    try {
      const [payload, topology, css] = await Promise.all([
        json(data.payload),
        json(data.topology),
        text(data.leaflet_css),
        script(data.leaflet),
      ]);
      if (!isOutdated()) this.draw(payload, topology, css, data.topology);
    } catch (error) {
      if (isOutdated()) return;
      this.source = null; // the next rerun tries again
      this.showError(data, error);
      throw error;
    }
  }

  /** Say what could not be loaded. */
  showError(data, { message }) {
    const said = document.createElement("p");
    said.textContent = data.words.failed.replace("{what}", message);
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = data.words.again;
    again.onclick = () => this.show(data);
    this.trouble.replaceChildren(said, again);
  }

  /** Show a payload: in place where only scores differ, else on a new map. */
  draw(payload, topology, css, geometry) {
    const shown = foundations(payload, geometry);
    if (this.view && shown === this.shown) {
      this.view.rescore(payload);
      this.follow();
    } else this.mount({ ...payload, topology }, css);
    this.shown = shown;
  }

  /** Draw a payload on a new map; where another one stood, keep the place. */
  mount(payload, css) {
    const chosen = this.exchange.choices();
    const look = this.view?.look();
    this.remove();
    const style = document.createElement("style");
    style.textContent = css;
    const place = document.createElement("div");
    this.node.replaceChildren(style, place);
    this.view = perufr.mount(L.map(place, perufr.mapOptions), payload, {
      ...chosen,
      look,
      compare: { before: chosen.before },
      chrome: "slim",
      theme: themeOf(this.node),
      onChange: (_state, change) => {
        this.exchange.act(change);
        this.sendLater();
      },
    });
  }

  /** Debounced: send the reader's acts to Python. */
  sendLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), REST);
  }

  remove() {
    clearTimeout(this.timer);
    this.view?.destroy();
    this.view?.map.remove();
    this.view = null;
  }
}

const homes = new WeakMap();

/**
 * Streamlit calls this on every rerun, and the function it returns when the map leaves the page.
 * @param {{data: Object, parentElement: ShadowRoot, setStateValue: Function}} component
 */
export default function relations(component) {
  const { parentElement } = component;
  if (!homes.has(parentElement)) homes.set(parentElement, new Home(parentElement));
  const home = homes.get(parentElement);
  home.receive(component);
  return () => {
    // An outdated call is cleaned up while the map stays in use: check before removing.
    setTimeout(() => {
      if (parentElement.isConnected) return;
      home.remove();
      homes.delete(parentElement);
    }, 0);
  };
}
