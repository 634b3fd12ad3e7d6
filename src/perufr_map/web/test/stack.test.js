import assert from "node:assert/strict";
import test from "node:test";
import { readdirSync, readFileSync } from "node:fs";
import { createModel } from "../src/model.js";
import { createState } from "../src/state.js";
import { makePayload } from "./fixtures.js";

/** @import { State } from "../src/types.d.ts" */
/** @typedef {{n: number, node: HTMLElement}} Layer */

/** What the stack needs of an element: it knows who is in it, and tells its listeners. */
class Node extends EventTarget {
  inert = false;
  clicks = 0;
  /** @type {Set<string>} */
  classes = new Set();
  classList = {
    add: (/** @type {string} */ name) => this.classes.add(name),
    remove: (/** @type {string} */ name) => this.classes.delete(name),
    contains: (/** @type {string} */ name) => this.classes.has(name),
  };
  /** @type {Node[]} */
  children = [];
  /** @type {Node|null} */
  parent = null;
  setAttribute() {}
  /** @param {...Node} nodes */
  append(...nodes) {
    for (const node of nodes) node.parent = this;
    this.children.push(...nodes);
  }
  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((node) => node !== this);
  }
  replaceChildren() {
    this.children = [];
  }
  /** @param {Node} node */
  contains(node) {
    return node === this || this.children.includes(node);
  }
  getRootNode() {
    return { elementFromPoint: () => this.children.find(({ inert }) => !inert) };
  }
  click() {
    this.clicks += 1;
  }
}

/**
 * A stack on a study with some eras, the first one shown.
 * @param {import("node:test").TestContext} t
 * @param {{eras?: number, all?: boolean}} [options]
 */
async function open(t, { eras = 6, all = false } = {}) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const window = new EventTarget();
  Object.assign(globalThis, {
    document: { createElement: () => new Node() },
    HTMLElement: Node,
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
  });
  const { createStack } = await import("../src/stack.js");
  const payload = makePayload();
  const many = Array.from({ length: eras }, (_, n) => ({
    ...payload.eras[n % payload.eras.length],
    id: `era-${n}`,
  }));
  const model = createModel({ ...payload, eras: many });
  const { state, take } = createState(model);
  /** @type {number[]} */
  const drawn = [];
  /** @param {State} at */
  const draw = ({ eraIndex: n }) => {
    drawn.push(n);
    return /** @type {Layer} */ (/** @type {unknown} */ ({ n, node: new Node() }));
  };
  const stack = createStack(model, draw, { all });
  const node = /** @type {Node} */ (/** @type {unknown} */ (stack.node));
  /** @param {import("../src/types.d.ts").Change} change */
  function go(change) {
    take(change);
    return stack.show(state);
  }
  go({ era: "era-0" });
  return {
    stack,
    drawn,
    node,
    window,
    go,
    /** @param {number} n */
    step: (n) => go({ era: `era-${n}` }),
    /** @param {(node: HTMLElement) => boolean} is */
    which: (is) => stack.layers().flatMap(({ n, node }) => (is(node) ? [n] : [])),
    isSeen: (/** @type {HTMLElement} */ { classList }) => classList.contains("pfr-seen"),
    isOpen: (/** @type {HTMLElement} */ { inert }) => !inert,
  };
}

/** @param {import("node:test").TestContext} t */
function rest(t) {
  for (let n = 0; n < 100; n += 1) t.mock.timers.tick(50);
}

test("the era shown is drawn at once, the others at rest, the nearest first", async (t) => {
  const { drawn, step } = await open(t);
  assert.deepEqual(drawn, [0]);
  step(3);
  assert.deepEqual(drawn, [0, 3]);
  rest(t);
  assert.deepEqual(drawn, [0, 3, 2, 4, 1, 5]);
  step(5);
  rest(t);
  assert.equal(drawn.length, 6); // a step draws nothing that is there
});

test("a step changes what is seen at once, and who is met when the reader rests", async (t) => {
  const { step, which, isSeen, isOpen } = await open(t);
  rest(t);
  step(1);
  step(2);
  assert.deepEqual(which(isSeen), [2]);
  assert.deepEqual(which(isOpen), [0]);
  rest(t);
  assert.deepEqual(which(isSeen), [2]);
  assert.deepEqual(which(isOpen), [2]);
});

test("who comes before that, with the pointer, the Tab key or to print, meets what is seen", async (t) => {
  const { node, window, step, which, isOpen } = await open(t);
  rest(t);
  step(1);
  node.dispatchEvent(new Event("pointermove"));
  assert.deepEqual(which(isOpen), [1]);
  step(2);
  window.dispatchEvent(Object.assign(new Event("keydown"), { key: "Tab" }));
  assert.deepEqual(which(isOpen), [2]);
  step(3);
  window.dispatchEvent(Object.assign(new Event("keydown"), { key: "ArrowRight" }));
  assert.deepEqual(which(isOpen), [2]);
  window.dispatchEvent(new Event("beforeprint"));
  assert.deepEqual(which(isOpen), [3]);
});

test("a click on what was there before goes to what is seen there", async (t) => {
  const { stack, node, step } = await open(t);
  rest(t);
  const before = stack.layers().find(({ n }) => n === 0)?.node;
  const now = step(1).node;
  const click = new Event("click");
  Object.defineProperty(click, "target", { value: before });
  node.dispatchEvent(click);
  assert.equal(/** @type {Node} */ (/** @type {unknown} */ (now)).clicks, 1);
  assert.equal(/** @type {Node} */ (/** @type {unknown} */ (before)).clicks, 0);
});

test("of many eras eight are kept, those around the one shown", async (t) => {
  const { drawn, node, step, which } = await open(t, { eras: 40 });
  for (const n of [39, 0, 20]) {
    step(n);
    rest(t);
  }
  assert.deepEqual(
    which(() => true).sort((a, b) => a - b),
    [16, 17, 18, 19, 20, 21, 22, 23],
  );
  assert.equal(node.children.length, 8);
  const before = drawn.length;
  step(23);
  rest(t);
  assert.deepEqual(drawn.slice(before), [24, 25, 26]);
});

test("a stack as high as its highest layer has all eras from the first, of one language", async (t) => {
  const { drawn, node, go, which, isSeen } = await open(t, { all: true });
  assert.equal(drawn.length, 6);
  go({ language: "es" });
  assert.equal(drawn.length, 12);
  assert.equal(node.children.length, 6);
  assert.deepEqual(which(isSeen), [0]);
});

test("what is forgotten is drawn anew, and nothing is drawn after the end", async (t) => {
  const { stack, drawn, node, step } = await open(t);
  rest(t);
  stack.forget();
  assert.equal(node.children.length, 0);
  step(4);
  stack.destroy();
  rest(t);
  assert.deepEqual(drawn.slice(6), [4]);
});

test("no rule reaches from what is seen to its parts: a step would style each of them anew", () => {
  const folder = new URL("../src/", import.meta.url);
  const sheets = readdirSync(folder).filter((name) => name.endsWith(".css"));
  const selectors = sheets
    .flatMap((name) => readFileSync(new URL(name, folder), "utf8").match(/[^{}]+(?=\{)/g) ?? [])
    .flatMap((rule) => rule.split(/,(?![^(]*\))/));
  assert.ok(selectors.some((one) => one.includes(".pfr-seen")));
  assert.deepEqual(
    selectors.filter((one) => /\.pfr-seen\S*\s+\S/.test(one.trim())),
    [],
  );
});
