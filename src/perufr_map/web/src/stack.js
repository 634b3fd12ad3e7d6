/**
 * What changes with the era, drawn once for each: a step of the slider changes two opacities.
 *
 * The layers lie in one grid cell, each a layer of the compositor's, so that a step lays out and
 * paints nothing. The era that is shown is drawn at once, the others while the page is idle.
 * What pointer, Tab key and screen reader meet follows when the reader rests: see front.js.
 *
 *     const stack = createStack(model, (state) => ({ node: el("ul", {}, rowsOf(state)) }));
 *     node.append(stack.node);
 *     // in update(state, changed), at each change:
 *     if (changed.scores) stack.forget();
 *     stack.show(state);
 *
 * A layer is drawn ahead of its era, so it may depend on era, comparison, members and language
 * alone. What else a change brings (who is selected) is for its part to write on all `layers()`
 * that there are; `draw` is given it for those to come.
 */
import { el } from "./dom.js";
import { createFront } from "./front.js";
import { createRest } from "./rest.js";

/** @import { At, Model, State } from "./types.d.ts" */

const MOST = 8; // layers kept, however many eras there are: they take the browser's memory

/** @param {State} state */
const keyOf = ({ eraIndex, beforeIndex, filled, language }) =>
  [eraIndex, beforeIndex, filled, language].join(" ");

/**
 * @template {{node: HTMLElement}} Layer
 * @param {Model} model
 * @param {(state: State) => Layer} draw the layer of the era that the state has
 * @param {{all?: boolean}} [options] all draws every era at once and keeps it: where the highest
 *   layer gives the cell its height, which else would change while the page is idle
 */
export function createStack({ payload: { eras } }, draw, { all = false } = {}) {
  const node = el("div", { class: "pfr-stack" });
  const most = all ? eras.length : MOST;
  /** @type {Map<string, Layer>} */
  const layers = new Map(); // the one shown last is the last
  /** @type {Layer|null} */
  let shown = null;
  /** @type {State} */
  let state;
  const front = createFront(node);
  const idle = createRest();

  /** What is to be drawn, the nearest eras first. */
  function wanted() {
    const { eraIndex: now } = state;
    return eras
      .map(({ id }, eraIndex) => ({ ...state, era: id, eraIndex }))
      .sort((a, b) => Math.abs(a.eraIndex - now) - Math.abs(b.eraIndex - now))
      .slice(0, most);
  }

  /** @param {State} at */
  function layerOf(at) {
    const key = keyOf(at);
    const layer = layers.get(key) ?? draw(at);
    if (!layers.delete(key)) {
      layer.node.inert = true;
      node.append(layer.node);
    }
    layers.set(key, layer);
    return layer;
  }

  /** Drop the layers shown longest ago, of those that are not near the era shown. */
  function makeRoom() {
    if (layers.size <= most) return;
    const near = new Set(wanted().map(keyOf));
    for (const [key, layer] of layers) {
      if (layers.size <= most) return;
      if (near.has(key)) continue;
      layer.node.remove();
      layers.delete(key);
    }
  }

  /** Draw what is missing, one layer at a time. */
  function prepare() {
    const next = wanted().find((at) => !layers.has(keyOf(at)));
    if (!next) return;
    layerOf(next);
    makeRoom();
    idle.later(prepare, 0);
  }

  return {
    node,
    settle: front.settle,
    layers: () => [...layers.values()],

    /**
     * Show the layer of an era, or of the change between two.
     * @param {State} next
     */
    show(next) {
      state = next;
      if (all && !layers.has(keyOf(state))) wanted().forEach(layerOf);
      const layer = layerOf(state);
      makeRoom();
      front.show(layer.node);
      if (layer !== shown) idle.later(prepare);
      shown = layer;
      return layer;
    },

    /** Draw everything anew when it is next asked for: scores have changed. */
    forget() {
      idle.cancel();
      front.show(null);
      layers.clear();
      node.replaceChildren();
      shown = null;
    },

    destroy() {
      idle.cancel();
      front.destroy();
    },
  };
}
