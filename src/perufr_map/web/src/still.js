/** The layer that takes the pointer: every territory, without paint, above all that is drawn. */
import { svg } from "./dom.js";

/** @import { Shape } from "./shapes.js" */
/** @import { Area } from "./topology.js" */
/** @import { Model } from "./types.d.ts" */

/**
 * @param {SVGElement} node an empty SVG that shows the whole map
 * @param {Shape[]} shapes
 * @param {{isDot: (shape: Shape) => boolean, isDrawn: Model["isDrawn"]}} ask whether a shape is a dot now, and whether it
 *   is on the map of an era
 */
export function createStill(node, shapes, { isDot, isDrawn }) {
  /** @type {WeakMap<EventTarget, Area>} */
  const areas = new WeakMap(); // by the element that stands for them
  const targets = shapes.flatMap((shape) => {
    /**
     * @param {boolean} asDot
     * @param {string} d
     * @param {string} form
     */
    const target = (asDot, d, form) => {
      const path = svg("path", { d, class: `pfr-state ${form}`, "data-code": shape.code });
      path.style.visibility = "hidden";
      areas.set(path, shape.area);
      return { shape, asDot, path, visible: false };
    };
    return [
      shape.outlined ? target(false, shape.path, `pfr-${shape.status}`) : null,
      shape.dot ? target(true, shape.dotPath, "pfr-target-dot") : null,
    ].filter((found) => found !== null);
  });
  node.append(...targets.map(({ path }) => path));

  return {
    node,
    /**
     * The territory that an element stands for.
     * @param {EventTarget|null} element
     */
    areaOf: (element) => (element && areas.get(element)) ?? null,
    /**
     * Let the pointer find what an era has.
     * @param {number} eraIndex
     */
    update(eraIndex) {
      for (const target of targets) {
        const { shape, asDot, path } = target;
        const visible = asDot === isDot(shape) && isDrawn(shape.area, eraIndex);
        if (visible === target.visible) continue;
        target.visible = visible;
        path.style.visibility = visible ? "" : "hidden";
      }
    },
  };
}
