/**
 * Whether who is of a kind stands on the map: a state, or a place of the study's own.
 * @param {string} kind
 */
export const hasTerritory = (kind) => kind === "state" || kind === "place";
