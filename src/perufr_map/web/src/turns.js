/** All eras at once: who turned, who kept its sign; Python's own is `shown/overview.py`. */
import { roundScore } from "./rounding.js";

/** @import { ScoreData } from "./payload.d.ts" */
/** @import { Model } from "./types.d.ts" */

/** The sections, in the order in which they stand. */
export const SECTIONS = /** @type {const} */ (["turned", "group_first", "kept", "once"]);

/**
 * @typedef {Object} Row the scores of one counterpart
 * @property {string} code
 * @property {typeof SECTIONS[number]} section
 * @property {Map<number, ScoreData>} scores by the index of the era
 * @property {number} swing the highest score less the lowest
 * @property {Map<number, boolean>} turns by the index of the era in which its sign differs from
 *   the one before that: whether both are settled and none came through groups alone
 */

/**
 * Whether a score has turned from conflict to cooperation, or back; 0 has no sign.
 * @param {ScoreData|null} before
 * @param {ScoreData|null} now
 */
export const hasTurned = (before, now) => (before?.score ?? 0) * (now?.score ?? 0) < 0;

/**
 * Whether a turn is sure: both signs are settled, and statements name both scores.
 * @param {ScoreData} before
 * @param {ScoreData} now
 * @param {Pick<Model, "isUnsettled">} model
 */
export const isFirmTurn = (before, now, { isUnsettled }) =>
  [before, now].every((one) => one.basis !== "group" && !isUnsettled(one));

/**
 * Whether the scores that have a sign have the same one.
 * @param {ScoreData[]} scores
 */
function isOneSign(scores) {
  const signs = scores.map(({ score }) => Math.sign(score)).filter(Boolean);
  return new Set(signs).size === 1;
}

/**
 * @param {ScoreData[]} scores
 * @param {boolean} turns
 */
function sectionOf(scores, turns) {
  if (scores.length === 1) return "once";
  if (!turns) return "kept";
  const byName = scores.filter(({ basis }) => basis !== "group");
  return scores[0].basis === "group" && isOneSign(byName) ? "group_first" : "turned";
}

/**
 * @param {string} code
 * @param {Pick<Model, "payload"|"scoreOf"|"isUnsettled">} model
 * @returns {Row}
 */
function rowOf(code, model) {
  const { payload, scoreOf } = model;
  /** @type {Row["scores"]} */
  const scores = new Map();
  payload.eras.forEach((_, era) => {
    const score = scoreOf(code, era);
    if (score) scores.set(era, score);
  });
  /** @type {Row["turns"]} */
  const turns = new Map();
  /** @type {ScoreData|null} */
  let before = null;
  for (const [era, score] of scores) {
    if (!score.score) continue;
    if (before && hasTurned(before, score)) turns.set(era, isFirmTurn(before, score, model));
    before = score;
  }
  const every = [...scores.values()];
  const values = every.map(({ score }) => score);
  const span = Math.max(...values) - Math.min(...values);
  const swing = roundScore(span);
  return { code, section: sectionOf(every, turns.size > 0), scores, swing, turns };
}

/**
 * What a section is in order of: swing, or the era and then the score.
 * @param {Row} a
 * @param {Row} b
 */
function compare(a, b) {
  if (a.section !== "once") return b.swing - a.swing;
  const [[[era, x]], [[other, y]]] = [[...a.scores], [...b.scores]];
  return era - other || y.score - x.score;
}

/**
 * All counterparts that a statement names in some era, by section.
 * @param {Pick<Model, "payload"|"counterparts"|"scoreOf"|"isUnsettled">} model
 */
export function overviewOf(model) {
  const rows = [...model.counterparts.keys()]
    .map((code) => rowOf(code, model))
    .filter(({ scores }) => [...scores.values()].some(({ basis }) => basis !== "group"));
  return SECTIONS.map((section) => ({
    section,
    rows: rows.filter((row) => row.section === section).sort(compare),
  }));
}
