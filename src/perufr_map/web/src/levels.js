/** The left edge of a drawing: lines of values, their numbers, and the classes as a strip. */
import { svg } from "./dom.js";

/** @import { createLooks } from "./looks.js" */
/** @import { Words } from "./types.d.ts" */

/**
 * @param {number[]} values those that have a line
 * @param {Object} given
 * @param {(value: number) => number} given.y
 * @param {number} given.left
 * @param {number} given.right
 * @param {number} given.reach how far the values go, either way
 * @param {Words} given.words
 * @param {ReturnType<typeof createLooks>} given.looks
 */
export function drawLevels(values, { y, left, right, reach, words, looks }) {
  const ticks = values.flatMap((value) => [
    svg("line", {
      class: value ? "tick" : "zero",
      x1: left,
      x2: right,
      y1: y(value),
      y2: y(value),
    }),
    svg(
      "text",
      { class: "axis", x: left - 13, y: y(value) + 4, "text-anchor": "end" },
      words.tick(value),
    ),
  ]);
  const strip = looks.classes.flatMap(({ from, to, name }) => {
    const [low, high] = [Math.max(from, -reach), Math.min(to, reach)];
    const height = y(low) - y(high) - 1;
    if (height <= 0) return [];
    const style = `fill:var(--${name})`;
    return [svg("rect", { x: left - 9, y: y(high), width: 5, height, style })];
  });
  return [...ticks, ...strip];
}
