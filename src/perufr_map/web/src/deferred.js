/** Do in the task after the next frame what can wait so long. */

/**
 * @param {Function} run called with all changes since it last ran, as one
 */
export function createDeferred(run) {
  let waiting = null;
  let frame = null;
  let task = null;

  function cancel() {
    cancelAnimationFrame(frame);
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
    /** Steps that follow fast are taken together; none waits longer because of the next. */
    add(changed) {
      waiting = { ...waiting, ...changed };
      frame ??= requestAnimationFrame(() => (task = setTimeout(flush)));
    },
    flush,
    cancel,
  };
}
