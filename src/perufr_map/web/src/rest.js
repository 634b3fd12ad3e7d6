/** Do what can wait until the reader rests. */

/**
 * One thing that waits; asking again puts it off.
 * @param {number} [rest] ms without a further ask
 */
export function createRest(rest = 200) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  return {
    /** @param {() => void} act */
    later(act) {
      clearTimeout(timer);
      timer = setTimeout(act, rest);
    },
    cancel: () => clearTimeout(timer),
  };
}
