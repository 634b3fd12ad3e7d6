/** Groups of states: who belongs to them and when, and where an era draws their statements. */

import { readRecords } from "./columns.js";

/** @import { EraData, MemberData, Payload, ScoreData } from "./payload.d.ts" */
/** @import { At } from "./types.d.ts" */

/**
 * @typedef {Object} Move a state that joins or leaves a group within an era
 * @property {string} group
 * @property {string} state
 * @property {"joined"|"left"} what
 * @property {string} day its first day in the group, or its first day outside
 * @property {MemberData["reason"]} reason
 */

/**
 * @param {Pick<Payload, "eras"|"groups">} payload its eras may be replaced
 * @param {(code: string, era: number) => ScoreData|null} scoreOf
 */
export function createGroups(payload, scoreOf) {
  const groups = new Map(
    Object.entries(payload.groups ?? {}).map(([group, members]) => [group, readRecords(members)]),
  );

  /** @type {WeakMap<EraData, Map<string, string>>} */
  const regions = new WeakMap(); // groups by state

  /**
   * The group whose region holds a state in an era, or null.
   * @param {string} code
   * @param {number} index
   */
  function regionOf(code, index) {
    const era = payload.eras[index];
    const found =
      regions.get(era) ??
      new Map(
        Object.entries(era.regions ?? {}).flatMap(([group, codes]) =>
          codes.map((state) => [state, group]),
        ),
      );
    regions.set(era, found);
    return found.get(code) ?? null;
  }

  /**
   * Whether a state is a member of a group on some day of an era.
   * @param {string} code
   * @param {string} group
   * @param {EraData} era
   */
  const belongs = (code, group, { start: first, end: last }) =>
    (groups.get(group) ?? []).some(
      ({ state, start, end }) =>
        state === code && (!start || start < last) && (!end || end > first),
    );

  /**
   * The era that a code is drawn in: the one shown, or in a comparison the other one where it has
   * a score in that alone.
   * @param {string} code
   * @param {Pick<At, "eraIndex"|"beforeIndex">} at
   */
  const drawnIn = (code, { eraIndex, beforeIndex }) =>
    beforeIndex === null || scoreOf(code, eraIndex) ? eraIndex : beforeIndex;

  /**
   * Whether a score is a group's: no statement names its state in the era in which it is drawn.
   * @param {string} code
   * @param {At} at
   */
  const isGroupOnly = (code, at) => scoreOf(code, drawnIn(code, at))?.basis === "group";

  /**
   * The group in whose region a state is drawn; null where it has a colour of its own or none. In a
   * comparison the region of a group that is told of in both eras is that of the era shown.
   * @param {string} code
   * @param {At} at
   * @returns {string|null}
   */
  function homeOf(code, at) {
    if (at.filled || !isGroupOnly(code, at)) return null;
    const era = drawnIn(code, at);
    const home = regionOf(code, era);
    return era !== at.eraIndex && home !== null && scoreOf(home, at.eraIndex) ? null : home;
  }

  /**
   * Whether a state's change is its own: a statement of either era names it, or it was in another
   * region before.
   * @param {string} code
   * @param {At} at
   */
  function hasOwnChange(code, { eraIndex, beforeIndex }) {
    if (beforeIndex === null) return false;
    const scores = [eraIndex, beforeIndex].map((era) => scoreOf(code, era));
    return (
      scores.some((score) => score && score.basis !== "group") ||
      (scores.every(Boolean) && regionOf(code, eraIndex) !== regionOf(code, beforeIndex))
    );
  }

  /**
   * Whether a score is shown in lists alone: no statement names its state, and no region holds it.
   * @param {string} code
   * @param {At} at
   */
  const isLeftOut = (code, at) => !at.filled && isGroupOnly(code, at) && homeOf(code, at) === null;

  return {
    regionOf,
    isLeftOut,
    isGroupOnly,
    homeOf,

    /** @param {string} code */
    isGroup: (code) => groups.has(code),

    /**
     * The group under which a list names a state that no statement names: that of its region, else
     * the one that its first statement is about.
     * @param {string} code
     * @param {At} at
     * @returns {string|null}
     */
    listedUnder(code, at) {
      if (at.filled || !isGroupOnly(code, at) || hasOwnChange(code, at)) return null;
      const home = homeOf(code, at);
      if (home !== null) return home;
      const score = scoreOf(code, at.eraIndex) ?? scoreOf(code, at.beforeIndex ?? at.eraIndex);
      return score?.events[0][1] ?? null;
    },

    /**
     * Members of a group on the day whose borders an era draws.
     * @param {string} group
     * @param {number} era
     */
    membersIn(group, era) {
      const day = payload.eras[era].reference_date;
      return (groups.get(group) ?? [])
        .filter(({ start, end }) => (!start || start <= day) && (!end || end > day))
        .map(({ state }) => state);
    },

    /**
     * Groups with a score that a state belongs to within the eras shown: what is said of them does
     * not count for a state without a score.
     * @param {string} code
     * @param {At} at
     */
    passedOver: (code, { eraIndex, beforeIndex }) =>
      [...groups.keys()].filter((group) =>
        [eraIndex, beforeIndex].some(
          (era) => era !== null && scoreOf(group, era) && belongs(code, group, payload.eras[era]),
        ),
      ),

    /**
     * Who joins or leaves within an era: of a group all of them, of a state its groups.
     * @param {string} code
     * @param {number} era
     * @returns {Move[]} in order of time
     */
    movesIn(code, era) {
      const { start: first, end: last } = payload.eras[era];
      /** @param {string|null|undefined} day */
      const within = (day) => day && day > first && day < last;
      return [...groups]
        .flatMap(([group, members]) =>
          members
            .filter(({ state }) => group === code || state === code)
            .flatMap(({ state, start, end, reason }) => [
              ...(start && within(start)
                ? [{ group, state, what: /** @type {const} */ ("joined"), day: start, reason }]
                : []),
              ...(end && within(end)
                ? [{ group, state, what: /** @type {const} */ ("left"), day: end, reason }]
                : []),
            ]),
        )
        .sort((a, b) => Number(a.day > b.day) - Number(a.day < b.day));
    },
  };
}
