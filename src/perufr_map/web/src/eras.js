/** Each era, and each change between two, as a drawing of its own: a step shows another one. */
import { el, svg } from "./dom.js";
import { createFront, SEEN } from "./front.js";
import { createLabels } from "./labels.js";
import { createMarks } from "./marks.js";
import { createRegions } from "./regions.js";
import { createRest } from "./rest.js";
import { toneOf } from "./scale.js";
import { pathOf } from "./shapes.js";

/** @import { Region } from "./regions.js" */
/** @import { Paint } from "./hatches.js" */
/** @import { Sight } from "./labels.js" */
/** @import { Shape } from "./shapes.js" */
/** @import { At, Model, State } from "./types.d.ts" */

/**
 * @typedef {Object} Drawing
 * @property {(name: string) => SVGSVGElement} frame makes an empty SVG that shows the whole map
 * @property {(shape: Shape) => boolean} isDot whether a shape is too small for its outline now
 * @property {() => number} pixels in a unit of the map now
 * @property {() => number} units of a drawing in a pixel now
 * @property {(code: string) => void} goTo moves the map to a state
 * @property {() => Sight|null} sight what is seen now; null while the map has no size
 */

/**
 * "firm" is what two or more statements name.
 * @typedef {"quiet"|"empty"|"region"|"gone"|"plain"|"firm"|"disputed"|"speck-quiet"|"speck"|"dot"} Form
 */

const MOST = 8; // drawings kept, however many eras there are: they take the browser's memory
const REST = 200; // ms after a zoom before drawings that are not in sight follow it

/**
 * Ways of drawing, in the order in which they cover each other.
 * @type {Form[]}
 */
const FORMS = [
  "quiet",
  "empty",
  "region",
  "gone",
  "plain",
  "firm",
  "disputed",
  "speck-quiet",
  "speck",
  "dot",
];

/**
 * @param {Model} model
 * @param {Shape[]} shapes
 * @param {Paint} paint
 * @param {Drawing} drawing
 */
