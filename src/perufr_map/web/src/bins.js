/** Where the legend's marks stand: one for each counterpart with a score, in half points. */

/** @import { Model } from "./types.d.ts" */

/**
 * @typedef {Object} Mark
 * @property {string} code
 * @property {number} bin the half point that its score is nearest to
 * @property {number} row from 0, upwards
 */

const HALF = 0.5;
const BEYOND = 1.25; // the scale ends no nearer than this many times its last edge
const AIR = 0.2; // beyond the strongest score

/**
 * An era's counterparts, the weakest score of a bin below: a group stands for those that no
 * statement names.
 * @param {Model} model
 * @param {number} era
 * @returns {Mark[]}
 */
export function marksOf(model, era) {
  const at = { eraIndex: era, beforeIndex: null, filled: false };
  const scored = model.codes.flatMap((code) => {
    const score = model.scoreOf(code, era);
    return score && model.listedUnder(code, at) === null ? [{ code, score: score.score }] : [];
  });
  /** @type {Map<number, number>} */
  const heights = new Map();
  return scored
    .sort((a, b) => Math.abs(a.score) - Math.abs(b.score) || (a.code < b.code ? -1 : 1))
    .map(({ code, score }) => {
      const bin = Math.sign(score) * Math.round(Math.abs(score) / HALF) * HALF || 0;
      const row = heights.get(bin) ?? 0;
      heights.set(bin, row + 1);
      return { code, bin, row };
    });
}

/**
 * How far the open ends reach: beyond every score of the study, within the scale.
 * @param {Model} model
 */
export function reachOf({ payload: { eras, scale } }) {
  const scores = eras.flatMap((era) => Object.values(era.scores).map(({ score }) => score));
  const most = Math.max(0, ...scores.map(Math.abs)) + AIR;
  const last = BEYOND * Math.max(...scale.thresholds.map(Math.abs));
  return Math.min(Math.max(most, last), Math.max(...scale.domain.map(Math.abs)));
}

const ROOM = 28; // px between two numbers, at least
const APART = 40; // px between two that differ in their sign alone: nearer, they are one

/**
 * The edges that are written: two alike around zero as one where they are near to one another,
 * and none that would run into the last.
 * @param {number[]} thresholds
 * @param {{width: number, reach: number}} bar in px, and how far its ends reach
 * @returns {{at: number, edge: number, both: boolean}[]}
 */
export function edgesOf(thresholds, { width, reach }) {
  /** @type {{at: number, edge: number, both: boolean}[]} */
  const written = [];
  for (const edge of thresholds) {
    const last = written.at(-1);
    const gap = last ? ((edge - last.at) * width) / (2 * reach) : Infinity;
    if (last && last.edge === -edge && gap < APART)
      Object.assign(last, { at: 0, edge, both: true });
    else if (gap >= ROOM) written.push({ at: edge, edge, both: false });
  }
  return written;
}
