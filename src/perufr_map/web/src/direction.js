/** Let what is written from right to left run so, whatever stands around it. */

/** @import { Part } from "./types.d.ts" */

/**
 * Whether a text has letters of Hebrew, Arabic or their kin.
 * @param {string|null|undefined} text
 */
const isTurned = (text) => /[\u0590-\u08ff]/.test(String(text));

/**
 * Give each element whose text has such letters the direction of its own letters, now and whenever
 * a text changes; the page around them stays as it is. Where nothing is written so, nothing is done.
 * @param {HTMLElement} root
 * @returns {Part}
 */
export function createDirection(root) {
  const turn = () => {
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("*"))) {
      if (isTurned(node.firstChild?.nodeValue)) node.dir = "auto";
    }
  };
  return {
    update(_state, { language }) {
      if (!language || !isTurned(root.textContent)) return;
      turn();
      new MutationObserver(turn).observe(root, {
        characterData: true,
        childList: true,
        subtree: true,
      });
    },
  };
}
