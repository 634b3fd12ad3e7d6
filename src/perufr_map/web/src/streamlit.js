/** The map in a Streamlit page: mounted once, then updated with what changed. */
import "./map.js";
import { Exchange } from "./exchange.js";
import { bring, json, keepHomes, once, text, themeOf } from "./serving.js";
import { followSpot } from "./spot.js";
import { bringTab } from "./tabs.js";

/** @import { Answer } from "./exchange.js" */
/** @import { Payload, TopologyData } from "./payload.d.ts" */
/** @import { View } from "./types.d.ts" */

/**
 * @typedef {Object} Data what Python gives the map: addresses, the choices, and words
 * @property {string} leaflet
 * @property {string} leaflet_css
 * @property {string} payload
 * @property {string} topology
 * @property {Answer} answer
 * @property {string[]} readers the reader's languages, the dearest first
 * @property {boolean} beside whether the page has something of its own beside the map
 * @property {{failed: string, again: string}} words
 */

/**
 * @typedef {Object} Component what Streamlit gives the map
 * @property {Data} data
 * @property {ShadowRoot} parentElement
 * @property {(name: string, value: unknown) => void} setStateValue
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */

/** What is chosen where the page says nothing of it. */
const NOTHING = {
  view: null,
  before: null,
  selected: null,
  members: null,
  frame: null,
  present: null,
  category: null,
};

const { perufr } = globalThis;

/**
 * Leaflet is a classic script that sets `L`.
 * @param {string} path
 * @returns {Promise<void>}
 */
const script = (path) =>
  once(
    path,
    (url) =>
      new Promise((resolve, reject) => {
        const node = document.createElement("script");
        node.src = url;
        node.onload = () => ("L" in globalThis ? resolve() : reject(new Error("not Leaflet")));
        node.onerror = reject;
        document.head.append(node);
      }),
  );

/**
 * What two payloads must share to be shown on one map.
 * @param {Omit<Payload, "topology">} payload
 * @param {string} topology its address
 */
const foundations = ({ focus, languages, title, eras, counterparts, texts }, topology) =>
  JSON.stringify([
    topology,
    focus,
    languages,
    title,
    counterparts,
    texts,
    eras.map(({ id, name, start, end, focus }) => [id, name, start, end, focus]),
  ]);

/** One map in one place of the page; it outlives reruns. */
class Home {
  /** @param {ShadowRoot} root */
  constructor(root) {
    this.node = document.createElement("div");
    this.trouble = document.createElement("div"); // the error message
    this.trouble.className = "pfr-trouble";
    this.trouble.role = "alert";
    root.append(this.trouble, this.node);
    this.exchange = new Exchange();
    /** @type {() => void} sends the acts to Python */
    this.send = () => {};
    /** @type {() => void} asks Python how to cite what is shown */
    this.cite = () => {};
    this.leaveSpot = () => {};
    /** @type {View|null} */
    this.view = null;
    this.beside = false;
    /** @type {string|null} address of the payload that is shown, or soon will be */
    this.source = null;
    /** @type {string|null} its foundations: see above */
    this.shown = null;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
  }

  /**
   * Python ran again.
   * @param {Pick<Component, "data"|"setStateValue"|"setTriggerValue">} component
   */
  receive({ data, setStateValue, setTriggerValue }) {
    bringTab();
    if (!this.exchange.receive(data.answer)) return;
    this.send = () => setStateValue("acts", this.exchange.acts());
    this.cite = () => setTriggerValue("cite", true);
    if (this.exchange.forgotten) this.sendLater();
    this.beside = data.beside;
    this.giveWay();
    if (data.payload !== this.source) this.show(data);
    else if (this.view) this.follow(this.view);
  }

  /** Leave the place beside the map to what the page has there. */
  giveWay() {
    this.view?.root.toggleAttribute("data-beside", this.beside);
  }

  /**
   * Show what is chosen.
   * @param {View} view
   */
  follow(view) {
    view.choose({ ...NOTHING, ...this.exchange.choices() });
    view.setTheme(themeOf(this.node));
  }

  /**
   * Fetch a payload and show it; where that fails, say so and offer to try again.
   * @param {Data} data
   */
  show(data) {
    const get = () =>
      Promise.all([
        /** @type {Promise<Omit<Payload, "topology">>} */ (json(data.payload)),
        /** @type {Promise<TopologyData>} */ (json(data.topology)),
        text(data.leaflet_css),
        script(data.leaflet),
      ]);
    return bring(this, data, data.payload, get, ([payload, topology, css]) =>
      this.draw(payload, topology, css, data),
    );
  }

  /**
   * Show a payload: in place where only scores differ, else on a new map.
   * @param {Omit<Payload, "topology">} payload
   * @param {TopologyData} topology
   * @param {string} css
   * @param {Data} data
   */
  draw(payload, topology, css, data) {
    const shown = foundations(payload, data.topology);
    if (this.view && shown === this.shown) {
      this.view.rescore(payload);
      this.follow(this.view);
    } else this.mount({ ...payload, topology }, css, data.readers);
    this.shown = shown;
  }

  /**
   * Draw a payload on a new map; where another one stood, keep the place.
   * @param {Payload} payload
   * @param {string} css
   * @param {string[]} readers
   */
  mount(payload, css, readers) {
    const chosen = this.exchange.choices();
    const look = this.view?.look();
    this.remove();
    const style = document.createElement("style");
    style.textContent = css;
    const place = document.createElement("div");
    this.node.replaceChildren(style, place);
    this.view = perufr.mount(L.map(place, perufr.mapOptions), payload, {
      ...chosen,
      readers,
      look,
      compare: { before: chosen.before ?? null },
      chrome: "slim",
      theme: themeOf(this.node),
      cite: () => this.cite(),
      onChange: (_state, change) => {
        this.exchange.act(change);
        this.sendLater();
      },
    });
    this.giveWay();
    this.leaveSpot = followSpot(this.view.root);
  }

  /** Debounced: send the reader's acts to Python. */
  sendLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), this.exchange.pause());
  }

  remove() {
    clearTimeout(this.timer);
    this.leaveSpot();
    this.view?.destroy();
    this.view?.map.remove();
    this.view = null;
  }
}

/** @type {(component: Component) => () => void} */
const relations = keepHomes((root) => new Home(root));
export default relations;
