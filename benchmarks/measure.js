/** From a reader's act to the frame that shows it: the same code for every page. */
globalThis.bench = (() => {
  "use strict";
  const SHAPES = "path.leaflet-interactive, path.choroplethlocation";
  const PANELS = `:--main`; // filled in by harness.py; the map's own words stand in a shadow tree
  const QUIET = 400; // ms without a further change of the panels
  const PATIENCE = 10_000; // ms

  /** The document, its shadow trees, and the frames in it, as they are now. */
  function roots() {
    const found = [document];
    for (const node of document.querySelectorAll("*")) {
      if (node.shadowRoot) found.push(node.shadowRoot);
      if (node.tagName === "IFRAME" && node.contentDocument) found.push(node.contentDocument);
    }
    return found;
  }

  function map() {
    const shapes = roots().flatMap((root) => [...root.querySelectorAll(SHAPES)]);
    return shapes
      .map((node) => ["class", "fill", "style"].map((name) => node.getAttribute(name)).join())
      .join(";");
  }

  function panels() {
    return document.querySelector(PANELS)?.textContent ?? "";
  }

  /** Call a function in a task of its own after the next frame has been painted. */
  function painted(call) {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = call;
      port2.postMessage(null);
    });
  }

  /**
   * Wait for an act; `bench.done` then says after how many ms the map and, when asked for,
   * the panels had changed, and whether the map was gone in between.
   */
  function arm(act, { all = false } = {}) {
    const before = { map: map(), panels: panels() };
    bench.done = new Promise((resolve) => {
      const start = (event) => {
        const found = { map: null, panels: null, gone: false };
        let last = before.panels;
        const look = () => {
          const now = performance.now() - event.timeStamp; // before we look, which takes time
          if (found.map === null) {
            const shown = map();
            if (shown === "") found.gone = true;
            else if (shown !== before.map) found.map = now;
          }
          if (all) {
            const text = panels();
            if (text !== last) [last, found.panels] = [text, now];
          }
          const settled = !all || (found.panels !== null && now - found.panels > QUIET);
          if ((found.map !== null && settled) || now > PATIENCE) resolve(found);
          else painted(look);
        };
        painted(look);
      };
      addEventListener(act, start, { capture: true, once: true });
    });
  }

  return { arm, map };
})();
