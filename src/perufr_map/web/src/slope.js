/** What changed as lines between two axes, each end with its name. */
import { el, svg } from "./dom.js";
import { markOf } from "./glyphs.js";

/** @import { Change } from "./changes.js" */
/** @import { Paint } from "./hatches.js" */
/** @import { Model, State } from "./types.d.ts" */

const WIDE = { across: 680, names: 250 }; // px of the drawing, and from an edge to its axis
const NARROW = { across: 430, names: 180 };
const APART = 17; // between two names
const TOP = 34;
const LEADER = 14; // from the axis to where a name stands

/**
 * Places of names down an axis, no nearer than `apart`: those that would run into one another stand
 * around their middle.
 * @param {number[]} wanted in order
 * @param {{apart: number, top: number, bottom: number}} room
 */
export function placeNames(wanted, { apart, top, bottom }) {
  /** @type {{sum: number, count: number}[]} */
  const heaps = []; // of neighbours; the sum is of the places that their first would have
  /** @param {{sum: number, count: number}} heap */
  const startOf = ({ sum, count }) =>
    Math.max(top, Math.min(sum / count, bottom - (count - 1) * apart));
  for (const y of wanted) {
    let heap = { sum: y, count: 1 };
    for (let last = heaps.at(-1); last; last = heaps.at(-1)) {
      if (startOf(last) + last.count * apart <= startOf(heap)) break;
      heaps.pop();
      const sum = last.sum + heap.sum - heap.count * last.count * apart;
      heap = { sum, count: last.count + heap.count };
    }
    heaps.push(heap);
  }
  return heaps.flatMap((heap) =>
    Array.from({ length: heap.count }, (_, i) => startOf(heap) + i * apart),
  );
}

/**
 * @param {Model} model
 * @param {Paint} paint
 * @param {State} state
 * @param {Change[]} changes
 * @param {{label: string, narrow: boolean}} drawing
 */
export function drawSlope(model, paint, state, changes, { label, narrow }) {
  const { across, names } = narrow ? NARROW : WIDE;
  const { words, eraIndex, beforeIndex } = state;
  const { eras } = model.payload;
  const scores = changes.flatMap(({ before, now }) => [before?.score ?? 0, now?.score ?? 0]);
  const [low, high] = [Math.min(-1, ...scores), Math.max(1, ...scores)];
  const most = Math.max(
    ...["before", "now"].map(
      (key) => changes.filter((one) => one[/** @type {"now"} */ (key)]).length,
    ),
    1,
  );
  const height = Math.max(360, most * APART + 20);
  /** @param {number} score */
  const yOf = (score) => TOP + (height * (high - score)) / (high - low);
  const sides = /** @type {const} */ ([
    { key: "before", era: beforeIndex ?? 0, x: names, out: -1, open: true },
    { key: "now", era: eraIndex, x: across - names, out: 1, open: false },
  ]);

  const lines = changes.flatMap(({ became, before, now }) =>
    before && now
      ? svg("path", {
          d: `M${names} ${yOf(before.score)}L${across - names} ${yOf(now.score)}`,
          class: became === "turned" ? "pfr-slope-turned" : "pfr-slope-line",
        })
      : [],
  );
  const ends = sides.flatMap(({ key, era, x, out, open }) => {
    const told = changes
      .flatMap((one) => {
        const score = one[key];
        return score ? [{ ...one, score: score.score, y: yOf(score.score) }] : [];
      })
      .sort((a, b) => a.y - b.y);
    const room = { apart: APART, top: TOP, bottom: TOP + height };
    const places = placeNames(
      told.map(({ y }) => y),
      room,
    );
    const anchor = out < 0 ? "end" : "start";
    return [
      svg("path", { class: "pfr-slope-axis", d: `M${x} ${TOP - 8}v${height + 16}` }),
      svg(
        "text",
        { x, y: 14, class: "pfr-slope-era", "text-anchor": anchor },
        words.aged(eras[era]),
      ),
      ...told.flatMap(({ code, became, score, y }, i) => {
        const name = words.short({
          short: model.counterparts.get(code)?.short,
          name: model.nameOf(code, era),
        });
        const number = svg("tspan", { "font-weight": 700 }, words.signed(score));
        const mark = markOf(model, paint, code, era, { open, ring: became === "new" });
        mark.setAttribute("transform", `translate(${x} ${y})`);
        return [
          svg("path", {
            class: "pfr-slope-leader",
            d: `M${x + out * 7} ${y}L${x + out * LEADER * 1.6} ${places[i]}`,
          }),
          svg(
            "text",
            { x: x + out * LEADER * 1.8, y: places[i] + 4.5, "text-anchor": anchor },
            ...(out < 0 ? [`${name} `, number] : [number, ` ${name}`]),
          ),
          mark,
        ];
      }),
    ];
  });
  const zero = svg("path", {
    class: "pfr-slope-zero",
    d: `M${names} ${yOf(0)}H${across - names}`,
  });
  return el(
    "div",
    { class: "pfr-slope", role: "group", tabindex: 0, "aria-label": label },
    svg(
      "svg",
      {
        style: `min-width:${across}px`,
        viewBox: `0 0 ${across} ${TOP + height + 16}`,
        role: "img",
        "aria-label": label,
      },
      zero,
      ...lines,
      ...ends,
    ),
  );
}
