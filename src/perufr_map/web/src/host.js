/** What a frame tells the page around it. */

/** @import { Chrome } from "./types.d.ts" */

/**
 * Tell the page around a frame how high the frame's content is, whenever that changes.
 * @param {HTMLElement} root
 * @param {Chrome} chrome
 * @returns {() => void} stops it
 */
export function tellHeight(root, chrome) {
  if (chrome !== "embed" || parent === window) return () => {};
  let told = 0;
  const watcher = new ResizeObserver(() => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height !== told) parent.postMessage({ perufr: "height", height }, "*");
    told = height;
  });
  watcher.observe(root);
  return () => watcher.disconnect();
}
