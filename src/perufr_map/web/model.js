/** What the parts ask about the study: who was where, under which name, with which score. */
((perufr) => {
  "use strict";

  /**
   * @param {Object} payload
   */
  function createModel(payload) {
    const { states, lines } = perufr.decode(payload.topology);
    const counterparts = new Map(Object.entries(payload.counterparts));
    const scores = payload.eras.map((era) => new Map(Object.entries(era.scores)));
    const eraIndex = new Map(payload.eras.map((era, index) => [era.id, index]));
    const byCode = new Map();
    for (const state of states) {
      const { code } = state.properties;
      byCode.set(code, [...(byCode.get(code) ?? []), state]);
    }

    const areas = (code) => byCode.get(code) ?? [];
    const drawn = (area, era) => area.properties.eras.includes(era);
    const areasIn = (code, era) => areas(code).filter((area) => drawn(area, era));
    const scoreOf = (code, era) => scores[era].get(code) ?? null;

    /** Name in an era: a state is called what it was called then. */
    function nameOf(code, era) {
      return (
        areasIn(code, era)[0]?.properties ??
        counterparts.get(code) ??
        areas(code)[0]?.properties
      )?.name;
    }

    return {
      payload,
      states,
      lines,
      counterparts,
      scores,
      codes: [...new Set([...counterparts.keys(), ...byCode.keys()])],
      eraIndex,
      areas,
      areasIn,
      drawn,
      scoreOf,
      nameOf,
      isFocus: (code) => code === payload.focus,
      known: (code) => counterparts.has(code) || byCode.has(code),
      kindOf: (code) => counterparts.get(code)?.kind ?? "state",
      onMap: (code) => byCode.has(code),
      /** A state of another time: drawn in some era, but not in this one. */
      notThen: (code, era) => byCode.has(code) && areasIn(code, era).length === 0,
      erasWithScore: (code) => scores.flatMap((map, era) => (map.has(code) ? [era] : [])),
      single: (score) => score.events.length === 1,
    };
  }

  perufr.createModel = createModel;
})((globalThis.perufr ??= {}));
