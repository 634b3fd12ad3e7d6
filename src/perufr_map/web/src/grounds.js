/** What a score rests on: statements by name and through groups, and how sure its sign is. */
import { el } from "./dom.js";
import { isNumber } from "./scale.js";
import { term } from "./tips.js";

/** @import { ScoreData, Share } from "./payload.d.ts" */
/** @import { Child, Model, Words } from "./types.d.ts" */

/** @param {...Child} children */
const small = (...children) => el("p", { class: "pfr-small" }, ...children);

/** @param {Model} model */
export function createGrounds(model) {
  const { payload } = model;

  /**
   * What a share adds to a score.
   * @param {Share} share
   */
  const weightOf = ([index, , given]) => given ?? payload.events[index].weight;

  /**
   * The statements that name a counterpart, or those through groups, and what they add.
   * @param {"named"|"through"} key
   * @param {Share[]} shares
   * @param {Words} words
   */
  const line = (key, shares, words) =>
    small(
      words.t(`card.${key}`, {
        statements: words.count("statements", shares.length),
        sum: words.signed(shares.reduce((sum, share) => sum + weightOf(share), 0)),
      }),
    );

  /**
   * How many statements of an era speak of each group that a state belongs to.
   * @param {ScoreData} score
   */
  function groupsTold({ events }) {
    /** @type {Map<string, number>} */
    const told = new Map();
    for (const [, group] of events) {
      if (group) told.set(group, (told.get(group) ?? 0) + 1);
    }
    return told;
  }

  /**
   * Whether statements name a counterpart: nothing where all do.
   * @param {string} code
   * @param {ScoreData} score
   * @param {number} era
   * @param {Words} words
   */
  function basis(code, score, era, words) {
    const own = score.events.filter(([, group]) => !group);
    const through = score.events.filter(([, group]) => group);
    if (!through.length) return [];
    if (!own.length) {
      const told = [...groupsTold(score)].map(([group, n]) => ({
        group: words.text(model.nameOf(group, era)) || group,
        n,
      }));
      const name = words.text(model.nameOf(code, era)) || code;
      return [el("p", { class: "pfr-small pfr-basis", text: words.unnamed(name, told) })];
    }
    return [line("named", own, words), line("through", through, words)];
  }

  /**
   * Cooperation and conflict apart, and how many statements there are.
   * @param {ScoreData} score
   * @param {Words} words
   */
  const balance = ({ cooperation = 0, conflict = 0, events }, words) =>
    small(
      `${words.t("card.balance", {
        cooperation: words.signed(cooperation),
        conflict: words.signed(conflict),
        events: words.count("statements", events.length),
      })}.`,
    );

  /**
   * How probable it is that the sign holds.
   * @param {ScoreData} score
   * @param {Words} words
   */
  function sign(score, words) {
    const probability = words.probability(score.sign_probability);
    const key = model.isUnsettled(score) ? "card.sign_unsettled" : "card.sign";
    return small(term(`${words.t(key, { probability })}.`, words.t("help.sign")));
  }

  /**
   * What becomes of a score without any one of its statements.
   * @param {ScoreData} score
   * @param {Words} words
   */
  function sensitivity({ low, high }, words) {
    if (!isNumber(low) || !isNumber(high)) {
      return small(term(`${words.t("card.single")}.`, words.t("help.single")));
    }
    const limits = { low: words.signed(low), high: words.signed(high) };
    return small(term(`${words.t("card.range", limits)}.`, words.t("help.range")));
  }

  /**
   * What two coders of the study see differently in a score.
   * @param {ScoreData} score
   * @param {Words} words
   */
  function coders({ coders_differ: n = 0 }, words) {
    return n ? [small(term(words.count("card.coders", n), words.t("help.coders")))] : [];
  }

  return {
    basis,
    /**
     * All of it, as paragraphs.
     * @param {string} code
     * @param {ScoreData} score
     * @param {number} era
     * @param {Words} words
     */
    all: (code, score, era, words) => [
      ...basis(code, score, era, words),
      balance(score, words),
      sign(score, words),
      sensitivity(score, words),
      ...coders(score, words),
    ],
  };
}
