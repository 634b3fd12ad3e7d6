import assert from "node:assert/strict";
import test from "node:test";
import { createDeferred } from "../src/deferred.js";

/** @import { Changed } from "../src/types.d.ts" */

/**
 * Something on a page whose reader scrolls to it, or away, when the test says so.
 * @param {import("node:test").TestContext} t
 * @param {(changed: Changed) => void} run
 */
function create(t, run) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {(inSight: boolean) => void} */
  let scroll = () => {};
  class IntersectionObserver {
    /** @param {(entries: {isIntersecting: boolean}[]) => void} tell */
    constructor(tell) {
      scroll = (isIntersecting) => tell([{ isIntersecting }]);
    }
    observe() {}
    disconnect() {}
  }
  Object.assign(globalThis, {
    IntersectionObserver,
    addEventListener() {},
    removeEventListener() {},
  });
  const node = /** @type {Element} */ ({});
  return { ...createDeferred(node, run), scroll: (/** @type {boolean} */ to) => scroll(to) };
}

test("what is out of sight takes the changes of many steps together, at rest", (t) => {
  /** @type {Changed[]} */
  const seen = [];
  const { add } = create(t, (changed) => seen.push(changed));
  add({ era: true });
  t.mock.timers.tick(200);
  add({ before: true });
  t.mock.timers.tick(200);
  assert.deepEqual(seen, []);
  t.mock.timers.tick(100);
  assert.deepEqual(seen, [], "at rest, but the page is not idle");
  t.mock.timers.tick(100);
  assert.deepEqual(seen, [{ era: true, before: true }]);
  t.mock.timers.tick(1000);
  assert.equal(seen.length, 1);
});

test("what is in sight changes in the same step", (t) => {
  /** @type {Changed[]} */
  const seen = [];
  const { add, scroll } = create(t, (changed) => seen.push(changed));
  scroll(true);
  add({ era: true });
  assert.deepEqual(seen, [{ era: true }]);
  scroll(false);
  add({ era: true });
  assert.equal(seen.length, 1);
});

test("what comes into sight, or cannot wait, brings what waits, once", (t) => {
  /** @type {Changed[]} */
  const seen = [];
  const { add, scroll } = create(t, (changed) => seen.push(changed));
  add({ era: true });
  scroll(true);
  assert.deepEqual(seen, [{ era: true }]);
  scroll(false);
  add({ era: true });
  add({ selected: true }, { now: true });
  t.mock.timers.tick(1000);
  assert.deepEqual(seen.slice(1), [{ era: true, selected: true }]);
});

test("nothing comes after the map is gone", (t) => {
  const { add, destroy } = create(t, () => assert.fail());
  add({ era: true });
  destroy();
  t.mock.timers.tick(1000);
});
