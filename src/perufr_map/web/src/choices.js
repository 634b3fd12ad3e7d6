/**
 * The choices of the method in a Streamlit page: a form that Python fills in. Each change goes to
 * Python as the words of an address; what Python answers to an earlier change is passed over, so
 * that no slider jumps back under the hand.
 */
import { fill } from "./fill.js";

/** @typedef {Record<string, string>} Words the choices, as an address writes them */

/**
 * @typedef {Object} Data what Python sends; its HTML comes from templates
 * @property {string} form the form, without what is chosen
 * @property {Words} chosen
 * @property {Words} own the study's
 * @property {string[]} departs keys of what differs
 * @property {Record<string, string>} defaults weight of each type in the set chosen
 * @property {Record<string, string>} said the same in the reader's language
 * @property {string} counted how many statements count
 * @property {string} box what differs, as HTML
 * @property {number} n the last change that Python has seen
 */

/**
 * @typedef {Object} Component
 * @property {Data} data
 * @property {ParentNode} parentElement
 * @property {(name: string, value: {n: number, words: Words}) => void} setTriggerValue
 */

/** How near to the study's own value a slider is drawn to it, as a share of its length. */
const NEAR = 0.03;

/** @type {WeakMap<Element, number>} how many changes a form has sent */
const sent = new WeakMap();

/**
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLInputElement[]}
 */
const inputs = (root, name) => [...root.querySelectorAll(`input[name="${name}"]`)].map(asInput);

/** @param {Element} node */
const asInput = (node) => /** @type {HTMLInputElement} */ (node);

/**
 * Say what a form's choices are.
 * @param {ParentNode} root
 * @param {Words} chosen what Python knows; a category alone is not chosen here
 * @returns {Words}
 */
export function read(root, chosen) {
  /** @param {string} name */
  const radio = (name) =>
    inputs(root, name).find((one) => one.checked)?.value ?? chosen[name] ?? "";
  /** @param {string} name */
  const value = (name) => inputs(root, name)[0]?.value ?? "";
  const own = inputs(root, "own").filter(
    (one) => one.value && one.value !== one.dataset["default"],
  );
  return {
    aggregation: radio("aggregation"),
    weights: radio("weights"),
    share: value("share"),
    own: own.map((one) => `${one.dataset["code"]}:${one.value}`).join(","),
    without: inputs(root, "category")
      .filter((one) => !one.checked)
      .map((one) => one.value)
      .join(","),
    category: chosen["category"] ?? "",
    min_confidence: radio("min_confidence"),
    constant: value("constant"),
    days: inputs(root, "days")[0]?.checked ? "1" : "0",
  };
}

/**
 * Set a form to what Python says, leaving alone the field that is being written in.
 * @param {ParentNode} root
 * @param {Data} data
 */
function write(root, data) {
  const { chosen } = data;
  for (const name of ["aggregation", "weights", "min_confidence"]) {
    for (const one of inputs(root, name)) one.checked = one.value === chosen[name];
  }
  for (const one of inputs(root, "days")) one.checked = chosen["days"] === "1";
  for (const name of ["share", "constant"]) {
    for (const one of inputs(root, name)) slide(one, chosen[name] ?? "");
  }
  for (const part of root.querySelectorAll("[data-for]")) {
    part.toggleAttribute("disabled", part.getAttribute("data-for") !== chosen["aggregation"]);
  }
  writeCategories(root, chosen);
  writeOwn(root, data);
  for (const dot of root.querySelectorAll(".dot")) {
    const of = (dot.getAttribute("data-of") ?? "").split(" ");
    dot.toggleAttribute("hidden", !of.some((key) => data.departs.includes(key)));
  }
}

/**
 * @param {ParentNode} root
 * @param {Words} chosen
 */
function writeCategories(root, { category, without = "" }) {
  for (const one of inputs(root, "category")) {
    one.disabled = Boolean(category);
    one.checked = category ? one.value === category : !without.split(",").includes(one.value);
  }
}

/**
 * Write the weights of the set chosen, and the reader's own beside them.
 * @param {ParentNode} root
 * @param {Data} data
 */
function writeOwn(root, { chosen, defaults, said }) {
  const own = new Map((chosen["own"] ?? "").split(",").map((pair) => cut(pair)));
  for (const one of inputs(root, "own")) {
    const { code = "" } = one.dataset;
    one.dataset["default"] = defaults[code] ?? "";
    if (one !== document.activeElement) one.value = own.get(code) ?? one.dataset["default"];
  }
  for (const node of root.querySelectorAll("small[data-default]")) {
    node.textContent = said[node.getAttribute("data-default") ?? ""] ?? "";
  }
}

/**
 * @param {string} pair
 * @returns {[string, string]}
 */
function cut(pair) {
  const at = pair.lastIndexOf(":");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/**
 * Put a slider on a value, further out than it reaches if need be.
 * @param {HTMLInputElement} one
 * @param {string} value
 */
function slide(one, value) {
  if (Number(value) > Number(one.max)) one.max = value;
  if (Number(value) < Number(one.min)) one.min = value;
  one.value = value;
  paint(one);
}

/** @param {HTMLInputElement} one */
function paint(one) {
  const [low, high] = [Number(one.min), Number(one.max)];
  one.parentElement?.style.setProperty("--at", String((Number(one.value) - low) / (high - low)));
  const own = (Number(one.dataset["own"]) - low) / (high - low);
  one.parentElement?.style.setProperty("--own", String(own));
}

/**
 * Draw a slider that is near the study's own value to it.
 * @param {{value: string, min: string, max: string}} one
 * @param {string} own
 * @returns {string} its value
 */
export function snap(one, own) {
  const reach = NEAR * (Number(one.max) - Number(one.min));
  return Math.abs(Number(one.value) - Number(own)) <= reach ? own : one.value;
}

/**
 * Streamlit calls this on every rerun.
 * @param {Component} component
 */
export default function choices({ data, parentElement, setTriggerValue }) {
  const root = /** @type {HTMLFormElement} */ (parentElement.querySelector(".choices"));
  const fields = /** @type {Element} */ (root.firstElementChild);
  const isNew = fill(fields, data.form);
  const count = sent.get(root) ?? 0;
  if (isNew || !count || data.n === count) write(root, data);
  const box = root.querySelector("[data-box]");
  if (box) fill(box, data.box);
  const counted = root.querySelector("[data-counted]");
  if (counted) counted.textContent = data.counted;

  /** @param {Words} words */
  const send = (words) => {
    const n = (sent.get(root) ?? 0) + 1;
    sent.set(root, n);
    setTriggerValue("sent", { n, words });
  };
  let dragged = false;
  root.onsubmit = (event) => event.preventDefault();
  // A handler that returned false would keep the key from the slider.
  root.onpointerdown = () => {
    dragged = true;
  };
  root.onkeydown = () => {
    dragged = false;
  };
  root.oninput = ({ target }) => {
    const one = /** @type {HTMLInputElement} */ (target);
    if (one.type !== "range") return;
    if (dragged) one.value = snap(one, one.dataset["own"] ?? "");
    paint(one);
  };
  root.onchange = () => send(read(root, data.chosen));
  root.onclick = ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button");
    const key = button?.dataset["remove"];
    if (key) send({ ...data.chosen, [key]: data.own[key] ?? "" });
    else if (button && "reset" in button.dataset) send(data.own);
  };
}
