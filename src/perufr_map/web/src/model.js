/** The study by code and era: territories, names, scores and readings. */
import { decode } from "./topology.js";

const NO_CHANGE = 0.005; // a smaller difference is none: scores have two decimals
const DECIMALS = 1e4; // scores and their differences have four decimals

/** What another method of scoring changes in a payload. */
const SCORED = ["eras", "events", "method", "group_share"];

/** The scores of an era by code; in a file, codes with the same score share one entry. */
const readScores = ({ scores }) =>
  new Map(
    Object.entries(scores).flatMap(([codes, score]) =>
      codes.split(" ").map((code) => [code, score]),
    ),
  );

/**
 * What the map shows of one counterpart.
 * @typedef {Object} Reading
 * @property {"score"|"changed"|"unchanged"|"new"|"gone"} became a score, or what became of one
 * @property {number|null} value the score, or the difference; null where one side is missing
 * @property {Object|null} now score in the era shown
 * @property {Object|null} before score in the era compared with
 * @property {boolean} single whether a score in it rests on one statement
 */

/**
 * @param {Object} given the payload
 */
export function createModel(given) {
  const payload = { ...given };
  const { states, lines } = decode(payload.topology);
  const counterparts = new Map(Object.entries(payload.counterparts));
  const types = new Map(Object.entries(payload.types));
  const scores = [];
  const eraIndex = new Map(payload.eras.map((era, index) => [era.id, index]));
  const byCode = new Map();
  for (const state of states) {
    const { code } = state.properties;
    byCode.set(code, [...(byCode.get(code) ?? []), state]);
  }
  takeScores(given);

  function takeScores(next) {
    for (const key of SCORED) payload[key] = next[key];
    scores.splice(0, Infinity, ...payload.eras.map((era) => readScores(era)));
  }

  const areas = (code) => byCode.get(code) ?? [];
  const isDrawn = (area, era) => area.properties.eras?.includes(era) ?? true;
  const areasIn = (code, era) => areas(code).filter((area) => isDrawn(area, era));
  const scoreOf = (code, era) => scores[era]?.get(code) ?? null;
  const onOne = (score) => score?.events.length === 1;
  const notThen = (code, era) => byCode.has(code) && areasIn(code, era).length === 0;

  /** Name in an era: a state is called what it was called then. */
  function nameOf(code, era) {
    return (
      areasIn(code, era)[0]?.properties ??
      counterparts.get(code) ??
      areas(code)[0]?.properties
    )?.name;
  }

  /**
   * @param {string} code
   * @param {{eraIndex: number, beforeIndex: number|null}} state
   * @returns {Reading|null} null where there is nothing to show
   */
  function readingOf(code, state) {
    const now = scoreOf(code, state.eraIndex);
    if (state.beforeIndex === null) {
      return now && { became: "score", value: now.score, now, before: null, single: onOne(now) };
    }
    const before = scoreOf(code, state.beforeIndex);
    if (!now && !before) return null;
    const single = onOne(now) || onOne(before);
    if (!now || !before) return { became: now ? "new" : "gone", value: null, now, before, single };
    const value = Math.round((now.score - before.score) * DECIMALS) / DECIMALS;
    const became = Math.abs(value) < NO_CHANGE ? "unchanged" : "changed";
    return { became, value, now, before, single };
  }

  return {
    payload,
    states,
    lines,
    counterparts,
    codes: [...new Set([...counterparts.keys(), ...byCode.keys()])],
    eraIndex,
    areas,
    areasIn,
    isDrawn,
    scoreOf,
    nameOf,
    readingOf,
    notThen,
    isFocus: (code) => code === payload.focus,
    known: (code) => counterparts.has(code) || byCode.has(code),
    kindOf: (code) => counterparts.get(code)?.kind ?? "state",
    typeOf: (event) => types.get(event.type) ?? null,
    onMap: (code) => byCode.has(code),
    erasWithScore: (code) => scores.flatMap((map, era) => (map.has(code) ? [era] : [])),
    onOne,
    /** Take the scores of another payload of the same study, on the same borders. */
    takeScores,
  };
}
