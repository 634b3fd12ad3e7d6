/** Do what can wait until the reader rests. */

const REST = 200; // ms

/** One thing that waits; asking again puts it off. */
export function createRest() {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  return {
    /** @param {() => void} act */
    later(act) {
      clearTimeout(timer);
      timer = setTimeout(act, REST);
    },
    cancel: () => clearTimeout(timer),
  };
}
