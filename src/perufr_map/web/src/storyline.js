/** The thin line of time over a story's cards: the eras, and what a step has on a known day. */
import { createAxis, placeNames } from "./axis.js";
import { el } from "./dom.js";
import { classOf } from "./scale.js";

/** @import { StepData } from "./payload.d.ts" */
/** @import { Model } from "./types.d.ts" */

const LEAST = 328; // px of the shortest one
const YEAR = 30; // px that a year is wide

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
     */
    show(step, now) {
      const names = axis.spans.map(([from, to]) => ({
        from: from * LEAST,
        to: to * LEAST,
        width: YEAR,
        year: YEAR,
      }));
      const places = placeNames(names, LEAST, now);
      node.replaceChildren(
        ...axis.spans.map(([from, to], i) =>
          el("i", {
            class: i === now ? "pfr-on" : null,
            style: `${left(from)}width:calc(${100 * (to - from)}% - 2px)`,
          }),
        ),
        ...places.flatMap(({ x, shown }, i) =>
          shown === "off"
            ? []
            : el("span", {
                class: i === now ? "pfr-on" : null,
                style: left(x / LEAST),
                text: eras[i].start.slice(0, 4),
              }),
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
