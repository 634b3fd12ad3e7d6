/** Do in the task after the next frame what can wait so long. */

/** @import { Changed } from "./types.d.ts" */

/**
 * @param {(changed: Changed) => void} run called with all changes since it last ran, as one
 */
export function createDeferred(run) {
  /** @type {Changed|null} */
  let waiting = null;
  /** @type {number|null} */
  let frame = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let task;

  function cancel() {
    if (frame !== null) cancelAnimationFrame(frame);
    clearTimeout(task);
    frame = null;
  }

  function flush() {
    cancel();
    const changed = waiting;
    waiting = null;
    if (changed) run(changed);
  }

  return {
    /**
     * Steps that follow fast are taken together; none waits longer because of the next.
     * @param {Changed} changed
     */
    add(changed) {
      waiting = { ...waiting, ...changed };
      frame ??= requestAnimationFrame(() => {
        task = setTimeout(flush);
      });
    },
    flush,
    cancel,
  };
}
