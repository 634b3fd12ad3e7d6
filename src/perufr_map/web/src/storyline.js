/** The thin line of time over a story's cards: the eras, and what a step has on a known day. */
import { createAxis, placeNames } from "./axis.js";
import { el } from "./dom.js";
import { classOf } from "./scale.js";

/** @import { StepData } from "./payload.d.ts" */
/** @import { Model, Words } from "./types.d.ts" */

const LEAST = 328; // px of the shortest one
const SIGN = 7.5; // px that a digit or letter is wide

/**
 * What stands under the line, and where: when each era begins, as far as there is room.
 * @param {[number, number][]} spans of the eras, as shares of the line
 * @param {string[]} began their years, or days
 * @param {number} now index of the one told
 */
export function nameEras(spans, began, now) {
  const names = spans.map(([from, to], i) => {
    const width = SIGN * began[i].length;
    return { from: from * LEAST, to: to * LEAST, width, year: width };
  });
  return placeNames(names, LEAST, now).flatMap(({ x, shown }, i) =>
    shown === "off" ? [] : { at: x / LEAST, text: began[i], on: i === now },
  );
}

/** @param {Model} model */
export function createLine({ payload: { eras, events, scale } }) {
  const axis = createAxis(eras);
  const node = el("div", { class: "pfr-storyline", "aria-hidden": "true" });
  /** @param {number} share */
  const left = (share) => `left:${100 * share}%;`;
  return {
    node,
    /**
     * @param {StepData} step
     * @param {number} now index of its era
     * @param {Words} words
     */
    show(step, now, words) {
      node.replaceChildren(
        ...axis.spans.map(([from, to], i) =>
          el("i", {
            class: i === now ? "pfr-on" : null,
            style: `${left(from)}width:calc(${100 * (to - from)}% - 2px)`,
          }),
        ),
        ...nameEras(axis.spans, eras.map(words.began), now).map(({ at, text, on }) =>
          el("span", { class: on ? "pfr-on" : null, style: left(at), text }),
        ),
        ...step.days.flatMap((day, i) => {
          const tone = classOf(events[step.events[i]].weight, scale);
          return day
            ? el("b", { style: `${left(axis.at(day))}background:var(--pfr-c${tone})` })
            : [];
        }),
      );
    },
  };
}
