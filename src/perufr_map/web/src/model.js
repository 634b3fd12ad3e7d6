/** The study by code and era: territories, names, scores and readings. */
import { createGroups } from "./groups.js";
import { groupToneOf, toneOf } from "./scale.js";
import { readRecords, readShared } from "./columns.js";
import { roundScore } from "./rounding.js";
import { decode } from "./topology.js";

/** @import { EraData, EventData, Payload, ScoreData } from "./payload.d.ts" */
/** @import { Area, Line } from "./topology.js" */
/** @import { At, Reading } from "./types.d.ts" */

const SETTLED = 0.8; // from this probability on, a sign is settled
const NO_CHANGE = 0.005; // a smaller difference is none: scores have two decimals
/** @typedef {Omit<EraData, "scores"> & {scores: Record<string, ScoreData>}} Era */

/**
 * @param {EraData} era
 * @returns {Era}
 */
const readEra = ({ scores, ...era }) => ({ ...era, scores: readShared(scores) });

/** @param {Payload} given */
export function createModel(given) {
  const payload = {
    ...given,
    eras: given.eras.map(readEra),
    events: readRecords(given.events),
    types: readShared(given.types),
    counterparts: readShared(given.counterparts),
    steps: readRecords(given.steps ?? []),
  };
  const { states, lines, arcs } = decode(payload.topology);
  const counterparts = new Map(Object.entries(payload.counterparts));
  const types = new Map(Object.entries(payload.types));
  /** @type {Map<string, ScoreData>[]} */
  let scores = [];
  const eraIndex = new Map(payload.eras.map((era, index) => [era.id, index]));
  /** @type {Map<string, Area[]>} */
  const byCode = new Map();
  for (const state of states) {
    const { code } = state.properties;
    byCode.set(code, [...(byCode.get(code) ?? []), state]);
  }
  takeScores(given);

  /**
   * Take the scores of another payload of the same study, on the same borders.
   * @param {Pick<Payload, "eras"|"events"|"method"|"leaves_out"|"group_share">} next
   */
  function takeScores({ eras, events, method, leaves_out, group_share }) {
    const read = { eras: eras.map(readEra), events: readRecords(events) };
    Object.assign(payload, { ...read, method, leaves_out, group_share });
    scores = payload.eras.map((era) => new Map(Object.entries(era.scores)));
  }

  /** @param {string} code */
  const areas = (code) => byCode.get(code) ?? [];

  /**
   * @param {Area|Line} shape
   * @param {number} era
   */
  const isDrawn = (shape, era) => shape.properties.eras?.includes(era) ?? true;

  /**
   * @param {string} code
   * @param {number} era
   */
  const areasIn = (code, era) => areas(code).filter((area) => isDrawn(area, era));

  /**
   * @param {string} code
   * @param {number} era
   */
  const scoreOf = (code, era) => scores[era]?.get(code) ?? null;

  /** @param {ScoreData|null} score */
  const onOne = (score) => score?.events.length === 1;

  /**
   * Whether two or more statements name what has a score: it has a firm rim.
   * @param {Reading} reading
   */
  const isFirm = ({ now }) => (now?.events.filter(([, group]) => !group).length ?? 0) > 1;

  /** @param {ScoreData|null} score */
  const isUnsettled = (score) => score !== null && score.sign_probability < SETTLED;

  /** @param {number} era code of the state that it is about */
  const focusIn = (era) => payload.eras[era].focus ?? payload.focus;

  /** @param {number} era whether there are borders to draw it on */
  const isMapped = (era) => payload.eras[era].borders !== "none";

  /**
   * Whether a state did not exist in an era.
   * @param {string} code
   * @param {number} era
   */
  const notThen = (code, era) =>
    isMapped(era) && byCode.has(code) && areasIn(code, era).length === 0;

  /**
   * Name in an era: a state is called what it was called then.
   * @param {string} code
   * @param {number} era
   */
  function nameOf(code, era) {
    // Borders that are not those of the era have names that are not, either.
    const [drawn] = payload.eras[era].borders ? [] : areasIn(code, era);
    const named = drawn?.properties ?? counterparts.get(code);
    return named?.name ?? payload.names?.[code] ?? areas(code)[0]?.properties.name;
  }

  /**
   * @param {string} code
   * @param {Omit<At, "filled">} state
   * @returns {Reading|null} null where there is nothing to show
   */
  function readingOf(code, state) {
    const now = scoreOf(code, state.eraIndex);
    if (state.beforeIndex === null) {
      const notes = { single: onOne(now), unsettled: isUnsettled(now) };
      return now && { became: "score", value: now.score, now, before: null, ...notes };
    }
    const before = scoreOf(code, state.beforeIndex);
    const notes = { single: onOne(now) || onOne(before), unsettled: isUnsettled(now) };
    if (!before) return now && { became: "new", value: null, now, before, ...notes };
    if (!now) return { became: "gone", value: null, now, before, ...notes };
    const value = roundScore(now.score - before.score);
    const became = Math.abs(value) < NO_CHANGE ? "unchanged" : "changed";
    return { became, value, now, before, ...notes };
  }

  /** @param {string} code */
  const kindOf = (code) => counterparts.get(code)?.kind ?? "state";

  const groups = createGroups(payload, scoreOf);

  /**
   * What a reading looks like where it stands beside a name: in a tint where a group carries it.
   * @param {string} code
   * @param {Reading} reading
   * @param {At} at
   */
  function lookOf(code, reading, at) {
    const inGroup = groups.isGroup(code) || (!at.filled && groups.isGroupOnly(code, at));
    return inGroup ? groupToneOf(reading, payload.scale) : toneOf(reading, payload.scale);
  }

  /**
   * The classes of an element that holds a reading's number: its colour, hatched where the sign of
   * a score is not settled.
   * @param {string} code
   * @param {Reading} reading
   * @param {At} at
   */
  const classesOf = (code, reading, at) =>
    `pfr-on-${lookOf(code, reading, at)}` + (reading.unsettled ? " pfr-unsettled" : "");

  return {
    ...groups,
    lookOf,
    classesOf,
    isFirm,
    isUnsettled,
    payload,
    states,
    lines,
    arcs,
    counterparts,
    codes: [...new Set([...counterparts.keys(), ...byCode.keys()])],
    eraIndex,
    areas,
    areasIn,
    isDrawn,
    isMapped,
    scoreOf,
    nameOf,
    readingOf,
    notThen,
    onOne,
    takeScores,
    /** The statements that count in some score, by their place. */
    counted: () =>
      new Set(
        scores.flatMap((map) => [...map.values()].flatMap(({ events }) => events.map(([i]) => i))),
      ),
    /**
     * How many states a statement of an era names.
     * @param {number} era
     */
    namedIn: (era) =>
      [...(scores[era] ?? [])].filter(
        ([code, score]) => score.basis !== "group" && kindOf(code) === "state",
      ).length,
    focusIn,
    /**
     * The focus of an era as it stands in a sentence: “the Soviet Union”.
     * @param {number} era
     */
    aboutIn: (era) => payload.eras[era].about ?? nameOf(focusIn(era), era),
    /**
     * @param {string} code
     * @param {number} era
     */
    isFocus: (code, era) => code === focusIn(era),
    /** @param {string} code */
    known: (code) => counterparts.has(code) || byCode.has(code),
    kindOf,
    /** @param {EventData} event */
    typeOf: (event) => types.get(event.type) ?? null,
    /** @param {string} code */
    onMap: (code) => byCode.has(code),
    /** @param {string} code */
    erasWithScore: (code) => scores.flatMap((map, era) => (map.has(code) ? [era] : [])),
  };
}
