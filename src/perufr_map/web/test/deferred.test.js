import assert from "node:assert/strict";
import test from "node:test";
import { createDeferred } from "../src/deferred.js";

/** @import { Changed } from "../src/types.d.ts" */

/**
 * A page whose next frame comes when the test says so, and whose timers do not wait.
 * What it returns brings that frame, and says how often it was asked for.
 * @param {import("node:test").TestContext} t
 */
function holdFrames(t) {
  /** @type {(() => void)[]} */
  const asked = [];
  Object.assign(globalThis, {
    requestAnimationFrame: (/** @type {() => void} */ run) => asked.push(run),
    cancelAnimationFrame: (/** @type {number} */ id) => (asked[id - 1] = () => {}),
  });
  t.mock.method(globalThis, "setTimeout", (/** @type {() => void} */ run) => run());
  return () => {
    const held = asked.splice(0);
    held.forEach((run) => run());
    return held.length;
  };
}

test("changes of one frame are taken together, after it", (t) => {
  const nextFrame = holdFrames(t);
  /** @type {Changed[]} */
  const seen = [];
  const { add } = createDeferred((changed) => seen.push(changed));
  add({ era: true });
  add({ before: true });
  assert.deepEqual(seen, []);
  assert.equal(nextFrame(), 1);
  assert.deepEqual(seen, [{ era: true, before: true }]);
  nextFrame();
  assert.equal(seen.length, 1);
  add({ era: true });
  nextFrame();
  assert.deepEqual(seen[1], { era: true });
});

test("what cannot wait brings what waits with it, once", (t) => {
  const nextFrame = holdFrames(t);
  /** @type {Changed[]} */
  const seen = [];
  const { add, flush } = createDeferred((changed) => seen.push(changed));
  add({ era: true });
  add({ selected: true });
  flush();
  nextFrame();
  assert.deepEqual(seen, [{ era: true, selected: true }]);
});

test("nothing comes after the map is gone", (t) => {
  const nextFrame = holdFrames(t);
  const { add, cancel } = createDeferred(() => assert.fail());
  add({ era: true });
  cancel();
  nextFrame();
});
