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

const CHOICES = {
  era: "setEra",
  before: "compare",
  selected: "select",
  language: "setLanguage",
};
const NAMES = Object.keys(CHOICES);
const PATIENCE = 20; // ms without a further change before Python is told
const MEMORY = 10_000; // ms within which a value we sent may come back to us
const GRACE = 1_500; // the same, once Python seems to have caught up

const { perufr } = globalThis;

/** One request per address, whatever the number of maps and reruns. */
const requested = new Map();
function once(url, request) {
  if (!requested.has(url)) {
    requested.set(
      url,
      request(url).catch((error) => {
        requested.delete(url); // the next rerun may try again
        throw error;
      }),
    );
  }
  return requested.get(url);
}

async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return response;
}
const json = (url) => once(url, async () => (await get(url)).json());
const text = (url) => once(url, async () => (await get(url)).text());

/** Leaflet is a classic script that sets `L`. */
const script = (url) =>
  once(
    url,
    () =>
      new Promise((resolve, reject) => {
        const node = document.createElement("script");
        node.src = url;
        node.onload = resolve;
        node.onerror = () => reject(new Error(`${url} did not load`));
        document.head.append(node);
      }),
  );

/**
 * What is known of one choice on the other side. A rerun that started before the reader's last
 * act brings an older value; it must not undo that act.
 */
class Channel {
  constructor(value) {
    this.agreed = value; // what both sides have, or will have when our message arrives
    this.theirs = value; // what Python had when we last heard from it
    this.sent = []; // what we told it since then, and until when it may come back
  }

  send(value) {
    this.agreed = value;
    this.sent.push({ value, until: Date.now() + MEMORY });
  }

  /** True when Python itself chose this value: it is neither old nor ours. */
  hears(value) {
    if (value === this.theirs) return false;
    this.theirs = value;
    this.sent = this.sent.filter(({ until }) => Date.now() < until);
    const echo = this.sent.findIndex((message) => message.value === value);
    this.sent.splice(0, echo < 0 ? this.sent.length : echo + 1);
    if (echo < 0) this.agreed = value;
    // Sent twice, this may answer either; if the later one, nothing more will come.
    else if (value === this.agreed) {
      for (const message of this.sent) message.until = Math.min(message.until, Date.now() + GRACE);
    }
    return echo < 0;
  }
}

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
    root.append(this.node);
    this.channels = null;
    this.turn = null; // how many addresses Python had taken over
    this.wanted = {}; // what Python chose and the map does not show yet
    this.view = null;
    this.source = null; // address of the payload that is shown
    this.shown = null; // what of it only another map could show
    this.timer = null;
  }

  /** Python ran again. */
  receive({ data, setStateValue }) {
    this.tell = setStateValue;
    const choices = NAMES.map((name) => [name, data[name] ?? null]);
    if (data.turn !== this.turn) {
      this.turn = data.turn; // all is as an address says, whatever we told Python before
      this.channels = Object.fromEntries(
        choices.map(([name, value]) => [name, new Channel(value)]),
      );
      this.wanted = Object.fromEntries(choices);
    }
    for (const [name, value] of choices) {
      if (this.channels[name].hears(value)) this.wanted[name] = value;
    }
    if (data.payload !== this.source) this.show(data);
    else if (this.view) this.follow();
  }

  /** Show what Python chose. */
  follow() {
    for (const [name, value] of Object.entries(this.wanted)) this.view[CHOICES[name]](value);
    this.wanted = {};
    this.view.setTheme(themeOf(this.node));
  }

  /** Fetch a payload and show it: in place where only scores differ, else on a new map. */
  async show(data) {
    this.source = data.payload;
    let payload, topology, css;
    try {
      [payload, topology, css] = await Promise.all([
        json(data.payload),
        json(data.topology),
        text(data.leaflet_css),
        script(data.leaflet),
      ]);
    } catch (error) {
      if (this.source === data.payload) this.source = null; // the next rerun may try again
      throw error;
    }
    if (this.source !== data.payload || !this.node.isConnected) return; // overtaken
    const shown = foundations(payload, data.topology);
    if (this.view && shown === this.shown) {
      this.view.rescore(payload);
      this.follow();
    } else this.mount({ ...payload, topology }, css);
    this.shown = shown;
  }

  /** Draw a payload; where another one stood, keep the place, the era and the choice. */
  mount(payload, css) {
    const chosen = { ...this.view?.state(), ...this.wanted };
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
      onChange: () => this.changed(),
    });
    this.wanted = {};
    for (const name of NAMES) this.channels[name].agreed ??= this.view.state()[name];
  }

  /** The reader did something: tell Python when the hand rests. */
  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const state = this.view.state();
      for (const name of NAMES) {
        if (state[name] === this.channels[name].agreed) continue;
        this.channels[name].send(state[name]);
        this.tell(name, state[name]);
      }
    }, PATIENCE);
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
