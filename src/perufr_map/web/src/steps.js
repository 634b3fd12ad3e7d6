/** The steps of a study's story: which one the map stands at, and what it asks the map for. */

/** @import { StepData } from "./payload.d.ts" */
/** @import { Change, Choices } from "./types.d.ts" */

export const STORY = "story";

/**
 * What a step asks the map for.
 * @param {StepData} step
 * @returns {Change}
 */
export const changeOf = ({ era, before, selected, frame }) => ({
  era,
  before: before ?? null,
  selected: selected[0] ?? null,
  frame: frame ?? null,
  category: null,
});

/**
 * Whether a step asks for what is chosen.
 * @param {StepData} step
 * @param {Choices} chosen
 */
export const asks = (step, chosen) =>
  Object.entries(changeOf(step)).every(
    ([name, value]) => chosen[/** @type {keyof Choices} */ (name)] === value,
  );

/**
 * The place of the step that asks for what is chosen; -1 where none does.
 * @param {{steps: StepData[]}} payload
 * @param {Choices} chosen
 */
export const placeOf = ({ steps }, chosen) => steps.findIndex((step) => asks(step, chosen));

/**
 * The place of the first step of an era that is all that is chosen; else that of the last step.
 * @param {{steps: StepData[]}} payload
 * @param {Choices} chosen
 */
export function firstOf({ steps }, { era, before, selected }) {
  const place = steps.findIndex((step) => step.era === era);
  return before === null && selected === null && place >= 0 ? place : steps.length - 1;
}

/**
 * The codes of whom the map rings: who is selected, in the story all whom its step speaks of.
 * @param {{steps: StepData[]}} payload
 * @param {Choices} chosen
 */
export function spokenOf(payload, chosen) {
  const step = chosen.view === STORY ? payload.steps[placeOf(payload, chosen)] : undefined;
  if (step) return step.selected;
  return chosen.selected === null ? [] : [chosen.selected];
}
