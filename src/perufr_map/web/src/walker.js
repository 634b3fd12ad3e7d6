/** The map's keys: Enter begins a walk from named state to named state, Escape ends it. */
import { el } from "./dom.js";
import { nearestTo, nextByScore, WAYS } from "./walk.js";

/** @import { Stop } from "./walk.js" */
/** @import { Model, Part, State } from "./types.d.ts" */

/**
 * @typedef {Object} Steps
 * @property {(code: string) => {lat: number, lng: number}|null} placeOf where a state is on the map
 * @property {(code: string) => boolean} inSight
 * @property {(code: string|null) => void} ring draws the line around a state, or none
 * @property {(code: string) => void} reveal
 * @property {(code: string) => void} open
 */

/**
 * @param {HTMLElement} container of the Leaflet map
 * @param {Model} model
 * @param {Steps} steps
 */
export function createWalker(container, model, { placeOf, inSight, ring, reveal, open }) {
  const node = el("p", { class: "pfr-hidden", "aria-live": "polite" });
  /** @type {State} */
  let state;
  /** @type {string|null} where the walk is; null while the arrows move the map */
  let at = null;

  /**
   * Whom a statement names: what is said of a group alone is read in the table.
   * @returns {Stop[]}
   */
  const stops = () =>
    model.codes.flatMap((code) => {
      const reading = model.isFocus(code, state.eraIndex) ? null : model.readingOf(code, state);
      const place = reading && !model.isGroupOnly(code, state) ? placeOf(code) : null;
      return place ? [{ code, x: place.lng, y: place.lat, score: reading?.value ?? 0 }] : [];
    });

  /** @param {string} code */
  function say(code) {
    const { words, eraIndex } = state;
    const reading = model.readingOf(code, state);
    const name = words.text(model.nameOf(code, eraIndex));
    if (!reading) return `${name}, ${words.t("hover.no_data")}`;
    const { now, before, unsettled } = reading;
    const parts = [name, words.reading(reading)];
    if (reading.became !== "score") {
      const [then, today] = [before, now].map((score) => score && words.signed(score.score));
      parts.splice(
        1,
        1,
        words.t(`hover.${reading.became}`, {
          change: words.signed(reading.value ?? 0),
          before: then ?? "",
          now: today ?? "",
        }),
      );
    }
    parts.push(
      words.spell(
        "statements",
        new Set([...(before?.events ?? []), ...(now?.events ?? [])].map(([event]) => event)).size,
      ),
    );
    if (unsettled) parts.push(words.t("walk.unsettled"));
    return parts.join(", ");
  }

  /** @param {string|null} code */
  function go(code) {
    at = code;
    ring(code);
    node.textContent = code === null ? "" : say(code);
    if (code !== null) reveal(code);
  }

  /** Where a walk begins: at who is selected, else at the largest score in sight. */
  function begin() {
    const all = stops();
    const seen = all.filter(({ code }) => inSight(code));
    const [largest] = (seen.length ? seen : all).sort(
      (a, b) => Math.abs(b.score) - Math.abs(a.score) || (a.code < b.code ? -1 : 1),
    );
    const chosen = all.find(({ code }) => code === state.selected);
    if (chosen ?? largest) go((chosen ?? largest).code);
  }

  /**
   * What a key does in the walk; nothing for a key that the map or the page wants.
   * @param {string} key
   * @returns {(() => void)|null}
   */
  function actOf(key) {
    if (at === null) return key === "Enter" ? begin : null;
    const here = at;
    if (key === "Enter") return () => open(here);
    if (key === "Escape") return state.selected === null ? () => go(null) : null;
    const step = key === "PageDown" ? 1 : key === "PageUp" ? -1 : null;
    if (!step && !WAYS[key]) return null;
    return () => {
      const all = stops();
      const from = all.find(({ code }) => code === here);
      if (!from) return begin(); // the era has changed
      const next = step ? nextByScore(all, from, step) : nearestTo(all, from, WAYS[key]);
      if (next) go(next.code);
    };
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    if (event.target !== container || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actOf(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // Leaflet would move the map
    act();
  }

  /** @param {FocusEvent} event */
  function leave({ relatedTarget }) {
    const toCard = relatedTarget instanceof Element && relatedTarget.closest(".pfr-card");
    if (at !== null && !toCard) go(null);
  }

  container.addEventListener("keydown", press);
  container.addEventListener("blur", leave);

  return /** @satisfies {Part} */ ({
    node,
    update(next, changed) {
      state = next;
      if (at !== null && (changed.era || changed.before || changed.scores)) ring(at);
    },
    destroy() {
      container.removeEventListener("keydown", press);
      container.removeEventListener("blur", leave);
    },
  });
}
