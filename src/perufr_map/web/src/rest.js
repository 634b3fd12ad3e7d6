/** Do what can wait until the reader rests. */

/** @type {(task: () => void) => void} */
const whenIdle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task, 50));

/**
 * One thing that waits; asking again puts it off.
 * @param {number} [rest] ms without a further ask
 * @param {{idle?: boolean}} [options] idle waits, after that, until the page has nothing to do
 */
export function createRest(rest = 200, { idle = false } = {}) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  return {
    /**
     * @param {() => void} act
     * @param {number} [delay] ms
     */
    later(act, delay = rest) {
      clearTimeout(timer);
      const asked = setTimeout(() => (idle ? whenIdle(actIfAsked) : act()), delay);
      const actIfAsked = () => asked === timer && act();
      timer = asked;
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
