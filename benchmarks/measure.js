/** From a reader's act to the frame that shows it: the same code for every page. */
globalThis.bench = (() => {
  "use strict";
  const SHAPES = "path.leaflet-interactive, path.choroplethlocation";
  const SIDE = "[data-testid=stColumn]:last-child, [data-testid=stTable]";
  const QUIET = 400; // ms without a further change of the side panel
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

  function side() {
    return [...document.querySelectorAll(SIDE)].map((node) => node.textContent).join();
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
   * the side panel had changed, and whether the map was gone in between.
   */
  function arm(act, { beside = false } = {}) {
    const before = { map: map(), side: side() };
    bench.done = new Promise((resolve) => {
      const start = (event) => {
        const found = { map: null, side: null, gone: false };
        let last = before.side;
        const look = () => {
          const now = performance.now() - event.timeStamp; // before we look, which takes time
          if (found.map === null) {
            const shown = map();
            if (shown === "") found.gone = true;
            else if (shown !== before.map) found.map = now;
          }
          if (beside) {
            const text = side();
            if (text !== last) [last, found.side] = [text, now];
          }
          const settled = !beside || (found.side !== null && now - found.side > QUIET);
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
