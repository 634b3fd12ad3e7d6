/** The shelf under the map: whoever has a score and no place on it, as diamonds pulled wide. */
import { el, uid, write } from "./dom.js";
import { sizeOf } from "./scale.js";
import { spokenOf } from "./steps.js";

/** @import { Actions, Model, Part, State } from "./types.d.ts" */

const AWAY = "pfr-shelf-away"; // of the list of an era that is not shown
const WHOLE = 0.97; // share of a diamond in sight

/**
 * @param {Model} model
 * @param {Pick<Actions, "pick">} actions
 */
export function createShelf(model, { pick }) {
  const title = el("h3", { id: uid("shelf") });
  const rows = el("div", { class: "pfr-shelf-rows" });
  const more = el("button", { type: "button", class: "pfr-link", onclick: turn });
  const node = el(
    "section",
    { class: "pfr-shelf", "aria-labelledby": title.id },
    title,
    rows,
    more,
  );
  /** @type {Map<string, {list: HTMLElement, buttons: HTMLElement[]}>} */
  const shelves = new Map(); // one for each era, or change, and language
  /** @type {State|null} */
  let state = null;
  /** @type {Set<Element>} */
  const cut = new Set(); // those that are not wholly in sight

  /** @param {State} state */
  const keyOf = ({ eraIndex, beforeIndex, filled, language }) =>
    [eraIndex, beforeIndex, filled, language].join(" ");

  /**
   * Who has a reading and no place on the map, by |score| and then by name.
   * @param {State} state
   */
  function actorsIn(state) {
    const { words, eraIndex } = state;
    const homes = new Set(
      model.states.flatMap((area) =>
        model.isDrawn(area, eraIndex) ? (model.homeOf(area.properties.code, state) ?? []) : [],
      ),
    );
    return [...model.counterparts]
      .filter(([code]) => !model.onMap(code) && !homes.has(code))
      .flatMap(([code, { short }]) => {
        const reading = model.readingOf(code, state);
        const whole = words.text(model.nameOf(code, eraIndex));
        return reading ? { code, reading, whole, name: words.text(short) || whole } : [];
      })
      .sort((a, b) => sizeOf(b.reading) - sizeOf(a.reading) || a.name.localeCompare(b.name));
  }

  /**
   * @param {ReturnType<typeof actorsIn>[number]} actor
   * @param {State} at
   */
  function draw({ code, reading, whole, name }, at) {
    const tone = model.lookOf(code, reading, at);
    const hatch = reading.unsettled ? `--hatch:var(--pfr-hatch-${tone});` : "";
    const rim = model.isFirm(reading) ? `--rim:var(--pfr-firm-${tone});` : "";
    /** @type {HTMLElement} */
    const button = el(
      "button",
      {
        type: "button",
        class: "pfr-actor",
        "data-code": code,
        title: whole === name ? null : whole,
        style: `--fill:var(--pfr-${tone});--ink:var(--pfr-ink-${tone},var(--pfr-text));${hatch}${rim}`,
        onclick: () => pick(code, button),
      },
      el("span", {}, name),
      el("b", {}, at.words.reading(reading)),
    );
    return button;
  }

  /** @param {State} at */
  function shelfOf(at) {
    const key = keyOf(at);
    const known = shelves.get(key);
    if (known) return known;
    const buttons = actorsIn(at).map((actor) => draw(actor, at));
    buttons.forEach((button) => watcher.observe(button));
    const items = buttons.map((button) => el("li", {}, button));
    const list = el("ul", { class: AWAY }, items);
    rows.append(list);
    const shelf = { list, buttons };
    shelves.set(key, shelf);
    return shelf;
  }

  /** Show the next ones that do not fit; after the last the first. */
  function turn() {
    if (!state) return;
    const { list } = shelfOf(state);
    const atEnd = list.scrollLeft + list.clientWidth >= list.scrollWidth - 2;
    list.scrollTo({ left: atEnd ? 0 : list.scrollLeft + list.clientWidth * 0.8 });
  }

  function count() {
    if (!state) return;
    const hidden = shelfOf(state).buttons.filter((button) => cut.has(button)).length;
    write(more, { text: state.words.t("shelf.more", { n: hidden }) });
    more.style.visibility = hidden ? "" : "hidden"; // its room stays, else it would come and go
  }

  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio } of entries) {
        if (intersectionRatio > WHOLE) cut.delete(target);
        else cut.add(target);
      }
      count();
    },
    { root: rows, threshold: WHOLE },
  );

  return /** @satisfies {Part} */ ({
    node,
    update(next, changed) {
      state = next;
      if (changed.language) title.textContent = state.words.t("shelf.label");
      if (changed.scores) {
        shelves.clear();
        watcher.disconnect();
        rows.replaceChildren();
      }
      const { list, buttons } = shelfOf(state);
      // All lists keep their places, so that a step lays nothing out.
      for (const other of shelves.values()) other.list.classList.toggle(AWAY, other.list !== list);
      const spoken = spokenOf(model.payload, state);
      for (const button of buttons) {
        button.classList.toggle("pfr-spoken", spoken.includes(button.dataset.code ?? ""));
        write(button, { "aria-pressed": String(button.dataset.code === state.selected) });
      }
      count();
    },
    destroy: () => watcher.disconnect(),
  });
}
