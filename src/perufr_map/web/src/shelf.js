/** The shelf under the map: whoever has a score and no place on it, as diamonds pulled wide. */
import { el, uid, write } from "./dom.js";
import { sizeOf } from "./scale.js";
import { createStack } from "./stack.js";
import { spokenOf } from "./steps.js";

/** @import { Actions, At, Model, Part, State } from "./types.d.ts" */

const CUT = 2; // px that may be out of sight

/**
 * @param {Model} model
 * @param {Pick<Actions, "pick">} actions
 */
export function createShelf(model, { pick }) {
  const { payload } = model;
  const title = el("h3", { id: uid("shelf") });
  const stack = createStack(model, drawList);
  const node = el(
    "section",
    { class: "pfr-shelf", "aria-labelledby": title.id },
    title,
    stack.node,
  );

  /**
   * Whether a code has its place on the map, in whatever era it is drawn in.
   * @param {string} code
   * @param {number} era
   */
  const isOnMap = (code, era) => model.isMapped(era) && model.onMap(code);

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
      .filter(([code]) => !isOnMap(code, eraIndex) && !homes.has(code))
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

  /** @type {State|null} */
  let state = null;
  /** @type {WeakMap<Element, () => void>} */
  const counts = new WeakMap();
  const sizer = new ResizeObserver((entries) =>
    // In the next frame: a count may change the size of what is observed.
    requestAnimationFrame(() => entries.forEach(({ target }) => counts.get(target)?.())),
  );

  /** @param {State} at */
  function drawList(at) {
    const { words } = at;
    const buttons = actorsIn(at).map((actor) => draw(actor, at));
    const list = el(
      "ul",
      { onscroll: count },
      buttons.map((button) => el("li", {}, button)),
    );
    const more = el("button", { type: "button", class: "pfr-link", onclick: turn });

    /** Show the next ones that do not fit; after the last the first. */
    function turn() {
      const atEnd = list.scrollLeft + list.clientWidth >= list.scrollWidth - 2;
      list.scrollTo({ left: atEnd ? 0 : list.scrollLeft + list.clientWidth * 0.8 });
    }

    /** Count those that are not wholly in sight; where nobody drags them, they are not shown. */
    function count() {
      const { left, right } = list.getBoundingClientRect();
      const cut = buttons.filter((button) => {
        const box = button.getBoundingClientRect();
        const isCut = box.left < left - CUT || box.right > right + CUT;
        button.classList.toggle("pfr-cut", isCut);
        return isCut;
      });
      write(more, { text: words.t("shelf.more", { n: cut.length }) });
      more.style.visibility = cut.length ? "" : "hidden"; // its room stays, else it would come and go
    }

    counts.set(list, count);
    sizer.observe(list);
    mark(buttons, at);
    return { node: el("div", { class: "pfr-shelf-row" }, list, more), buttons };
  }

  /**
   * Mark who is selected, and of whom the story speaks.
   * @param {HTMLElement[]} buttons
   * @param {State} state
   */
  function mark(buttons, state) {
    const spoken = spokenOf(payload, state);
    for (const button of buttons) {
      const { code = "" } = button.dataset;
      button.classList.toggle("pfr-spoken", spoken.includes(code));
      write(button, { "aria-pressed": String(code === state.selected) });
    }
  }

  return /** @satisfies {Part & Record<string, unknown>} */ ({
    node,
    /**
     * Light the diamond of a counterpart, or none.
     * @param {string|null} code
     */
    hover(code) {
      for (const { dataset, classList } of stack.layers().flatMap(({ buttons }) => buttons))
        classList.toggle("pfr-lit", dataset.code === code);
    },
    /**
     * Who stands on the shelf in another era, as a picture.
     * @param {At} at
     */
    copy(at) {
      if (!state) return null;
      const then = { ...state, ...at };
      const names = actorsIn(then).map((actor) => draw(actor, then));
      for (const name of names) name.disabled = true;
      return el(
        "div",
        { class: "pfr-shelf pfr-shelf-copy", "aria-hidden": "true" },
        el("ul", {}, names),
      );
    },
    update(next, changed) {
      state = next;
      const label = model.isMapped(state.eraIndex) ? "shelf.label" : "shelf.all";
      write(title, { text: state.words.t(label) });
      if (changed.scores) stack.forget();
      if (changed.first || changed.scores)
        node.hidden = payload.eras.every((_, i) => !actorsIn({ ...next, eraIndex: i }).length);
      const { buttons } = stack.show(state);
      // All of them, so that a step later has nothing to mark.
      const marked = changed.selected ? stack.layers().flatMap((layer) => layer.buttons) : buttons;
      mark(marked, state);
    },
    destroy() {
      stack.destroy();
      sizer.disconnect();
    },
  });
}
