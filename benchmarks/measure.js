/** From a reader's act to the frame that shows it: the same code for every page. */
globalThis.bench = (() => {
  "use strict";
  // What a map is painted with, whatever draws it: shapes of Leaflet's panes and of Plotly,
  // or a canvas. No class of ours is named, so the measure outlives the way we draw.
  const SHAPES =
    ".leaflet-map-pane svg :is(path, circle, rect, polygon, use, image):not(defs *), " +
    "path.choroplethlocation";
  const PANELS = `:--main`; // filled in by harness.py; the map's own words stand in a shadow tree
  const QUIET = 400; // ms without a further change of the panels
  const STILL = 250; // ms without a further change of the map
  const PATIENCE = 10_000; // ms
  const SMALLEST = 300; // px: a canvas less wide is no map
  const UPPER = 0.85; // of a canvas: its timeline, if it has one, stands below
  const THUMB = { width: 160, height: 80 }; // px: what a canvas is compared by

  let thumb = null;

  /** The document, its shadow trees, and the frames in it, as they are now. */
  function roots() {
    const found = [document];
    for (const node of document.querySelectorAll("*")) {
      if (node.shadowRoot) found.push(node.shadowRoot);
      if (node.tagName === "IFRAME" && node.contentDocument) found.push(node.contentDocument);
    }
    return found;
  }

  /** How much of what stands in this element is to be seen: 0 to 1. */
  function opacityOf(node, known) {
    if (!node) return 1;
    if (!known.has(node)) {
      const { display, opacity } = getComputedStyle(node);
      const own = display === "none" ? 0 : Number(opacity);
      const above = own && !node.matches(".leaflet-map-pane");
      known.set(node, above ? own * opacityOf(node.parentElement, known) : own);
    }
    return known.get(node);
  }

  /** What a shape is painted with, or null where it is not to be seen. */
  function paintOf(node, known) {
    const { display, visibility, opacity, fill, fillOpacity, stroke } = getComputedStyle(node);
    if (display === "none" || visibility !== "visible") return null;
    if (fill === "none" && stroke === "none") return null;
    const seen = Number(opacity) * opacityOf(node.parentElement, known);
    const length = node.getAttribute("d")?.length;
    return seen ? `${fill} ${fillOpacity} ${stroke} ${seen} ${length}` : null;
  }

  /** A number that differs when the upper part of a canvas does. */
  function pictureOf(canvas) {
    const { width, height } = THUMB;
    thumb ??= Object.assign(document.createElement("canvas"), THUMB).getContext("2d", {
      willReadFrequently: true,
    });
    thumb.clearRect(0, 0, width, height);
    thumb.drawImage(canvas, 0, 0, canvas.width, canvas.height * UPPER, 0, 0, width, height);
    const { data } = thumb.getImageData(0, 0, width, height);
    return new Uint32Array(data.buffer).reduce((hash, four) => (Math.imul(hash, 31) + four) | 0, 0);
  }

  /** What a view says that stands in place of the map, its eras on a slider; else nothing. */
  function view() {
    for (const root of roots().slice(1)) {
      const slider = root.querySelector('[role="slider"]');
      if (slider) return slider.ariaValueText + root.textContent;
    }
    return "";
  }

  /** What the map shows, or a view in its place, as a text; else nothing. With `placed`, and where. */
  function map({ placed = false } = {}) {
    const [seen, known, boxes] = [[], new Map(), new Set()];
    for (const root of roots()) {
      for (const node of root.querySelectorAll(SHAPES)) {
        const paint = paintOf(node, known);
        if (paint === null) continue;
        seen.push(paint);
        if (placed) boxes.add(node.ownerSVGElement);
      }
      for (const canvas of root.querySelectorAll("canvas")) {
        if (canvas.clientWidth >= SMALLEST) seen.push(pictureOf(canvas));
      }
    }
    for (const box of boxes) {
      const { x, y, width } = box.getBoundingClientRect();
      seen.push(`${x} ${y} ${width}`);
    }
    return seen.join(";") || view();
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
   * the panels had changed, and whether the map was gone in between. With `placed` the map
   * has changed too when it stands elsewhere; with `settle` it is watched until it is still;
   * with `alone` only the panels are watched, where a view has no map.
   */
  function arm(act, { all = false, placed = false, settle = false, alone = false } = {}) {
    const seen = { map: alone ? "" : map({ placed }), panels: panels() };
    bench.done = new Promise((resolve) => {
      const start = (event) => {
        const found = { map: null, settled: null, panels: null, gone: false };
        const look = () => {
          const now = performance.now() - event.timeStamp; // before we look, which takes time
          if (!alone && (found.map === null || settle)) {
            const shown = map({ placed });
            if (shown === "") found.gone = true;
            else if (shown !== seen.map) {
              [seen.map, found.settled] = [shown, now];
              found.map ??= now;
            }
          }
          if (all) {
            const text = panels();
            if (text !== seen.panels) [seen.panels, found.panels] = [text, now];
          }
          const quiet = !all || (found.panels !== null && now - found.panels > QUIET);
          const still = !settle || now - found.settled > STILL;
          const drawn = alone || found.map !== null;
          if ((drawn && quiet && still) || now > PATIENCE) resolve(found);
          else painted(look);
        };
        painted(look);
      };
      addEventListener(act, start, { capture: true, once: true });
    });
  }

  /** After how many ms from the start of the navigation the map was first seen. */
  function first() {
    return new Promise((resolve) => {
      const look = () => {
        const now = performance.now();
        performance.mark("bench-look"); // the last one stands in the trace where the map was seen
        if (map() === "") painted(look);
        else resolve(now);
      };
      painted(look);
    });
  }

  return { arm, first, map };
})();
