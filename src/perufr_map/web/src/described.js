/** The map of an era in a few sentences, for who cannot see it; Python's is shown/described.py. */
import { el, uid, write } from "./dom.js";
import { hasTerritory } from "./kinds.js";
import { createRest } from "./rest.js";

/** @import { Model, Part, Reading, State } from "./types.d.ts" */
/** @typedef {{code: string, kind: string, reading: Reading}} Row */

const ENDS = 3; // states that are named at each end of the scale
const MOST = 6; // that are named of all others

/** @param {Row} row */
const sizeOf = ({ reading: { value } }) => Math.abs(value ?? 0);
/** @param {Row} row */
const scoreOf = ({ reading: { now, before } }) => (now ?? before)?.score ?? 0;
/** @param {Row} row the number that is shown; 0 for what has none, or does not change */
const valueOf = ({ reading: { became, value } }) => (became === "unchanged" ? 0 : (value ?? 0));

/**
 * @param {Model} model
 * @param {State} state
 * @param {string[]} outside codes of who is not in sight
 */
export function describe(model, state, outside) {
  const { payload } = model;
  const { words, eraIndex, beforeIndex } = state;
  const era = payload.eras[eraIndex];
  const at = { ...state, filled: false };
  const rows = model.codes.flatMap((code) => {
    const reading = model.isFocus(code, eraIndex) ? null : model.readingOf(code, state);
    return reading && model.listedUnder(code, at) === null
      ? [{ code, kind: model.kindOf(code), reading }]
      : [];
  });
  /**
   * @param {(row: Row) => boolean} keep
   * @param {(row: Row) => number} [size]
   */
  const pick = (keep, size = sizeOf) =>
    rows.filter(keep).sort((a, b) => size(b) - size(a) || (a.code < b.code ? -1 : 1));
  /** @param {Row} row */
  const isState = ({ kind }) => hasTerritory(kind);
  /** @param {Row} row */
  const isNamed = ({ reading: { now, before } }) =>
    [now, before].some((score) => score && score.basis !== "group");
  /** @param {Row} row */
  const size = (row) => Math.abs(scoreOf(row));
  /** @param {string} what */
  const became = (what) => pick((row) => isState(row) && row.reading.became === what, size);
  const [better, worse] = beforeIndex === null ? ["cooperation", "conflict"] : ["better", "worse"];
  /** @type {[string, Row[]][]} */
  const parts = [
    [better, pick((row) => isState(row) && valueOf(row) > 0).slice(0, ENDS)],
    [worse, pick((row) => isState(row) && valueOf(row) < 0).slice(0, ENDS)],
    ["new", became("new")],
    ["gone", became("gone")],
    ["groups", pick(({ kind }) => kind === "group")],
    ["others", pick((row) => row.kind !== "group" && !isState(row))],
    ["unsettled", pick(({ reading }) => reading.unsettled)],
    ["outside", pick((row) => isState(row) && outside.includes(row.code))],
  ];
  /** @param {Row} row */
  const name = (row) => {
    const { code, reading } = row;
    const value = reading.value ?? scoreOf(row);
    const said = reading.became === "unchanged" ? words.reading(reading) : words.signed(value);
    return `${words.text(model.nameOf(code, eraIndex))} ${said}`;
  };
  /** @param {Row[]} found */
  const list = (found) => {
    const more = found.length - MOST;
    const names = found.slice(0, MOST).map(name);
    return [...names, ...(more > 0 ? [words.t("described.more", { n: more })] : [])].join(", ");
  };
  return [
    words.t(beforeIndex === null ? "described.map" : "described.changes", {
      focus: words.text(model.aboutIn(eraIndex)),
      era: words.text(era.name),
      years: words.years(era.start, era.end),
      before: beforeIndex === null ? "" : words.text(payload.eras[beforeIndex].name),
    }),
    words.count(
      "described.named",
      rows.filter((row) => row.kind === "state" && isNamed(row)).length,
    ),
    ...parts.flatMap(([key, found]) =>
      found.length ? words.t(`described.${key}`, { names: list(found) }) : [],
    ),
  ].join(" ");
}

/**
 * The description of the map's container, written when the reader rests.
 * @param {HTMLElement} container
 * @param {Model} model
 * @param {() => string[]} outside codes of who is not in sight
 */
export function createDescription(container, model, outside) {
  const node = el("p", { id: uid("described"), hidden: true });
  const rest = createRest(400);
  container.setAttribute("aria-describedby", node.id);
  return /** @satisfies {Part} */ ({
    node,
    update(state) {
      rest.later(() => write(node, { text: describe(model, state, outside()) }));
    },
    destroy: rest.cancel,
  });
}
