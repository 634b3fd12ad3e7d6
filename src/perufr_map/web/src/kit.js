/**
 * The dialogs of a Streamlit page that hand out texts and files. Texts are copied in place; for a
 * file Python is asked, which answers with its address.
 */
import { copy } from "./copy.js";
import { fill } from "./fill.js";
import { urlOf } from "./serving.js";

/** @typedef {{eras: string, language: string, theme: string, size: string}} Switches */
/** @typedef {{key: string, row: string, url: string, name: string, said: string,
 *   lacking: string}} Made what is said of it, and of letters that a picture lacks */

/**
 * @typedef {Object} Data what Python sends; its HTML comes from templates
 * @property {string} html
 * @property {Made|null} made the file that was asked for last
 * @property {Record<string, string>} sizes of the files made so far, by row and switches
 * @property {Switches} defaults
 * @property {{copied: string, uncopied: string, making: string}} words
 */

/**
 * @typedef {Object} Component
 * @property {Data} data
 * @property {ParentNode} parentElement
 * @property {(name: string, value: Switches & {row: string}) => void} setTriggerValue
 */

const SAID = 2500; // ms a button says what it did
/** @type {Set<string>} keys of the files that were taken */
const taken = new Set();
/** @type {WeakMap<Element, Switches>} */
const chosen = new WeakMap();

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {T[]}
 */
const all = (root, selector) => /** @type {T[]} */ ([...root.querySelectorAll(selector)]);

/**
 * @param {Element} root
 * @param {Data} data
 */
function showSwitches(root, { sizes, defaults }) {
  const now = chosen.get(root) ?? defaults;
  for (const button of all(root, "[data-switch]")) {
    const name = /** @type {keyof Switches} */ (button.dataset["switch"]);
    button.setAttribute("aria-pressed", String(button.getAttribute("value") === now[name]));
  }
  for (const node of all(root, "[data-one]"))
    node.textContent = node.dataset[now.eras === "all" ? "all" : "one"] ?? "";
  for (const node of all(root, "[data-size]"))
    node.textContent = sizes[[node.dataset["size"], ...Object.values(now)].join(" ")] ?? "";
}

/**
 * Show that a file is being made, or that none is.
 * @param {Element} root
 * @param {string|null} row
 */
function setBusy(root, row) {
  for (const button of all(root, "button:is([data-row], [data-switch])")) {
    if (button.dataset["row"])
      button.setAttribute("aria-busy", String(button.dataset["row"] === row));
    button.toggleAttribute("disabled", row !== null);
  }
}

/**
 * @param {Element} root
 * @param {string} text
 */
function say(root, text) {
  const foot = root.querySelector("[data-foot]");
  if (foot) foot.textContent = text;
}

/**
 * Say what letters a picture lacks: below the picture, or else after what is said of its file.
 * @param {Element} root
 * @param {Made} made
 */
function sayLacking(root, { said, lacking }) {
  const below = root.querySelector("[data-lacking]");
  if (below) below.textContent = lacking;
  else if (lacking) say(root, `${said} ${lacking}`);
}

/**
 * The picture that is to be shown and is not yet.
 * @param {Element} root
 */
const awaited = (root) => all(root, "[data-picture]").find(({ dataset }) => !dataset["shown"]);

/**
 * Take a file that was made: save it, or show it where a picture is awaited.
 * @param {Element} root
 * @param {Made} made
 */
function take(root, made) {
  if (taken.has(made.key)) return;
  taken.add(made.key);
  setBusy(root, null);
  const picture = awaited(root);
  if (picture && made.row === picture.dataset["picture"]) {
    picture.dataset["shown"] = "1";
    const [image, live] = /** @type {HTMLImageElement[]} */ ([...picture.children]);
    live.textContent = made.url ? "" : made.said;
    sayLacking(root, made);
    if (!made.url) return;
    image.src = urlOf(made.url);
    image.hidden = false;
    image.style.opacity = "";
    return;
  }
  say(root, made.said);
  sayLacking(root, made);
  if (!made.url) return;
  const link = document.createElement("a");
  link.href = urlOf(made.url);
  link.download = made.name;
  link.click();
}

/**
 * @param {HTMLElement} button
 * @param {Data["words"]} words
 */
async function copyBeside(button, { copied, uncopied }) {
  const texts = all(/** @type {Element} */ (button.parentElement), "pre");
  const shown = texts.find(({ hidden }) => !hidden);
  const label = button.dataset["label"] ?? button.textContent ?? "";
  button.dataset["label"] = label;
  button.textContent = (await copy(shown?.textContent ?? "")) ? copied : uncopied;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => (button.textContent = label), SAID);
}

/** @param {HTMLElement} button one of the forms of a text */
function chooseText(button) {
  const section = /** @type {Element} */ (button.closest("section"));
  for (const other of all(section, "[data-text]"))
    other.setAttribute("aria-pressed", String(other === button));
  all(section, "pre").forEach((text, i) => (text.hidden = String(i) !== button.dataset["text"]));
}

/**
 * Streamlit calls this on every rerun.
 * @param {Component} component
 */
export default function kit({ data, parentElement, setTriggerValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".kit"));
  const body = /** @type {HTMLElement} */ (root.firstElementChild);
  const fresh = fill(body, data.html);
  if (fresh) chosen.set(root, { ...data.defaults });
  showSwitches(root, data);
  const now = chosen.get(root) ?? data.defaults;
  /** @param {string} row */
  const ask = (row) => {
    setBusy(root, row);
    setTriggerValue("asked", { row, ...now });
  };
  /** @param {boolean} anew what is shown is of another size */
  function showPicture(anew) {
    for (const { dataset, firstElementChild } of anew ? all(root, "[data-picture]") : []) {
      dataset["shown"] = "";
      /** @type {HTMLImageElement} */ (firstElementChild).style.opacity = "0.4";
    }
    const picture = awaited(root);
    if (picture) ask(picture.dataset["picture"] ?? "");
  }
  root.onclick = ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button");
    if (!button) return;
    const { row, text, switch: name } = button.dataset;
    if ("copy" in button.dataset) void copyBeside(button, data.words);
    else if (text) chooseText(button);
    else if (name) {
      now[/** @type {keyof Switches} */ (name)] = button.value;
      showSwitches(root, data);
      showPicture(true);
    } else if (row) {
      const label = button.textContent || button.parentElement?.firstElementChild?.textContent;
      say(root, data.words.making.replace("{name}", label ?? row));
      ask(row);
    }
  };
  if (data.made) take(root, data.made);
  if (fresh) showPicture(false);
}
