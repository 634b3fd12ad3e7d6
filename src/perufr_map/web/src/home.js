/** A view of the dashboard that this project draws beside the map: made once, then updated. */
import { markTold } from "./direction.js";
import { el } from "./dom.js";
import { Exchange } from "./exchange.js";
import { bring, json, keepHomes, themeOf } from "./serving.js";
import { createWords } from "./words.js";

/** @import { Answer } from "./exchange.js" */
/** @import { Payload } from "./payload.d.ts" */
/** @import { Told } from "./told.d.ts" */
/** @import { Change, Words } from "./types.d.ts" */

/**
 * @typedef {Object} Data what Python gives the view
 * @property {string} told the address of what both views are given
 * @property {Answer} answer
 * @property {string} name of the counterpart that is chosen, also where the study has none such
 * @property {{failed: string, again: string}} words
 */

/**
 * @typedef {Object} Component what Streamlit gives the view
 * @property {Data} data
 * @property {ShadowRoot} parentElement
 * @property {(name: string, value: unknown) => void} setStateValue
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */

/**
 * @typedef {Object} Page a view
 * @property {HTMLElement} node
 * @property {(chosen: Change, name: string) => void} update shows what is chosen
 * @property {() => void} [destroy]
 */

/** @typedef {(told: Told, words: Words, act: (change: Change) => void) => Page} Make */

/**
 * Words and numbers of what is told.
 * @param {Told} told
 * @returns {Words}
 */
export const wordsOf = ({ language, studied, leaves_out, messages }) =>
  createWords(
    /** @type {Payload} */ (
      /** @type {unknown} */ ({
        languages: [studied],
        spoken: [language],
        leaves_out,
        messages: { [language]: messages },
        sources: {},
      })
    ),
    studied,
    [language],
  );

class Home {
  /**
   * @param {ShadowRoot} root
   * @param {Make} make
   */
  constructor(root, make) {
    this.make = make;
    this.trouble = el("div", { class: "trouble", role: "alert" });
    this.node = el("div", { class: "told" });
    root.append(this.trouble, this.node);
    this.exchange = new Exchange();
    /** @type {Page|null} */
    this.page = null;
    /** @type {Told|null} */
    this.told = null;
    /** @type {string|null} the address of what is shown, or soon will be */
    this.source = null;
    this.name = "";
    this.send = () => {};
    /** @type {() => void} asks Python how to cite what is shown */
    this.cite = () => {};
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
  }

  /**
   * Python ran again.
   * @param {Component} component
   */
  receive({ data, setStateValue, setTriggerValue }) {
    if (!this.exchange.receive(data.answer)) return;
    this.send = () => setStateValue("acts", this.exchange.acts());
    this.cite = () => setTriggerValue("cite", true);
    this.name = data.name;
    if (this.exchange.forgotten) this.sendLater();
    if (data.told !== this.source) this.show(data);
    else this.follow();
  }

  /**
   * Fetch what is told and show it; where that fails, say so and offer to try again.
   * @param {Data} data
   */
  show(data) {
    /** @param {Told} told */
    const draw = (told) => {
      this.told = told;
      this.remove();
      this.node.lang = told.language;
      const words = wordsOf(told);
      this.page = this.make(told, words, (change) => this.act(change));
      const cite = { type: "button", class: "link", onclick: () => this.cite() };
      const source = this.page.node.querySelector(".source");
      source?.append(" ", el("button", cite, words.t("source.cite")));
      this.node.replaceChildren(this.page.node);
      markTold(this.page.node, told);
      this.follow();
    };
    return bring(this, data, data.told, () => json(data.told), draw);
  }

  follow() {
    if (!this.page || !this.told) return;
    const theme = themeOf(this.node);
    if (this.node.dataset.theme !== theme) {
      this.node.dataset.theme = theme;
      this.node.style.cssText = this.told.looks[theme];
    }
    this.page.update(this.exchange.choices(), this.name);
  }

  /**
   * Show what the reader has chosen, and tell Python of it.
   * @param {Change} change
   */
  act(change) {
    this.exchange.act(change);
    this.page?.update(this.exchange.choices(), this.name);
    this.sendLater();
  }

  sendLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), this.exchange.pause());
  }

  remove() {
    this.page?.destroy?.();
    this.page = null;
  }
}

/**
 * A view as a component of Streamlit's.
 * @param {Make} make
 * @returns {(component: Component) => () => void}
 */
export const createHomes = (make) => keepHomes((root) => new Home(root, make));
