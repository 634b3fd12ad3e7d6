/** One category of statements alone: scores and regions as Python makes them of what counts. */
import { roundScore } from "./rounding.js";

/** @import { EventData, Payload, ScoreData } from "./payload.d.ts" */
/** @import { Era } from "./model.js" */
/** @import { Model } from "./types.d.ts" */

const LIMIT = 10; // of a score

/** @param {number[]} added */
const sum = (added) => added.reduce((total, each) => total + each, 0);

/**
 * The score of what its statements add, the least first; see scoring/scores.py.
 * @param {number[]} added
 * @param {Pick<Payload, "aggregation"|"constant">} method
 */
function scoreOf(added, { aggregation, constant = LIMIT }) {
  const net = sum(added);
  if (aggregation === "worst") return added[0];
  if (aggregation === "mean") return net / added.length;
  if (aggregation === "sum") return Math.max(-LIMIT, Math.min(LIMIT, net));
  return (LIMIT * net) / (constant + Math.abs(net));
}

/**
 * What shows a category alone, and all statements again.
 * @param {Model} model as it was made
 */
export function createAlone(model) {
  const { eras, events, types, method, leaves_out, group_share, ...payload } = model.payload;
  const all = { eras, events, method, leaves_out, group_share };
  const order = Object.keys(payload.counterparts);

  /**
   * @param {string} category
   * @param {string} code
   * @param {ScoreData} whole
   * @param {Record<string, number>} probable
   * @returns {[string, ScoreData][]} none where nothing counts
   */
  function rescore(category, code, whole, probable) {
    const parts = whole.events.filter(([i]) => types[events[i].type]?.category === category);
    if (!parts.length) return [];
    const added = parts.map(([i, , adds]) => adds ?? events[i].weight).sort((a, b) => a - b);
    const score = roundScore(scoreOf(added, payload));
    const [low, high] = added[1] === undefined ? [] : [added.slice(0, -1), added.slice(1)];
    const via = parts[0][1];
    return [
      [
        code,
        {
          ...whole,
          score,
          low: low ? roundScore(Math.min(score, scoreOf(low, payload))) : null,
          high: high ? roundScore(Math.max(score, scoreOf(high, payload))) : null,
          cooperation: roundScore(sum(added.filter((each) => each > 0))),
          conflict: roundScore(sum(added.filter((each) => each < 0))),
          basis: via ? "group" : "named",
          sign_probability: probable[code] ?? probable[via ?? ""],
          events: parts,
        },
      ],
    ];
  }

  /**
   * Where the groups' statements are drawn; see shown/regions.py.
   * @param {Era["scores"]} scores
   * @param {number} era
   */
  function regionsOf(scores, era) {
    /** @type {Record<string, Set<string>>} */
    const reached = {};
    const taken = new Set([model.focusIn(era)]);
    for (const [code, { basis, events: parts }] of Object.entries(scores)) {
      if (basis === "named") taken.add(code);
      for (const [, via] of parts) if (via) (reached[via] ??= new Set()).add(code);
    }
    /** @type {Record<string, string[]>} */
    const found = {};
    const groups = order.flatMap((group) => {
      const members = group in reached ? model.membersIn(group, era) : null;
      return members ? [{ group, members: [...new Set(members)] }] : [];
    });
    groups.sort((a, b) => a.members.length - b.members.length);
    for (const { group, members } of groups) {
      const told = members.filter((code) => reached[group].has(code) && !taken.has(code));
      for (const code of told) taken.add(code);
      const drawn = told.filter((code) => model.areasIn(code, era).length);
      if (drawn.length) found[group] = drawn.sort();
    }
    return found;
  }

  /**
   * @param {string} category
   * @param {Era} era
   * @param {number} index
   */
  function keepIn(category, era, index) {
    const scores = Object.fromEntries(
      Object.entries(era.scores).flatMap(([code, whole]) =>
        rescore(category, code, whole, payload.alone[category][index]),
      ),
    );
    return { ...era, scores, regions: regionsOf(scores, index) };
  }

  /** @param {string|null} category null for all */
  return (category) =>
    model.takeScores(
      category === null
        ? all
        : {
            ...all,
            eras: eras.map((era, index) => keepIn(category, era, index)),
            events: events.map((event) =>
              types[event.type]?.category === category ? event : { ...event, weight: 0 },
            ),
            method: { ...method, category },
            leaves_out: true,
          },
    );
}
