/** What a reader may choose, and what is chosen now. */
import { createWords } from "./words.js";

/**
 * @param {import("./types").Model} model
 */
export function createState(model) {
  const { payload, eraIndex } = model;
  const { eras, languages } = payload;

  /** @type {import("./types").State} */
  const state = {
    era: eras[0].id,
    eraIndex: 0,
    before: null,
    beforeIndex: null,
    selected: null,
    language: languages[0],
    words: createWords(payload, languages[0]),
  };

  /** What each choice becomes when somebody asks for a value, which may be anything. */
  const valid = {
    era: (id) => (eraIndex.has(id) ? id : state.era),
    before: (id) => (eraIndex.has(id) ? id : null),
    selected: (code) => (model.known(code) ? code : null),
    language: (language) => (languages.includes(language) ? language : state.language),
  };

  return {
    state,

    /** The choices alone, as an address or a host keeps them. */
    choices() {
      const { era, before, selected, language } = state;
      return { era, before, selected, language };
    },

    /**
     * Take over what is valid and new in a change.
     * @param {import("./types").Change} change
     * @returns {import("./types").Changed|null} null when nothing is
     */
    take(change) {
      const asked = Object.keys(valid).filter((name) => name in change);
      const values = asked.map((name) => [name, valid[name](change[name])]);
      const fresh = values.filter(([name, value]) => value !== state[name]);
      if (!fresh.length) return null;
      Object.assign(state, Object.fromEntries(fresh));
      state.eraIndex = eraIndex.get(state.era);
      state.beforeIndex = eraIndex.get(state.before) ?? null;
      const changed = Object.fromEntries(fresh.map(([name]) => [name, true]));
      if (changed.language) state.words = createWords(payload, state.language);
      return changed;
    },

    /** What the first drawing of all parts has to show. */
    first: () => ({
      first: true,
      era: true,
      before: state.before !== null,
      selected: state.selected !== null,
      language: true,
    }),
  };
}
