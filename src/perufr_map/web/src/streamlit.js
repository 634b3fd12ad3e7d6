/** The map in a Streamlit page: mounted once, told only what changed. */
import "./dom.js";
import "./topology.js";
import "./scale.js";
import "./words.js";
import "./model.js";
import "./tips.js";
import "./layers.js";
import "./camera.js";
import "./frame.js";
import "./timeline.js";
import "./compare.js";
import "./legend.js";
import "./events.js";
import "./card.js";
import "./lists.js";
import "./finder.js";
import "./page.js";
import "./address.js";
import "./relations.js";

import { Exchange } from "./exchange.js";

const CHOICES = {
  era: "setEra",
  before: "compare",
  selected: "select",
  language: "setLanguage",
};
const REST = 20; // ms: a moving hand is not told of at each step; nothing else depends on it

/** Where the page's server is: whatever path it stands below, it hands out this script. */
const SERVER = import.meta.url.replace(/\/_stcore\/.*/, "");

const { perufr } = globalThis;

/** One request per address, whatever the number of maps and reruns. */
const requested = new Map();
function once(path, request) {
  const url = path.startsWith("/") ? SERVER + path : path;
  if (!requested.has(url)) {
    const asked = request(url).catch((cause) => {
      requested.delete(url); // it may be tried again
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

/** What two payloads must have in common for one map to show both. */
const foundations = ({ focus, languages, title, eras, counterparts }, topology) =>
  JSON.stringify([
    ...[topology, focus, languages, title, counterparts],
    eras.map(({ id, name, start, end }) => [id, name, start, end]),
  ]);

/** One map in one place of the page; it outlives reruns. */
class Home {
  constructor(root) {
    this.node = document.createElement("div");
    this.trouble = document.createElement("div"); // what kept the map from being shown
    this.trouble.className = "pfr-trouble";
    this.trouble.role = "alert";
    root.append(this.trouble, this.node);
    this.exchange = new Exchange();
    this.view = null;
    this.source = null; // address of the payload that is shown, or soon will be
    this.shown = null; // what of it only another map could show
    this.timer = null;
  }

  /** Python ran again. */
  receive({ data, setStateValue }) {
    if (!this.exchange.hear(data.answer)) return;
    this.tell = () => setStateValue("acts", this.exchange.acts());
    if (this.exchange.forgotten) this.rest();
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
    const overtaken = () => this.source !== data.payload || !this.node.isConnected;
    this.trouble.replaceChildren();
    try {
      const [payload, topology, css] = await Promise.all([
        json(data.payload),
        json(data.topology),
        text(data.leaflet_css),
        script(data.leaflet),
      ]);
      if (!overtaken()) this.draw(payload, topology, css, data.topology);
    } catch (error) {
      if (overtaken()) return;
      this.source = null; // the next rerun tries again
      this.complain(data, error);
      throw error;
    }
  }

  /** Say what could not be loaded. */
  complain(data, { message }) {
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
        this.rest();
      },
    });
  }

  /** Tell Python of the reader's acts when the hand rests. */
  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), REST);
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
    // An overtaken call is cleaned up too, while the map lives on: look before removing.
    setTimeout(() => {
      if (parentElement.isConnected) return;
      home.remove();
      homes.delete(parentElement);
    }, 0);
  };
}
