/** Update what is out of sight when it comes into sight, or once the reader rests. */

import { createRest } from "./rest.js";

/** @import { Changed } from "./types.d.ts" */

const REST = 300; // ms without a further change

/**
 * @param {Element} node what is out of sight or not
 * @param {(changed: Changed) => void} run called with all changes since it last ran, as one
 */
export function createDeferred(node, run) {
  /** @type {Changed|null} */
  let waiting = null;
  let inSight = false;
  const rest = createRest(REST);

  function flush() {
    rest.cancel();
    const changed = waiting;
    waiting = null;
    if (changed) run(changed);
  }

  const watcher = new IntersectionObserver((entries) => {
    inSight = entries.some((entry) => entry.isIntersecting);
    if (inSight) flush();
  });
  watcher.observe(node);
  addEventListener("beforeprint", flush);

  return {
    /**
     * @param {Changed} changed
     * @param {{now?: boolean}} [when] now, wherever it is
     */
    add(changed, { now = false } = {}) {
      waiting = { ...waiting, ...changed };
      if (now || inSight) return flush();
      rest.later(flush);
    },
    destroy() {
      rest.cancel();
      watcher.disconnect();
      removeEventListener("beforeprint", flush);
    },
  };
}
