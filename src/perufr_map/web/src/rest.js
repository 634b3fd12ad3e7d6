/** Do what can wait until the reader rests. */

const timeout = 500; // ms: a page behind others is hardly ever idle

/** @type {(task: () => void, options: {timeout: number}) => void} */
const whenIdle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task, 50));

/**
 * One thing that waits, also until the page has nothing to do; asking again puts it off.
 * @param {number} [rest] ms without a further ask
 */
export function createRest(rest = 200) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  return {
    /**
     * @param {() => void} act
     * @param {number} [delay] ms
     */
    later(act, delay = rest) {
      clearTimeout(timer);
      const asked = setTimeout(() => whenIdle(() => asked === timer && act(), { timeout }), delay);
      timer = asked;
    },
    cancel() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
