/** The place that a page leaves in its own bar for the map's search. */

const SPOT = "perufr-find";

/**
 * Tell the style sheet where that place is, from the upper right corner of the map's own root,
 * whenever either moves. Where the page leaves none, the search stays where it is.
 * @param {HTMLElement} root
 * @returns {() => void} stops it
 */
export function followSpot(root) {
  function measure() {
    const spot = document.getElementById(SPOT)?.getBoundingClientRect();
    const own = root.getBoundingClientRect();
    root.toggleAttribute("data-spot", Boolean(spot?.width && own.width));
    if (!spot?.width || !own.width) return;
    root.style.setProperty("--pfr-spot-top", `${Math.round(spot.top - own.top)}px`);
    root.style.setProperty("--pfr-spot-right", `${Math.round(own.right - spot.right)}px`);
  }
  const watcher = new ResizeObserver(measure);
  // What makes the root move makes one of those grow in which it lies.
  const around = /** @type {ShadowRoot} */ (root.getRootNode()).host;
  for (let node = /** @type {Element|null} */ (around); node; node = node.parentElement)
    watcher.observe(node);
  watcher.observe(root);
  const spot = document.getElementById(SPOT);
  if (spot) watcher.observe(spot);
  return () => watcher.disconnect();
}
