/** The act below a state's name, on a map of few states: what the one statement on it says. */

/** @import { Form, Item } from "./places.js" */
/** @import { Model, Reading } from "./types.d.ts" */

const FEW = 8; // states that are named, on a map with room for acts
const MOST = { narrow: 2, wide: 6 }; // acts

/**
 * The acts of the strongest states that rest on one statement, by code; none where many are named.
 * @param {Model["payload"]} payload
 * @param {{code: string, reading: Reading, region: boolean}[]} found who has a label, the strongest first
 * @param {boolean} narrow
 * @returns {Map<string, import("./payload.d.ts").Text|null>}
 */
export function actsOf({ events, types }, found, narrow) {
  const states = found.filter(({ region }) => !region);
  if (states.length > FEW) return new Map();
  const acts = states.flatMap(({ code, reading: { became, now } }) => {
    if (became !== "score" || now.events.length > 1) return [];
    const [[index, group]] = now.events;
    const verb = group ? null : (types[events[index].type]?.verb ?? null);
    return verb ? [/** @type {const} */ ([code, verb])] : [];
  });
  return new Map(acts.slice(0, narrow ? MOST.narrow : MOST.wide));
}

/**
 * A label as it is without an act.
 * @template {Item} T
 * @param {T} item
 * @returns {T}
 */
export function withoutAct(item) {
  /** @param {Form[]} forms */
  const plain = (forms) => forms.filter(({ lines }) => item.region || !lines.endsWith(" below"));
  return { ...item, inside: plain(item.inside), outside: plain(item.outside) };
}
