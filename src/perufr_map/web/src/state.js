/** What a reader may choose, and what is chosen now. */
import { createWords } from "./words.js";

/** @import { Change, Changed, Choices, Model, State } from "./types.d.ts" */

/** The choice to fill a group's members; null, and all else, draws them as a region. */
export const FILLED = "1";

/** The choice to present the map on the whole screen; null, and all else, does not. */
export const PRESENTING = "1";

/**
 * @param {Model} model
 * @param {string[]} [views] the views that there are besides the map
 * @param {readonly string[]} [readers] the reader's languages
 */
export function createState(model, views = [], readers) {
  const { payload, eraIndex } = model;
  const { eras, languages } = payload;

  /** @type {State} */
  const state = {
    view: null,
    era: eras[0].id,
    eraIndex: 0,
    before: null,
    beforeIndex: null,
    selected: null,
    language: languages[0],
    members: null,
    frame: null,
    present: null,
    category: null,
    filled: false,
    words: createWords(payload, languages[0], readers),
  };

  /**
   * What is chosen after a change, which may ask for anything.
   * @param {Change} change
   * @returns {Choices}
   */
  function choose(change) {
    const chosen = { ...state, ...change };
    const { view, era, before, selected, language, members, frame, present, category } = chosen;
    /**
     * @param {string|null|undefined} value
     * @param {(value: string) => boolean} isKnown
     */
    const known = (value, isKnown) => (value && isKnown(value) ? value : null);
    return {
      view: present === PRESENTING ? null : known(view, (name) => views.includes(name)),
      era: known(era, (id) => eraIndex.has(id)) ?? state.era,
      before: known(before, (id) => eraIndex.has(id)),
      selected: known(selected, model.known),
      language: known(language, (code) => languages.includes(code)) ?? state.language,
      members: members === FILLED ? members : null,
      frame: known(frame, (name) => Object.hasOwn(payload.frames, name)),
      present: present === PRESENTING ? present : null,
      category: known(category, (name) => Object.hasOwn(payload.alone ?? {}, name)),
    };
  }

  return {
    state,

    /**
     * The choices alone, as an address or a host keeps them.
     * @returns {Choices}
     */
    choices() {
      const { view, era, before, selected, language, members, frame, present, category } = state;
      return { view, era, before, selected, language, members, frame, present, category };
    },

    /**
     * Take over what is valid and new in a change.
     * @param {Change} change
     * @returns {Changed|null} null when nothing is
     */
    take(change) {
      const next = choose(change);
      const names = /** @type {(keyof Choices)[]} */ (Object.keys(next));
      const fresh = names.filter((name) => next[name] !== state[name]);
      if (!fresh.length) return null;
      /** @type {Changed} */
      const changed = Object.fromEntries(fresh.map((name) => [name, true]));
      Object.assign(state, next);
      state.eraIndex = eraIndex.get(state.era) ?? 0;
      state.beforeIndex = state.before === null ? null : (eraIndex.get(state.before) ?? null);
      state.filled = state.members === FILLED;
      if (changed.language) state.words = createWords(payload, state.language, readers);
      return changed;
    },

    /**
     * What the first drawing of all parts has to show.
     * @returns {Changed}
     */
    first() {
      /** @type {Changed} */
      const changed = { first: true, era: true, language: true };
      if (state.before !== null) changed.before = true;
      if (state.selected !== null) changed.selected = true;
      if (state.filled) changed.members = true;
      return changed;
    },
  };
}