export function createEras(model, shapes, paint, { frame, isDot, pixels, units, sight, goTo }) {
  const { scale, eras } = model.payload;
  const regions = createRegions(model, paint);
  const marks = createMarks(model, shapes);
  const labels = createLabels(model, shapes, goTo);
  const node = document.createElement("div");
  const above = document.createElement("div"); // labels stand above the line around a selected state
  const edge = el("div", { class: "pfr-edge" }); // names of who lies beyond it
  const front = createFront(edge);
  /**
   * @type {WeakMap<SVGSVGElement, {regions: Region[], labels: SVGSVGElement, chips: HTMLElement,
   *   key: string}>}
   */
  const labelled = new WeakMap();
  let views = 0; // how often what is seen has changed
  /** @type {Map<string, SVGSVGElement>} */
  const drawings = new Map(); // by era and what it is compared with; the last shown is the last
  /** @type {SVGSVGElement|null} */
  let shown = null;
  /** @type {State} */
  let state;
  const rest = createRest();

  /** @param {At} at */
  const keyOf = ({ eraIndex, beforeIndex, filled }) => `${eraIndex} ${beforeIndex} ${filled}`;

  /**
   * How a shape is painted, and the colour of a firm rim; null where it is not on the map of that
   * era. The paint of a shape in a region is its group.
   * @param {Shape} shape
   * @param {At} at
   * @returns {{paint: string, form: Form}|null}
   */
  function paintOf(shape, at) {
    const { area, code, status } = shape;
    if (!model.isDrawn(area, at.eraIndex)) return null;
    const dot = isDot(shape);
    /** @type {Form} */
    const form = dot ? "dot" : status === "disputed" ? "disputed" : "plain";
    if (model.isFocus(code, at.eraIndex)) return { paint: "var(--pfr-focus)", form };
    const home = model.homeOf(code, at);
    if (home !== null) {
      return { paint: home, form: "region" };
    }
    const reading = model.readingOf(code, at);
    if (!reading || model.isLeftOut(code, at)) return emptyPaint(status, dot);
    const tone = toneOf(reading, scale);
    if (tone === "gone") {
      return dot ? emptyPaint(status, dot) : { paint: "var(--pfr-no-data)", form: "gone" };
    }
    const filled = paint(tone, reading.unsettled);
    if (form !== "plain" || !model.isFirm(reading)) return { paint: filled, form };
    return { paint: `${filled};stroke:var(--pfr-firm-${tone})`, form: "firm" };
  }

  /**
   * How a territory without data is painted.
   * @param {string} status
   * @param {boolean} dot
   * @returns {{paint: string, form: Form}}
   */
  function emptyPaint(status, dot) {
    const dependent = status === "dependent";
    const line = "var(--pfr-no-data-line)";
    if (dot) return { paint: line, form: dependent ? "speck-quiet" : "speck" };
    if (dependent) return { paint: line, form: "quiet" };
    return { paint: "var(--pfr-no-data)", form: status === "disputed" ? "disputed" : "empty" };
  }

  /**
   * The shapes of an era by how they are painted.
   * @param {At} at
   */
  function groupsOf(at) {
    /** @type {Map<Form, Map<string, Shape[]>>} */
    const groups = new Map(FORMS.map((form) => [form, new Map()]));
    for (const shape of shapes) {
      const painted = paintOf(shape, at);
      const paints = painted && groups.get(painted.form);
      if (!paints) continue;
      const group = paints.get(painted.paint) ?? [];
      group.push(shape);
      paints.set(painted.paint, group);
    }
    return groups;
  }

  /**
   * One path for all that is painted alike.
   * @param {Form} form
   * @param {string} paint
   * @param {Shape[]} group
   */
  function drawGroup(form, paint, group) {
    const dots = form === "dot" || form.startsWith("speck");
    const d = group.map(({ path, dotPath }) => (dots ? dotPath : path)).join("");
    const codes = group.map(({ code }) => code).join(" ");
    const style = dots ? `stroke:${paint}` : `fill:${paint}`;
    const drawn = svg("path", { d, class: `pfr-drawn pfr-${form}`, style, "data-codes": codes });
    return form === "dot" ? [svg("path", { d, class: "pfr-drawn pfr-dot-rim" }), drawn] : [drawn];
  }

  /** @param {At} at */
  function drawFrontiers({ eraIndex }) {
    const lines = model.lines.filter((line) => model.isDrawn(line, eraIndex));
    const d = lines.map(({ paths }) => pathOf(paths, "")).join("");
    return d ? svg("path", { d, class: "pfr-drawn pfr-frontier" }) : null;
  }

  const labelKey = () => `${views} ${state.language}`;

  /**
   * Lay out the labels of a drawing, if they are not those of this view and language.
   * @param {SVGSVGElement} drawing
   * @param {At} at
   */
  function label(drawing, at) {
    const found = labelled.get(drawing);
    const key = labelKey();
    if (!found || found.key === key) return;
    const seen = sight();
    if (!seen) return;
    found.key = key;
    const signs = marks.draw(at, found.regions, seen, units());
    const obstacles = [...seen.obstacles, ...signs.flatMap(({ boxes }) => boxes)];
    const { nodes, chips } = labels.layOut(at, state.words, { ...seen, obstacles }, units());
    found.chips.replaceChildren(...chips);
    found.labels.replaceChildren(...nodes, ...signs.map(({ node }) => node));
  }

  /** @param {At} at */
  function draw(at) {
    const drawing = frame("pfr-era");
    const groups = groupsOf(at);
    const drawn = [...(groups.get("region") ?? [])].map(([group, members]) =>
      regions.draw(group, members, at, { isDot, pixels: pixels() }),
    );
    const dotted = groups.get("dot");
    for (const { dots, paint } of drawn) {
      if (dots.length) dotted?.set(paint, [...(dotted.get(paint) ?? []), ...dots]);
    }
    const paths = new Map(
      [...groups].map(([form, paints]) => [
        form,
        form === "region"
          ? drawn.map(({ fill }) => fill)
          : [...paints].flatMap(([paint, group]) => drawGroup(form, paint, group)),
      ]),
    );
    const frontiers = drawFrontiers(at);
    for (const form of FORMS) {
      if (form === "speck-quiet") {
        drawing.append(...drawn.map(({ line }) => line));
        if (frontiers) drawing.append(frontiers);
      }
      drawing.append(...(paths.get(form) ?? []));
    }
    const names = frame("pfr-labels");
    const chips = el("div");
    chips.inert = true;
    labelled.set(drawing, {
      regions: drawn.map(({ region }) => region),
      labels: names,
      chips,
      key: "",
    });
    return drawing;
  }

  /**
   * The drawing of an era, made if need be; another one makes room for it.
   * @param {At} at
   */
  function drawingOf(at) {
    const key = keyOf(at);
    const drawing = drawings.get(key) ?? draw(at);
    drawings.delete(key);
    drawings.set(key, drawing);
    if (!drawing.isConnected) {
      node.append(drawing);
      above.append(namesOf(drawing) ?? "");
      edge.append(labelled.get(drawing)?.chips ?? "");
    }
    label(drawing, at);
    if (drawings.size > MOST) makeRoom();
    return drawing;
  }

  /** @param {SVGSVGElement} drawing */
  const namesOf = (drawing) => labelled.get(drawing)?.labels;

  /**
   * A drawing and its labels.
   * @param {SVGSVGElement} drawing
   */
  const both = (drawing) => [drawing, namesOf(drawing) ?? drawing];

  /**
   * @param {SVGSVGElement} drawing
   * @param {"none"|""} display
   */
  function setDisplay(drawing, display) {
    for (const node of both(drawing)) node.style.display = display;
  }

  /** Drop the drawing shown longest ago, of those that are not near the era shown. */
  function makeRoom() {
    const wanted = new Set([state, ...neighbours()].map(keyOf));
    const dropped = [...drawings.keys()].find((key) => !wanted.has(key));
    if (dropped === undefined) return;
    const drawing = drawings.get(dropped);
    if (drawing) namesOf(drawing)?.remove();
    if (drawing) labelled.get(drawing)?.chips.remove();
    drawing?.remove();
    drawings.delete(dropped);
  }

  /** The eras around the one shown, the nearest first. */
  function neighbours() {
    const { eraIndex, beforeIndex, filled } = state;
    return eras
      .map((_, index) => ({ eraIndex: index, beforeIndex, filled }))
      .filter((at) => at.eraIndex !== eraIndex)
      .sort((a, b) => Math.abs(a.eraIndex - eraIndex) - Math.abs(b.eraIndex - eraIndex))
      .slice(0, MOST - 1);
  }

  /** @param {At} at */
  function isReady(at) {
    const drawing = drawings.get(keyOf(at));
    return drawing?.style.display === "" && labelled.get(drawing)?.key === labelKey();
  }
  const unready = () => neighbours().find((at) => !isReady(at));

  /** Draw the neighbours, one at a time, while the page has nothing else to do. */
  function prepare() {
    const next = shown && unready();
    if (!next) return;
    setDisplay(drawingOf(next), "");
    if (isReady(next)) rest.later(prepare, 0);
  }

  return {
    node,
    above,
    edge,

    /**
     * Show an era, or the change between two.
     * @param {State} next
     */
    show(next) {
      state = next;
      const drawing = drawingOf(state);
      if (drawing === shown) return;
      setDisplay(drawing, "");
      for (const node of both(drawing)) node.classList.add(SEEN);
      for (const node of shown ? both(shown) : []) node.classList.remove(SEEN);
      shown = drawing;
      const chips = labelled.get(drawing)?.chips;
      front.show(chips?.firstChild ? chips : null);
      rest.later(prepare, REST);
    },

    /**
     * How shapes are painted in an era: all that are painted alike together.
     * @param {Shape[]} some
     * @param {At} at
     */
    paintsOf(some, at) {
      /** @type {Map<string, Shape[]>} */
      const found = new Map();
      for (const shape of some) {
        const painted = paintOf(shape, at);
        if (!painted) continue;
        const { form, paint } = painted;
        const key = form === "region" ? regions.lookOf(paint, at).paint : paint;
        found.set(key, [...(found.get(key) ?? []), shape]);
      }
      return [...found];
    },

    /**
     * A copy of an era's drawing, of its labels, and of the names at its edge.
     * @param {At} at
     */
    copy(at) {
      const drawing = drawingOf(at);
      const nodes = [drawing, namesOf(drawing), labelled.get(drawing)?.chips].map((node) => [
        ...(node?.children ?? []),
      ]);
      return nodes.map((each) => each.map((node) => node.cloneNode(true)));
    },

    /** Leave what is not in sight out of a zoom. */
    pause() {
      rest.cancel();
      for (const drawing of drawings.values()) {
        if (drawing !== shown) setDisplay(drawing, "none");
      }
    },
    resume: () => rest.later(prepare, REST),

    /** Lay out the labels anew: something else is seen, or something else stands on it. */
    relabel() {
      views += 1;
      if (shown) label(shown, state);
      if (shown && unready()) rest.later(prepare, REST);
    },
    /** Another typeface has come. */
    remeasure() {
      labels.forget();
      this.relabel();
    },

    /** Draw everything anew when it is next asked for: scores or sizes have changed. */
    forget() {
      rest.cancel();
      drawings.clear();
      node.replaceChildren();
      above.replaceChildren();
      front.show(null);
      edge.replaceChildren();
      shown = null;
    },

    destroy() {
      rest.cancel();
      front.destroy();
    },
  };
}
