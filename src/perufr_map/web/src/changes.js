/** What changed between two eras, and a sentence on it; Python's own is `shown/changes.py`. */
import { roundScore } from "./rounding.js";
import { isolate } from "./texts.js";
import { hasTurned, isFirmTurn } from "./turns.js";

/** @import { ScoreData } from "./payload.d.ts" */
/** @import { At, Model, Words } from "./types.d.ts" */

/** The sections, in the order in which they stand. */
export const SECTIONS = /** @type {const} */ (["turned", "same", "new", "gone"]);

/**
 * @typedef {Object} Change what became of one counterpart
 * @property {string} code
 * @property {typeof SECTIONS[number]} became
 * @property {ScoreData|null} before
 * @property {ScoreData|null} now
 * @property {boolean} firm whether both signs are settled, and statements name both scores
 * @property {number} rank what a section is in order of
 */

/** @typedef {At & {beforeIndex: number}} Between */

const NAMED = { firm: 3, loose: 2 }; // more than one more are counted

/**
 * @param {Model} model
 * @param {string} code
 * @param {Between} at
 * @returns {Change|null} null for who has no change of its own
 */
function changeOf(model, code, at) {
  const [before, now] = [at.beforeIndex, at.eraIndex].map((era) => model.scoreOf(code, era));
  const one = now ?? before;
  if (!one || model.listedUnder(code, at) !== null) return null;
  if (!before || !now) {
    return { code, became: before ? "gone" : "new", before, now, firm: false, rank: -one.score };
  }
  const firm = before.score * now.score !== 0 && isFirmTurn(before, now, model);
  const rank = -Math.abs(roundScore(now.score - before.score));
  return { code, became: hasTurned(before, now) ? "turned" : "same", before, now, firm, rank };
}

/**
 * Whoever has a change of its own, by section.
 * @param {Model} model
 * @param {Between} at
 * @returns {Record<Change["became"], Change[]>}
 */
export function changesBetween(model, at) {
  const each = model.codes
    .flatMap((code) => changeOf(model, code, at) ?? [])
    .sort((a, b) => a.rank - b.rank);
  const found = SECTIONS.map((name) => [name, each.filter(({ became }) => became === name)]);
  return Object.fromEntries(found);
}

/**
 * A sentence on what changed: as a fact only where signs are settled and named.
 * @param {Model} model
 * @param {Words} words
 * @param {Record<Change["became"], Change[]>} changes
 * @param {Between} at
 */
export function sayChanges(model, words, { turned, same }, { eraIndex, beforeIndex }) {
  /** @param {Change[]} some @param {number} most */
  function list(some, most) {
    const names = some.map(({ code }) =>
      isolate(
        words.text(model.counterparts.get(code)?.said) || words.text(model.nameOf(code, eraIndex)),
      ),
    );
    if (names.length > most + 1) {
      names.splice(most, Infinity, words.t("changes.others", { n: names.length - most }));
    }
    const last = names.pop() ?? "";
    if (!names.length) return last;
    const and = words.t(/^h?i(?![aeou])/i.test(last) ? "changes.and_i" : "changes.and");
    return `${names.join(", ")} ${and} ${last}`;
  }

  /** @param {Change[]} some @param {"firm"|"loose"} how @param {string} both */
  function say(some, how, both) {
    if (!some.length) return [];
    const up = some.filter(({ now }) => now && now.score > 0);
    const down = some.filter((one) => !up.includes(one));
    const way = up.length && down.length ? both : up.length ? "up" : "down";
    const most = NAMED[how];
    const names = { names: list(some, most), up: list(up, most), down: list(down, most) };
    return [words.t(`changes.${how}.${way}`, names)];
  }

  function kept() {
    if (!same.length) return words.t("changes.apart");
    const unsure = same.filter(({ firm }) => !firm).length;
    return unsure ? words.count("changes.unsure", unsure) : words.t("changes.kept");
  }

  const parts = [
    ...say(
      turned.filter(({ firm }) => firm),
      "firm",
      "both",
    ),
    ...say(
      turned.filter(({ firm }) => !firm),
      "loose",
      "mixed",
    ),
  ];
  const [before, after] = [beforeIndex, eraIndex].map((era) => words.said(model.payload.eras[era]));
  return words.t("changes.sentence", { before, after, said: parts.join("; ") || kept() });
}
