/** Who is listed in an era, the best relation first, and what weighs most in it. */
import { hasTerritory } from "./kinds.js";
import { roundScore } from "./rounding.js";

/** @import { Model, Reading, State } from "./types.d.ts" */

/**
 * @typedef {Object} Row
 * @property {string} code
 * @property {string} name
 * @property {Reading} reading
 * @property {string[]} members codes of a group's members, by name
 */

/** @typedef {{code: string, index: number, adds: number}} Weighty a statement, by its place */

/**
 * "group", "state" for whoever has a territory or a point of its own, else "other".
 * @param {Model} model
 * @param {string} code
 */
export function formOf(model, code) {
  if (model.isGroup(code)) return "group";
  return hasTerritory(model.kindOf(code)) ? "state" : "other";
}

/**
 * A state is called what it was called then, whoever is no state by the shorter name.
 * @param {Model} model
 * @param {string} code
 * @param {Pick<State, "words"|"eraIndex">} state
 */
export function nameIn(model, code, { words, eraIndex }) {
  const short = model.onMap(code) ? null : model.counterparts.get(code)?.short;
  return words.text(short) || words.text(model.nameOf(code, eraIndex)) || code;
}

/**
 * The rows of a ranking, by score and then by name; who has none any more comes last. States that
 * a group alone carries have no row of their own.
 * @param {Model} model
 * @param {State} state
 * @returns {Row[]}
 */
export function rowsOf(model, state) {
  /** @param {string} code */
  const nameOf = (code) => nameIn(model, code, state);
  /** @param {string} a @param {string} b */
  const byName = (a, b) => a.localeCompare(b, state.words.language);
  return model.codes
    .flatMap((code) => {
      const reading = model.listedUnder(code, state) ? null : model.readingOf(code, state);
      const members = model
        .membersIn(code, state.eraIndex)
        .filter((member) => !model.isFocus(member, state.eraIndex))
        .sort((a, b) => byName(nameOf(a), nameOf(b)));
      return reading ? { code, name: nameOf(code), reading, members } : [];
    })
    .sort((a, b) => rankOf(b) - rankOf(a) || byName(a.name, b.name));
}

/** @param {Row} row */
const rankOf = ({ reading: { now } }) => now?.score ?? -Infinity;

/**
 * The statements of an era that add most to the score of whom they name, whatever its sign.
 * @param {Model} model
 * @param {number} era
 * @param {number} [most]
 * @returns {Weighty[]}
 */
export function weightiestOf({ payload: { eras, events } }, era, most = 3) {
  return Object.entries(eras[era].scores)
    .flatMap(([code, score]) =>
      score.events
        .filter(([, group]) => !group)
        .map(([index, , given]) => ({
          code,
          index,
          adds: roundScore(given ?? events[index].weight),
        })),
    )
    .sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds) || a.index - b.index)
    .slice(0, most);
}
